"""`customer_choices.json`: what guests chose at this terminal, a JSON object a line (seed 000)."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from restaurant.client.kept.append import append_line


class Choice(Struct, frozen=True, omit_defaults=True):
    """What a guest sent: dishes by name, repeated for quantity; `name` where it is taken away."""

    table: int | None
    items: list[str]
    timestamp: datetime
    name: str = ""
    note: str = ""


class Choices:
    """The file; written before an order is sent, and never read by the program."""

    def __init__(
        self, path: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._path = path
        self._now = now

    def create(self) -> None:
        """Make an empty file where there is none. Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch()

    def write(
        self, table: int | None, items: Sequence[str], *, name: str = "", note: str = ""
    ) -> None:
        """Append a choice and return when it is on the disk. Raises OSError."""
        choice = Choice(table, list(items), self._now(), name, note)
        append_line(self._path, msgspec.json.encode(choice))
