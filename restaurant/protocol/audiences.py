"""Who sees what: each audience with its documents, and which of them an event changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from restaurant.domain import events, orders
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.domain.values import EVERYBODY, STAFF, Actor, Category, MenuItem, Role, Settings
from restaurant.protocol import documents
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
    return documents.order_document(order) if order else None


def _open_order(state: State, _of: str | None, order_id: str) -> OrderDocument | None:
    order = state.orders.open.get(order_id)
    return documents.order_document(order) if order else None


def _item_ids(state: State, of: str | None) -> list[str]:
    order = orders.find(state, of or "")
    return [str(item.number) for item in order.items] if order else []


def _item(state: State, of: str | None, number: str) -> ItemDocument | None:
    order = orders.find(state, of or "")
    items = order.items if order else ()
    return next((documents.item_document(i) for i in items if str(i.number) == number), None)


def _paired(state: State, _of: str | None, terminal_id: str) -> PairedDocument | None:
    terminal = state.people.terminals.get(terminal_id)
    return documents.paired_document(terminal) if terminal else None


def _staff(state: State, _of: str | None, staff_id: str) -> StaffDocument | None:
    member = state.people.staff.get(staff_id)
    return documents.staff_document(member) if member else None


def _one(make: Callable[[State], Any], document: type) -> Kind:
    return Kind(document, lambda _state, _of: [THE_ONE], lambda state, _of, _id: make(state))


RESTAURANT = _one(documents.restaurant_document, RestaurantDocument)
FIGURES = _one(documents.figures_document, FiguresDocument)

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
                    lambda s, _of, i: documents.dish_document(s, i),
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


class Touch(Struct, frozen=True):
    """A document of an audience that may have changed."""

    audience: str
    of: str | None
    kind: str
    id: str


def touches(event: events.Event) -> Iterator[Touch]:
    """Which documents an event may have changed: the "who sees it" of the table of messages."""
    return SEEN[type(event)](event)


def _order_touches(order_id: str, items: Iterable[int]) -> Iterator[Touch]:
    yield Touch("order", order_id, "orders", order_id)
    yield Touch("floor", None, "orders", order_id)
    for number in items:
        yield Touch("order_items", order_id, "order_items", str(number))


def _placed(event: events.OrderPlaced) -> Iterator[Touch]:
    yield from _order_touches(event.order.id, (item.number for item in event.order.items))
    yield from _figures()


def _edited(event: events.OrderEdited) -> Iterator[Touch]:
    yield from _order_touches(event.order_id, (item.number for item in event.put))
    for number in event.removed:
        yield Touch("order_items", event.order_id, "order_items", str(number))
    yield from _figures()


def _voided(event: events.ItemVoided) -> Iterator[Touch]:
    yield from _order_touches(event.order_id, (event.item,))
    yield from _figures()


def _cancelled(event: events.OrderCancelled | events.OrderClosed) -> Iterator[Touch]:
    yield from _order_touches(event.order_id, ())
    yield from _figures()


def _figures() -> Iterator[Touch]:
    for audience in ("floor", "console", "manager"):
        yield Touch(audience, None, "figures", THE_ONE)


def _menu_item(item_id: str) -> Iterator[Touch]:
    for audience in ("menu", "manager"):
        yield Touch(audience, None, "items", item_id)


def _category(category_id: str) -> Iterator[Touch]:
    for audience in ("menu", "manager"):
        yield Touch(audience, None, "categories", category_id)


def _paired_terminal(terminal_id: str) -> Iterator[Touch]:
    for audience in ("console", "manager"):
        yield Touch(audience, None, "paired", terminal_id)


def _staff_member(staff_id: str) -> Iterator[Touch]:
    for audience in ("console", "manager"):
        yield Touch(audience, None, "staff", staff_id)


def _nothing(_event: events.Event) -> Iterator[Touch]:
    return iter(())


def _settings(_event: events.SettingsPut) -> Iterator[Touch]:
    yield from _restaurant()
    yield Touch("manager", None, "settings", THE_ONE)
    yield from _figures()


def _turned(event: events.ServiceTurned) -> Iterator[Touch]:
    yield from _restaurant()
    for item_id in (*event.dishes, *event.always):
        yield from _menu_item(item_id)


def _restaurant() -> Iterator[Touch]:
    for audience in ("menu", "floor", "console", "manager"):
        yield Touch(audience, None, "restaurant", THE_ONE)


SEEN: dict[type[events.Event], Callable[[Any], Iterator[Touch]]] = {
    events.OrderPlaced: _placed,
    events.OrderEdited: _edited,
    events.ItemStatusSet: lambda e: _order_touches(e.order_id, e.items),
    events.ItemVoided: _voided,
    events.OrderCancelled: _cancelled,
    events.OrderClosed: _cancelled,
    events.DayBegan: lambda _e: _figures(),
    events.ServiceTurned: _turned,
    events.MenuItemPut: lambda e: _menu_item(e.item.id),
    events.MenuItemRemoved: lambda e: _menu_item(e.item_id),
    events.AvailabilitySet: lambda e: _menu_item(e.item_id),
    events.CategoryPut: lambda e: _category(e.category.id),
    events.CategoryRemoved: lambda e: _category(e.category_id),
    events.SignedIn: _nothing,
    events.SignedOut: _nothing,
    events.TerminalPaired: lambda e: _paired_terminal(e.terminal.id),
    events.TerminalRenamed: lambda e: _paired_terminal(e.terminal_id),
    events.TerminalRemoved: lambda e: _paired_terminal(e.terminal_id),
    events.TerminalUnlocked: _nothing,
    events.StaffPut: lambda e: _staff_member(e.member.id),
    events.StaffRemoved: lambda e: _staff_member(e.staff_id),
    events.ManagerPinReset: lambda e: _staff_member(e.member.id),
    events.SettingsPut: _settings,
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


class Change(Struct):
    """What changed for an audience: whole documents by kind and id, and ids that are gone."""

    put: dict[str, dict[str, Any]] = {}
    drop: dict[str, list[str]] = {}


def change(state: State, audience: Audience, touched: Sequence[Touch]) -> Change:
    """The documents that were touched, as they are now."""
    result = Change({}, {})
    for touch in dict.fromkeys(touched):
        find = audience.kinds[touch.kind].find
        document = find(state, touch.of, touch.id) if find else None
        if document is None:
            result.drop.setdefault(touch.kind, []).append(touch.id)
        else:
            result.put.setdefault(touch.kind, {})[touch.id] = document
    return result
