"""The menu: what is sold, under which heading, and what is sold out."""

import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from immutables import Map
from msgspec.structs import replace

from restaurant.domain import commands, events
from restaurant.domain.errors import Refused
from restaurant.domain.modifiers import can_be_answered, offered_twice
from restaurant.domain.state import MenuState, State
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.domain.values.orders import WantedItem
from restaurant.domain.values.settings import Settings


def name_key(name: str) -> str:
    """What two names share that people take for the same: letters, without case and outer space."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def find(menu: MenuState, wanted: WantedItem) -> MenuItem | None:
    """The dish that is meant, or None for a name that is not on the menu.

    Raises Refused `no_such_item` for an id that is not on the menu.
    """
    if wanted.item_id is not None:
        return existing(menu, wanted.item_id)
    item_id = menu.ids_by_name.get(name_key(wanted.name or ""))
    return None if item_id is None else menu.items[item_id]


def existing(menu: MenuState, item_id: str) -> MenuItem:
    """The dish with that id. Raises Refused `no_such_item`."""
    item = menu.items.get(item_id)
    if item is None:
        raise Refused("no_such_item", item=item_id)
    return item


def take_portions(menu: MenuState, portions: Iterable[tuple[str, int]]) -> list[events.Event]:
    """Count down what an order takes of dishes that are counted.

    Raises Refused `too_few_left` if it wants more than there are.
    """
    wanted: dict[str, int] = {}
    for item_id, quantity in portions:
        wanted[item_id] = wanted.get(item_id, 0) + quantity
    taken: list[events.Event] = []
    for item_id, quantity in wanted.items():
        item = menu.items[item_id]
        if item.left is None:
            continue
        if quantity > item.left:
            raise Refused("too_few_left", item=item.name, left=item.left)
        left = item.left - quantity
        taken.append(events.AvailabilitySet(item_id=item_id, available=True, left=left))
    return taken


def return_portions(menu: MenuState, portions: Iterable[tuple[str, int]]) -> list[events.Event]:
    """Count up what is called off before the kitchen began, of dishes that are still counted."""
    returned: dict[str, int] = {}
    for item_id, quantity in portions:
        returned[item_id] = returned.get(item_id, 0) + quantity
    return [
        events.AvailabilitySet(item_id=i, available=item.available, left=item.left + quantity)
        for i, quantity in returned.items()
        if (item := menu.items.get(i)) is not None and item.left is not None
    ]


# -------------------------------------------------------------------------------- decide


def put_menu(state: State, command: commands.PutMenu) -> list[events.Event]:
    """What differs from the menu that there is. Refused as `check_menu` says."""
    check_menu(command.categories, command.items, state.settings)
    return list(_differences(state.menu, command))


def check_menu(
    categories: Sequence[Category], items: Sequence[MenuItem], settings: Settings
) -> None:
    """Raises Refused for the first heading or dish that cannot stand on this menu.

    `listed_twice` for an id; else as `put_menu_item`. `part` ("categories" or "items") and `place`,
    its index there, say which it is.
    """
    _check_once("categories", (category.id for category in categories))
    _check_once("items", (item.id for item in items))
    headings = {category.id for category in categories}
    ids_by_name: dict[str, str] = {}
    for place, item in enumerate(items):
        try:
            _check_item(item, headings, ids_by_name, settings)
        except Refused as refused:
            raise Refused(refused.code, **refused.params, part="items", place=place) from None
        ids_by_name[name_key(item.name)] = item.id


def put_menu_item(state: State, command: commands.PutMenuItem) -> list[events.Event]:
    """Refused `no_such_category`, `name_taken` by another dish, `wrong_options` that nobody can
    choose, `option_twice`, `no_such_tax`, or `changed_meanwhile`.
    """
    item = command.item
    if command.before is not None:
        item = _since(command.before, item, state.menu.items.get(item.id))
    _check_item(item, state.menu.categories, state.menu.ids_by_name, state.settings)
    return [events.MenuItemPut(item=item)]


def remove_menu_item(state: State, command: commands.RemoveMenuItem) -> list[events.Event]:
    """Refused `no_such_item`."""
    existing(state.menu, command.item_id)
    return [events.MenuItemRemoved(item_id=command.item_id)]


def set_availability(state: State, command: commands.SetAvailability) -> list[events.Event]:
    """Refused `no_such_item`."""
    existing(state.menu, command.item_id)
    return [
        events.AvailabilitySet(
            item_id=command.item_id, available=command.available, left=command.left
        )
    ]


def put_category(state: State, command: commands.PutCategory) -> list[events.Event]:
    """Refused `changed_meanwhile`."""
    now = state.menu.categories.get(command.category.id)
    if command.before not in (None, now):
        raise Refused("changed_meanwhile", name=command.category.name)
    return [events.CategoryPut(category=command.category)]


def remove_category(state: State, command: commands.RemoveCategory) -> list[events.Event]:
    """Refused `no_such_category`, or `category_not_empty`."""
    if command.category_id not in state.menu.categories:
        raise Refused("no_such_category", category=command.category_id)
    if any(item.category == command.category_id for item in state.menu.items.values()):
        raise Refused("category_not_empty", category=command.category_id)
    return [events.CategoryRemoved(category_id=command.category_id)]


def _since(before: MenuItem, item: MenuItem, now: MenuItem | None) -> MenuItem:
    """The dish that a sender wants who saw it as it was `before`. Raises Refused `changed_meanwhile`."""
    if now is None or replace(now, available=before.available, left=before.left) != before:
        raise Refused("changed_meanwhile", name=item.name)
    if (item.available, item.left) == (before.available, before.left):
        return replace(item, available=now.available, left=now.left)
    return item


def _check_once(part: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for place, entry_id in enumerate(ids):
        if entry_id in seen:
            raise Refused("listed_twice", name=entry_id, part=part, place=place)
        seen.add(entry_id)


def _check_item(
    item: MenuItem,
    categories: Container[str],
    ids_by_name: Mapping[str, str],
    settings: Settings,
) -> None:
    if item.category not in categories:
        raise Refused("no_such_category", category=item.category)
    if ids_by_name.get(name_key(item.name), item.id) != item.id:
        raise Refused("name_taken", item=item.name)
    for modifier in item.modifiers:
        if not can_be_answered(modifier):
            raise Refused("wrong_options", item=item.name, modifier=modifier.name)
    if (offer := offered_twice(item)) is not None:
        raise Refused("option_twice", item=item.name, option=offer.label)
    if item.tax is not None and item.tax not in settings.tax_rates:
        known = ", ".join(settings.tax_rates)
        raise Refused("no_such_tax", item=item.name, tax=item.tax, known=known or "–")


def _differences(menu: MenuState, command: commands.PutMenu) -> Iterator[events.Event]:
    """Headings come before their dishes and go after them."""
    for item_id in sorted(set(menu.items) - {item.id for item in command.items}):
        yield events.MenuItemRemoved(item_id=item_id)
    for category in command.categories:
        if menu.categories.get(category.id) != category:
            yield events.CategoryPut(category=category)
    availability_of = set(command.availability_of)
    for item in command.items:
        old = menu.items.get(item.id)
        if old is not None and item.id not in availability_of:
            item = replace(item, available=old.available, left=old.left)
        if item != old:
            yield events.MenuItemPut(item=item)
    listed = {category.id for category in command.categories}
    for category_id in sorted(set(menu.categories) - listed):
        yield events.CategoryRemoved(category_id=category_id)


# -------------------------------------------------------------------------------- evolve


def menu_item_put(menu: MenuState, event: events.MenuItemPut) -> MenuState:
    """The dish stands under its id, and is found by its new name only."""
    names = _without_name(menu, event.item.id).set(name_key(event.item.name), event.item.id)
    return replace(menu, items=menu.items.set(event.item.id, event.item), ids_by_name=names)


def menu_item_removed(menu: MenuState, event: events.MenuItemRemoved) -> MenuState:
    """Neither id nor name finds the dish."""
    names = _without_name(menu, event.item_id)
    return replace(menu, items=menu.items.delete(event.item_id), ids_by_name=names)


def availability_set(menu: MenuState, event: events.AvailabilitySet) -> MenuState:
    """The dish is sold, sold out or counted."""
    item = replace(menu.items[event.item_id], available=event.available, left=event.left)
    return replace(menu, items=menu.items.set(event.item_id, item))


def category_put(menu: MenuState, event: events.CategoryPut) -> MenuState:
    """The heading stands under its id."""
    return replace(menu, categories=menu.categories.set(event.category.id, event.category))


def category_removed(menu: MenuState, event: events.CategoryRemoved) -> MenuState:
    """The heading is gone."""
    return replace(menu, categories=menu.categories.delete(event.category_id))


def _without_name(menu: MenuState, item_id: str) -> Map[str, str]:
    """The names but the dish's own, which another may have got just now."""
    old = menu.items.get(item_id)
    key = None if old is None else name_key(old.name)
    if key is None or menu.ids_by_name.get(key) != item_id:
        return menu.ids_by_name
    return menu.ids_by_name.delete(key)
