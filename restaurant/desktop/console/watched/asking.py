"""What the window asks of its server, and what becomes of it: each answer finds who waits for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from restaurant.client.notices import Answered
from restaurant.common.pins import new_pin
from restaurant.desktop.window.pump import LinkLike
from restaurant.domain.commands import Command, RemoveTerminal, ResetManagerPin
from restaurant.protocol.requests import BackUp, ClosePairing, OpenPairing

Answer = dict[str, Any]


class Asking:
    """Sends over the link that there is now; `refused` is given the server's sentence for a person."""

    def __init__(self, refused: Callable[[str], object]) -> None:
        self._refused = refused
        self._link: LinkLike | None = None
        self._waiting: dict[str, Callable[[Answer], object]] = {}

    def through(self, link: LinkLike | None) -> None:
        """Another link, or none: what had no answer gets none."""
        self._link = link
        self._waiting.clear()

    def take(self, answered: Answered) -> None:
        """The server answered."""
        done = self._waiting.pop(answered.id, None)
        if done is not None:
            done(answered.answer)

    def open_pairing(self) -> None:
        """A new pairing code, which the server then shows."""
        self._send(OpenPairing(), lambda: None)

    def close_pairing(self) -> None:
        """The code is good no longer."""
        self._send(ClosePairing(), lambda: None)

    def back_up(self, folder: Path) -> None:
        """A backup into this folder; the server shows what comes of it."""
        self._send(BackUp(folder=str(folder)), lambda: None)

    def revoke(self, terminal_id: str, done: Callable[[], object]) -> None:
        """Know a terminal no longer."""
        self._send(RemoveTerminal(terminal_id=terminal_id), done)

    def reset_manager_pin(self, done: Callable[[str], object]) -> None:
        """Give the first manager another PIN; `done` is told it once it is in force."""
        pin = new_pin()

        def settled(answer: Answer) -> None:
            if answer.get("error") == "pin_taken":
                self.reset_manager_pin(done)
            else:
                self._settle(answer, lambda: done(pin))

        self._ask(ResetManagerPin(pin=pin), settled)

    def _send(self, command: Command, done: Callable[[], object]) -> None:
        self._ask(command, lambda answer: self._settle(answer, done))

    def _ask(self, command: Command, settle: Callable[[Answer], object]) -> None:
        if self._link is not None:
            self._waiting[self._link.send(command)] = settle

    def _settle(self, answer: Answer, done: Callable[[], object]) -> None:
        if answer.get("ok"):
            done()
        else:
            self._refused(str(answer.get("message", "")))
