"""Keeps the screen awake for as long as a window is open: each system has its own way, none is sure."""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

LOG = logging.getLogger("restaurant.desktop")

# SetThreadExecutionState of the Windows API: until further notice, the system and the display.
ES_CONTINUOUS, ES_SYSTEM, ES_DISPLAY = 0x80000000, 0x1, 0x2


def keep_awake(window: int, *, platform: str = sys.platform) -> Callable[[], None]:
    """Asks the system not to darken the screen; returns what takes that back. Never fails.

    `window` is the window's number, which one of Linux's ways wants.
    """
    try:
        if platform == "win32":
            return _windows()
        if platform == "darwin":
            return _macos()
        return _linux(window)
    except Exception:
        LOG.warning("the screen cannot be kept awake", exc_info=True)
        return _nothing


def _windows() -> Callable[[], None]:
    import ctypes

    kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    kernel.SetThreadExecutionState(ES_CONTINUOUS | ES_SYSTEM | ES_DISPLAY)

    def release() -> None:
        kernel.SetThreadExecutionState(ES_CONTINUOUS)

    return release


def _macos() -> Callable[[], None]:
    # It ends with this process even where nobody takes it back.
    child = _start(["caffeinate", "-d", "-i", "-w", str(os.getpid())])
    return child.terminate if child is not None else _nothing


def _linux(window: int) -> Callable[[], None]:
    """X's own saver is switched off, and a desktop's by its name for that; one of them is there."""
    _start(["xset", "s", "off", "-dpms"])
    _start(["xdg-screensaver", "suspend", hex(window)])

    def release() -> None:
        _start(["xset", "s", "on", "+dpms"])
        _start(["xdg-screensaver", "resume", hex(window)])

    return release


def _start(command: Sequence[str]) -> "subprocess.Popen[bytes] | None":
    """Starts a program of the system, if it is there, and waits for nothing."""
    program = shutil.which(command[0])
    if program is None:
        return None
    nowhere = subprocess.DEVNULL
    return subprocess.Popen([program, *command[1:]], stdin=nowhere, stdout=nowhere, stderr=nowhere)


def _nothing() -> None:
    """There is nothing to take back."""
