"""What became of each order: sent, answered, seen by the waiters' screens; for any number of threads."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Sent:
    """One order on its way; times in seconds of `time.perf_counter`."""

    name: str
    at: float
    answered: float | None = None
    order_id: str | None = None
    error: str | None = None


@dataclass
class Seen:
    """What one screen was shown: when first, and how often."""

    first: dict[str, float] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)
    away: int = 0
    """How often its link went down."""


class Ledger:
    """The books of one replay; `names` on the orders are what the sender called them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.sent: dict[str, Sent] = {}
        self.floor, self.listener = Seen(), Seen()
        self.ids_by_name: dict[str, set[str]] = {}
        self._early: dict[str, tuple[dict[str, Any], float]] = {}

    def send(self, command_id: str, name: str, at: float) -> None:
        """An order was handed to its terminal."""
        with self._lock:
            self.sent[command_id] = Sent(name, at)
            early = self._early.pop(command_id, None)
        if early is not None:  # the answer was faster than this thread
            self.answer(command_id, *early)

    def answer(self, command_id: str, answer: dict[str, Any], at: float | None = None) -> None:
        """The server answered an order."""
        at = time.perf_counter() if at is None else at
        with self._lock:
            sent = self.sent.get(command_id)
            if sent is None:
                self._early[command_id] = (answer, at)
                return
            sent.answered = at
            sent.error = answer.get("error")
            sent.order_id = answer.get("order_id") if sent.error is None else None

    def on_floor(self, order_id: str, name: str) -> None:
        """The waiter's screen shows an order."""
        with self._lock:
            self.ids_by_name.setdefault(name, set()).add(order_id)
            self.floor.first.setdefault(order_id, time.perf_counter())

    def announced(self, order_id: str) -> None:
        """The raw listener was told of an order, which happens once."""
        with self._lock:
            if order_id in self.listener.first:
                self.listener.twice.add(order_id)
            self.listener.first.setdefault(order_id, time.perf_counter())

    # ------------------------------------------------------------------------- reading

    @property
    def accepted(self) -> list[Sent]:
        """The orders that the server took."""
        with self._lock:
            return [sent for sent in self.sent.values() if sent.order_id is not None]

    @property
    def refused(self) -> Counter[str]:
        """How many were refused, by code."""
        with self._lock:
            return Counter(sent.error for sent in self.sent.values() if sent.error)

    @property
    def unanswered(self) -> list[Sent]:
        """The orders that nobody answered."""
        with self._lock:
            return [sent for sent in self.sent.values() if sent.answered is None]

    def missing(self, seen: Seen) -> list[Sent]:
        """Accepted orders that a screen was never shown."""
        return [sent for sent in self.accepted if sent.order_id not in seen.first]

    def doubled(self) -> list[str]:
        """Names that became more than one order, ids given twice, and tickets announced twice."""
        accepted = self.accepted
        names = {sent.name for sent in accepted}
        with self._lock:
            twice = [name for name in sorted(names) if len(self.ids_by_name.get(name, ())) > 1]
            ids = Counter(sent.order_id for sent in accepted)
            twice += sorted(str(order_id) for order_id, times in ids.items() if times > 1)
            return twice + sorted(self.listener.twice & {str(sent.order_id) for sent in accepted})

    @property
    def settled(self) -> bool:
        """Whether everything sent has an answer and is on both screens."""
        return not (self.unanswered or self.missing(self.floor) or self.missing(self.listener))

    def waits(self, seen: Seen | None = None) -> list[float]:
        """Milliseconds from send to answer, or to a screen."""
        if seen is None:
            return [1e3 * (s.answered - s.at) for s in self.accepted if s.answered is not None]
        first = seen.first
        return [1e3 * (first[s.order_id] - s.at) for s in self.accepted if s.order_id in first]
