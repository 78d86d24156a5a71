"""The whole life of orders against a simple model: nothing is lost, doubled or miscounted."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from restaurant.domain import commands, restaurant
from restaurant.domain.changes import ChangedSettings
from restaurant.domain.errors import Refused
from restaurant.domain.events import AnyEvent, Event
from restaurant.domain.orders import status_of
from restaurant.domain.state import State
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.domain.values.orders import ChangedItem, Order, WantedItem
from restaurant.domain.values.settings import Area
from tests.domain.histories import actor
from tests.domain.model import STEPS, Dish, Model, Ticket

HEADINGS = st.sampled_from(["mains", "drinks"])
KEYS = st.sampled_from(["a", "b", "c", "d"])
NAMES = st.sampled_from(["Burger", "Pasta", "Burger", "Pasta", "Soup", "Cola", "Tea"])
LEFT = st.none() | st.integers(0, 5)
BACK = st.integers(-1, 3) | st.integers(0, 12)
"""Which order, counted back from the newest; -1 is one that never was."""
WANTED = st.lists(
    st.tuples(NAMES, st.integers(1, 3)), min_size=1, max_size=4, unique_by=lambda w: w[0]
)

_decoder = msgspec.json.Decoder(AnyEvent)


class Service(RuleBasedStateMachine):
    """A restaurant and its model, sent the same commands."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
        self.state = State()
        self.model = Model()
        self.journal: list[tuple[datetime, Event]] = []

    @property
    def today(self) -> date:
        return (self.now - timedelta(hours=4)).date()

    def send(
        self,
        command: commands.Command,
        expected: str | None,
        role: Any = "manager",
        *,
        may_be_nothing: bool = False,
    ) -> None:
        code = None
        decided: list[Event] = []
        try:
            decided = restaurant.decide(self.state, command, actor(role), self.now)
        except Refused as refused:
            code = refused.code
        assert code == expected
        assert bool(decided) == (code is None) or (may_be_nothing and not decided)
        for event in decided:
            self.state = restaurant.evolve(self.state, event, self.now)
            self.journal.append((self.now, event))

    @initialize(left=LEFT, tables=st.sampled_from([(), (1, 2, 3)]))
    def open_the_house(self, left: int | None, tables: tuple[int, ...]) -> None:
        self.put_heading("mains")
        self.put_dish("a", "Burger", "mains", 900, left)
        self.put_dish("b", "Pasta", "mains", 750, None)
        self.owner_decides("EUR", tables)

    # ------------------------------------------------------------------------- the menu

    @rule(key=HEADINGS)
    def put_heading(self, key: str) -> None:
        self.model.headings.add(key)
        self.send(commands.PutCategory(category=Category(key, key)), None)

    @rule(key=HEADINGS)
    def remove_heading(self, key: str) -> None:
        self.send(commands.RemoveCategory(category_id=key), self.model.remove_heading(key))

    @rule(key=KEYS, name=NAMES, heading=HEADINGS, price=st.integers(0, 3000), left=LEFT)
    def put_dish(self, key: str, name: str, heading: str, price: int, left: int | None) -> None:
        item = MenuItem(key, name, heading, price, left=left)
        self.send(
            commands.PutMenuItem(item=item),
            self.model.put_dish(key, Dish(name, heading, price, left=left)),
        )

    @rule(
        headings=st.lists(HEADINGS, max_size=2),
        dishes=st.lists(st.tuples(KEYS, NAMES, HEADINGS, st.integers(0, 3000), LEFT), max_size=4),
        counted=st.sets(KEYS),
    )
    def put_menu(self, headings: list[str], dishes: list[Any], counted: set[str]) -> None:
        """Refused or not, and in whatever order names change hands."""
        command = commands.PutMenu(
            categories=tuple(Category(key, key) for key in headings),
            items=tuple(
                MenuItem(key, name, heading, price, left=left)
                for key, name, heading, price, left in dishes
            ),
            availability_of=tuple(counted),
        )
        plain = [
            (key, Dish(name, heading, price, left=left))
            for key, name, heading, price, left in dishes
        ]
        self.send(command, self.model.put_menu(headings, plain, counted), may_be_nothing=True)

    @rule(key=KEYS)
    def remove_dish(self, key: str) -> None:
        self.send(commands.RemoveMenuItem(item_id=key), self.model.remove_dish(key))

    @rule(key=KEYS, available=st.booleans(), left=LEFT)
    def eighty_six(self, key: str, available: bool, left: int | None) -> None:
        self.send(
            commands.SetAvailability(item_id=key, available=available, left=left),
            self.model.set_available(key, available=available, left=left),
        )

    @rule(currency=st.sampled_from(["EUR", "EUR", "USD"]), tables=st.sampled_from([(), (1, 2, 3)]))
    def owner_decides(self, currency: str, tables: tuple[int, ...]) -> None:
        areas = (Area("Hall", tables),) if tables else ()
        self.send(
            commands.PutSettings(settings=ChangedSettings(currency=currency, areas=areas)),
            self.model.put_settings(currency, tables),
        )

    # --------------------------------------------------------------------------- orders

    @rule(table=st.integers(1, 4), wanted=WANTED, staff=st.booleans())
    def order(self, table: int, wanted: list[tuple[str, int]], staff: bool) -> None:
        items = tuple(WantedItem(name=name, quantity=quantity) for name, quantity in wanted)
        expected = self.model.order(table, wanted, self.today, staff=staff)
        role = "waiter" if staff else "customer"
        self.send(commands.NewOrder(items=items, table=table), expected, role)

    @rule(wanted=st.lists(WANTED, min_size=3, max_size=6))
    def rush(self, wanted: list[list[tuple[str, int]]]) -> None:
        for items in wanted:
            self.order(2, items, staff=True)

    @rule(back=BACK, item=st.integers(1, 4), status=st.sampled_from(STEPS[1:]))
    def step(self, back: int, item: int, status: Any) -> None:
        number = len(self.model.tickets) - back
        command = commands.SetItemStatus(order_id=f"ORD-1-{number}", item=item, status=status)
        self.send(command, self.model.step(number, item, status))

    @rule(back=BACK, items=st.lists(st.integers(1, 4), min_size=1, max_size=4))
    def cook(self, back: int, items: list[int]) -> None:
        """Each of these dishes takes its next step, where it has one."""
        for item in items:
            number = len(self.model.tickets) - back
            ticket = (
                self.model.tickets[number - 1] if 0 < number <= len(self.model.tickets) else None
            )
            line = ticket.line(item) if ticket else None
            at = line.status if line else ""
            self.step(back, item, STEPS[STEPS.index(at) + 1] if at in STEPS[:-1] else "ready")

    @rule(back=BACK, status=st.sampled_from(STEPS[1:]))
    def step_all(self, back: int, status: str) -> None:
        number = len(self.model.tickets) - back
        wanted: Any = "completed" if status == "served" else status
        command = commands.SetOrderStatus(order_id=f"ORD-1-{number}", status=wanted)
        self.send(command, self.model.step_all(number, status))

    @rule(back=BACK, item=st.integers(1, 4))
    def void(self, back: int, item: int) -> None:
        number = len(self.model.tickets) - back
        command = commands.VoidItem(order_id=f"ORD-1-{number}", item=item, reason="spilled")
        self.send(command, self.model.void(number, item))

    @rule(
        back=BACK,
        add=WANTED | st.just([]),
        change=st.dictionaries(st.integers(1, 5), st.integers(1, 4), max_size=2),
        remove=st.sets(st.integers(1, 5), max_size=2),
    )
    def edit(
        self, back: int, add: list[tuple[str, int]], change: dict[int, int], remove: set[int]
    ) -> None:
        number = len(self.model.tickets) - back
        command = commands.EditOrder(
            order_id=f"ORD-1-{number}",
            add=tuple(WantedItem(name=name, quantity=quantity) for name, quantity in add),
            change=tuple(ChangedItem(item, quantity) for item, quantity in change.items()),
            remove=tuple(sorted(remove)),
        )
        self.send(command, self.model.edit(number, add, change, remove))

    @rule(back=BACK, item=st.integers(1, 4), quantity=st.integers(1, 4))
    def another_quantity(self, back: int, item: int, quantity: int) -> None:
        self.edit(back, [], {item: quantity}, set())

    @rule(back=BACK)
    def cancel(self, back: int) -> None:
        number = len(self.model.tickets) - back
        command = commands.CancelOrder(order_id=f"ORD-1-{number}", reason="left")
        self.send(command, self.model.cancel(number))

    @precondition(lambda self: self.journal)
    @rule(hours=st.sampled_from([1, 9, 30, -1, -30]))
    def time_passes(self, hours: int) -> None:
        """Into the next business day too, and back where somebody sets the clock."""
        self.now += timedelta(hours=hours)

    @rule()
    def tick(self) -> None:
        self.model.tick(self.today)
        self.send(commands.Tick(), None, may_be_nothing=True)

    # ----------------------------------------------------------------------- invariants

    @invariant()
    def the_menu_is_as_expected(self) -> None:
        menu = self.state.menu
        assert set(menu.categories) == self.model.headings
        shown = {
            key: Dish(item.name, item.category, item.price, item.available, item.left)
            for key, item in menu.items.items()
        }
        assert shown == self.model.dishes
        names = {dish.name.casefold(): key for key, dish in self.model.dishes.items()}
        assert dict(menu.ids_by_name) == names

    @invariant()
    def open_orders_are_as_expected(self) -> None:
        orders = {order.number: order for order in self.state.orders.open.values()}
        tickets = {n: t for n, t in enumerate(self.model.tickets, 1) if t.is_open}
        assert {n: seen(order) for n, order in orders.items()} == {
            n: expected(ticket) for n, ticket in tickets.items()
        }
        assert set(self.state.orders.open) == {f"ORD-1-{number}" for number in orders}

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        orders, tickets = self.state.orders, self.model.tickets
        assert orders.last_number == orders.booked == len(tickets)
        assert orders.closed == sum(not ticket.is_open for ticket in tickets)
        closed = {order.number: order for order in orders.recent}
        assert len(closed) == orders.closed  # fewer than are remembered
        for number, order in closed.items():
            assert seen(order) == expected(tickets[number - 1])

    @invariant()
    def money_adds_up(self) -> None:
        today = [t for t in self.model.tickets if t.day == self.model.day]
        assert self.state.orders.day_orders == len(today)
        assert self.state.orders.day_takings == sum(ticket.takings for ticket in today)
        sold: Counter[str] = Counter()
        for line in (line for ticket in today for line in ticket.live if line.key is not None):
            sold[line.name] += line.quantity
        assert dict(self.state.orders.day_dishes) == dict(sold)
        served = [ticket for ticket in today if ticket.status == "completed"]
        assert self.state.orders.day_served == len(served)

    def teardown(self) -> None:
        """Replay, also of what the journal writes and reads, gives the same state."""
        written = [(at, _decoder.decode(msgspec.json.encode(event))) for at, event in self.journal]
        again = reduce(lambda s, e: restaurant.evolve(s, e[1], e[0]), written, State())
        assert again == self.state


def seen(order: Order) -> tuple[Any, ...]:
    lines = [(i.number, i.name, i.quantity, i.unit_price or 0, i.status) for i in order.items]
    total = 0 if order.cancelled is not None else order.total
    return lines, total, status_of(order)


def expected(ticket: Ticket) -> tuple[Any, ...]:
    lines = [(x.number, x.name, x.quantity, x.price, x.status) for x in ticket.lines]
    return lines, ticket.takings, ticket.status


Service.TestCase.settings = settings(max_examples=250, stateful_step_count=60, deadline=None)
TestService = Service.TestCase
