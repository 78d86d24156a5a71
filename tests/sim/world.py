"""Simulated time and a bad network: everything that happens comes from one seed, in one thread."""

import heapq
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import NamedTuple

BEGIN = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)

Work = Callable[[], None]


class Network(NamedTuple):
    """How bad the network is: parts of all messages that are lost and repeated, seconds of delay."""

    lost: float = 0.08
    repeated: float = 0.08
    slowest: float = 4.0


class World:
    """The clock, what is going to happen, and the network between terminals and server."""

    def __init__(self, seed: int, network: Network | None = None) -> None:
        self.seed = seed
        self.chance = random.Random(seed)
        self.network = network or Network()
        self.seconds = 0.0
        self.is_quiet = False
        """Nobody begins anything new."""
        self._clock_error = timedelta()
        self._coming: list[tuple[float, int, Work]] = []
        self._places = count()

    def now(self) -> datetime:
        """The server's clock, which somebody sets back now and then."""
        return BEGIN + timedelta(seconds=self.seconds) + self._clock_error

    def set_clock(self, error: timedelta) -> None:
        """Somebody sets the server's clock."""
        self._clock_error = error

    def after(self, seconds: float, work: Work) -> None:
        """Something happens in so many seconds."""
        heapq.heappush(self._coming, (self.seconds + seconds, next(self._places), work))

    def send(self, work: Work) -> None:
        """A message: it arrives late, in another order, twice or not at all."""
        if self.chance.random() < self.network.lost:
            return
        times = 2 if self.chance.random() < self.network.repeated else 1
        for _ in range(times):
            self.after(self.delay(self.chance), work)

    def delay(self, chance: random.Random) -> float:
        """Most messages are quick."""
        return float(self.network.slowest * chance.random() ** 6 + 0.002)

    def run(self, until: float) -> None:
        """Let everything happen until a moment."""
        while self._coming and self._coming[0][0] <= until:
            self.seconds, _, work = heapq.heappop(self._coming)
            work()
        self.seconds = until
