"""Starting this program again as a child process that never outlives its parent, on any platform."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from restaurant.common.options import Options, child_environment
from restaurant.common.ties import exit_when_parent_dies, frozen

__all__ = [
    "command_for",
    "end_child",
    "exit_when_parent_dies",
    "frozen",
    "kill_child",
    "let_go",
    "program",
    "start_child",
]

_LAUNCHER = Path(__file__).resolve().parents[2] / "launcher.py"


def program() -> list[str]:
    """The command that starts this program again, without options."""
    return [sys.executable] if frozen() else [sys.executable, str(_LAUNCHER)]


def command_for(role: str, options: Options) -> list[str]:
    """The command for `role` with exactly these options; change them by `dataclasses.replace`."""
    return program() + replace(options, role=role, demo=False, self_test=False).as_flags()


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


def _creation_flags() -> int:
    """Windows' twin of a session of one's own; no console window where the parent has none."""
    if sys.platform != "win32":
        return 0
    flags = subprocess.CREATE_NEW_PROCESS_GROUP
    return flags | subprocess.CREATE_NO_WINDOW if sys.stdout is None else flags


def end_child(child: subprocess.Popen[bytes], *, patience: float = 10.0) -> int:
    """Asks the child to end, kills it after `patience` seconds, returns its exit code."""
    let_go(child)
    try:
        return child.wait(patience)
    except subprocess.TimeoutExpired:
        kill_child(child)
        return child.wait()


def let_go(child: subprocess.Popen[bytes]) -> None:
    """Asks the child to end and does not wait for it."""
    if child.stdin is not None:
        with contextlib.suppress(OSError):
            child.stdin.close()


def kill_child(child: subprocess.Popen[bytes]) -> None:
    """Ends the child at once, with what it started: a one-file binary is more than its process id."""
    if sys.platform == "win32":
        subprocess.run(
            ["taskkill", "/T", "/F", "/PID", str(child.pid)], check=False, capture_output=True
        )
        return
    import signal

    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
