"""What happened, newest first: the server's faults, and what became of the server itself."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from restaurant.desktop.look.tokens import Tone
from restaurant.protocol.documents import FaultDocument

Level = Literal["news", "good", "warning", "error"]
MOST = 300
"""Entries that are kept: an evening's, and more than anybody reads."""

TONES: dict[Level, Tone] = {
    "news": "received",
    "good": "ready",
    "warning": "retry",
    "error": "late",
}
_OF_LOG: dict[str, Level] = {"warning": "warning", "error": "error", "critical": "error"}


class Happening(Struct, frozen=True):
    """One thing, or the same thing several times in a row; `at` is when it was seen last."""

    at: datetime
    level: Level
    text: str
    times: int = 1


class Happenings:
    """A bounded list of happenings."""

    def __init__(self) -> None:
        self._happenings: list[Happening] = []
        self._known: dict[str, None] = {}

    @property
    def newest_first(self) -> list[Happening]:
        """All of it."""
        return self._happenings

    def add(self, happening: Happening) -> None:
        """Something happened; what only repeats the entry before it is counted there."""
        place = next(
            (i for i, other in enumerate(self._happenings) if other.at <= happening.at),
            len(self._happenings),
        )
        for near in (place - 1, place):  # the newer neighbour, and the older one
            if self._repeats(near, happening):
                return
        self._happenings.insert(place, happening)
        del self._happenings[MOST:]

    def _repeats(self, near: int, happening: Happening) -> bool:
        """Whether it is the same as a neighbour, and counted there."""
        if not 0 <= near < len(self._happenings):
            return False
        other = self._happenings[near]
        if (other.level, other.text) != (happening.level, happening.text):
            return False
        times, at = other.times + happening.times, max(other.at, happening.at)
        self._happenings[near] = replace(other, times=times, at=at)
        return True

    def take(self, faults: Iterable[tuple[str, FaultDocument]]) -> None:
        """Faults by id; those that are known already (a snapshot after a reconnect) are passed over."""
        for fault_id, fault in faults:
            if fault_id not in self._known:
                self._remember(fault_id)
                level = _OF_LOG.get(fault.level, "news")
                self.add(Happening(fault.at, level, " ".join(fault.message.split())))

    def _remember(self, fault_id: str) -> None:
        self._known[fault_id] = None
        if len(self._known) > 4 * MOST:  # more than a snapshot brings again
            del self._known[next(iter(self._known))]

    def new_server(self) -> None:
        """Another process counts its faults from the beginning."""
        self._known.clear()
