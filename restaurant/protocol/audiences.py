"""Who sees what: each audience with its documents; `touches` says which of them an event changes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from restaurant.domain import orders
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.domain.values.people import EVERYBODY, STAFF, Actor, Role
from restaurant.domain.values.settings import Settings
from restaurant.protocol import showing
from restaurant.protocol.documents import (
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

THE_ONE = "1"
"""The id of a document of which an audience has one."""


class Kind(Struct, frozen=True):
    """A kind of document: its class, which ids an audience has of it, and one of them (None: gone).

    A kind without these functions is told by the server itself, not by the state.
    """

    document: type
    ids: Callable[[State, str | None], Iterable[str]] | None = None
    find: Callable[[State, str | None, str], Any] | None = None


class Audience(Struct, frozen=True):
    """Screens that see the same documents; `of` says what `of` names, None for an audience of one."""

    name: str
    who: frozenset[Role]
    room: str
    path: str
    kinds: Mapping[str, Kind]
    of: str | None = None


def _order_ids(state: State, of: str | None) -> list[str]:
    return [of] if of and orders.find(state, of) else []


def _any_order(state: State, _of: str | None, order_id: str) -> OrderDocument | None:
    order = orders.find(state, order_id)
    return showing.order_document(order) if order else None


def _open_order(state: State, _of: str | None, order_id: str) -> OrderDocument | None:
    order = state.orders.open.get(order_id)
    return showing.order_document(order) if order else None


def _item_ids(state: State, of: str | None) -> list[str]:
    order = orders.find(state, of or "")
    return [str(item.number) for item in order.items] if order else []


def _item(state: State, of: str | None, number: str) -> ItemDocument | None:
    order = orders.find(state, of or "")
    items = order.items if order else ()
    return next((showing.item_document(i) for i in items if str(i.number) == number), None)


def _paired(state: State, _of: str | None, terminal_id: str) -> PairedDocument | None:
    terminal = state.people.terminals.get(terminal_id)
    return showing.paired_document(terminal) if terminal else None


def _staff(state: State, _of: str | None, staff_id: str) -> StaffDocument | None:
    member = state.people.staff.get(staff_id)
    return showing.staff_document(member) if member else None


def _one(make: Callable[[State], Any], document: type) -> Kind:
    return Kind(document, lambda _state, _of: [THE_ONE], lambda state, _of, _id: make(state))


RESTAURANT = _one(showing.restaurant_document, RestaurantDocument)
FIGURES = _one(showing.figures_document, FiguresDocument)

SETTINGS = _one(lambda state: state.settings, Settings)
CATEGORIES = Kind(
    Category, lambda s, _of: s.menu.categories.keys(), lambda s, _of, i: s.menu.categories.get(i)
)
DISHES = Kind(MenuItem, lambda s, _of: s.menu.items.keys(), lambda s, _of, i: s.menu.items.get(i))
OPERATIONS = {
    "restaurant": RESTAURANT,
    "figures": FIGURES,
    "server": Kind(ServerDocument),
    "paired": Kind(PairedDocument, lambda s, _of: s.people.terminals.keys(), _paired),
    "staff": Kind(StaffDocument, lambda s, _of: s.people.staff.keys(), _staff),
    "terminals": Kind(TerminalDocument),
    "seen": Kind(SeenDocument),
    "faults": Kind(FaultDocument),
}

AUDIENCES: dict[str, Audience] = {
    audience.name: audience
    for audience in (
        Audience(
            "order",
            STAFF | {"customer"},
            "order_{of}",
            "/ws/orders/{of}/",
            {"orders": Kind(OrderDocument, _order_ids, _any_order)},
            of="order",
        ),
        Audience(
            "order_items",
            STAFF | {"customer"},
            "order_{of}_items",
            "/ws/orders/{of}/items/",
            {"order_items": Kind(ItemDocument, _item_ids, _item)},
            of="order",
        ),
        Audience(
            "floor",
            STAFF,
            "restaurant_{restaurant}",
            "/ws/restaurants/{restaurant}/",
            {
                "restaurant": RESTAURANT,
                "figures": FIGURES,
                "orders": Kind(OrderDocument, lambda s, _of: s.orders.open.keys(), _open_order),
            },
        ),
        Audience(
            "menu",
            EVERYBODY,
            "menu",
            "/ws/menu/",
            {
                "restaurant": RESTAURANT,
                "categories": CATEGORIES,
                "items": Kind(
                    DishDocument,
                    lambda s, _of: s.menu.items.keys(),
                    lambda s, _of, i: showing.dish_document(s, i),
                ),
            },
        ),
        Audience(
            "console",
            frozenset({"console", "manager"}),
            "console",
            "/ws/console/",
            OPERATIONS,
        ),
        Audience(
            "manager",
            frozenset({"manager"}),
            "manager",
            "/ws/manager/",
            {**OPERATIONS, "categories": CATEGORIES, "items": DISHES, "settings": SETTINGS},
        ),
    )
}


def audience_for(state: State, actor: Actor, name: str, of: str | None) -> Audience:
    """The audience that somebody asks for, if it exists and they may see it.

    Raises Refused `no_such_audience`, `no_such_order`, `not_allowed` or `not_signed_in`.
    """
    audience = AUDIENCES.get(name)
    if audience is None or (of is None) != (audience.of is None):
        raise Refused("no_such_audience", audience=name)
    if actor.role not in audience.who:
        raise Refused("not_signed_in" if actor.role == "anybody" else "not_allowed")
    if audience.of == "order":
        order = orders.find(state, of or "")
        if order is None:
            raise Refused("no_such_order", order=of)
        if actor.role == "customer" and order.sender != actor.id:
            raise Refused("not_allowed")
    return audience


def snapshot(state: State, audience: Audience, of: str | None) -> dict[str, dict[str, Any]]:
    """All documents of an audience that the state tells, by kind and id."""
    return {
        name: {i: kind.find(state, of, i) for i in kind.ids(state, of)}
        for name, kind in audience.kinds.items()
        if kind.ids is not None and kind.find is not None
    }
