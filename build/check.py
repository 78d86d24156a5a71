#!/usr/bin/env python3
"""The one command before each commit: format, lint, types, layers, tests."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python has to get a sentence
    sys.exit("build/check.py needs Python 3.11 or newer.")

import argparse
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from build import test_machine  # noqa: E402
from restaurant import first_run, system_packages  # noqa: E402

CHECKS = ROOT / "build" / "requirements-checks.txt"
WINDOWS = ("--platform=win32", "--cache-dir=.mypy_cache/windows")
CHECKED = ["restaurant", "launcher.py", "build", "tests"]
CLOSING = re.compile(r"^=*\s*(\d+ (?:passed|failed|errors?|skipped|xfailed).*?)\s*=*$")
# The import linter has a command but no module to run.
LAYERS = "from importlinter.cli import lint_imports_command as lint; lint()"
REFUSED = 2
WORKERS = min((os.cpu_count() or 1) + 1, 8)
"""Tests run beside each other: most of them wait for programs that they started, some need a processor."""


class Step(NamedTuple):
    """One check: what it is called, and what Python is started with."""

    name: str
    args: tuple[str, ...]


class Outcome(NamedTuple):
    """How a step went; `said` is what it printed."""

    name: str
    passed: bool
    seconds: float
    said: list[str]


def steps(*, fast: bool, tests: list[str]) -> list[Step]:
    """What is checked, in this order."""
    chosen = ("-m", "not slow") if fast else ()
    return [
        Step("format", ("-m", "ruff", "format", "--check", ".")),
        Step("lint", ("-m", "ruff", "check", "--quiet", ".")),
        Step("types", ("-m", "mypy", *CHECKED)),
        Step("types, as on Windows", ("-m", "mypy", *WINDOWS, *CHECKED)),
        Step("layers", ("-c", LAYERS, "--no-logo")),
        Step(
            "tests", ("-m", "pytest", "-n", str(WORKERS), "-q", "--dist=worksteal", *chosen, *tests)
        ),
    ]


def run(python: Path, step: Step, environment: dict[str, str]) -> Outcome:
    """Runs one step, showing its output as it comes."""
    print(f"\n--- {step.name}", flush=True)
    begun = time.monotonic()
    said = []
    with subprocess.Popen(
        [str(python), *step.args],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            said.append(line.rstrip())
    return Outcome(step.name, running.returncode == 0, time.monotonic() - begun, said)


def closing_line(said: list[str]) -> str:
    """pytest's own closing line: what passed and what did not."""
    found = (CLOSING.match(line) for line in reversed(said))
    return next((match[1] for match in found if match), "no test ran")


def _environment() -> dict[str, str]:
    environment = {name: text for name, text in os.environ.items() if not _own_option(name)}
    # The tests open their windows on a virtual screen of their own, not in somebody's work.
    if sys.platform == "linux" and shutil.which("Xvfb"):
        environment.pop("DISPLAY", None)
        environment.pop("WAYLAND_DISPLAY", None)
    return environment


def _own_option(name: str) -> bool:
    return name.startswith("RESTAURANT_")


def _summary(outcomes: list[Outcome]) -> None:
    print("\n--- summary")
    for outcome in outcomes:
        result = "passed" if outcome.passed else "FAILED"
        print(f"{outcome.name:<22}{result:<8}{outcome.seconds:6.1f} s")
    print(closing_line(outcomes[-1].said), flush=True)


def main(argv: list[str]) -> int:
    """Runs every step, also after a failed one; 0 if all passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="leave out the tests marked slow")
    parser.add_argument("tests", nargs="*", help="only these tests (default: all)")
    asked = parser.parse_args(argv)
    try:
        test_machine.prepare()
        python = first_run.python_with([first_run.REQUIREMENTS, CHECKS])
    except (first_run.SetUpFailed, system_packages.Missing) as wrong:
        print(wrong, file=sys.stderr)
        return REFUSED
    environment = _environment()
    todo = steps(fast=asked.fast, tests=asked.tests)
    outcomes = [run(python, step, environment) for step in todo]
    _summary(outcomes)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
