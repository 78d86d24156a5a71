"""Starting this program again as a child process that never outlives its parent, on any platform."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from restaurant.common.options import TABLE, Options
from restaurant.common.processes.patience import CHILD_IS_KILLED
from restaurant.common.processes.ties import frozen

CANNOT_START = 2
"""The exit code of a server for which a person has to see to something first."""

SERVING = "serving on port %s"
"""How a server's log begins to say that it serves; its window waits for this line."""

_HEARS = 0.5
"""Seconds at most until a process that waits for a child hears Ctrl+C (Windows hears it between waits)."""
_LAUNCHER = Path(__file__).resolve().parents[3] / "launcher.py"


def program() -> list[str]:
    """The command that starts this program again, without options."""
    return [sys.executable] if frozen() else [sys.executable, str(_LAUNCHER)]


def command_for(role: str, options: Options) -> list[str]:
    """The command for `role` with exactly these options; change them by `dataclasses.replace`."""
    return (
        program()
        + replace(
            options, role=role, demo=False, self_test=False, reset_manager_pin=False
        ).as_flags()
    )


def child_environment(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for another process of this program, which gets its options by flags alone."""
    child = dict(os.environ if environ is None else environ)
    for option in TABLE:
        child.pop(option.variable, None)
    # A one-file binary: unpack afresh, or the child shares this one's folder and dies with it.
    child["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    if getattr(sys, "frozen", False) and "LD_LIBRARY_PATH_ORIG" in child:
        child["LD_LIBRARY_PATH"] = child.pop("LD_LIBRARY_PATH_ORIG")
    elif getattr(sys, "frozen", False):
        child.pop("LD_LIBRARY_PATH", None)
    return child


def start_child(
    args: Sequence[str],
    *,
    stdout: int | IO[Any] | None = None,
    stderr: int | IO[Any] | None = None,
) -> subprocess.Popen[bytes]:
    """Starts a command of `command_for` tied to this process; `end_child` ends it."""
    command = [flag for flag in args if flag not in ("--tied", "--no-tied")] + ["--tied"]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=stdout,
        stderr=stderr,
        env=child_environment(),
        creationflags=_creation_flags(),
        # Ctrl+C is for the parent, which then ends its children in order.
        start_new_session=True,
    )


def start_helper(*flags: str) -> "subprocess.Popen[bytes]":
    """Starts this program for a part of this process's own work: lines in, lines out.

    It shares an unpacked one-file binary with this process, and has to end when its input ends.
    """
    return subprocess.Popen(
        [*program(), "--ready", *flags],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        creationflags=console_flags(),
    )


def _creation_flags() -> int:
    """Windows' twin of a session of one's own."""
    if sys.platform != "win32":
        return 0
    return subprocess.CREATE_NEW_PROCESS_GROUP | console_flags()


def console_flags(*, hidden: bool = False) -> int:
    """For any child: on Windows no console window opens if `hidden`, or where this program has none."""
    if sys.platform != "win32":
        return 0
    return subprocess.CREATE_NO_WINDOW if hidden or sys.stdout is None else 0


def await_child(child: subprocess.Popen[bytes]) -> int:
    """Waits until the child ends by itself; returns its exit code."""
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return child.wait(_HEARS)


def end_child(child: subprocess.Popen[bytes], *, patience: float = CHILD_IS_KILLED) -> int:
    """Asks the child to end, kills it after `patience` seconds, returns its exit code."""
    end_children([child], patience=patience)
    return child.wait()


def end_children(
    children: Sequence[subprocess.Popen[bytes]], *, patience: float = CHILD_IS_KILLED
) -> None:
    """Asks all of them to end at once, and kills what is left after `patience` seconds."""
    deadline = time.monotonic() + patience
    for child in children:
        let_go(child)
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            kill_child(child)
            child.wait()


def let_go(child: subprocess.Popen[bytes]) -> None:
    """Asks the child to end and does not wait for it."""
    if child.stdin is not None:
        with contextlib.suppress(OSError):
            child.stdin.close()


def kill_child(child: subprocess.Popen[bytes]) -> None:
    """Ends the child at once, with what it started: a one-file binary is more than its process id."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            subprocess.run(
                ["taskkill", "/T", "/F", "/PID", str(child.pid)], check=False, capture_output=True
            )
        child.kill()  # where there is no such command, or none that may be used
        return
    import signal

    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
