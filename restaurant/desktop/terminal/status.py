"""Words and colours of the states that orders and dishes can be in."""

from restaurant.desktop.look.tokens import Tone
from restaurant.domain.values.orders import ItemStatus, OrderStatus

ORDER_TONES: dict[OrderStatus, Tone] = {
    "in_queue": "muted",
    "awaiting_arrival": "muted",
    "received": "received",
    "preparing": "preparing",
    "ready": "ready",
    "completed": "ready",
    "cancelled": "late",
}

ITEM_TONES: dict[ItemStatus, Tone] = {
    "received": "received",
    "preparing": "preparing",
    "ready": "ready",
    "served": "ready",
    "voided": "late",
}

PROGRESS: tuple[OrderStatus, ...] = ("received", "preparing", "ready", "completed")
"""The way of an order that nobody calls off, as its bar shows it."""
