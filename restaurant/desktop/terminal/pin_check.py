"""Asks the server about a PIN over a window's own link; the PIN is kept nowhere on the way."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from restaurant.client.no_link import NoLink
from restaurant.desktop.touch.pin_pad import Answered, Denied
from restaurant.desktop.window.pump import LinkLike
from restaurant.desktop.window.shell import Shell
from restaurant.domain.commands import Command

UNHEARD = frozenset({"", "link.no_server", "link.lost"})
"""What the window says of itself already; any other reason why there is no link is news here."""


class PinCheck:
    """What a pad asks; `command` makes of a PIN what is sent, `call` gets back into Tk's thread."""

    def __init__(
        self,
        shell: Shell,
        link: LinkLike,
        call: Callable[[Callable[[], object]], object],
        command: Callable[[str], Command],
    ) -> None:
        self._shell, self._link, self._call, self._command = shell, link, call, command

    def __call__(self, pin: str, answered: Answered) -> None:
        """Ask, and tell what the server says."""
        asked = self._link.ask(self._command(pin))
        asked.add_done_callback(
            lambda done: self._call(partial(answered, self._verdict(done)))
        )  # fmt: skip

    def _verdict(self, done: "Future[dict[str, Any]]") -> Denied | None:
        if (failed := done.exception()) is not None:
            reason = failed.reason if isinstance(failed, NoLink) else ""
            said = "pin.no_answer" if reason in UNHEARD else reason
            return Denied(self._shell.text(said))
        answer = done.result()
        if "error" not in answer:
            return None
        seconds = answer.get("seconds", 0)
        said = str(answer.get("message") or answer["error"])
        return Denied(said, seconds if isinstance(seconds, int) else 0)
