"""What the server's window is shown beside the state: where it listens, who is connected, what failed."""

from typing import Any

import msgspec

from restaurant.protocol.audiences import THE_ONE
from restaurant.protocol.documents import ServerDocument, TerminalDocument
from restaurant.protocol.touches import Change
from restaurant.server.hub import Hub
from restaurant.server.office.faults import Faults
from restaurant.server.office.last_seen import LastSeen, paired_id
from restaurant.server.screens import Screen, Screens
from restaurant.server.speech import Speech

OPERATORS = ("console", "manager")
"""The audiences that see how the server fares."""


class Operations:
    """Documents of those audiences that no journal holds; the hub shows them beside the others."""

    def __init__(
        self,
        server: ServerDocument,
        *,
        hub: Hub,
        faults: Faults,
        speech: Speech,
        last_seen: LastSeen,
    ) -> None:
        self.server = server
        self.screens = Screens(self._screen_changed)
        self._hub, self._faults, self._speech, self._last_seen = hub, faults, speech, last_seen
        hub.show_beside(OPERATORS, self._documents)

    def _documents(self) -> dict[str, dict[str, Any]]:
        return {
            "server": {THE_ONE: self.server},
            "terminals": self._terminals(),
            "seen": dict(self._last_seen.documents),
            "faults": self._faults.documents(self._speech.usual),
        }

    def tell_server(self, **changes: Any) -> None:
        """Show something else of the server itself."""
        self.server = msgspec.structs.replace(self.server, **changes)
        self._tell(Change({"server": {THE_ONE: self.server}}, {}))

    def tell_faults(self) -> None:
        """Show new faults; only tasks of the server itself may talk to screens."""
        new, gone = self._faults.take_new(self._speech.usual)
        if new:
            self._tell(Change({"faults": new}, {"faults": gone} if gone else {}))

    def _tell(self, change: Change) -> None:
        for audience in OPERATORS:
            self._hub.tell(audience, change)

    def _screen_changed(self, screen: Screen, is_here: bool) -> None:
        if screen.actor.role == "console":
            return
        put: dict[str, dict[str, Any]] = {}
        if is_here:
            put["terminals"] = {_key(screen): _terminal(screen)}
        if seen := self._last_seen.note(screen):
            put["seen"] = dict(seen)
        self._tell(Change(put, {} if is_here else {"terminals": [_key(screen)]}))

    def _terminals(self) -> dict[str, TerminalDocument]:
        screens = (s for s in self.screens.all() if s.actor.role != "console")
        return {_key(screen): _terminal(screen) for screen in screens}


def _key(screen: Screen) -> str:
    return str(id(screen))


def _terminal(screen: Screen) -> TerminalDocument:
    return TerminalDocument(
        role=screen.actor.role,
        name=screen.name,
        address=screen.caller.address,
        since=screen.since,
        version=screen.version,
        terminal_id=paired_id(screen),
        lag_ms=screen.lag_ms,
    )
