"""The shapes that the seed documents fix to the letter, where they differ from the native ones."""

from msgspec import Struct

from restaurant.domain.values.orders import Order

VIEW_ACTIONS = {"get_status": "order", "get_items": "order_items"}
"""What seed 001 asks on the WebSocket of an order, and the audience whose view is the answer."""
COMMAND_ACTIONS = {"update_status": "set_order_status", "update_item_status": "set_item_status"}
"""What it changes there, and the command that does it; the order is that of the URL."""


class OrderUpdate(Struct, frozen=True):
    """An order in the shape of seed 000, with its id and its total in minor units.

    It is what `orders.json` keeps and what `order_update` tells waiters.
    """

    table: int | None
    items: list[str]
    timestamp: str
    order_id: str
    total: int


def order_update(order: Order) -> OrderUpdate:
    """An order as it was accepted, for seed 000."""
    return OrderUpdate(order.table, order.names, order.placed_at.isoformat(), order.id, order.total)
