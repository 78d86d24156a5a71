"""A line of an order that is put together at a terminal, by a guest or by a waiter."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Line:
    """Portions of one dish, chosen alike; `unit_price` in minor units includes the options."""

    item_id: str
    name: str
    unit_price: int
    quantity: int = 1
    note: str = ""
    options: tuple[str, ...] = ()

    @property
    def price(self) -> int:
        """Minor units of all its portions."""
        return self.unit_price * self.quantity
