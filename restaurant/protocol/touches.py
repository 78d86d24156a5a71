"""Which documents an event changes and for whom, and those documents whole as they are sent."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from restaurant.domain import events
from restaurant.domain.state import State
from restaurant.protocol.audiences import THE_ONE, Audience


class Touch(Struct, frozen=True):
    """A document of an audience that may have changed."""

    audience: str
    of: str | None
    kind: str
    id: str


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


def touches(event: events.Event) -> Iterator[Touch]:
    """Which documents an event may have changed: the "who sees it" of the table of messages."""
    return TOUCHED[type(event)](event)


def _order(order_id: str, items: Iterable[int]) -> Iterator[Touch]:
    yield Touch("order", order_id, "orders", order_id)
    yield Touch("floor", None, "orders", order_id)
    for number in items:
        yield Touch("order_items", order_id, "order_items", str(number))


def _shown(kind: str, document_id: str, *audiences: str) -> Iterator[Touch]:
    for audience in audiences:
        yield Touch(audience, None, kind, document_id)


def _figures() -> Iterator[Touch]:
    return _shown("figures", THE_ONE, "floor", "console", "manager")


def _restaurant() -> Iterator[Touch]:
    return _shown("restaurant", THE_ONE, "menu", "floor", "console", "manager")


def _menu_item(item_id: str) -> Iterator[Touch]:
    return _shown("items", item_id, "menu", "manager")


def _category(category_id: str) -> Iterator[Touch]:
    return _shown("categories", category_id, "menu", "manager")


def _paired(terminal_id: str) -> Iterator[Touch]:
    return _shown("paired", terminal_id, "console", "manager")


def _staff(staff_id: str) -> Iterator[Touch]:
    return _shown("staff", staff_id, "console", "manager")


def _placed(event: events.OrderPlaced) -> Iterator[Touch]:
    yield from _order(event.order.id, (item.number for item in event.order.items))
    yield from _figures()


def _edited(event: events.OrderEdited) -> Iterator[Touch]:
    yield from _order(event.order_id, (*(item.number for item in event.put), *event.removed))
    yield from _figures()


def _voided(event: events.ItemVoided) -> Iterator[Touch]:
    yield from _order(event.order_id, (event.item,))
    yield from _figures()


def _ended(event: events.OrderCancelled | events.OrderClosed) -> Iterator[Touch]:
    yield from _order(event.order_id, ())
    yield from _figures()


def _settings(_event: events.SettingsPut) -> Iterator[Touch]:
    yield from _restaurant()
    yield from _shown("settings", THE_ONE, "manager")
    yield from _figures()


def _turned(event: events.ServiceTurned) -> Iterator[Touch]:
    yield from _restaurant()
    for item_id in (*event.dishes, *event.always):
        yield from _menu_item(item_id)


def _nothing(_event: events.Event) -> Iterator[Touch]:
    return iter(())


TOUCHED: dict[type[events.Event], Callable[[Any], Iterator[Touch]]] = {
    events.OrderPlaced: _placed,
    events.OrderEdited: _edited,
    events.ItemStatusSet: lambda e: _order(e.order_id, e.items),
    events.ItemVoided: _voided,
    events.OrderCancelled: _ended,
    events.OrderClosed: _ended,
    events.DayBegan: lambda _e: _figures(),
    events.ServiceTurned: _turned,
    events.MenuItemPut: lambda e: _menu_item(e.item.id),
    events.MenuItemRemoved: lambda e: _menu_item(e.item_id),
    events.AvailabilitySet: lambda e: _menu_item(e.item_id),
    events.CategoryPut: lambda e: _category(e.category.id),
    events.CategoryRemoved: lambda e: _category(e.category_id),
    events.SignedIn: _nothing,
    events.SignedOut: _nothing,
    events.TerminalPaired: lambda e: _paired(e.terminal.id),
    events.TerminalRenamed: lambda e: _paired(e.terminal_id),
    events.TerminalRemoved: lambda e: _paired(e.terminal_id),
    events.TerminalUnlocked: _nothing,
    events.StaffPut: lambda e: _staff(e.member.id),
    events.StaffRemoved: lambda e: _staff(e.staff_id),
    events.ManagerPinReset: lambda e: _staff(e.member.id),
    events.SettingsPut: _settings,
}
