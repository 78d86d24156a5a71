"""The clock of the restaurant: begins its business day, opens and closes it, also while nobody orders."""

from collections.abc import Callable
from datetime import UTC, datetime

from restaurant.common.ids import new_id
from restaurant.domain import opening
from restaurant.domain.business_day import has_begun
from restaurant.domain.commands import Tick
from restaurant.domain.state import State
from restaurant.domain.values.people import Actor
from restaurant.engine.engine import Outcome, Request

CLOCK = Actor(role="manager", id="clock", name="the clock")


class OpeningHours:
    """Looks, when asked to, what time it is; `present` gives the state."""

    def __init__(
        self, commit: Callable[[Request], list[Outcome]], present: Callable[[], State]
    ) -> None:
        self._commit, self._present = commit, present

    def look(self) -> None:
        """Let the engine know that the time has come, if it has."""
        state, now = self._present(), datetime.now(UTC)
        if has_begun(state, now) or opening.turned(state, now):
            self._commit(Request(Tick(), CLOCK, new_id()))
