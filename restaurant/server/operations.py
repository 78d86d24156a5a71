"""What the server's window is shown beside the state: where it listens, who is connected, what failed."""

import logging
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from restaurant.protocol.audiences import THE_ONE, Change
from restaurant.protocol.documents import FaultDocument, ServerDocument, TerminalDocument
from restaurant.server.screens import Screen, Screens

MOST_FAULTS = 200


class Operations:
    """Documents of the audience `console` that no journal holds; `tell` takes what changed of them."""

    def __init__(self, server: ServerDocument) -> None:
        self.server = server
        self.screens = Screens(self._screen_changed)
        self.faults: deque[tuple[str, FaultDocument]] = deque(maxlen=MOST_FAULTS)
        self._new: deque[tuple[str, FaultDocument]] = deque()
        self._faults_seen = 0
        self.tell: Callable[[Change], None] = lambda _change: None

    def documents(self, audience: str) -> dict[str, dict[str, Any]]:
        """What the server itself tells an audience."""
        if audience != "console":
            return {}
        return {
            "server": {THE_ONE: self.server},
            "terminals": self._terminals(),
            "faults": dict(self.faults),
        }

    def fault(self, level: str, message: str) -> None:
        """Something went wrong; any thread may say so."""
        self._faults_seen += 1
        entry = (str(self._faults_seen), FaultDocument(datetime.now(UTC), level, message))
        self.faults.append(entry)
        self._new.append(entry)

    def tell_faults(self) -> None:
        """Show new faults; only tasks of the server itself may talk to screens."""
        if not self._new:
            return
        new = [self._new.popleft() for _ in range(len(self._new))]
        oldest = int(new[-1][0]) - MOST_FAULTS
        gone = [str(number) for number in range(max(oldest - len(new), 0) + 1, oldest + 1)]
        change = Change({"faults": dict(new[-MOST_FAULTS:])}, {"faults": gone} if gone else {})
        self.tell(change)

    def _screen_changed(self, screen: Screen, is_here: bool) -> None:
        if screen.actor.role == "console":
            return
        put = {"terminals": {_key(screen): _terminal(screen)}} if is_here else {}
        self.tell(Change(put, {} if is_here else {"terminals": [_key(screen)]}))

    def _terminals(self) -> dict[str, TerminalDocument]:
        screens = (s for s in self.screens.all() if s.actor.role != "console")
        return {_key(screen): _terminal(screen) for screen in screens}


class FaultLog(logging.Handler):
    """Brings warnings and errors of the log to the server's window."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(logging.WARNING)
        self._operations = operations

    def emit(self, record: logging.LogRecord) -> None:
        """Show one record."""
        self._operations.fault(record.levelname.lower(), record.getMessage())


def _key(screen: Screen) -> str:
    return str(id(screen))


def _terminal(screen: Screen) -> TerminalDocument:
    return TerminalDocument(
        role=screen.actor.role,
        name=screen.name,
        address=screen.address,
        since=screen.since,
        version=screen.version,
    )
