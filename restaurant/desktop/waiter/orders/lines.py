"""What a line of the list says and in which colour: pure, so that it can be tested without a screen."""

from collections.abc import Callable
from datetime import datetime, timedelta

from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.words import printable
from restaurant.protocol.documents import OrderDocument

AGEING_AFTER = timedelta(minutes=10)
"""Starters and drinks are out in ten minutes where all goes well: from here on a look is worth it."""
LATE_AFTER = timedelta(minutes=20)
"""Guests begin to ask after about twenty minutes: somebody has to go and tell them before that."""

Row = tuple[datetime, int, str]
"""What sorts the list, oldest first: the time, the number and the id of an order."""


def row_of(order: OrderDocument) -> Row:
    """Where an order stands in the list."""
    return order.placed_at, order.number, order.order_id


def line_of(order: OrderDocument, text: Callable[..., str]) -> str:
    """`Table X: item1, item2`, a dish repeated for its quantity, without those called off."""
    names = (
        item.name for item in order.items if item.status != "voided" for _ in range(item.quantity)
    )
    items = printable(", ".join(names))
    if order.table is None:
        return text("waiter.line_takeaway", name=printable(order.name), items=items)
    return text("waiter.line_table", table=order.table, items=items)


def tone_of(placed_at: datetime, now: datetime) -> Tone:
    """The colour of an order's age."""
    age = now - placed_at
    if age < AGEING_AFTER:
        return "ink"
    return "preparing" if age < LATE_AFTER else "late"


def age_of(placed_at: datetime, now: datetime, text: Callable[..., str]) -> str:
    """An age in words: minutes, from an hour on with hours."""
    minutes = max(0, int((now - placed_at).total_seconds() // 60))
    hours, rest = divmod(minutes, 60)
    if hours >= 24:
        return text("waiter.age_days", days=hours // 24)
    return (
        text("waiter.age_hours", hours=hours, minutes=rest)
        if hours
        else text("waiter.age", minutes=minutes)
    )
