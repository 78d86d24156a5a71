"""What takes a processor long, done in one thread beside the event loop, one thing after another."""

from collections import deque
from collections.abc import Callable
from typing import Any

from restaurant.domain.errors import Refused
from restaurant.server.modes.mode import Mode

MOST_WAITING = 32
"""Who comes when so many wait in that line is told to come again: it has the time of two seconds."""


class Hashing:
    """Runs one function at a time off the loop; the callers wait in line, each in its own task.

    Strangers have a line of their own, behind all others: a flood of their guesses, from however many
    addresses, holds up nobody at a paired terminal.
    """

    def __init__(self, mode: Mode) -> None:
        self._mode = mode
        self._known: deque[Callable[[Any], None]] = deque()
        self._strangers: deque[Callable[[Any], None]] = deque()
        self._new = mode.signal()

    def __call__(self, function: Callable[..., Any], *args: Any, stranger: bool = False) -> Any:
        """What the function returns, which must not fail. Raises Refused `too_fast`."""
        line = self._strangers if stranger else self._known
        if len(line) >= MOST_WAITING:
            raise Refused("too_fast")
        done, results = self._mode.signal(), []

        def work(off_loop: Any) -> None:
            results.append(off_loop(function, *args))
            done.set()

        line.append(work)
        self._new.set()
        done.wait(None)
        return results[0]

    def run(self) -> None:
        """Work for as long as the server runs; a task of its own."""
        off_loop = self._mode.worker()
        while True:
            self._new.wait(None)
            while line := self._known or self._strangers:
                line.popleft()(off_loop)
