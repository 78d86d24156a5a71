"""`menu.json`: the menu as people write it: prices as they say them, dishes in the order of the file."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from restaurant.domain.commands import PutMenu
from restaurant.domain.errors import Refused
from restaurant.domain.menu import check_menu
from restaurant.domain.modifiers import can_be_answered, offered_twice
from restaurant.domain.money import parse_money, write_money
from restaurant.domain.state import MenuState, State
from restaurant.domain.values.basics import Count, Identifier, Minutes, Name, Text
from restaurant.domain.values.hours import WeekHours
from restaurant.domain.values.menu import Category, MenuItem, Modifier, Option
from restaurant.domain.values.settings import Settings
from restaurant.storage.edited_text import BadFile, EditedText
from restaurant.storage.wrong_value import shown


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
    hours: WeekHours | None = None
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
    hours: WeekHours | None = None


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


def read_menu(edited: EditedText, restaurant: Settings) -> PutMenu:
    """The menu in a file. Raises BadFile."""
    file = edited.as_type(MenuFile)
    if file.currency != restaurant.currency:
        currencies = {"currency": file.currency, "other": restaurant.currency}
        raise edited.bad("other_currency", "currency", **currencies)
    categories = tuple(
        Category(c.id or slug(c.name), c.name, place if c.order is None else c.order, c.hours)
        for place, c in enumerate(file.categories)
    )
    items = tuple(
        _item(edited, place, entry, restaurant.currency) for place, entry in enumerate(file.items)
    )
    try:
        check_menu(categories, items, restaurant)
    except Refused as refused:
        raise _bad(edited, categories, items, refused) from None
    return PutMenu(categories=categories, items=items)


def _bad(
    edited: EditedText,
    categories: Sequence[Category],
    items: Sequence[MenuItem],
    refused: Refused,
) -> BadFile:
    """A rule of the menu that a heading or dish of the file breaks, with its line."""
    part, place = str(refused.params["part"]), int(refused.params["place"])
    entry, at = edited.plain[part][place], (part, place)
    called = edited.thing(*at)
    match refused.code:
        case "listed_twice" if entry.get("id"):
            return edited.bad("id_twice", *at, "id", thing=called, id=refused.params["name"])
        case "no_such_category":
            known = ", ".join(category.id for category in categories)
            wanted = refused.params["category"]
            return edited.bad(
                "no_category", *at, "category", thing=called, category=wanted, known=known
            )
        case "no_such_tax":
            rates = {"tax": refused.params["tax"], "known": refused.params["known"]}
            return edited.bad("no_tax", *at, "tax", thing=called, **rates)
        case "wrong_options":
            number, modifier = _unanswerable(items[place])
            steps = (*at, "modifiers", number)
            fewest, most = modifier.choose
            counts = {"fewest": fewest, "most": most, "options": len(modifier.options)}
            return edited.bad(
                "cannot_choose", *steps, "choose", thing=edited.thing(*steps), **counts
            )
        case "option_twice":
            option = refused.params["option"]
            return edited.bad(
                "option_twice", *at, *_offered_twice(items[place]), thing=called, option=option
            )
    return edited.bad("name_twice", *at, "name", thing=called)


def _unanswerable(item: MenuItem) -> tuple[int, Modifier]:
    return next((n, m) for n, m in enumerate(item.modifiers) if not can_be_answered(m))


def _offered_twice(item: MenuItem) -> Iterator[str | int]:
    """Where in a dish the option stands that is called like one before it."""
    if (offer := offered_twice(item)) is not None:
        options = [option.name for option in item.modifiers[offer.asked].options]
        place = len(options) - 1 - options[::-1].index(offer.option.name)
        yield from ("modifiers", offer.asked, "options", place, "name")


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
    options = tuple(
        Option(o.name, _money(edited, o.price, currency, *steps, "options", number, "price"))
        for number, o in enumerate(entry.options)
    )
    return Modifier(entry.name, options, entry.choose)


def _money(edited: EditedText, price: str, currency: str, *steps: str | int) -> int:
    try:
        return parse_money(price, currency)
    except ValueError:
        params = {"found": shown(price), "example": write_money(1250, currency)}
        raise edited.bad("not_a_price", *steps, thing=edited.thing(*steps), **params) from None


# ------------------------------------------------------------------------------ comparing

Told = dict[str, tuple[bool, int | None]]
"""By id of a dish, what the file says of it: whether it is sold, and how many portions are left."""


def told(items: Iterable[MenuItem]) -> Told:
    """What a file with these dishes says of their availability."""
    return {item.id: (item.available, item.left) for item in items}


def as_meant(file: PutMenu, menu: MenuState, before: Told) -> PutMenu:
    """The command of an edited file as it is meant.

    Where the owner left alone what the file said `before` of a dish's availability, the desk's holds.
    Dishes that stand in the same order as on the menu keep their places.
    """
    items = file.items
    touched = tuple(i.id for i in items if before.get(i.id) != (i.available, i.left))
    ids = [item.id for item in items]
    kept = set(ids)
    if ids == [item.id for item in in_order(menu) if item.id in kept]:
        items = tuple(replace(item, order=menu.items[item.id].order) for item in items)
    return replace(file, items=items, availability_of=touched)


# -------------------------------------------------------------------------------- writing


def menu_text(state: State) -> str:
    """The menu as the file shows it."""
    menu, currency = state.menu, state.settings.currency
    categories = sorted(menu.categories.values(), key=lambda c: (c.order, c.name))
    file = {
        "currency": currency,
        "categories": [_category_entry(category) for category in categories],
        "items": [_item_entry(item, currency) for item in in_order(menu)],
    }
    return json.dumps(file, indent=2, ensure_ascii=False) + "\n"


def in_order(menu: MenuState) -> list[MenuItem]:
    """The dishes as the menu shows them."""
    categories = sorted(menu.categories.values(), key=lambda c: (c.order, c.name))
    places = {category.id: place for place, category in enumerate(categories)}
    return sorted(menu.items.values(), key=lambda i: (places[i.category], i.order, i.name))


def _category_entry(category: Category) -> dict[str, Any]:
    plain = {"id": category.id, "name": category.name, "order": category.order}
    return {**plain, "hours": to_builtins(category.hours)}


def _item_entry(item: MenuItem, currency: str) -> dict[str, Any]:
    plain = {name: getattr(item, name) for name in FileItem.__struct_fields__}
    plain["hours"] = to_builtins(item.hours)
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
