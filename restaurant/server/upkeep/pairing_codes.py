"""The pairing code that the server's window shows: opened and closed when asked, gone in time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from restaurant.protocol import requests
from restaurant.protocol.pairing import shown_code
from restaurant.server.office.operations import Operations
from restaurant.server.trust.pairing import Pairing


class PairingCodes:
    """What the window shows is what is good; `look` is a chore of housekeeping."""

    def __init__(self, pairing: Pairing, operations: Operations) -> None:
        self._pairing, self._operations = pairing, operations
        self.handlers: dict[type, Callable[[Any], None]] = {
            requests.OpenPairing: self._open,
            requests.ClosePairing: self._close,
        }

    def look(self) -> None:
        """Show the code that is good now, or none."""
        code, seconds = self._pairing.present() or (None, 0.0)
        shown = shown_code(code) if code else None
        if shown != self._operations.server.pairing_code:
            until = datetime.now(UTC) + timedelta(seconds=seconds) if code else None
            self._operations.tell_server(pairing_code=shown, pairing_until=until)

    def _open(self, _request: requests.OpenPairing) -> None:
        self._pairing.open()
        self.look()

    def _close(self, _request: requests.ClosePairing) -> None:
        self._pairing.close()
        self.look()
