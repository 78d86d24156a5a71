"""Order entry: from what a sender asks for to an order with its dishes, prices and number."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec.structs import replace

from restaurant.domain import business_day, commands, events, menu, modifiers, opening, taxes
from restaurant.domain.errors import Refused
from restaurant.domain.state import OrdersState, State
from restaurant.domain.tables import is_table
from restaurant.domain.values.menu import MenuItem
from restaurant.domain.values.orders import Order, OrderItem, WantedItem
from restaurant.domain.values.people import STAFF, Actor


def order_id(state: State, number: int) -> str:
    """The id of this restaurant's order with that number."""
    return f"ORD-{state.settings.number}-{number}"


# -------------------------------------------------------------------------------- decide


def new_order(
    state: State, command: commands.NewOrder, actor: Actor, now: datetime
) -> list[events.Event]:
    """Place an order.

    Refused `closed`, `last_orders`, `no_table`, `unknown_table`, `too_many_items`, `not_on_menu`,
    `no_such_item`, `sold_out`, `not_now`, `too_few_left`, `wrong_options` or `price_changed`.
    """
    opening.check_open(state.settings, actor, now)
    _check_place(state, command)
    if len(command.items) > state.settings.limits.order_items:
        raise Refused("too_many_items", most=state.settings.limits.order_items)
    items = tuple(_order_items(state, command.items, actor, now))
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
        tax_added=not state.settings.prices_include_tax,
    )
    if command.expected_total not in (None, order.total):
        raise Refused("price_changed", total=order.total, expected=command.expected_total)
    return [events.OrderPlaced(order=order), *taken]


def _check_place(state: State, command: commands.NewOrder) -> None:
    if command.table is None:
        if command.name is None:
            raise Refused("no_table")
    elif not is_table(state.settings.tables, command.table):
        raise Refused("unknown_table", table=command.table)


def _order_items(
    state: State, wanted_items: Iterable[str | WantedItem], actor: Actor, now: datetime
) -> Iterator[OrderItem]:
    """The dishes with their prices; the same dish several times in a row becomes one line."""
    line: OrderItem | None = None
    number = 0
    for entry in wanted_items:
        wanted = WantedItem(name=entry) if isinstance(entry, str) else entry
        item = _order_item(state, wanted, actor, now, number + 1)
        if line is not None and replace(item, number=number, quantity=line.quantity) == line:
            line = replace(line, quantity=line.quantity + item.quantity)
            continue
        if line is not None:
            yield line
        number += 1
        line = item
    if line is not None:
        yield line


def _order_item(
    state: State, wanted: WantedItem, actor: Actor, now: datetime, number: int
) -> OrderItem:
    dish = menu.find(state.menu, wanted)
    if dish is None:
        return open_item(wanted, actor, number)
    if dish.sold_out:
        raise Refused("sold_out", item=dish.name)
    opening.check_served(state, dish, actor, now)
    return menu_item(state, dish, wanted, number)


def open_item(wanted: WantedItem, actor: Actor, number: int) -> OrderItem:
    """A dish that is not on the menu. Raises Refused `no_such_item` or `not_on_menu`."""
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


def menu_item(state: State, dish: MenuItem, wanted: WantedItem, number: int) -> OrderItem:
    """A dish at the menu's price and the tax on it now. Raises Refused `wrong_options`."""
    chosen = modifiers.checked_choice(dish, wanted.options)
    return OrderItem(
        number=number,
        name=dish.name,
        quantity=wanted.quantity,
        unit_price=dish.price + sum(offer.option.price for offer in chosen),
        item_id=dish.id,
        note=wanted.note,
        options=tuple(offer.label for offer in chosen),
        station=dish.station,
        tax_rate=taxes.rate_of(dish.tax, state.settings.tax_rates),
    )


# -------------------------------------------------------------------------------- evolve


def order_placed(state: State, event: events.OrderPlaced, at: datetime) -> OrdersState:
    """The order is open, and counted."""
    order = event.order
    orders = business_day.count(business_day.on_day(state, at), order)
    return replace(
        orders,
        open=orders.open.set(order.id, order),
        last_number=max(orders.last_number, order.number),
        booked=orders.booked + 1,
    )
