"""How fast those may go who show no token: whoever is faster is served slower, and stalls nobody else."""

import time
from collections import OrderedDict

from restaurant.domain.errors import Refused
from restaurant.domain.values.people import Role

LIMITED: frozenset[Role] = frozenset({"anybody", "guest"})
MOST_KEPT = 4096

MOST_WAIT_S = 20.0
"""The longest wait for a turn. Without a bound a flood would hold up everybody who shares its key, such
as all phones behind one router, for hours after it is over."""


class Pace:
    """Token buckets, one a key such as an address: `burst` at once, then `rate` a second.

    `wait` returns when it is the caller's turn; the task that waits is the sender's own, so that
    its messages pile up on its own side of the network.
    """

    def __init__(self, *, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._due: OrderedDict[object, float] = OrderedDict()

    def wait(self, key: object) -> None:
        """Take one turn. Raises Refused `too_fast`, after a wait, where the line is too long."""
        seconds = self.turn(key, time.monotonic())
        if seconds is None or seconds > 0:
            time.sleep(MOST_WAIT_S if seconds is None else seconds)
        if seconds is None:
            raise Refused("too_fast")

    def turn(self, key: object, now: float) -> float | None:
        """Take one turn, and say in how many seconds it is; None if that would be too many."""
        begun = now - self._burst / self._rate
        before = max(self._due.pop(key, begun), begun)
        due = before + 1 / self._rate
        has_room = due - now <= MOST_WAIT_S
        self._due[key] = due if has_room else before
        while len(self._due) > MOST_KEPT:
            self._due.popitem(last=False)
        return due - now if has_room else None
