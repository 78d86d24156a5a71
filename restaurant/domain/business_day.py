"""The business day: when one begins, and what it has brought so far."""

from datetime import datetime

from immutables import Map
from msgspec.structs import replace

from restaurant.domain import commands, events
from restaurant.domain.state import OrdersState, State
from restaurant.domain.values.orders import Order
from restaurant.domain.values.people import Actor


def has_begun(state: State, now: datetime) -> bool:
    """Whether a business day began of which the counters do not know.

    A clock set back does not bring the old day back.
    """
    return _day(state, now) > state.orders.day


# -------------------------------------------------------------------------------- decide


def tick(state: State, _command: commands.Tick, _actor: Actor, now: datetime) -> list[events.Event]:
    """Begin a business day if it is time. Never refused."""
    return [events.DayBegan(day=_day(state, now))] if has_begun(state, now) else []


# -------------------------------------------------------------------------------- evolve


def day_began(state: State, event: events.DayBegan, _at: datetime) -> OrdersState:
    """The counters begin anew."""
    return _anew(state.orders, event.day)


def on_day(state: State, at: datetime) -> OrdersState:
    """The counters as an order finds them, which may come before the tick of its day."""
    return _anew(state.orders, _day(state, at)) if has_begun(state, at) else state.orders


def count(orders: OrdersState, order: Order) -> OrdersState:
    """An order came."""
    return replace(
        orders,
        day_orders=orders.day_orders + 1,
        day_takings=orders.day_takings + order.total,
        day_dishes=_counted(orders.day_dishes, None, order),
    )


def count_again(orders: OrdersState, before: Order, after: Order) -> OrdersState:
    """An order of this day is another one now: it counts as if it had come so."""
    if before.number < orders.day_first:
        return orders
    lost = before.total - (0 if after.cancelled is not None else after.total)
    return replace(
        orders,
        day_takings=orders.day_takings - lost,
        day_dishes=_counted(orders.day_dishes, before, after),
    )


def serve(orders: OrdersState, order: Order, at: datetime) -> OrdersState:
    """An order's last dish was served."""
    if order.number < orders.day_first:
        return orders
    took = max(0, round((at - order.placed_at).total_seconds()))
    return replace(
        orders,
        day_served=orders.day_served + 1,
        day_served_seconds=orders.day_served_seconds + took,
    )


def _counted(dishes: Map[str, int], before: Order | None, after: Order) -> Map[str, int]:
    """The day's portions once an order is as it is `after`; open items are not counted."""
    change: dict[str, int] = {}
    _add_portions(change, after, 1)
    if before is not None:
        _add_portions(change, before, -1)
    for name, portions in change.items():
        if portions:
            count = dishes.get(name, 0) + portions
            dishes = dishes.set(name, count) if count > 0 else dishes.delete(name)
    return dishes


def _add_portions(portions: dict[str, int], order: Order, times: int) -> None:
    """Add the portions by name of what is not called off."""
    if order.cancelled is None:
        for item in order.items:
            if item.item_id is not None and item.status != "voided":
                portions[item.name] = portions.get(item.name, 0) + times * item.quantity


def _day(state: State, at: datetime) -> str:
    return state.settings.business_day(at).isoformat()


def _anew(orders: OrdersState, day: str) -> OrdersState:
    first = orders.last_number + 1
    return replace(
        orders,
        day=day,
        day_first=first,
        day_orders=0,
        day_takings=0,
        day_dishes=Map(),
        day_served=0,
        day_served_seconds=0,
    )
