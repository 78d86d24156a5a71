"""What the owner has to read or to do now, as cards: a PIN, a pairing code, a new address."""

import math
import tkinter as tk
from collections.abc import Callable
from datetime import datetime

from restaurant.desktop.console.cards.card_row import Card, CardRow
from restaurant.desktop.console.watched.known_address import KnownAddress
from restaurant.desktop.console.watched.state import ServerState
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.window.shell import Shell


class OwnerCards:
    """The cards; `close_pairing` is called by theirs."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        known: KnownAddress,
        *,
        close_pairing: Callable[[], object],
    ) -> None:
        self._shell, self._known = shell, known
        text = shell.text
        self.row = CardRow(master, shell)
        self._made_pin = ""
        self._noted_pin: str | None = None
        frame = self.row.frame

        def add(title: str, tone: Tone, *choices: tuple[str, Callable[[], object]]) -> Card:
            named = [(text(key), act) for key, act in choices]
            return self.row.add(Card(frame, shell, text(title), tone=tone, choices=named))

        self.pairing = add(
            "console.pairing_title", "received", ("console.pairing_close", close_pairing)
        )
        self.pin = add("console.pin_title", "accent", ("console.pin_noted", self._pin_noted))
        self.moved = add("console.moved_title", "retry", ("console.moved_seen", self._moved_seen))
        self._state: ServerState | None = None
        self.changed: Callable[[], object] = lambda: None
        """Called when a person dismissed a card."""

    def show_pin(self, pin: str) -> None:
        """A PIN that was made here a moment ago, until somebody has written it down."""
        self._made_pin, self._noted_pin = pin, None
        self.changed()

    def show(self, state: ServerState, now: datetime) -> None:
        """All of them, as things stand."""
        self._state = state
        self._show_pin(state)
        self._show_pairing(state, now)
        self._show_moved(state)

    @property
    def counts(self) -> bool:
        """Whether something is shown that changes with the time."""
        return self.pairing.shown

    # ------------------------------------------------------------------ one by one

    def _show_pin(self, state: ServerState) -> None:
        offered = state.server.manager_pin if state.server and state.online else None
        pin = self._made_pin or offered
        if pin and pin != self._noted_pin:
            text = "console.pin_reset" if self._made_pin else "console.pin_first"
            self.pin.say(self._shell.text(text), spaced(pin))
        else:
            self.pin.hide()

    def _pin_noted(self) -> None:
        offered = self._state.server.manager_pin if self._state and self._state.server else None
        self._noted_pin = self._made_pin or offered
        self._made_pin = ""
        self.changed()

    def _show_pairing(self, state: ServerState, now: datetime) -> None:
        server, text = state.server, self._shell.text
        code = server.pairing_code if server and state.online else None
        until = server.pairing_until if server else None
        if code is None or until is None or until <= now:
            self.pairing.hide()
            return
        minutes = math.ceil((until - now).total_seconds() / 60)
        how = text(
            "console.pairing_minutes" if minutes > 1 else "console.pairing_minute", minutes=minutes
        )
        came = ", ".join(state.paired_since_open)
        said = text("console.pairing_came", how=how, names=came) if came else how
        self.pairing.say(said, code)

    def _show_moved(self, state: ServerState) -> None:
        addresses = state.server.addresses if state.server and state.online else ()
        moved = self._known.moved(addresses)
        if moved is not None:
            self.moved.say(self._shell.text("console.moved", before=moved.before, now=moved.now))
            return
        self.moved.hide()
        if not self._known.is_there:
            self._shell.attempt(lambda: self._known.note(addresses))

    def _moved_seen(self) -> None:
        if self._state is not None and (server := self._state.server) is not None:
            self._shell.attempt(lambda: self._known.note(server.addresses))
        self.changed()


def spaced(pin: str) -> str:
    """A PIN as it is read out: 481 920."""
    half = (len(pin) + 1) // 2 if len(pin) > 4 else len(pin)
    return f"{pin[:half]} {pin[half:]}".strip()
