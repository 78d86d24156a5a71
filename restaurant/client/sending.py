"""Which command is sent when: in order, one at a time, under one id until it is answered."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any

from restaurant.client.kept.outbox import Entry, Outbox
from restaurant.client.notices import Answered, Held, Notice, TooOld
from restaurant.client.timing import Timing
from restaurant.domain.commands import NewOrder
from restaurant.domain.values.settings import Limits
from restaurant.protocol.codec import write_command
from restaurant.protocol.table import COMMANDS

KEEP = frozenset({"cannot_store", "read_only", "unknown_outcome", "stopping", "fault"})
"""Refusals that say: not now; sent again under the same id, nothing is done twice."""

FAULT_TRIES = 5
"""So many faults of the server over one command are an answer, or it would bar the others."""

CLOCK_LEEWAY = timedelta(minutes=1)
"""How far the clock may go back before nobody can tell how old an order is."""

DEFAULT_MINUTES = Limits().outbox_minutes
"""How old an order may get where the restaurant does not say."""

NAMES = {row.command: row.name for row in COMMANDS.values()}

Ask = Callable[[str, dict[str, Any]], "Future[Any]"]


def too_old(entry: Entry, now: datetime, minutes: int) -> bool:
    """Whether an order has waited longer than the restaurant allows, or nobody knows how long."""
    if not isinstance(entry.command, NewOrder):
        return False
    return not -CLOCK_LEEWAY <= now - entry.made_at <= timedelta(minutes=minutes)


class Sender:
    """Works through an outbox on one thread, to which `later` brings the answers."""

    def __init__(
        self,
        outbox: Outbox,
        *,
        timing: Timing,
        now: Callable[[], datetime],
        tell: Callable[[Notice], None],
        later: Callable[[Callable[[], None]], None],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outbox, self._timing, self._now = outbox, timing, now
        self._tell, self._later, self._seconds = tell, later, seconds
        self._ask: Ask | None = None
        self._asked: Future[Any] | None = None
        self._answer_by = 0.0
        self._not_before = 0.0
        self._tries = 0
        self.minutes: int | None = None
        """How old an order may get, once the restaurant has said it."""

    def online(self, ask: Ask) -> None:
        """Commands can be sent from here on."""
        self._ask, self._not_before, self._tries = ask, 0.0, 0

    def offline(self) -> None:
        """The link is gone; what has no answer will be sent again."""
        self._ask = self._asked = None

    @property
    def overdue(self) -> bool:
        """Whether an answer did not come in time: the link is no good."""
        return self._asked is not None and self._seconds() > self._answer_by

    def step(self, *, limits_known: bool) -> None:
        """Send what can be sent now; without known limits only orders that are not old by any."""
        if self._asked is not None:
            return
        if limits_known and self.minutes is None:
            self.minutes = DEFAULT_MINUTES
        self._pass_over_old()
        entry = self._outbox.first()
        if entry is None or self._ask is None or self._seconds() < self._not_before:
            return
        if limits_known or not too_old(entry, self._now(), 1):
            self._send(entry, self._ask)

    def _pass_over_old(self) -> None:
        if self.minutes is None:
            return
        while (entry := self._outbox.first()) and too_old(entry, self._now(), self.minutes):
            self._tell(TooOld(entry.id, entry.command, entry.made_at, entry.asked))
            self._outbox.done(entry.id)
            self._tries = 0

    def _send(self, entry: Entry, ask: Ask) -> None:
        self._outbox.asked(entry.id)
        future = ask(NAMES[type(entry.command)], write_command(entry.command, entry.id))
        self._asked = future
        self._answer_by = self._seconds() + self._timing.answer
        future.add_done_callback(lambda done: self._later(lambda: self._on_answer(entry, done)))

    def _on_answer(self, entry: Entry, done: "Future[Any]") -> None:
        if done is not self._asked or done.exception() is not None:
            return
        self._asked = None
        self._tries += 1
        answer = done.result()
        if not isinstance(answer, dict):
            answer = {"error": "fault", "message": "", "id": entry.id}
        if self._is_kept(answer.get("error")):
            self._hold(entry, answer)
            return
        self._tries = 0
        self._tell(Answered(entry.id, entry.command, answer))
        self._outbox.done(entry.id)

    def _is_kept(self, error: object) -> bool:
        return error in KEEP and not (error == "fault" and self._tries >= FAULT_TRIES)

    def _hold(self, entry: Entry, answer: dict[str, Any]) -> None:
        pause = self._timing.first_again * 2 ** min(self._tries - 1, 10)
        self._not_before = self._seconds() + min(pause, self._timing.longest_again)
        self._tell(Held(entry.id, entry.command, answer))
