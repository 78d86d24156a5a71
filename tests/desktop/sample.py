"""A restaurant, its menu and its orders, as documents that a server would show."""

from datetime import UTC, datetime, timedelta
from typing import Any

from restaurant.client.finding.found import Found
from restaurant.domain.values.menu import Category, Modifier, Option
from restaurant.protocol.documents import (
    DishDocument,
    ItemDocument,
    OrderDocument,
    RestaurantDocument,
)

NOW = datetime(2026, 11, 20, 19, 42, tzinfo=UTC)


def restaurant(tables: tuple[int, ...] = tuple(range(1, 13)), **changes: Any) -> RestaurantDocument:
    """A restaurant of twelve tables."""
    values: dict[str, Any] = {
        "name": "Trattoria Blu",
        "number": 1,
        "language": "en",
        "currency": "EUR",
        "tables": tables,
        "outbox_minutes": 10,
    }
    return RestaurantDocument(**(values | changes))


CATEGORIES = {
    identifier: Category(id=identifier, name=name, order=order)
    for order, (identifier, name) in enumerate(
        [
            ("starters", "Starters"),
            ("mains", "Mains"),
            ("pizza", "Pizza"),
            ("desserts", "Desserts"),
            ("drinks", "Drinks"),
        ]
    )
}

DONENESS = Modifier(
    name="Doneness",
    options=(Option(name="Rare"), Option(name="Medium"), Option(name="Well done")),
    choose=(1, 1),
)
EXTRAS = Modifier(
    name="Extras",
    options=(
        Option(name="Parmesan", price=100),
        Option(name="Truffle oil", price=250),
        Option(name="Rocket", price=80),
    ),
    choose=(0, 2),
)


TOAST = DishDocument(
    id="toast", name="Toast", category="starters", price=700,
    modifiers=(
        Modifier("Onions", (Option("No"), Option("Yes")), (1, 1)),
        Modifier("Cheese", (Option("No"), Option("Yes", 120)), (1, 1)),
    ),
)  # fmt: skip
"""It asks two questions with the same answers."""


def _dish(identifier: str, name: str, category: str, price: int, **more: Any) -> DishDocument:
    return DishDocument(id=identifier, name=name, category=category, price=price, **more)


DISHES = {
    dish.id: dish
    for dish in (
        _dish("bruschetta", "Bruschetta", "starters", 650, allergens=("gluten",), diet=("vegan",),
              description="Toasted bread, tomatoes, basil, garlic"),
        _dish("soup", "Minestrone", "starters", 580, allergens=("celery",), diet=("vegan",)),
        _dish("caprese", "Caprese", "starters", 890, allergens=("milk",), diet=("vegetarian",), left=3),
        _dish("carpaccio", "Beef Carpaccio with Rocket and Shaved Parmesan", "starters", 1290,
              allergens=("milk", "mustard"), modifiers=(EXTRAS,)),
        _dish("vitello", "Vitello Tonnato", "starters", 1150, allergens=("fish", "egg", "milk"),
              available=False),
        _dish("olives", "Marinated Olives", "starters", 420, diet=("vegan",)),
        _dish("pasta", "Pasta al Pomodoro", "mains", 900, allergens=("gluten",), diet=("vegan",)),
        _dish("carbonara", "Spaghetti Carbonara", "mains", 1180, allergens=("gluten", "egg", "milk")),
        _dish("steak", "Rib-eye Steak", "mains", 2650, modifiers=(DONENESS, EXTRAS),
              description="300 g, rosemary potatoes, herb butter", allergens=("milk",)),
        _dish("salmon", "Grilled Salmon", "mains", 1990, allergens=("fish",)),
        _dish("burger", "Burger", "mains", 1350, allergens=("gluten", "egg", "sesame")),
        _dish("margherita", "Margherita", "pizza", 850, allergens=("gluten", "milk"), diet=("vegetarian",)),
        _dish("tiramisu", "Tiramisù", "desserts", 650, allergens=("egg", "milk", "gluten")),
        _dish("water", "Mineral Water 0.5 l", "drinks", 320, diet=("vegan",)),
        _dish("wine", "House Red 0.2 l", "drinks", 540, allergens=("sulphites",)),
    )
}  # fmt: skip


def order(
    number: int,
    *names: str,
    table: int | None = 7,
    minutes: float = 1,
    status: str = "received",
    **changes: Any,
) -> OrderDocument:
    """An order of some minutes ago; all its dishes are in one state."""
    item_status = {"completed": "served", "cancelled": "received"}.get(status, status)
    items = tuple(
        ItemDocument(
            item=place, name=name, quantity=1, unit_price=900, note="", options=(),
            station="kitchen", status=item_status,  # type: ignore[arg-type]
        )
        for place, name in enumerate(names or ("Pasta",), start=1)
    )  # fmt: skip
    placed = NOW - timedelta(minutes=minutes)
    values: dict[str, Any] = {
        "order_id": f"ORD-1-{number}",
        "number": number,
        "table": table,
        "name": "",
        "status": status,
        "placed_at": placed,
        "changed_at": placed,
        "placed_by": "Kiosk 1",
        "items": items,
        "total": 900 * len(items),
        "note": "",
        "cancelled": None,
    }
    return OrderDocument(**(values | changes))


def found(name: str, digit: str = "a") -> Found:
    """A restaurant that announced itself, with this digit for an identity."""
    return Found(
        identity=digit * 32, name=name, addresses=("192.168.1.20",), port=5000, tls_port=None,
        version="0.1.0",
    )  # fmt: skip
