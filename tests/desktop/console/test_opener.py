"""Opening the data folder or a page with whatever program a system has for that."""

import os
import sys
import threading
from pathlib import Path

import pytest

from restaurant.desktop.console.opener import open_outside

PATIENCE_S = 30.0
programs_open = pytest.mark.skipif(sys.platform == "win32", reason="Windows opens folders itself")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder where programs are looked for."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def provide(programs: Path, script: str) -> None:
    for name in ("open", "xdg-open"):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)


@programs_open
def test_no_program_can(programs: Path) -> None:
    failed = threading.Event()
    open_outside(programs, failed.set)
    assert failed.wait(PATIENCE_S)


@programs_open
def test_the_program_cannot(programs: Path) -> None:
    provide(programs, "exit 3")
    failed = threading.Event()
    open_outside(programs, failed.set)
    assert failed.wait(PATIENCE_S)


@programs_open
def test_it_is_shown(programs: Path) -> None:
    provide(programs, 'echo "$1" > "$1/shown"')
    failed = threading.Event()
    open_outside(programs, failed.set)
    for thread in threading.enumerate():
        if thread.name == "open-outside":
            thread.join(PATIENCE_S)
    assert (programs / "shown").read_text().strip() == str(programs)
    assert not failed.is_set()


@pytest.mark.parametrize("what", [Path("data"), "https://192.168.1.20:5001/manager"])
def test_windows_opens_it_itself(monkeypatch: pytest.MonkeyPatch, what: Path | str) -> None:
    opened, failed = threading.Event(), threading.Event()
    asked: list[Path | str] = []

    def startfile(path: Path | str) -> None:
        asked.append(path)
        opened.set()

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", startfile, raising=False)
    open_outside(what, failed.set)
    assert opened.wait(PATIENCE_S)
    assert asked == [what]
    assert not failed.is_set()


def test_windows_has_nothing_to_open_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def startfile(path: Path) -> None:
        raise OSError(1155, "no program is associated", path)

    failed = threading.Event()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", startfile, raising=False)
    open_outside(Path("data"), failed.set)
    assert failed.wait(PATIENCE_S)
