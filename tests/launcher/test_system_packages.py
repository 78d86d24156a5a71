"""What of Python is missing: installed where that is allowed, else the one command is named."""

import shutil
import subprocess
import sys
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from restaurant import system_packages
from restaurant.setup_progress import Progress
from tests.waiting import until


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A system of which the test decides what there is; `ran` is what was run on it."""
    there = SimpleNamespace(manager="apt-get", root=True, system=True, lacks=["tk"], ran=[], code=0)

    def run(command: tuple[str, ...], **_: object) -> SimpleNamespace:
        there.ran.append(" ".join(command))
        there.lacks = [] if there.code == 0 else there.lacks
        return SimpleNamespace(returncode=there.code)

    monkeypatch.setattr(shutil, "which", lambda name: name if name == there.manager else None)
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(system_packages, "is_root", lambda: there.root)
    monkeypatch.setattr(system_packages, "_of_the_system", lambda: there.system)
    monkeypatch.setattr(system_packages, "missing_parts", lambda **_: there.lacks)
    return there


@pytest.mark.parametrize(
    ("manager", "package"),
    [
        ("apt-get", "python3-tk"),
        ("dnf", "python3-tkinter"),
        ("pacman", "tk"),
        ("zypper", "-tk"),
        ("apk", "python3-tkinter"),
    ],
)
def test_root_installs_by_the_systems_own_manager(machine: Any, manager: str, package: str) -> None:
    machine.manager = manager
    system_packages.provide(["tk"])
    assert machine.ran[-1].startswith(manager)
    assert machine.ran[-1].endswith(package)


def test_a_fresh_debian_fetches_its_lists_first(machine: Any) -> None:
    system_packages.provide(["tk", "venv"])
    assert machine.ran[0] == "apt-get update"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    assert machine.ran[1].endswith(f"python3-tk {version}-venv")


def test_anybody_else_is_told_the_one_command(machine: Any) -> None:
    machine.root = False
    with pytest.raises(system_packages.Missing, match=r"sudo apt-get install .* python3-tk"):
        system_packages.provide(["tk"])
    assert machine.ran == []


def test_an_install_that_fails_names_the_command(machine: Any) -> None:
    machine.code = 100
    with pytest.raises(system_packages.Missing, match=r"sudo apt-get install"):
        system_packages.provide(["tk"])


def test_packages_cannot_help_a_python_from_elsewhere(machine: Any) -> None:
    machine.system = False
    with pytest.raises(system_packages.Missing, match="own Python"):
        system_packages.provide(["tk"])
    assert machine.ran == []


@pytest.mark.parametrize(("platform", "word"), [("win32", "tcl/tk"), ("darwin", "brew install")])
def test_other_platforms_are_told_their_own_way(
    machine: Any, monkeypatch: pytest.MonkeyPatch, platform: str, word: str
) -> None:
    machine.manager = "none"
    monkeypatch.setattr(sys, "platform", platform)
    with pytest.raises(system_packages.Missing, match=word):
        system_packages.provide(["tk"])


def test_what_is_missing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system_packages.missing_parts(windows=True, venv=True) == []
    monkeypatch.setitem(sys.modules, "_tkinter", None)
    assert system_packages.missing_parts(windows=True, venv=True) == ["tk"]
    assert system_packages.missing_parts(windows=False, venv=True) == []
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert system_packages.missing_parts(windows=False, venv=True) == ["venv"]
    assert system_packages.missing_parts(windows=False, venv=False) == []


class Screen:
    """A stream that keeps what was written and may be a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        self.said = ""
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def write(self, text: str) -> None:
        self.said += text

    def flush(self) -> None:
        pass


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_told_when_it_takes_longer(
    monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    monkeypatch.setattr("restaurant.setup_progress.TOLD_AFTER", 0.0)
    screen = Screen(terminal=terminal)
    with Progress("Setting up", screen) as progress:  # type: ignore[arg-type]
        progress.step("getting flask")
        until(lambda: progress.told)
    assert "Setting up: " in screen.said
    assert "done" in screen.said
    assert screen.said.endswith("\n")
    assert ("\r" in screen.said) == terminal


def test_what_is_quick_says_nothing() -> None:
    screen = Screen(terminal=True)
    with Progress("Setting up", screen) as progress:  # type: ignore[arg-type]
        progress.say("quick")
    assert screen.said == ""


class Window:
    """What a window would show; closed by the person when `closed` is set."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, float]] = []
        self.is_closed = False

    def show(self, text: str, share: float) -> None:
        self.shown.append((text, share))


def test_a_window_shows_the_same_and_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("restaurant.setup_progress.TOLD_AFTER", 0.0)
    monkeypatch.setattr("restaurant.setup_progress.EVERY", 0.001)
    window, screen = Window(), Screen(terminal=False)
    shares = []

    def shows(step: str) -> bool:
        return bool(window.shown) and window.shown[-1][0].startswith(step)

    with Progress("Setting up", screen, window=window, count=2) as progress:  # type: ignore[arg-type]
        for step in ("one", "two", "three"):
            progress.step(step)
            until(partial(shows, step))
            shares.append(window.shown[-1][1])
    assert 0 < shares[0] < shares[1] == shares[2] < 1
    assert screen.said.count("\n") == 2  # A file is not filled with what a window shows.


def test_who_closes_the_window_ends_the_set_up() -> None:
    window = Window()
    progress = Progress("Setting up", Screen(terminal=False), window=window)  # type: ignore[arg-type]
    progress.say("one")
    window.is_closed = True
    with pytest.raises(KeyboardInterrupt):
        progress.say("two")
