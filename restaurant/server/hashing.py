"""What takes a processor long, done in one thread beside the event loop, one thing after another."""

from collections import deque
from collections.abc import Callable
from typing import Any

from restaurant.domain.errors import Refused

MOST_WAITING = 32
"""Who comes when so many wait is told to come again: whoever floods this stalls nobody for long."""


class Hashing:
    """Runs one function at a time off the loop; the callers wait in line, each in its own task."""

    def __init__(self, mode: Any) -> None:
        self._mode = mode
        self._waiting: deque[Callable[[Any], None]] = deque()
        self._new = mode.signal()

    def __call__(self, function: Callable[..., Any], *args: Any) -> Any:
        """What the function returns, which must not fail. Raises Refused `too_fast`."""
        if len(self._waiting) >= MOST_WAITING:
            raise Refused("too_fast")
        done, results = self._mode.signal(), []

        def work(off_loop: Any) -> None:
            results.append(off_loop(function, *args))
            done.set()

        self._waiting.append(work)
        self._new.set()
        done.wait(None)
        return results[0]

    def run(self) -> None:
        """Work for as long as the server runs; a task of its own."""
        off_loop = self._mode.worker()
        while True:
            self._new.wait(None)
            while self._waiting:
                self._waiting.popleft()(off_loop)
