"""Faults for the server's window: what the log warns of, kept to be put into words where it is shown."""

import logging
from collections import deque
from datetime import UTC, datetime

from msgspec import Struct

from restaurant.common.language.strings import Strings, Words
from restaurant.protocol.documents import FaultDocument

MOST = 200


class Fault(Struct, frozen=True):
    """Something that went wrong, or is in order again."""

    at: datetime
    level: str
    words: Words

    def document(self, strings: Strings) -> FaultDocument:
        """As the window shows it."""
        return FaultDocument(self.at, self.level, strings.say(self.words))


class Faults(logging.Handler):
    """The newest, by their running numbers: `common.faults` of the log, and every other warning.

    Any thread may log; what is new waits until a task of the server takes it.
    """

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._kept: deque[tuple[str, Fault]] = deque(maxlen=MOST)
        self._new: deque[tuple[str, Fault]] = deque()
        self._seen = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record, if it is a fault."""
        words = getattr(record, "fault", None)
        if words is None and record.levelno < logging.WARNING:
            return
        at = datetime.fromtimestamp(record.created, UTC)
        self._seen += 1
        entry = (str(self._seen), Fault(at, record.levelname.lower(), words or _unexpected(record)))
        self._kept.append(entry)
        self._new.append(entry)

    def documents(self, strings: Strings) -> dict[str, FaultDocument]:
        """All that are kept."""
        return {number: fault.document(strings) for number, fault in list(self._kept)}

    def take_new(self, strings: Strings) -> tuple[dict[str, FaultDocument], list[str]]:
        """Those that nobody took yet, and the numbers of those that had to go for them."""
        new = [self._new.popleft() for _ in range(len(self._new))]
        if not new:
            return {}, []
        oldest = int(new[-1][0]) - MOST
        gone = [str(number) for number in range(max(oldest - len(new), 0) + 1, oldest + 1)]
        return {number: fault.document(strings) for number, fault in new[-MOST:]}, gone


def _unexpected(record: logging.LogRecord) -> Words:
    """A record that nobody foresaw: its exception, or where it comes from."""
    error = record.exc_info[1] if record.exc_info else None
    what = record.getMessage() if error is None else f"{type(error).__name__}: {error}"
    return Words("fault.unexpected", {"what": what.rstrip(". ")})
