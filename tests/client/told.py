"""What a link told its screen, which a test waits for."""

from typing import TypeVar

from restaurant.client.notices import Notice, Offline
from tests.waiting import PATIENCE, Log

T = TypeVar("T")


class Screen(Log[Notice]):
    """What a link told, in order."""

    def of(self, kind: type[T]) -> list[T]:
        return [notice for notice in self if isinstance(notice, kind)]

    def reasons(self) -> list[str]:
        """Why there was no link, in order."""
        return [seen.reason for seen in self.of(Offline)]

    def next(self, kind: type[T], number: int = 1, within: float = PATIENCE) -> T:
        """The `number`-th notice of a kind, which may be still to come."""
        self.wait(lambda: len(self.of(kind)) >= number, within)
        return self.of(kind)[number - 1]
