"""How fast those may go who show no token: whoever is faster is served slower, and stalls nobody else."""

import time
from collections import OrderedDict

from restaurant.domain.values import Role

LIMITED: frozenset[Role] = frozenset({"anybody", "guest"})
MOST_KEPT = 4096


class Pace:
    """Token buckets, one a key such as an address: `burst` at once, then `rate` a second.

    `wait` returns when it is the caller's turn; the task that waits is the sender's own, so that
    its messages pile up on its own side of the network.
    """

    def __init__(self, *, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._due: OrderedDict[object, float] = OrderedDict()

    def wait(self, key: object) -> None:
        """Take one turn."""
        if (seconds := self.turn(key, time.monotonic())) > 0:
            time.sleep(seconds)

    def turn(self, key: object, now: float) -> float:
        """Take one turn, and say in how many seconds it is."""
        begun = now - self._burst / self._rate
        due = max(self._due.pop(key, begun), begun) + 1 / self._rate
        self._due[key] = due
        while len(self._due) > MOST_KEPT:
            self._due.popitem(last=False)
        return due - now
