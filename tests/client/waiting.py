"""Waiting for what other threads do: for a condition, with a deadline."""

import threading
from collections.abc import Callable
from typing import TypeVar

from restaurant.client.notices import Notice, Offline

PATIENCE = 10.0
"""Seconds after which a test says that something does not happen."""

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


class Screen(Log[Notice]):
    """What a link told, in order."""

    def of(self, kind: type[T]) -> list[T]:
        return [notice for notice in self if isinstance(notice, kind)]

    def reasons(self) -> list[str]:
        """Why there was no link, in order."""
        return [seen.reason for seen in self.of(Offline)]

    def next(self, kind: type[T], number: int = 1, within: float = PATIENCE) -> T:
        """The `number`-th notice of a kind, which may be still to come."""
        self.wait(lambda: len(self.of(kind)) >= number, within)
        return self.of(kind)[number - 1]
