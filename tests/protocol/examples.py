"""An example of every command and every document: what the golden messages are made of."""

from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from restaurant.domain import commands
from restaurant.domain.changes import ChangedLimits, ChangedSettings
from restaurant.domain.commands import Command
from restaurant.domain.taxes import Tax
from restaurant.domain.values.hours import Service, WeekHours, When
from restaurant.domain.values.menu import Category, MenuItem, Modifier, Option
from restaurant.domain.values.orders import ChangedItem, WantedItem
from restaurant.domain.values.settings import Area, Settings
from restaurant.protocol import requests
from restaurant.protocol.documents import (
    BestDish,
    DishDocument,
    FaultDocument,
    FiguresDocument,
    ItemDocument,
    OrderDocument,
    PairedDocument,
    RestaurantDocument,
    SeenDocument,
    ServerDocument,
    StaffDocument,
    TerminalDocument,
)
from restaurant.protocol.messages import (
    Answer,
    Health,
    Hello,
    Person,
    Refusal,
    Restaurant,
    View,
    Watch,
    Welcome,
    Who,
)

AT = datetime(2026, 11, 20, 19, 42, 7, 123456, tzinfo=UTC)

LUNCH = WeekHours(friday=("11:30-14:30",))

PIZZA = MenuItem(
    id="pizza",
    name="Pizza",
    category="mains",
    price=1050,
    description="Thin",
    tax="food",
    left=12,
    allergens=("gluten",),
    diet=("vegetarian",),
    station="oven",
    course="main",
    estimated_prep_time_minutes=9,
    available=False,
    photo="pizza.jpg",
    modifiers=(Modifier("Size", (Option("Small"), Option("Large", 250)), (1, 1)),),
    order=3,
    hours=LUNCH,
)

COMMANDS: list[Command] = [
    commands.PutMenu(
        categories=(Category("mains", "Mains", 2),), items=(PIZZA,), availability_of=("pizza",)
    ),
    commands.PutMenuItem(item=PIZZA, before=PIZZA),
    commands.RemoveMenuItem(item_id="pizza"),
    commands.SetAvailability(item_id="pizza", available=True, left=3),
    commands.PutCategory(
        category=Category("mains", "Mains", 2), before=Category("mains", "Main courses", 2)
    ),
    commands.RemoveCategory(category_id="mains"),
    commands.NewOrder(
        items=(
            "Burger",
            WantedItem(item_id="pizza", quantity=2, note="thin", options=("Large",)),
            WantedItem(name="Cake"),
        ),
        table=4,
        name="Ana",
        note="Window",
        expected_total=3500,
    ),
    commands.EditOrder(
        order_id="ORD-1-17",
        add=(WantedItem(item_id="pizza", quantity=2, note="thin", options=("Large",)),),
        change=(ChangedItem(item=1, quantity=3, note="no salt", options=("Small",)),),
        remove=(2,),
        expected_total=3500,
    ),
    commands.SetOrderStatus(order_id="ORD-1-17", status="ready"),
    commands.SetItemStatus(order_id="ORD-1-17", item=2, status="preparing"),
    commands.CancelOrder(order_id="ORD-1-17", reason="They left"),
    commands.VoidItem(order_id="ORD-1-17", item=2, reason="Spilled"),
    commands.SignIn(pin="4711"),
    commands.SignOut(),
    commands.PairTerminal(code="7KQ4-9XWB", pin="4711", name="Bar", role="waiter"),
    commands.RemoveTerminal(terminal_id="T-3"),
    commands.RenameTerminal(terminal_id="T-3", name="Terrace"),
    commands.UnlockTerminal(pin="4711"),
    commands.UnpairTerminal(pin="4711"),
    requests.OpenPairing(),
    requests.ClosePairing(),
    requests.BackUp(folder="D:\\Backups"),
    commands.PutStaff(staff_id="P-2", name="Ana", role="waiter", pin="4711"),
    commands.RemoveStaff(staff_id="P-2"),
    commands.ResetManagerPin(pin="471108", name="Boss"),
    commands.Tick(),
    commands.PutSettings(
        settings=ChangedSettings(
            name="Trattoria",
            number=2,
            language="it",
            currency="CHF",
            time_zone="Europe/Zurich",
            business_day_starts=5,
            prices_include_tax=False,
            tax_rates={"food": "2.6"},
            areas=(Area("Hall", (1, 2)),),
            total_tables=2,
            avg_dine_in_duration_minutes=45,
            limits=ChangedLimits(order_items=50, message_bytes=4096, outbox_minutes=5),
            opening_hours=LUNCH,
            last_orders_minutes=15,
        ),
        renamed_taxes={"meals": "food"},
    ),
]

MESSAGES: list[Struct] = [
    Hello(protocol=1, version="0.1.0", name="Pass"),
    Welcome(
        protocol=1,
        version="0.1.0",
        restaurant=Restaurant("Trattoria", 2),
        now=AT,
        role="waiter",
        identity="0f" * 16,
        tls_port=5001,
    ),
    Watch("order", "ORD-1-17"),
    View("menu", 0, 7, snapshot={"categories": {"mains": {"name": "Mains"}}}),
    View("order", 8, 121, "ORD-1-17", put={"orders": {}}, drop={"orders": ["ORD-1-17"]}),
    Answer(ok=True, id="7", seq=118, order_id="ORD-1-17"),
    Refusal("sold_out", "Pizza is sold out.", "7"),
    Who(role="waiter", person=Person("S-2", "Ana"), name="Ana"),
    Health("ok", "0.1.0", "Trattoria", "0f" * 16, 5001, 118),
]

_ITEM = ItemDocument(
    item=1,
    name="Pizza",
    quantity=2,
    unit_price=1300,
    note="thin",
    options=("Large",),
    station="oven",
    status="preparing",
    item_id="pizza",
    tax_rate="7",
)

DOCUMENTS: list[Any] = [
    _ITEM,
    OrderDocument(
        order_id="ORD-1-17",
        number=17,
        table=4,
        name="",
        status="preparing",
        placed_at=AT,
        changed_at=AT,
        placed_by="Ana",
        items=(_ITEM,),
        total=2600,
        note="Window",
        cancelled=None,
        waiter="P-2",
        taxes=(Tax("7", 2430, 170),),
    ),
    RestaurantDocument(
        name="Trattoria",
        number=1,
        language="en",
        currency="EUR",
        tables=(1, 2, 3),
        outbox_minutes=10,
        service=Service(False, When("tomorrow", "11:30"), When("tomorrow", "14:30")),
        tax_rates={"food": "7"},
    ),
    FiguresDocument(
        day="2026-11-20",
        orders=7,
        open_orders=2,
        takings=12300,
        currency="EUR",
        minutes=17.5,
        best=(BestDish("Pizza", 9), BestDish("Soup", 3)),
    ),
    TerminalDocument(
        role="waiter",
        name="Pass",
        address="192.168.1.20",
        since=AT,
        version="0.1.0",
        terminal_id="T-3",
        lag_ms=20,
    ),
    SeenDocument(at=AT, address="192.168.1.20", version="0.1.0"),
    PairedDocument(terminal_id="T-3", name="Bar (2)", role="waiter", paired_at=AT, paired_by="Ana"),
    StaffDocument(staff_id="P-2", name="Ana", role="waiter"),
    PIZZA,
    Settings(name="Trattoria", tax_rates={"food": "7"}, areas=(Area("Hall", (1, 2)),)),
    FaultDocument(at=AT, level="ERROR", message="The disk is full."),
    ServerDocument(
        addresses=("192.168.1.10",),
        port=5000,
        version="0.1.0",
        data_folder="/srv/restaurant",
        started_at=AT,
        trust_lan=False,
    ),
    Category("mains", "Mains", 2, LUNCH),
    DishDocument(
        **{name: getattr(PIZZA, name) for name in MenuItem.__struct_fields__},
        service=Service(True, closes=When("today", "14:30")),
    ),
]
