"""What takes a processor long, done in one thread beside the event loop, one thing after another."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from restaurant.domain.errors import Refused
from restaurant.engine.errand import Errand
from restaurant.server.modes.mode import Mode

MOST_WAITING = 32
"""Whoever finds so many in their line is refused: to work it off takes about two seconds."""


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
        """What the function returns; raises what it raises, or Refused `too_fast`."""
        line = self._strangers if stranger else self._known
        if len(line) >= MOST_WAITING:
            raise Refused("too_fast")
        errand: Errand[Any] = Errand(self._mode.signal())
        line.append(lambda off_loop: errand.run(partial(off_loop, function, *args)))
        self._new.set()
        return errand.result()

    def run(self) -> None:
        """Work for as long as the server runs; a task of its own."""
        off_loop = self._mode.worker()
        while True:
            self._new.wait(None)
            while line := self._known or self._strangers:
                line.popleft()(off_loop)
