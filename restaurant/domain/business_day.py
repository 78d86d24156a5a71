"""The business day: when one begins, and what it has brought so far."""

from datetime import datetime

from msgspec.structs import replace

from restaurant.domain import commands, events
from restaurant.domain.state import OrdersState, State
from restaurant.domain.values import Actor, Order


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
    taken = orders.day_takings + order.total
    return replace(orders, day_orders=orders.day_orders + 1, day_takings=taken)


def take_back(orders: OrdersState, before: Order, after: Order) -> OrdersState:
    """What is called off is no longer among the takings, if it was among those of this day."""
    if before.number < orders.day_first:
        return orders
    lost = before.total - (0 if after.cancelled is not None else after.total)
    return replace(orders, day_takings=orders.day_takings - lost)


def _day(state: State, at: datetime) -> str:
    return state.settings.business_day(at).isoformat()


def _anew(orders: OrdersState, day: str) -> OrdersState:
    first = orders.last_number + 1
    return replace(orders, day=day, day_first=first, day_orders=0, day_takings=0)
