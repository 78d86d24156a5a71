#!/usr/bin/env python3
"""Replays past orders into a running server: `python3 build/rush.py FILE --server HOST:PORT`, or `--own`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python has to get a sentence
    sys.exit("build/rush.py needs Python 3.11 or newer.")

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from restaurant import first_run  # noqa: E402


def main(argv: list[str]) -> int:
    """Sees to the project's own Python, then replays."""
    try:
        python = first_run.python_with([first_run.REQUIREMENTS])
    except first_run.SetUpFailed as wrong:
        print(wrong, file=sys.stderr)
        return 2
    if python != Path(sys.executable):
        return _again(python, argv)
    from build.replay.command import run

    return run(argv)


def _again(python: Path, argv: list[str]) -> int:
    command = [str(python), str(Path(__file__).resolve()), *argv]
    if sys.platform != "win32":
        os.execv(command[0], command)
    child = subprocess.Popen(command)  # Windows' execv would detach
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the child got it too, and reports
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
