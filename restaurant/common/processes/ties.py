"""What ties a process of this program to the one that started it, seen from inside the process.

The tie is standard input: a pipe that only the parent holds open. When the parent ends, however it
ends, the pipe ends, and the child stops. A one-file binary is two processes (a loader and the
program), so a process id is nothing to aim at; the pipe reaches the right one.
Nothing heavy is imported: the server has to patch the standard library before it is loaded.
"""

import _thread
import contextlib
import os
import sys
import time
from collections.abc import Callable
from typing import Any

_STDIN = 0


def frozen() -> bool:
    """Whether this is the packed binary."""
    return bool(getattr(sys, "frozen", False))


def _start_thread(work: Callable[[], None]) -> None:
    _thread.start_new_thread(work, ())


def exit_when_parent_dies(
    stop: Callable[[], None],
    *,
    grace: float,
    start_thread: Callable[[Callable[[], None]], object] = _start_thread,
) -> None:
    """In a child of `start_child`: calls `stop` from another thread when the parent is gone.

    Where that does not end this process within `grace` seconds it is ended without ceremony.
    The thread has to be a real one: a process that patches threads gives its own `start_thread`.
    """
    sleep = time.sleep

    def watch() -> None:
        _wait_for_end_of_input()
        try:
            stop()
        finally:
            sleep(grace)
            os._exit(1)

    start_thread(watch)


def _wait_for_end_of_input() -> None:
    # Not sys.stdin: its lock, held while waiting, is a fatal error when the interpreter ends.
    with contextlib.suppress(OSError):
        while os.read(_STDIN, 1024):
            pass


def exit_with_loader() -> None:
    """In the packed binary: ends this process when its loader was killed, else it stays behind."""
    if not frozen():
        return
    loader = os.getppid()
    wait = _wait_for_process if sys.platform == "win32" else _wait_for_new_parent
    sleep = time.sleep

    def watch() -> None:
        wait(loader, sleep)
        _remove_unpacked()
        os._exit(1)

    _start_thread(watch)


def _remove_unpacked() -> None:
    """The loader would have done it; on Windows what is in use stays."""
    import shutil

    unpacked: str | None = getattr(sys, "_MEIPASS", None)
    if unpacked:
        shutil.rmtree(unpacked, ignore_errors=True)


def _wait_for_new_parent(parent: int, sleep: Callable[[float], None]) -> None:
    while os.getppid() == parent:
        sleep(0.5)


def _wait_for_process(process: int, sleep: Callable[[float], None]) -> None:
    """Windows keeps a dead parent's id: the process itself has to be waited for."""
    import ctypes

    kernel: Any = vars(ctypes)["windll"].kernel32
    synchronize, for_ever = 0x00100000, 0xFFFFFFFF
    handle = kernel.OpenProcess(synchronize, False, process)
    while not handle:  # No right to wait for it: then nothing can be told, and nothing is done.
        sleep(3600)
    kernel.WaitForSingleObject(handle, for_ever)
