"""Turns on one event loop: whoever sends without a pause leaves all others theirs."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from weakref import WeakValueDictionary


class Turnstile:
    """Lets one request of each address begin in a round of the event loop.

    So a device that sends on hundreds of connections has no larger part of the server than any other.
    `lock` makes one for an address, `let_others` ends the present round.
    """

    def __init__(
        self,
        lock: Callable[[], AbstractContextManager[Any]],
        let_others: Callable[[], object],
    ) -> None:
        self._lock, self._let_others = lock, let_others
        self._of: WeakValueDictionary[str, AbstractContextManager[Any]] = WeakValueDictionary()

    def go_through(self, address: str) -> None:
        """Wait for the turn of one more request."""
        with self._of.setdefault(address, self._lock()):
            self._let_others()


class TurnByTurn(io.RawIOBase):
    """What a connection sends, read in turns.

    Reading what is here already never waits, so a task that did nothing else would be the only one.
    """

    def __init__(self, raw: io.RawIOBase, let_others: Callable[[], object]) -> None:
        self._raw, self._let_others = raw, let_others

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Some bytes, once the others had their turns."""
        self._let_others()
        return self._raw.readinto(buffer)

    def close(self) -> None:
        """Read no more."""
        self._raw.close()
        super().close()
