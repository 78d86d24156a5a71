"""Golden journals: one folder a release, made once by that release and never changed again.

`python -m tests.storage.golden.history v1-people` makes one under that name, and touches none that is
there. One is added whenever there are new events; its name begins with the version of the schema.
"""

import json
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from restaurant.domain.changes import ChangedSettings, whole
from restaurant.domain.commands import (
    CancelOrder,
    EditOrder,
    NewOrder,
    PairTerminal,
    PutCategory,
    PutMenuItem,
    PutSettings,
    PutStaff,
    RemoveCategory,
    RemoveMenuItem,
    RemoveStaff,
    RemoveTerminal,
    RenameTerminal,
    ResetManagerPin,
    SetAvailability,
    SetItemStatus,
    SetOrderStatus,
    SignIn,
    SignOut,
    Tick,
    UnlockTerminal,
    VoidItem,
)
from restaurant.domain.orders import status_of
from restaurant.domain.state import PeopleState
from restaurant.domain.values.hours import WeekHours
from restaurant.domain.values.menu import Category, MenuItem, Modifier, Option
from restaurant.domain.values.orders import ChangedItem, Order, WantedItem
from restaurant.domain.values.people import Actor
from restaurant.domain.values.settings import Area, Settings
from restaurant.engine.engine import Request
from tests.engine.parts import BEN, BOSS, HandClock, ask
from tests.storage.shop import Shop, archived

GOLDEN = Path(__file__).parent

SIZE = Modifier("Size", (Option("Small"), Option("Large", 250)), (1, 1))
PIZZA = MenuItem(
    id="pizza",
    name="Pizza Crème brûlée 披萨",
    category="mains",
    price=1050,
    description='Quotes " and \\ and a line\nbreak',
    tax="food",
    left=12,
    allergens=("gluten", "milk"),
    diet=("vegetarian",),
    station="oven",
    course="main",
    estimated_prep_time_minutes=9,
    photo="pizza.jpg",
    modifiers=(SIZE,),
    order=3,
)
SOUP = MenuItem(id="soup", name="Soup", category="mains", price=600)
HOUSE = Settings(
    name="Golden Fork",
    number=7,
    language="de",
    currency="EUR",
    time_zone="Europe/Berlin",
    business_day_starts=5,
    prices_include_tax=False,
    tax_rates={"food": "7", "drinks": "19"},
    areas=(Area("Hall", (1, 2, 3)), Area("Garden", (10,))),
    total_tables=4,
    avg_dine_in_duration_minutes=45,
)

EVENINGS = WeekHours(friday=("17:00-23:30",), saturday=("17:00-02:00",))
LUNCH = WeekHours(friday=("11:30-14:30",))
DAYS_OFF = (date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 27))

CONSOLE = Actor("console", "local-console", "Server")
PHONE = Actor("anybody", "lan 192.168.1.9")
KIOSK = Actor("customer", "T-2", "Kiosk")
BAR = Actor("waiter", "T-1", "Bar")
BAR_WITH_ANA = Actor("waiter", "T-1", "Ana", "P-2")

BATCHES: list[list[Request]] = [
    [
        ask(PutSettings(settings=whole(HOUSE)), "settings", BOSS),
        ask(PutCategory(category=Category("mains", "Mains", 1)), "mains", BOSS),
        ask(PutCategory(category=Category("old", "Old")), "old", BOSS),
        ask(PutMenuItem(item=PIZZA), "pizza", BOSS),
        ask(PutMenuItem(item=SOUP), "soup", BOSS),
        ask(PutMenuItem(item=MenuItem("gone", "Gone", "old", 1)), "gone", BOSS),
    ],
    [
        ask(RemoveMenuItem(item_id="gone"), "no gone", BOSS),
        ask(RemoveCategory(category_id="old"), "no old", BOSS),
        ask(
            NewOrder(
                items=(
                    WantedItem(item_id="pizza", quantity=2, note="thin", options=("Large",)),
                    "Soup",
                    "Soup",
                    "Birthday cake",
                ),
                table=3,
                note="Window seat",
                expected_total=3982,
            ),
            "first",
        ),
        ask(NewOrder(items=("Soup",), name="Zoë"), "away", BEN),
    ],
    [
        ask(SetItemStatus(order_id="ORD-7-1", item=1, status="preparing"), "cook"),
        ask(VoidItem(order_id="ORD-7-1", item=3, reason="no cake today"), "void"),
        ask(SetOrderStatus(order_id="ORD-7-2", status="completed"), "served", BEN),
    ],
    [
        ask(NewOrder(items=("Soup",), table=10), "third"),
        ask(CancelOrder(order_id="ORD-7-3", reason="left"), "cancel"),
        ask(SetAvailability(item_id="soup", available=False), "86"),
    ],
    # Since there are people:
    [
        ask(ResetManagerPin(pin="hash 1", name="Zoë"), "reset", CONSOLE),
        ask(PutStaff(name="Ana", role="waiter", pin="hash 2"), "ana", BOSS),
        ask(PutStaff(name="Ben", role="kitchen", pin="hash 3"), "ben", BOSS),
        ask(PutStaff(name="Cem", role="host", pin="hash 4"), "cem", BOSS),
        ask(PairTerminal(code="", pin="hash 2", name="Bar", role="waiter"), "bar", PHONE),
        ask(PairTerminal(code="", pin="hash 2", name="Bar", role="customer"), "kiosk", PHONE),
        ask(PairTerminal(code="", pin="hash 3", name="Gone", role="kitchen"), "gone", PHONE),
    ],
    [
        ask(SignIn(pin="hash 1"), "zoë in", PHONE),
        ask(SignIn(pin="hash 2"), "ana in", BAR),
        ask(NewOrder(items=("Birthday cake",), table=2), "hers", BAR_WITH_ANA),
        ask(SignIn(pin="hash 4"), "cem in", BAR_WITH_ANA),
        ask(SignIn(pin="hash 3"), "ben in", PHONE),
        ask(SignOut(), "ben out", Actor("kitchen", "S-4", "Ben", "P-3")),
        ask(RenameTerminal(terminal_id="T-2", name="Kiosk"), "rename", CONSOLE),
        ask(RemoveTerminal(terminal_id="T-3"), "no terminal", CONSOLE),
        ask(UnlockTerminal(pin="hash 2"), "unlock", KIOSK),  # since v2-unlock
        ask(PutStaff(staff_id="P-2", name="Ana", role="manager"), "promoted", BOSS),
        ask(RemoveStaff(staff_id="P-3"), "no ben", BOSS),
    ],
    # Since orders are edited:
    [
        ask(
            EditOrder(
                order_id="ORD-7-1",
                add=(WantedItem(name="Candles"),),
                change=(ChangedItem(2, 1, note="hot"),),
            ),
            "edit",
        ),
        ask(EditOrder(order_id="ORD-7-1", remove=(4,)), "no candles"),
    ],
    # Since there are hours:
    [
        ask(PutSettings(settings=ChangedSettings(opening_hours=EVENINGS)), "evenings", BOSS),
        ask(PutCategory(category=Category("lunch", "Lunch", 2, LUNCH)), "lunch", BOSS),
        ask(PutMenuItem(item=MenuItem("wrap", "Wrap", "lunch", 700, tax="food")), "wrap", BOSS),
        ask(PutMenuItem(item=MenuItem("tea", "Tea", "lunch", 250, hours=EVENINGS)), "tea", BOSS),
        ask(Tick(), "hours", BOSS),
        ask(NewOrder(items=("Wrap", "Tea"), table=2, expected_total=999), "wraps"),
        ask(PutCategory(category=Category("lunch", "Lunch", 2)), "all day", BOSS),
        ask(Tick(), "all day too", BOSS),
    ],
    # Since days are closed:
    [
        ask(PutSettings(settings=ChangedSettings(closed_days=DAYS_OFF)), "days off", BOSS),
        ask(Tick(), "days off", BOSS),
    ],
]
NEXT_DAY: list[Request] = [ask(Tick(), "day", BOSS), ask(NewOrder(items=("Cake",), table=3), "4")]
"""A day later; since v2."""


def make(folder: Path) -> None:
    """A folder's golden journal and what has to come of it."""
    clock = HandClock()
    with tempfile.TemporaryDirectory() as name, Shop(Path(name), clock) as shop:
        for batch in BATCHES:
            shop.send(*batch)
            clock.advance(minutes=7, seconds=1.25)
        clock.advance(days=1)
        shop.send(*NEXT_DAY)
        folder.mkdir()
        shutil.copytree(Path(name) / "journal", folder / "journal")
        text = json.dumps(summary(shop), indent=1, ensure_ascii=False, sort_keys=True)
        (folder / "expected.json").write_text(text + "\n", "utf-8")


def summary(shop: Shop) -> dict[str, Any]:
    """The state in the words of the restaurant; what later releases know is under keys of its own."""
    state = shop.state
    orders, house = state.orders, state.settings
    found = {
        f"{r.actor.id} {r.id}": [answer.seq, answer.made]
        for batch in [*BATCHES, NEXT_DAY]
        for r in batch
        if (answer := shop.engine.answers.find(r.actor.id, r.id)) is not None
    }
    encoded = msgspec.json.encode(
        {
            "seq": shop.engine.seq,
            "hash": shop.opened.journal.hash,
            "house": [house.name, house.number, house.language, house.currency, house.time_zone],
            "tables": house.tables,
            "tax": [house.prices_include_tax, house.tax_rates],
            "categories": sorted([c.id, c.name, c.order] for c in state.menu.categories.values()),
            "dishes": sorted(_dish(item) for item in state.menu.items.values()),
            "names": sorted(state.menu.ids_by_name.items()),
            "open": [_order(order) for _, order in sorted(orders.open.items())],
            "recent": [_order(order) for order in orders.recent],
            "archived": [[c.number, c.seq, c.status, c.order.id] for c in archived(shop)],
            "counts": [orders.last_number, orders.booked, orders.closed],
            "day": [orders.day, orders.day_orders, orders.day_takings],
            "answers": found,
            "waiters": sorted([o.id, o.waiter] for o in (*orders.recent, *orders.open.values())),
            "hours": [
                house.opening_hours,
                state.hours.restaurant,
                sorted(state.hours.dishes.items()),
            ],
            "closed days": house.closed_days,
            "served": sorted([c.id, c.hours] for c in state.menu.categories.values()),
            "taxes": sorted([o.id, o.taxes] for o in (*orders.recent, *orders.open.values())),
            **_people(state.people),
        }
    )
    plain: dict[str, Any] = json.loads(encoded)
    return plain


def _people(people: PeopleState) -> dict[str, Any]:
    order = sorted(people.sessions.items())
    sessions = [[s.id, s.staff, s.terminal, s.since.isoformat()] for _, s in order]
    return {
        "staff": sorted([m.id, m.name, m.role, m.pin] for m in people.staff.values()),
        "terminals": [
            [t.id, t.name, t.role, t.paired_at.isoformat(), t.paired_by]
            for _, t in sorted(people.terminals.items())
        ],
        "sessions": sessions,
        "last numbers": [people.last_staff, people.last_terminal, people.last_session],
        "a manager came": people.manager_came,
    }


def _dish(item: MenuItem) -> list[Any]:
    modifiers = [[m.name, [[o.name, o.price] for o in m.options], m.choose] for m in item.modifiers]
    words = [item.id, item.name, item.category, item.price, item.description, item.tax, item.left]
    more = [item.allergens, item.diet, item.station, item.course, item.available, item.photo]
    return [*words, *more, item.estimated_prep_time_minutes, item.order, modifiers]


def _order(order: Order) -> list[Any]:
    items = [
        [i.number, i.name, i.quantity, i.unit_price, i.note, i.options, i.station, i.status]
        for i in order.items
    ]
    words = [order.id, order.number, order.table, order.name, order.note, order.placed_by]
    times = [order.placed_at.isoformat(), order.changed_at and order.changed_at.isoformat()]
    return [*words, order.sender, *times, order.cancelled, order.total, status_of(order), items]


if __name__ == "__main__":
    make(GOLDEN / sys.argv[1])
