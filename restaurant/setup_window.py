"""The set-up's window, seen from the set-up: a process of its own, so that no work holds up its drawing.

It needs Tk and the standard library alone, as `.venv` is not there yet. Where it cannot be shown
nothing is lost: the same words go to standard error.
"""

import contextlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from restaurant.common.processes.children import console_flags
from restaurant.common.processes.patience import KILLED

ROOT = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-m", "restaurant.desktop.set_up")
ALONE = 2
"""So many processes at most share the console that a double click on Windows opens: ours, and py.exe."""


def nobody_reads() -> bool:
    """Whether what is printed is seen by nobody, or goes with the console that opened for us."""
    if sys.stderr is None or not sys.stderr.isatty():
        return True
    return sys.platform == "win32" and _processes_at_console() <= ALONE


def _processes_at_console() -> int:
    import ctypes

    room = (ctypes.c_uint32 * 8)()
    return int(vars(ctypes)["windll"].kernel32.GetConsoleProcessList(room, len(room)))


class SetUpWindow:
    """Opens with the first thing that it is told; `is_closed` once a person has closed it."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None

    @property
    def is_closed(self) -> bool:
        """A window that could not open has not been closed."""
        return self._child is not None and self._child.poll() == 0

    def show(self, text: str, share: float) -> None:
        """What is being done, and how much of all is done (0 to 1)."""
        self._tell({"text": text, "share": share})

    def fail(self, sentence: str) -> None:
        """Why it did not work and what to do; returns when the person has closed the window."""
        self._tell({"failed": sentence})
        if self._child is not None:
            self._child.wait()

    def close(self) -> None:
        """Closes it where it is open."""
        if self._child is None:
            return
        assert self._child.stdin is not None
        with contextlib.suppress(OSError):
            self._child.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(KILLED)

    def _tell(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):  # It was closed, or it cannot be opened here.
            self._child = self._child or self._open()
            assert self._child.stdin is not None
            self._child.stdin.write(json.dumps(message) + "\n")
            self._child.stdin.flush()

    @staticmethod
    def _open() -> "subprocess.Popen[str]":
        return subprocess.Popen(
            COMMAND, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, creationflags=console_flags(hidden=True),
        )  # fmt: skip
