"""What may be done with an order and its dishes now, read from the domain's tables."""

from restaurant.domain.orders import ITEM_MOVES, ITEM_STATUS_FOR, ITEM_STEPS
from restaurant.domain.values.orders import ItemStatus, OrderStatus
from restaurant.protocol.documents import ItemDocument, OrderDocument

ORDER_TARGETS: tuple[OrderStatus, ...] = tuple(ITEM_STATUS_FOR)
"""What a whole order can be moved to, in the order of its way."""


def order_moves(order: OrderDocument) -> list[OrderStatus]:
    """Where the whole order can go: wherever a dish of it is still behind."""
    if order.cancelled is not None:
        return []
    steps = [ITEM_STEPS.index(item.status) for item in order.items if item.status in ITEM_STEPS]
    return [
        target
        for target, status in ITEM_STATUS_FOR.items()
        if any(step < ITEM_STEPS.index(status) for step in steps)
    ]


def next_step(item: ItemDocument) -> ItemStatus | None:
    """The next step of a dish, if it has one."""
    return next((status for status in ITEM_MOVES[item.status] if status != "voided"), None)


def may_void(item: ItemDocument) -> bool:
    """Whether a dish can be called off."""
    return "voided" in ITEM_MOVES[item.status]


def may_edit(order: OrderDocument) -> bool:
    """Whether the kitchen has not begun with a dish of it."""
    return order.cancelled is None and any(item.status == "received" for item in order.items)
