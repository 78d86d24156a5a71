"""`menu.json`: the menu as people write it, prices as they say them, a dish's place as its place."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from restaurant.domain import commands
from restaurant.domain.commands import Command
from restaurant.domain.menu import name_key
from restaurant.domain.money import parse_money, write_money
from restaurant.domain.state import MenuState, State
from restaurant.domain.values import (
    Category,
    Count,
    Identifier,
    MenuItem,
    Minutes,
    Modifier,
    Name,
    Option,
    Settings,
    Text,
)
from restaurant.storage.edited_text import EditedText


class FileOption(Struct, forbid_unknown_fields=True):
    """An option of a dish; prices as people write them."""

    name: Name
    price: str = "0"


class FileModifier(Struct, forbid_unknown_fields=True):
    """A modifier of a dish."""

    name: Name
    options: list[FileOption]
    choose: tuple[Count, Count] = (0, 1)


class FileItem(Struct, forbid_unknown_fields=True):
    """A dish; its place in the file is its place on the menu. Without an id its name makes one."""

    name: Name
    category: Identifier
    price: str
    id: Identifier | None = None
    description: Text = ""
    tax: Identifier | None = None
    left: Count | None = None
    hours: None = None
    allergens: list[Name] = []
    diet: list[Name] = []
    station: Identifier | None = None
    course: Identifier | None = None
    estimated_prep_time_minutes: Minutes | None = None
    available: bool = True
    photo: str | None = None
    modifiers: list[FileModifier] = []


class FileCategory(Struct, forbid_unknown_fields=True):
    """A heading; without an order its place in the file sorts it."""

    name: Name
    id: Identifier | None = None
    order: int | None = None


class MenuFile(Struct, forbid_unknown_fields=True):
    """The whole of `menu.json`."""

    currency: str
    categories: list[FileCategory]
    items: list[FileItem]


def slug(name: str) -> str:
    """An id made of a name: "Crème brûlée" is "creme-brulee"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"\W+", "-", letters).strip("-")[:64] or "item"


# ------------------------------------------------------------------------------- reading


def read_menu(edited: EditedText, restaurant: Settings) -> tuple[list[Category], list[MenuItem]]:
    """The headings and dishes in a file. Raises BadFile."""
    file = edited.as_type(MenuFile)
    if file.currency != restaurant.currency:
        reason = f"{file.currency}? settings.json says {restaurant.currency}"
        raise edited.bad(reason, "currency")
    categories = [
        Category(c.id or slug(c.name), c.name, place if c.order is None else c.order)
        for place, c in enumerate(file.categories)
    ]
    _check_once(edited, "categories", (category.id for category in categories))
    items = [
        _item(edited, place, entry, restaurant.currency) for place, entry in enumerate(file.items)
    ]
    known = {category.id for category in categories}
    for place, item in enumerate(items):
        if item.category not in known:
            reason = f"there is no category {item.category}"
            raise edited.bad(reason, "items", place, "category")
    _check_once(edited, "items", (item.id for item in items))
    _check_once(edited, "items", (name_key(item.name) for item in items))
    return categories, items


def _check_once(edited: EditedText, part: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for place, key in enumerate(keys):
        if key in seen:
            raise edited.bad(f"{key} stands here twice", part, place, "name")
        seen.add(key)


def _item(edited: EditedText, place: int, entry: FileItem, currency: str) -> MenuItem:
    same = {
        name: getattr(entry, name)
        for name in MenuItem.__struct_fields__
        if name in FileItem.__struct_fields__
    }
    return MenuItem(
        **{
            **same,
            "id": entry.id or slug(entry.name),
            "price": _money(edited, entry.price, currency, "items", place, "price"),
            "allergens": tuple(entry.allergens),
            "diet": tuple(entry.diet),
            "modifiers": tuple(
                _modifier(edited, modifier, currency, "items", place, "modifiers", number)
                for number, modifier in enumerate(entry.modifiers)
            ),
            "order": place,
        }
    )


def _modifier(
    edited: EditedText, entry: FileModifier, currency: str, *steps: str | int
) -> Modifier:
    fewest, most = entry.choose
    if fewest > min(most, len(entry.options)):
        raise edited.bad(f"nobody can choose {fewest} of {entry.name}", *steps, "choose")
    options = tuple(
        Option(o.name, _money(edited, o.price, currency, *steps, "options", number, "price"))
        for number, o in enumerate(entry.options)
    )
    return Modifier(entry.name, options, entry.choose)


def _money(edited: EditedText, price: str, currency: str, *steps: str | int) -> int:
    try:
        return parse_money(price, currency)
    except ValueError:
        raise edited.bad(f'"{price}" is not a price in {currency}', *steps) from None


# ------------------------------------------------------------------------------ comparing

Told = dict[str, tuple[bool, int | None]]
"""By id of a dish, what the file says of it: whether it is sold, and how many portions are left."""


def told(items: Iterable[MenuItem]) -> Told:
    """What a file with these dishes says of their availability."""
    return {item.id: (item.available, item.left) for item in items}


def kept_availability(items: list[MenuItem], menu: MenuState, before: Told) -> list[MenuItem]:
    """The dishes of an edited file as they are meant.

    Where the owner left alone what the file said `before`, the desk may have sold the dish out or
    counted it down since, and that holds.
    """
    untouched = {i.id for i in items if before.get(i.id) == (i.available, i.left)}
    return [
        replace(item, available=menu.items[item.id].available, left=menu.items[item.id].left)
        if item.id in untouched and item.id in menu.items
        else item
        for item in items
    ]


def menu_changes(
    menu: MenuState, categories: list[Category], items: list[MenuItem]
) -> Iterator[Command]:
    """What leads from one menu to the other, in an order in which no step is refused."""
    kept = {item.id for item in items}
    if [item.id for item in items] == [item.id for item in _in_order(menu) if item.id in kept]:
        items = [replace(item, order=menu.items[item.id].order) for item in items]
    for item_id in menu.items:
        if item_id not in kept:
            yield commands.RemoveMenuItem(item_id=item_id)
    for category in categories:
        if menu.categories.get(category.id) != category:
            yield commands.PutCategory(category=category)
    yield from (commands.PutMenuItem(item=item) for item in _without_clashes(menu, items))
    for category_id in set(menu.categories) - {category.id for category in categories}:
        yield commands.RemoveCategory(category_id=category_id)


def _without_clashes(menu: MenuState, items: list[MenuItem]) -> Iterator[MenuItem]:
    """The dishes that changed; one whose new name another still has gets it in a second step."""
    changed = [item for item in items if menu.items.get(item.id) != item]
    clashing = [
        item
        for item in changed
        if menu.ids_by_name.get(name_key(item.name), item.id) != item.id
        and menu.ids_by_name[name_key(item.name)] in {other.id for other in items}
    ]
    for item in changed:
        yield replace(item, name=f"{item.order}~{item.id}"[:60]) if item in clashing else item
    yield from clashing


# -------------------------------------------------------------------------------- writing


def menu_text(state: State) -> str:
    """The menu as the file shows it."""
    menu, currency = state.menu, state.settings.currency
    categories = sorted(menu.categories.values(), key=lambda c: (c.order, c.name))
    file = {
        "currency": currency,
        "categories": [{"id": c.id, "name": c.name, "order": c.order} for c in categories],
        "items": [_item_entry(item, currency) for item in _in_order(menu)],
    }
    return json.dumps(file, indent=2, ensure_ascii=False) + "\n"


def _in_order(menu: MenuState) -> list[MenuItem]:
    """The dishes as the menu shows them."""
    categories = sorted(menu.categories.values(), key=lambda c: (c.order, c.name))
    places = {category.id: place for place, category in enumerate(categories)}
    return sorted(menu.items.values(), key=lambda i: (places[i.category], i.order, i.name))


def _item_entry(item: MenuItem, currency: str) -> dict[str, Any]:
    plain = {name: getattr(item, name) for name in FileItem.__struct_fields__ if name != "hours"}
    plain["price"] = write_money(item.price, currency)
    plain["modifiers"] = [
        {
            "name": m.name,
            "choose": list(m.choose),
            "options": [
                {"name": o.name, "price": write_money(o.price, currency)} for o in m.options
            ],
        }
        for m in item.modifiers
    ]
    return {"id": plain.pop("id"), **plain}
