"""Editing an order: dishes are added, changed and removed for as long as the kitchen has not begun them."""

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from restaurant.domain import commands, events, menu, order_entry, orders
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.domain.values.orders import ChangedItem, Order, OrderItem, WantedItem
from restaurant.domain.values.people import Actor


def edit_order(state: State, command: commands.EditOrder, actor: Actor) -> list[events.Event]:
    """Edit an order; what is added or changed costs what the menu says now.

    Refused `no_such_order`, `order_closed`, `no_such_item`, `kitchen_began`, `not_on_menu`,
    `wrong_options`, `too_many_items`, `nothing_to_change`, `nothing_left`, `sold_out`,
    `too_few_left` or `price_changed`.
    """
    order = orders.open_order(state, command.order_id)
    edited = events.OrderEdited(
        order_id=order.id,
        put=(*_changed(state, order, command), *_added(state, order, command.add, actor)),
        removed=_removed(order, command.remove),
    )
    after = orders.changed(order, edited)
    _check(state, command, order, after)
    return [edited, *orders.closing(order, [edited]), *_portions(state, order, after)]


def _changed(state: State, order: Order, command: commands.EditOrder) -> list[OrderItem]:
    items: dict[int, OrderItem] = {}
    for change in command.change:
        if change.item not in command.remove:
            before = items.get(change.item) or _not_begun(order, change.item)
            items[change.item] = _changed_item(state, before, change)
    return [item for item in items.values() if item not in order.items]


def _changed_item(state: State, item: OrderItem, change: ChangedItem) -> OrderItem:
    """The dish as it is wanted now; one that left the menu can only be wanted less, or otherwise noted."""
    wanted = WantedItem(
        quantity=item.quantity if change.quantity is None else change.quantity,
        note=item.note if change.note is None else change.note,
        options=item.options if change.options is None else change.options,
    )
    dish = state.menu.items.get(item.item_id or "")
    if dish is not None:
        return order_entry.menu_item(state, dish, wanted, item.number)
    asks_for_more = wanted.quantity > item.quantity or wanted.options != item.options
    if item.item_id is not None and asks_for_more:
        raise Refused("no_such_item", item=item.name)
    return replace(item, quantity=wanted.quantity, note=wanted.note, options=wanted.options)


def _added(
    state: State, order: Order, wanted_items: Iterable[WantedItem], actor: Actor
) -> list[OrderItem]:
    """New dishes under new numbers: one that was removed leaves its number unused."""
    first = max(order.last_item, *(item.number for item in order.items)) + 1
    added = []
    for number, wanted in enumerate(wanted_items, first):
        dish = menu.find(state.menu, wanted)
        if dish is None:
            added.append(order_entry.open_item(wanted, actor, number))
        else:
            added.append(order_entry.menu_item(state, dish, wanted, number))
    return added


def _removed(order: Order, numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(_not_begun(order, number).number for number in dict.fromkeys(numbers))


def _not_begun(order: Order, number: int) -> OrderItem:
    item = orders.item_of(order, number)
    if item.status != "received":
        raise Refused("kitchen_began", item=item.name)
    return item


def _check(state: State, command: commands.EditOrder, order: Order, after: Order) -> None:
    """What holds for the order as a whole."""
    if after.items == order.items:
        raise Refused("nothing_to_change", order=order.id)
    most = state.settings.limits.order_items
    if command.add and len(after.items) > most:
        raise Refused("too_many_items", most=most)
    if all(item.status == "voided" for item in after.items):
        raise Refused("nothing_left", order=order.id)
    if command.add and all(item.status not in ("received", "voided") for item in order.items):
        raise Refused("kitchen_began", item=order.id)
    if command.expected_total not in (None, after.total):
        raise Refused("price_changed", total=after.total, expected=command.expected_total)


def _portions(state: State, order: Order, after: Order) -> list[events.Event]:
    """Portions that the order takes beyond those it had, and those that it gives back.

    Raises Refused `sold_out` or `too_few_left`.
    """
    before, now = _counted(order), _counted(after)
    more, fewer = now - before, before - now
    for item_id in more:
        if (dish := state.menu.items[item_id]).sold_out:
            raise Refused("sold_out", item=dish.name)
    taken = menu.take_portions(state.menu, more.items())
    return taken + menu.return_portions(state.menu, fewer.items())


def _counted(order: Order) -> Counter[str]:
    """Portions by dish of what the kitchen has not begun."""
    portions: Counter[str] = Counter()
    for item in order.items:
        if item.item_id and item.status == "received":
            portions[item.item_id] += item.quantity
    return portions
