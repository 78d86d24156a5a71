"""A line of an order that is put together at a terminal, by a guest or by a waiter."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Line:
    """Portions of one dish, chosen alike; `unit_price` in minor units includes the options.

    `tax_rate` is what the menu said last; it does not tell one line from another.
    """

    item_id: str
    name: str
    unit_price: int
    quantity: int = 1
    note: str = ""
    options: tuple[str, ...] = ()
    tax_rate: str | None = field(default=None, compare=False)

    @property
    def price(self) -> int:
        """Minor units of all its portions."""
        return self.unit_price * self.quantity


def priced(lines: Iterable[Line]) -> Iterable[tuple[str | None, int]]:
    """Prices with their tax rates."""
    return ((line.tax_rate, line.price) for line in lines)
