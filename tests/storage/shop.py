"""A restaurant on a real disk, driven without threads: opened, sent batches, closed or killed."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from restaurant.domain.commands import (
    CancelOrder,
    Command,
    NewOrder,
    PutCategory,
    PutMenuItem,
    SetAvailability,
    SetItemStatus,
    SetOrderStatus,
    VoidItem,
)
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.domain.values.orders import WantedItem
from restaurant.domain.values.people import Actor
from restaurant.engine.answers import Accepted
from restaurant.engine.committer import Committer
from restaurant.engine.engine import Outcome, Request
from restaurant.engine.ports import Clock
from restaurant.storage.archive import ClosedOrder
from restaurant.storage.opening import open_folder
from tests.engine.parts import ANA, BOSS, HandClock, NoSignal, ask, here, send

Batch = Sequence[Request]


class Shop:
    """One start of the server, without its wires."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.folder = folder
        self.opened = open_folder(folder, clock or HandClock())
        self.engine = self.opened.engine
        self.committer = Committer(
            self.engine,
            self.opened.journal,
            (self.opened.book, self.opened.archive),
            off_loop=here,
            signal=NoSignal,
            published=lambda _steps: None,
        )

    @property
    def state(self) -> State:
        """The present."""
        return self.engine.state

    def send(self, *requests: Request) -> list[Outcome]:
        """The outcomes of one batch."""
        return send(self.committer, *requests)

    def order(self, command_id: str, *items: str) -> Outcome:
        """What comes of an order of table 4."""
        return self.send(ask(NewOrder(items=items or ("Burger",), table=4), command_id))[0]

    def save_snapshot(self) -> None:
        """As housekeeping does."""
        self.opened.save_snapshot(self.opened.snapshot())

    def kill(self) -> None:
        """End without a word, as `kill -9` does: the system closes what is open."""
        self.opened.close()

    def close(self) -> None:
        """End as the server does."""
        self.save_snapshot()
        self.kill()

    def __enter__(self) -> "Shop":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.kill()


def orders_json(folder: Path) -> list[dict[str, Any]]:
    """What people read."""
    orders: list[dict[str, Any]] = json.loads((folder / "orders.json").read_text("utf-8"))
    return orders


def archived(shop: Shop) -> list[ClosedOrder]:
    """All closed orders, by day."""
    days = sorted((shop.folder / "archive").glob("*.jsonl"))
    return [closed for day in days for closed in archived_on(day)]


def archived_on(day: Path) -> list[ClosedOrder]:
    """The closed orders in the file of a business day, in the order of their closing."""
    return [msgspec.json.decode(line, type=ClosedOrder) for line in day.read_bytes().splitlines()]


def journal_file(folder: Path) -> Path:
    """The only file of a small journal."""
    [path] = (folder / "journal").glob("*.jsonl")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "in-use.lock"
    }


def refusal(outcome: Outcome) -> str:
    """The code of an outcome that has to be a refusal."""
    assert isinstance(outcome, Refused), outcome
    return outcome.code


# -------------------------------------------------------------------------- a short service


def _ask(command: Command, command_id: str, actor: Actor = ANA) -> Request:
    return ask(command, command_id, actor)


def _dish(item_id: str, name: str, price: int, left: int | None = None) -> Request:
    item = MenuItem(id=item_id, name=name, category="mains", price=price, left=left)
    return _ask(PutMenuItem(item=item), f"put {item_id}", BOSS)


def _order(command_id: str, *items: str | WantedItem) -> Request:
    return _ask(NewOrder(items=items, table=4), command_id)


SERVICE: tuple[Batch, ...] = (
    (
        _ask(PutCategory(category=Category(id="mains", name="Mains")), "put mains", BOSS),
        _dish("burger", "Burger", 900),
        _dish("pasta", "Pasta", 750, left=9),
    ),
    (_order("o1", "Burger", "Burger"), _order("o2", "Pasta", WantedItem(name="Crème", note="7 ½"))),
    (
        _ask(SetItemStatus(order_id="ORD-1-1", item=1, status="preparing"), "s1"),
        _ask(VoidItem(order_id="ORD-1-2", item=2, reason="spilled"), "v2"),
    ),
    (
        _order("o3", "Burger"),
        _ask(SetOrderStatus(order_id="ORD-1-2", status="completed"), "c2"),
        _ask(SetAvailability(item_id="burger", available=False), "86"),
    ),
    (_order("o4", "Pasta"), _ask(CancelOrder(order_id="ORD-1-1", reason="left"), "x1")),
)
"""Five batches, which are five lines of the journal."""


def serve(shop: Shop, batches: Sequence[Batch] = SERVICE) -> list[tuple[Request, Accepted]]:
    """Send batches that nobody refuses; what was acknowledged, in order."""
    acknowledged = []
    for batch in batches:
        for request, outcome in zip(batch, shop.send(*batch), strict=True):
            assert isinstance(outcome, Accepted), outcome
            acknowledged.append((request, outcome))
    return acknowledged


def check_together(shop: Shop) -> None:
    """The files beside the journal say what the state says, and an independent count agrees."""
    orders = shop.state.orders
    listed = orders_json(shop.folder)
    assert [entry["order_id"] for entry in listed] == [
        f"ORD-{shop.state.settings.number}-{number}" for number in range(1, orders.booked + 1)
    ]
    closed = archived(shop)
    assert [one.number for one in closed] == list(range(1, orders.closed + 1))
    ids = sorted([one.order.id for one in closed] + list(orders.open))
    assert ids == sorted(entry["order_id"] for entry in listed)
