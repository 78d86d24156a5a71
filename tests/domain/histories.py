"""Rules as histories: given(what happened).when(what is asked).then(what happens, or why not)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import reduce

from restaurant.domain import restaurant
from restaurant.domain.commands import Command
from restaurant.domain.errors import Refused
from restaurant.domain.events import (
    AvailabilitySet,
    CategoryPut,
    Event,
    ItemStatusSet,
    MenuItemPut,
    OrderPlaced,
    SettingsPut,
)
from restaurant.domain.state import State
from restaurant.domain.values.menu import Category, MenuItem, Modifier, Option
from restaurant.domain.values.orders import ItemStatus, Order, OrderItem
from restaurant.domain.values.people import Actor, Role
from restaurant.domain.values.settings import Area, Settings

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

Happened = Event | tuple[datetime, Event]
"""An event at noon, or at another moment."""


def actor(role: Role = "waiter") -> Actor:
    """Somebody of a role, called as the role is."""
    return Actor(role=role, id=f"{role}-1", name=role)


def state_after(*happened: Happened) -> State:
    """The state that a history leads to."""
    return reduce(_evolved, happened, State())


def _evolved(state: State, happened: Happened) -> State:
    at, event = happened if isinstance(happened, tuple) else (NOON, happened)
    return restaurant.evolve(state, event, at)


class Given:
    """A history, waiting for a command."""

    def __init__(self, happened: Sequence[Happened]) -> None:
        self._happened = happened

    def when(self, command: Command, by: Role | Actor = "waiter", at: datetime = NOON) -> "When":
        """Somebody sends a command; what is decided must be possible to evolve."""
        state = state_after(*self._happened)
        sender = by if isinstance(by, Actor) else actor(by)
        try:
            decided: list[Event] | Refused = restaurant.decide(state, command, sender, at)
        except Refused as refused:
            decided = refused
        return When(state, decided, at)


class When:
    """What came of a command."""

    def __init__(self, before: State, outcome: list[Event] | Refused, at: datetime) -> None:
        self._outcome = outcome
        events = [] if isinstance(outcome, Refused) else outcome
        self.state = reduce(
            lambda state, event: restaurant.evolve(state, event, at), events, before
        )

    def then(self, *expected: Event | Refused) -> None:
        """These events, or this refusal with exactly these parameters."""
        if isinstance(self._outcome, Refused):
            refusals = [(r.code, r.params) for r in expected if isinstance(r, Refused)]
            assert [(self._outcome.code, self._outcome.params)] == refusals
        else:
            assert self._outcome == list(expected)

    @property
    def order(self) -> Order:
        """The order that was placed."""
        assert not isinstance(self._outcome, Refused), self._outcome
        [order] = [e.order for e in self._outcome if isinstance(e, OrderPlaced)]
        return order


def given(*happened: Happened) -> Given:
    """A history from the empty restaurant."""
    return Given(happened)


# ------------------------------------------------------------------------------ a small house

MAINS = Category(id="mains", name="Mains")
BURGER = MenuItem(id="burger", name="Burger", category="mains", price=900, station="grill")
PASTA = MenuItem(id="pasta", name="Pasta", category="mains", price=750)
SIZE = Modifier("Size", (Option("Small"), Option("Large", 200)), (1, 1))
EXTRA = Modifier("Extra", (Option("Cheese", 50), Option("Egg", 80)), (0, 2))
PIZZA = MenuItem(id="pizza", name="Pizza", category="mains", price=1000, modifiers=(SIZE, EXTRA))
TABLES = SettingsPut(settings=Settings(areas=(Area("Hall", (1, 2, 3, 4)),)))
MENU: tuple[Event, ...] = (
    CategoryPut(category=MAINS),
    MenuItemPut(item=BURGER),
    MenuItemPut(item=PASTA),
    MenuItemPut(item=PIZZA),
)


def counted(item: MenuItem, left: int) -> Event:
    """So many portions of a dish are left."""
    return AvailabilitySet(item_id=item.id, available=True, left=left)


def line(number: int, item: MenuItem, quantity: int = 1) -> OrderItem:
    """A dish of an order."""
    return OrderItem(
        number=number,
        name=item.name,
        quantity=quantity,
        unit_price=item.price,
        item_id=item.id,
        station=item.station,
    )


def order(number: int = 1, *items: OrderItem, at: datetime = NOON) -> Order:
    """An order of table 4, of a burger and a pasta unless said otherwise."""
    return Order(
        id=f"ORD-1-{number}",
        number=number,
        placed_at=at,
        items=items or (line(1, BURGER), line(2, PASTA)),
        table=4,
        placed_by="waiter",
        sender="waiter-1",
    )


def placed(number: int = 1, *items: OrderItem) -> Event:
    """The kitchen has that order."""
    return OrderPlaced(order=order(number, *items))


def moved(status: ItemStatus, *items: int, number: int = 1) -> Event:
    """Dishes of an order took a step."""
    return ItemStatusSet(order_id=f"ORD-1-{number}", items=items, status=status)
