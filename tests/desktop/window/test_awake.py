"""Keeping the screen awake: what each system is asked for, and that nothing of it fails a window."""

import ctypes
import os
import subprocess
from typing import Any

import pytest

from restaurant.desktop.window import awake


class Started:
    """Programs that would have been started."""

    def __init__(self, patch: pytest.MonkeyPatch, *, there: bool = True) -> None:
        self.commands: list[list[str]] = []
        self.ended = 0
        patch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if there else None)
        patch.setattr(subprocess, "Popen", self._start)

    def _start(self, command: list[str], **_options: Any) -> "Started":
        self.commands.append(command)
        return self

    def terminate(self) -> None:
        self.ended += 1


def test_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    started = Started(monkeypatch)
    release = awake.keep_awake(0x2A, platform="linux")
    assert started.commands == [
        ["/usr/bin/xset", "s", "off", "-dpms"],
        ["/usr/bin/xdg-screensaver", "suspend", "0x2a"],
    ]
    release()
    assert started.commands[2:] == [
        ["/usr/bin/xset", "s", "on", "+dpms"],
        ["/usr/bin/xdg-screensaver", "resume", "0x2a"],
    ]


def test_linux_without_those_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    started = Started(monkeypatch, there=False)
    awake.keep_awake(1, platform="linux")()
    assert started.commands == []


def test_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    started = Started(monkeypatch)
    release = awake.keep_awake(1, platform="darwin")
    assert started.commands == [["/usr/bin/caffeinate", "-d", "-i", "-w", str(os.getpid())]]
    release()
    assert started.ended == 1


def test_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    states: list[int] = []

    class Windows:
        class kernel32:  # noqa: N801 - its name
            SetThreadExecutionState = states.append

    monkeypatch.setattr(ctypes, "windll", Windows, raising=False)
    release = awake.keep_awake(1, platform="win32")
    assert states == [0x80000003]
    release()
    assert states == [0x80000003, 0x80000000]


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_nothing_of_it_fails_the_window(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise OSError("no")

    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr(subprocess, "Popen", fail)
    monkeypatch.setattr(ctypes, "windll", None, raising=False)
    awake.keep_awake(1, platform=platform)()
