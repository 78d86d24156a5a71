"""The life of an order: from the moment the kitchen has it until its last dish is served or called off."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec.structs import replace

from restaurant.domain import business_day, commands, events, menu, order_entry
from restaurant.domain.errors import Refused
from restaurant.domain.state import OrdersState, State
from restaurant.domain.values.orders import ItemStatus, Order, OrderItem, OrderStatus

ITEM_MOVES: dict[ItemStatus, tuple[ItemStatus, ...]] = {
    "received": ("preparing", "voided"),
    "preparing": ("ready", "voided"),
    "ready": ("served", "voided"),
    "served": ("voided",),
    "voided": (),
}
"""Where a dish can go from where it is."""

ITEM_STEPS: tuple[ItemStatus, ...] = ("received", "preparing", "ready", "served")
"""The way of a dish that nobody calls off."""

ITEM_STATUS_FOR: dict[OrderStatus, ItemStatus] = {
    "preparing": "preparing",
    "ready": "ready",
    "completed": "served",
}
"""Which status of its dishes makes an order's status."""

RECENT = 99
"""How many closed orders are remembered besides the one that closes now."""


def status_of(order: Order) -> OrderStatus:
    """An order's status: that of the dish which is furthest behind, once the kitchen has begun."""
    if order.cancelled is not None:
        return "cancelled"
    live = [item.status for item in order.items if item.status != "voided"]
    if not live:
        return "cancelled"
    if all(status == "served" for status in live):
        return "completed"
    if all(status in ("ready", "served") for status in live):
        return "ready"
    return "received" if all(status == "received" for status in live) else "preparing"


# -------------------------------------------------------------------------------- decide


def set_item_status(state: State, command: commands.SetItemStatus) -> list[events.Event]:
    """Move one dish a step. Refused `no_such_order`, `order_closed`, `no_such_item`, `wrong_status`."""
    order = open_order(state, command.order_id)
    item = item_of(order, command.item)
    if command.status == "voided" or command.status not in ITEM_MOVES[item.status]:
        raise Refused("wrong_status", status=item.status, wanted=command.status)
    moved = [_moved(order, [item], command.status)]
    return moved + closing(order, moved)


def set_order_status(state: State, command: commands.SetOrderStatus) -> list[events.Event]:
    """Move every dish that is behind. Refused `no_such_order`, `order_closed`, `wrong_status`."""
    order = open_order(state, command.order_id)
    target = ITEM_STATUS_FOR.get(command.status)
    steps = list(_steps(order, target)) if target else []
    if not steps:
        raise Refused("wrong_status", status=status_of(order), wanted=command.status)
    return steps + closing(order, steps)


def cancel_order(state: State, command: commands.CancelOrder) -> list[events.Event]:
    """Call off an order. Refused `no_such_order` or `order_closed`."""
    order = open_order(state, command.order_id)
    cancelled: list[events.Event] = [
        events.OrderCancelled(order_id=order.id, reason=command.reason)
    ]
    return cancelled + closing(order, cancelled) + _returned(state, order.items)


def void_item(state: State, command: commands.VoidItem) -> list[events.Event]:
    """Call off one dish. Refused `no_such_order`, `order_closed`, `no_such_item`, `wrong_status`."""
    order = open_order(state, command.order_id)
    item = item_of(order, command.item)
    if "voided" not in ITEM_MOVES[item.status]:
        raise Refused("wrong_status", status=item.status, wanted="voided")
    voided: list[events.Event] = [
        events.ItemVoided(order_id=order.id, item=item.number, reason=command.reason)
    ]
    return voided + closing(order, voided) + _returned(state, [item])


def open_order(state: State, order_id: str) -> Order:
    """The order, while it is open business. Raises Refused `order_closed` or `no_such_order`."""
    order = state.orders.open.get(order_id)
    if order is not None:
        return order
    raise Refused("order_closed" if _was_open(state, order_id) else "no_such_order", order=order_id)


def _was_open(state: State, order_id: str) -> bool:
    number = order_id.rpartition("-")[2]
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return False
    is_ours = order_id == order_entry.order_id(state, int(number))
    return is_ours and 1 <= int(number) <= state.orders.last_number


def item_of(order: Order, number: int) -> OrderItem:
    """The dish of an order with that number. Raises Refused `no_such_item`."""
    for item in order.items:
        if item.number == number:
            return item
    raise Refused("no_such_item", item=number)


def _moved(order: Order, items: Iterable[OrderItem], status: ItemStatus) -> events.Event:
    numbers = tuple(item.number for item in items)
    return events.ItemStatusSet(order_id=order.id, items=numbers, status=status)


def _steps(order: Order, target: ItemStatus) -> Iterator[events.Event]:
    """One event a step for all dishes that are behind it, so that none skips one."""
    for step in range(1, ITEM_STEPS.index(target) + 1):
        behind = [
            item
            for item in order.items
            if item.status != "voided" and ITEM_STEPS.index(item.status) < step
        ]
        if behind:
            yield _moved(order, behind, ITEM_STEPS[step])


def _returned(state: State, items: Iterable[OrderItem]) -> list[events.Event]:
    """The portions that are there again: the kitchen had not begun with them."""
    not_begun = (item for item in items if item.status == "received" and item.item_id)
    return menu.return_portions(
        state.menu, ((item.item_id or "", item.quantity) for item in not_begun)
    )


def closing(order: Order, decided: Iterable[events.Event]) -> list[events.Event]:
    """The event that closes the order, if what was decided leaves nothing to do."""
    for event in decided:
        order = changed(order, event)
    status = status_of(order)
    if status not in ("completed", "cancelled"):
        return []
    return [events.OrderClosed(order_id=order.id, status=status)]


# -------------------------------------------------------------------------------- evolve


def changed(order: Order, event: events.Event, at: datetime | None = None) -> Order:
    """The order after one of its events, which happened `at` (None leaves its time alone)."""
    at = at or order.changed_at
    match event:
        case events.ItemStatusSet():
            items = _with_status(order, event.items, event.status)
            return replace(order, items=items, changed_at=at)
        case events.ItemVoided():
            items = _with_status(order, (event.item,), "voided")
            return replace(order, items=items, changed_at=at)
        case events.OrderCancelled():
            return replace(order, cancelled=event.reason, changed_at=at)
        case events.OrderEdited():
            items, last = _edited(order, event)
            return replace(order, items=items, last_item=last, changed_at=at)
    return order


def _edited(order: Order, event: events.OrderEdited) -> tuple[tuple[OrderItem, ...], int]:
    """The dishes, and the highest number that one of them ever had."""
    items = {item.number: item for item in (*order.items, *event.put)}
    left = tuple(item for number, item in items.items() if number not in event.removed)
    return left, max(order.last_item, *items)


def _with_status(
    order: Order, numbers: tuple[int, ...], status: ItemStatus
) -> tuple[OrderItem, ...]:
    return tuple(
        [replace(item, status=status) if item.number in numbers else item for item in order.items]
    )


def order_changed(
    state: State,
    event: events.ItemStatusSet | events.ItemVoided | events.OrderCancelled | events.OrderEdited,
    at: datetime,
) -> OrdersState:
    """The order is as the event says, and the day's figures are as if it had been ordered so."""
    before = state.orders.open[event.order_id]
    after = changed(before, event, at)
    orders = replace(state.orders, open=state.orders.open.set(after.id, after))
    if isinstance(event, events.ItemStatusSet):
        return orders
    return business_day.count_again(orders, before, after)


def order_closed(state: State, event: events.OrderClosed, at: datetime) -> OrdersState:
    """The order is no longer open business, and remembered for a while."""
    order = state.orders.open[event.order_id]
    orders = replace(
        state.orders,
        open=state.orders.open.delete(event.order_id),
        recent=(*state.orders.recent[-RECENT:], order),
        closed=state.orders.closed + 1,
    )
    return business_day.serve(orders, order, at) if event.status == "completed" else orders


def find(state: State, order_id: str) -> Order | None:
    """An order that is open or closed not long ago."""
    if (order := state.orders.open.get(order_id)) is not None:
        return order
    return next((order for order in state.orders.recent if order.id == order_id), None)
