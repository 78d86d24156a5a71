"""Which orders the list shows: pure, so that it can be tested without a screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from restaurant.domain.menu import name_key
from restaurant.domain.values.orders import OrderStatus
from restaurant.protocol.documents import OrderDocument

Which = Literal["all", "mine", "table", "state"]
WHICH: tuple[Which, ...] = ("all", "mine", "table", "state")
STATES: tuple[OrderStatus, ...] = ("received", "preparing", "ready")
"""The states of an open order."""
UNSIGNED = "waiter"
"""What the server calls a terminal that nobody has signed in at."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """`me` is who looks; `table` None means what is taken away; `search` is any part of an order."""

    which: Which = "all"
    me: str = UNSIGNED
    table: int | None = None
    state: OrderStatus = "received"
    search: str = ""

    def shows(self, order: OrderDocument) -> bool:
        """Whether the order is in the list."""
        if not self._is_chosen(order):
            return False
        return not self.search or name_key(self.search) in searched(order)

    def _is_chosen(self, order: OrderDocument) -> bool:
        match self.which:
            case "mine":
                return is_mine(order, self.me)
            case "table":
                return order.table == self.table
            case "state":
                return order.status == self.state
            case "all":
                return True


def is_mine(order: OrderDocument, me: str) -> bool:
    """Whether an order is that of a waiter, by their staff id, or of a terminal by its name."""
    return (order.waiter or order.placed_by) == me


def searched(order: OrderDocument) -> str:
    """What a search looks at: number, place, who placed it, dishes and notes."""
    place = order.name if order.table is None else str(order.table)
    words = [order.order_id, place, order.placed_by, order.note]
    for item in order.items:
        words += [item.name, item.note]
    return name_key("\n".join(words))


def places(orders: Iterable[OrderDocument]) -> list[int | None]:
    """Tables that have open orders, then None if something is taken away."""
    found = {order.table for order in orders}
    tables = sorted(table for table in found if table is not None)

    return [*tables, *([None] if None in found else [])]
