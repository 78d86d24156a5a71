"""The manager's first PIN: made by the server, shown at the server, gone once it was used."""

import logging
from collections.abc import Callable, Sequence

from restaurant.common.faults import fault
from restaurant.common.ids import new_id
from restaurant.common.pins import new_pin
from restaurant.domain.commands import ResetManagerPin
from restaurant.domain.errors import Refused
from restaurant.domain.events import ManagerPinReset, SignedIn, TerminalPaired
from restaurant.domain.state import State
from restaurant.domain.values.people import Actor
from restaurant.engine.engine import Outcome, Request
from restaurant.engine.ports import Step
from restaurant.server.trust.hashing import Hashing
from restaurant.server.trust.keys import Keys

log = logging.getLogger(__name__)

STARTING = Actor(role="console", id="server-start", name="the server's start")


ABOUT_IT = (ManagerPinReset, SignedIn, TerminalPaired)
"""Events that may end its being shown."""


class ManagerPin:
    """Until a manager has signed in once, each start makes a new PIN: one that nobody noted is no loss.

    `show` is given the PIN for whoever stands at the server, and None once it needs no showing.
    """

    def __init__(
        self,
        *,
        commit: Callable[..., list[Outcome]],
        keys: Keys,
        hashing: Hashing,
        show: Callable[[str | None], None],
    ) -> None:
        self._commit, self._keys, self._hashing, self._show = commit, keys, hashing, show
        self._is_shown = False
        self._offered = ""
        """The hash of the one that was made here."""

    def offer(self, state: State) -> None:
        """Make and show one if it is still needed."""
        if state.people.manager_came:
            return
        if (pin := self._made()) is not None:
            self._is_shown = True
            self._show(pin)

    def _made(self) -> str | None:
        """A new PIN; None where it cannot be stored now, and the next start tries again."""
        while True:
            pin = new_pin()
            self._offered = self._hashing(self._keys.pin_hash, pin)
            command = ResetManagerPin(pin=self._offered)
            (outcome,) = self._commit(Request(command, STARTING, new_id()))
            if not isinstance(outcome, Refused):
                return pin
            if outcome.code != "pin_taken":
                return None

    def published(self, steps: Sequence[Step]) -> None:
        """Show it no longer once a manager has used it, or it was reset; a reset is told to the owner."""
        if not any(isinstance(step.event, ABOUT_IT) for step in steps):
            return
        resets = (step.event for step in steps if isinstance(step.event, ManagerPinReset))
        was_reset = any(event.member.pin != self._offered for event in resets)
        if was_reset:
            log.warning("the manager's PIN was reset", extra=fault("manager_pin_reset"))
        is_over = was_reset or steps[-1].after.people.manager_came
        if self._is_shown and is_over:
            self._is_shown = False
            self._show(None)
