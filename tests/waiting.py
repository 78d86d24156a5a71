"""Waiting for what other threads and other programs do: for a condition, with a deadline."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 30.0
"""Seconds after which a test says that something does not happen, on a machine with much to do."""

REST_S = 0.005
"""Between two looks at what nobody tells of."""

T = TypeVar("T")


class Log(list[T]):
    """A list that other threads add to and that a test waits for."""

    def __init__(self) -> None:
        super().__init__()
        self._changed = threading.Condition()

    def add(self, thing: T) -> None:
        with self._changed:
            self.append(thing)
            self._changed.notify_all()

    def wait(self, condition: Callable[[], bool], within: float = PATIENCE) -> None:
        with self._changed:
            assert self._changed.wait_for(condition, within), f"in vain; there is {list(self)}"

    def wait_for(self, wanted: T, times: int = 1, within: float = PATIENCE) -> None:
        self.wait(lambda: self.count(wanted) >= times, within)


def until(condition: Callable[[], object], what: object = "", within: float = PATIENCE) -> None:
    """Look again and again, where nobody tells: another program's files, windows and ports.

    `what` says in vain what was waited for, or is what is then left to wait for.
    """
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"did not happen: {what or condition}"
        time.sleep(REST_S)
