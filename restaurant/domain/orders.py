"""Orders: from the moment the kitchen has one until the last dish is served or called off."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec.structs import replace

from restaurant.domain import commands, events, menu
from restaurant.domain.errors import Refused
from restaurant.domain.state import OrdersState, State
from restaurant.domain.values import (
    STAFF,
    Actor,
    ItemStatus,
    MenuItem,
    Order,
    OrderItem,
    OrderStatus,
    WantedItem,
)

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


def order_id(state: State, number: int) -> str:
    """The id of this restaurant's order with that number."""
    return f"ORD-{state.settings.number}-{number}"


# -------------------------------------------------------------------------------- decide


def new_order(
    state: State, command: commands.NewOrder, actor: Actor, now: datetime
) -> list[events.Event]:
    """Place an order.

    Refused `no_table`, `unknown_table`, `too_many_items`, `not_on_menu`, `no_such_item`,
    `sold_out`, `too_few_left`, `wrong_options` or `price_changed`.
    """
    _check_place(state, command)
    if len(command.items) > state.settings.limits.order_items:
        raise Refused("too_many_items", most=state.settings.limits.order_items)
    items = tuple(_order_items(state, command.items, actor))
    taken = menu.take_portions(
        state.menu, ((item.item_id, item.quantity) for item in items if item.item_id)
    )
    number = state.orders.last_number + 1
    order = Order(
        id=order_id(state, number),
        number=number,
        placed_at=now,
        items=items,
        table=command.table,
        name=command.name or "",
        note=command.note,
        placed_by=actor.name,
        sender=actor.id,
        waiter=actor.staff,
    )
    if command.expected_total not in (None, order.total):
        raise Refused("price_changed", total=order.total, expected=command.expected_total)
    return [events.OrderPlaced(order=order), *taken]


def set_item_status(state: State, command: commands.SetItemStatus) -> list[events.Event]:
    """Move one dish a step. Refused `no_such_order`, `order_closed`, `no_such_item`, `wrong_status`."""
    order = _open_order(state, command.order_id)
    item = _item(order, command.item)
    if command.status == "voided" or command.status not in ITEM_MOVES[item.status]:
        raise Refused("wrong_status", status=item.status, wanted=command.status)
    moved = [_moved(order, [item], command.status)]
    return moved + _closing(order, moved)


def set_order_status(state: State, command: commands.SetOrderStatus) -> list[events.Event]:
    """Move every dish that is behind. Refused `no_such_order`, `order_closed`, `wrong_status`."""
    order = _open_order(state, command.order_id)
    target = ITEM_STATUS_FOR.get(command.status)
    steps = list(_steps(order, target)) if target else []
    if not steps:
        raise Refused("wrong_status", status=status_of(order), wanted=command.status)
    return steps + _closing(order, steps)


def cancel_order(state: State, command: commands.CancelOrder) -> list[events.Event]:
    """Call off an order. Refused `no_such_order` or `order_closed`."""
    order = _open_order(state, command.order_id)
    cancelled: list[events.Event] = [
        events.OrderCancelled(order_id=order.id, reason=command.reason)
    ]
    return cancelled + _closing(order, cancelled) + _returned(state, order.items)


def void_item(state: State, command: commands.VoidItem) -> list[events.Event]:
    """Call off one dish. Refused `no_such_order`, `order_closed`, `no_such_item`, `wrong_status`."""
    order = _open_order(state, command.order_id)
    item = _item(order, command.item)
    if "voided" not in ITEM_MOVES[item.status]:
        raise Refused("wrong_status", status=item.status, wanted="voided")
    voided: list[events.Event] = [
        events.ItemVoided(order_id=order.id, item=item.number, reason=command.reason)
    ]
    return voided + _closing(order, voided) + _returned(state, [item])


def _check_place(state: State, command: commands.NewOrder) -> None:
    if command.table is None:
        if command.name is None:
            raise Refused("no_table")
    elif not state.settings.is_table(command.table):
        raise Refused("unknown_table", table=command.table)


def _order_items(
    state: State, wanted_items: Iterable[str | WantedItem], actor: Actor
) -> Iterator[OrderItem]:
    """The dishes with their prices; the same dish several times in a row becomes one line."""
    line: OrderItem | None = None
    number = 0
    for entry in wanted_items:
        wanted = WantedItem(name=entry) if isinstance(entry, str) else entry
        item = _order_item(state, wanted, actor, number + 1)
        if line is not None and replace(item, number=number, quantity=line.quantity) == line:
            line = replace(line, quantity=line.quantity + item.quantity)
            continue
        if line is not None:
            yield line
        number += 1
        line = item
    if line is not None:
        yield line


def _order_item(state: State, wanted: WantedItem, actor: Actor, number: int) -> OrderItem:
    dish = menu.find(state.menu, wanted)
    if dish is None:
        if not wanted.name:
            raise Refused("no_such_item", item="")
        if actor.role not in STAFF:
            raise Refused("not_on_menu", item=wanted.name)
        return OrderItem(
            number=number,
            name=wanted.name,
            quantity=wanted.quantity,
            note=wanted.note,
            options=wanted.options,
        )
    if dish.sold_out:
        raise Refused("sold_out", item=dish.name)
    return OrderItem(
        number=number,
        name=dish.name,
        quantity=wanted.quantity,
        unit_price=dish.price + _options_price(dish, wanted.options),
        item_id=dish.id,
        note=wanted.note,
        options=wanted.options,
        station=dish.station,
    )


def _options_price(dish: MenuItem, chosen: tuple[str, ...]) -> int:
    """What the chosen options add. Raises Refused `wrong_options` if the dish does not offer them so."""
    left = list(chosen)
    price = 0
    for modifier in dish.modifiers:
        prices = {option.name: option.price for option in modifier.options}
        picked = [name for name in dict.fromkeys(left) if name in prices]
        fewest, most = modifier.choose
        if not fewest <= len(picked) <= most:
            raise Refused("wrong_options", item=dish.name, modifier=modifier.name)
        for name in picked:
            left.remove(name)
            price += prices[name]
    if left:
        raise Refused("wrong_options", item=dish.name, modifier=left[0])
    return price


def _open_order(state: State, order_id: str) -> Order:
    order = state.orders.open.get(order_id)
    if order is not None:
        return order
    prefix, _, number = order_id.rpartition("-")
    was_here = number.isascii() and number.isdigit() and len(number) < 19
    if (
        was_here
        and prefix == f"ORD-{state.settings.number}"
        and 1 <= int(number) <= state.orders.last_number
    ):
        raise Refused("order_closed", order=order_id)
    raise Refused("no_such_order", order=order_id)


def _item(order: Order, number: int) -> OrderItem:
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


def _closing(order: Order, decided: Iterable[events.Event]) -> list[events.Event]:
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
    match event:
        case events.ItemStatusSet():
            items = _with_status(order, event.items, event.status)
            order = replace(order, items=items)
        case events.ItemVoided():
            order = replace(order, items=_with_status(order, (event.item,), "voided"))
        case events.OrderCancelled():
            order = replace(order, cancelled=event.reason)
    return order if at is None else replace(order, changed_at=at)


def _with_status(
    order: Order, numbers: tuple[int, ...], status: ItemStatus
) -> tuple[OrderItem, ...]:
    return tuple(
        replace(item, status=status) if item.number in numbers else item for item in order.items
    )


def order_placed(state: State, event: events.OrderPlaced, at: datetime) -> OrdersState:
    """The order is open, and counted."""
    order = event.order
    orders = _on_day(state, order.number, at)
    return replace(
        orders,
        open=orders.open.set(order.id, order),
        last_number=max(orders.last_number, order.number),
        booked=orders.booked + 1,
        day_orders=orders.day_orders + 1,
        day_takings=orders.day_takings + order.total,
    )


def order_changed(
    state: State,
    event: events.ItemStatusSet | events.ItemVoided | events.OrderCancelled,
    at: datetime,
) -> OrdersState:
    """The order is as the event says; what is called off is no longer among the day's takings."""
    before = state.orders.open[event.order_id]
    after = changed(before, event, at)
    orders = replace(state.orders, open=state.orders.open.set(after.id, after))
    if isinstance(event, events.ItemStatusSet) or before.number < orders.day_first:
        return orders
    lost = before.total - (0 if after.cancelled is not None else after.total)
    return replace(orders, day_takings=orders.day_takings - lost)


def order_closed(state: State, event: events.OrderClosed, _at: datetime) -> OrdersState:
    """The order is no longer open business, and remembered for a while."""
    orders = state.orders
    return replace(
        orders,
        open=orders.open.delete(event.order_id),
        recent=(*orders.recent[-RECENT:], orders.open[event.order_id]),
        closed=orders.closed + 1,
    )


def find(state: State, order_id: str) -> Order | None:
    """An order that is open or closed not long ago."""
    if (order := state.orders.open.get(order_id)) is not None:
        return order
    return next((order for order in state.orders.recent if order.id == order_id), None)


def _on_day(state: State, number: int, at: datetime) -> OrdersState:
    """The counters, begun anew if a business day began; a clock set back does not bring the old day back."""
    day = state.settings.business_day(at).isoformat()
    if day <= state.orders.day:
        return state.orders
    return replace(state.orders, day=day, day_first=number, day_orders=0, day_takings=0)
