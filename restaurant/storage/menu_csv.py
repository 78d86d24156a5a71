"""The menu as a table that a spreadsheet opens: what a file would change, line by line, and the file."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from restaurant.common.strings import Strings
from restaurant.domain.commands import PutMenu
from restaurant.domain.errors import Refused
from restaurant.domain.menu import check_menu, name_key
from restaurant.domain.money import parse_money, write_money
from restaurant.domain.state import MenuState
from restaurant.domain.values import Category, MenuItem, Settings
from restaurant.storage.cell_texts import read_list, read_modifiers, write_list, write_modifiers
from restaurant.storage.csv_text import BadCsv, Row, read_rows, write_rows
from restaurant.storage.menu_file import in_order, slug

COLUMNS = (
    *("id", "category", "name", "description", "price", "tax", "allergens", "diet", "station"),
    *("course", "minutes", "photo", "available", "left", "modifiers"),
)
"""In the order in which they are written; the texts `csv.<column>` name them, alternatives after "|"."""

NEEDED = ("name", "price")
FIELDS = {"minutes": "estimated_prep_time_minutes"}
"""Fields of a dish that are not called as their column is."""

AVAILABILITY = ("available", "left")
MOST_SHOWN = 60


class WrongLine(Struct, frozen=True):
    """A line that does not fit, and why, in a sentence."""

    line: int
    name: str
    reason: str


class ChangedDish(Struct, frozen=True):
    """A dish that would change: each column with what stands there now and what would."""

    line: int
    name: str
    changes: tuple[tuple[str, str, str], ...]


class NewDish(Struct, frozen=True):
    """A dish that would come onto the menu, its price as people write it."""

    line: int
    name: str
    category: str
    price: str


class Preview(Struct, frozen=True):
    """What a file would do; `takes` is whether that is anything, `problem` why nothing of it can be read.

    `digest` tells this outcome from every other.
    """

    new: tuple[NewDish, ...] = ()
    changed: tuple[ChangedDish, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    kept: int = 0
    new_categories: tuple[str, ...] = ()
    wrong: tuple[WrongLine, ...] = ()
    takes: bool = False
    digest: str = ""
    problem: str = ""


class WrongCell(Exception):
    """A cell that cannot be; `code` names the sentence `csv.wrong_<code>`."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


# ------------------------------------------------------------------------------- reading


def preview_csv(
    data: bytes, menu: MenuState, settings: Settings, said: Iterable[Strings], removes: bool
) -> tuple[Preview, PutMenu | None]:
    """What a file would do, said in the first language; its headings may be in any of them.

    `removes` takes dishes off the menu that are not in the file. None where nothing can be taken.
    """
    languages = list(said)
    reading = _Reading(menu, settings, languages)
    try:
        rows = read_rows(data)
        reading.read_head(rows)
    except BadCsv as bad:
        problem = languages[0].text(f"csv.bad_{bad.code}", **bad.params)
        return Preview(problem=problem), None
    for row in rows[1:]:
        reading.read(row)
    return reading.outcome(removes=removes)


class _Reading:
    """One file on its way to a menu."""

    def __init__(self, menu: MenuState, settings: Settings, languages: list[Strings]) -> None:
        self._menu, self._settings, self._languages = menu, settings, languages
        self._said = languages[0]
        self._yes, self._no = _words(languages, "yes"), _words(languages, "no")
        self._columns: dict[str, int] = {}
        self._categories = {name_key(c.name): c for c in menu.categories.values()}
        self._known_categories = {c.id: c for c in menu.categories.values()}
        self._items: dict[str, MenuItem] = {}
        self._lines: dict[str, int] = {}
        self._names: dict[str, str] = {}
        self._wrong: list[WrongLine] = []

    def read_head(self, rows: list[Row]) -> None:
        """Find out which column is which. Raises BadCsv."""
        if not rows:
            raise BadCsv("empty")
        names = {word: column for column in COLUMNS for word in _words(self._languages, column)}
        for place, cell in enumerate(rows[0].cells):
            column = names.get(name_key(cell))
            if column is not None:
                self._columns.setdefault(column, place)
        missing = [column for column in NEEDED if column not in self._columns]
        if missing:
            told = ", ".join(_heading(self._said, column) for column in missing)
            raise BadCsv("no_column", columns=told)

    def read(self, row: Row) -> None:
        """Take in one line, or note why it does not fit."""
        cells = {c: row.cells[p] for c, p in self._columns.items() if p < len(row.cells)}
        try:
            item = self._item(cells)
        except WrongCell as wrong:
            reason = self._said.text(f"csv.wrong_{wrong.code}", **wrong.params)
            self._wrong.append(WrongLine(row.line, cells.get("name", "")[:MOST_SHOWN], reason))
            return
        self._items[item.id] = item
        self._lines[item.id] = row.line
        self._names[name_key(item.name)] = item.id

    def _item(self, cells: dict[str, str]) -> MenuItem:
        old = self._old(cells)
        fields: dict[str, Any] = {}
        for column, cell in cells.items():
            if column not in ("id", "category"):
                fields[FIELDS.get(column, column)] = self._value(column, cell)
        wanted = cells.get("category", "")
        if not wanted and old is None:
            raise WrongCell("no_category")
        category = self._category(wanted) if wanted else self._known_categories[old.category]  # type: ignore[union-attr]
        base = msgspec.to_builtins(old) if old else {"id": self._new_id(cells)}
        whole = {**base, **msgspec.to_builtins(fields), "category": category.id}
        try:
            item = msgspec.convert(whole, MenuItem)
        except msgspec.ValidationError as error:
            raise self._too_much(str(error), cells) from None
        self._check(item)
        self._categories.setdefault(name_key(category.name), category)
        self._known_categories.setdefault(category.id, category)
        return item

    def _old(self, cells: dict[str, str]) -> MenuItem | None:
        found = self._menu.items.get(cells.get("id", ""))
        if found is None:
            item_id = self._menu.ids_by_name.get(name_key(cells["name"]))
            found = self._menu.items[item_id] if item_id else None
        if found is not None and found.id in self._items:
            raise WrongCell("twice", line=self._lines[found.id])
        return found

    def _new_id(self, cells: dict[str, str]) -> str:
        wanted = cells.get("id") or slug(cells["name"])
        made, number = wanted[:60], 1
        while made in self._menu.items or made in self._items:
            number += 1
            made = f"{wanted[:56]}-{number}"
        return made

    def _category(self, wanted: str) -> Category:
        found = self._known_categories.get(wanted) or self._categories.get(name_key(wanted))
        if found is not None:
            return found
        made, number = slug(wanted)[:60], 1
        while made in self._known_categories:
            number += 1
            made = f"{slug(wanted)[:56]}-{number}"
        order = max((c.order for c in self._known_categories.values()), default=-1) + 1
        category = Category(made, wanted, order)
        try:
            return msgspec.convert(msgspec.to_builtins(category), Category)
        except msgspec.ValidationError:
            raise self._wrong_value("category", wanted) from None

    def _value(self, column: str, cell: str) -> Any:
        match column:
            case "name":
                if not cell:
                    raise WrongCell("no_name")
                return cell
            case "price":
                return self._price(cell)
            case "description":
                return cell
            case "allergens" | "diet":
                return read_list(cell)
            case "minutes" | "left":
                return self._number(column, cell)
            case "available":
                return self._switch(cell)
            case "modifiers":
                return self._modifiers(cell)
        return cell or None

    def _price(self, cell: str) -> int:
        bare = cell.removesuffix(self._settings.currency).strip(" \u00a0\u202f€$£¥₺₹")
        try:
            return parse_money(bare, self._settings.currency)
        except ValueError:
            example = write_money(1250, self._settings.currency)
            raise WrongCell("price", found=cell[:MOST_SHOWN], example=example) from None

    def _number(self, column: str, cell: str) -> int | None:
        if not cell:
            return None
        if not (cell.isascii() and cell.isdigit() and len(cell) <= 6):
            raise self._wrong_value(column, cell)
        return int(cell)

    def _switch(self, cell: str) -> bool:
        word = name_key(cell)
        if word and word not in self._yes | self._no:
            raise self._wrong_value("available", cell)
        return word not in self._no

    def _modifiers(self, cell: str) -> Any:
        try:
            return read_modifiers(cell, self._settings.currency)
        except ValueError as error:
            raise WrongCell("modifiers", part=str(error)[:MOST_SHOWN]) from None

    def _check(self, item: MenuItem) -> None:
        """What the menu's own rules say of this dish beside those before it."""
        other = self._names.get(name_key(item.name))
        if other is not None:
            raise WrongCell("twice", line=self._lines[other])
        category = self._known_categories.get(item.category) or Category(item.category, "-")
        try:
            check_menu((category,), (item,), self._settings)
        except Refused as refused:
            reason = self._said.text(f"refusal.{refused.code}", **refused.params)
            raise WrongCell("refused", reason=reason) from None

    def _too_much(self, problem: str, cells: Mapping[str, str]) -> WrongCell:
        """The cell that a type refuses; its name stands behind the `$.`."""
        field = problem.rpartition("`$.")[2].rstrip("`").partition("[")[0].partition(".")[0]
        columns = {FIELDS.get(column, column): column for column in COLUMNS}
        column = columns.get(field, "name")
        return self._wrong_value(column, cells.get(column, ""))

    def _wrong_value(self, column: str, cell: str) -> WrongCell:
        return WrongCell("value", column=_heading(self._said, column), found=cell[:MOST_SHOWN])

    # ----------------------------------------------------------------------- outcome

    def outcome(self, *, removes: bool) -> tuple[Preview, PutMenu | None]:
        """What all the lines together make of the menu."""
        listed = self._placed()
        missing = [i for i in in_order(self._menu) if i.id not in self._items]
        names = {name_key(item.name) for item in listed}
        # A dish that is kept gives way where a line took its name.
        kept = [] if removes else [i for i in missing if name_key(i.name) not in names]
        removed = [item.name for item in missing if item not in kept]
        touched = tuple(i.id for i in listed if self._changes_availability(i))
        categories = tuple(self._known_categories.values())
        items = (*listed, *kept)
        command = PutMenu(categories=categories, items=items, availability_of=touched)
        new, changed, unchanged = self._told(listed)
        takes = bool(new or changed or removed) or self._is_reordered(listed)
        preview = Preview(
            new=new,
            changed=changed,
            unchanged=unchanged,
            removed=tuple(removed),
            kept=len(kept),
            new_categories=tuple(c.name for c in categories if c.id not in self._menu.categories),
            wrong=tuple(self._wrong),
            takes=takes,
            digest=_digest(command),
        )
        return preview, command if takes else None

    def _placed(self) -> list[MenuItem]:
        """The dishes in the file's order, which is left alone where it is the menu's own."""
        listed = list(self._items.values())
        if not self._is_reordered(listed) and all(i.id in self._menu.items for i in listed):
            return listed
        return [replace(item, order=place) for place, item in enumerate(listed)]

    def _is_reordered(self, listed: list[MenuItem]) -> bool:
        here = [item.id for item in listed if item.id in self._menu.items]
        kept = set(here)
        return here != [item.id for item in in_order(self._menu) if item.id in kept]

    def _changes_availability(self, item: MenuItem) -> bool:
        old = self._menu.items.get(item.id)
        now = (item.available, item.left)
        return old is None or now != (old.available, old.left)

    def _told(
        self, listed: list[MenuItem]
    ) -> tuple[tuple[NewDish, ...], tuple[ChangedDish, ...], int]:
        new, changed, unchanged = [], [], 0
        for item in listed:
            old, line = self._menu.items.get(item.id), self._lines[item.id]
            if old is None:
                category = self._known_categories[item.category].name
                price = write_money(item.price, self._settings.currency)
                new.append(NewDish(line, item.name, category, price))
            elif changes := self._changes(old, item):
                changed.append(ChangedDish(line, item.name, changes))
            else:
                unchanged += 1
        return tuple(new), tuple(changed), unchanged

    def _changes(self, old: MenuItem, item: MenuItem) -> tuple[tuple[str, str, str], ...]:
        before, after = (
            _cells(each, self._known_categories, self._settings.currency, self._said)
            for each in (old, item)
        )
        return tuple(
            (_heading(self._said, column), before[column], after[column])
            for column in COLUMNS
            if before[column] != after[column]
        )


def _digest(command: PutMenu) -> str:
    """Of what a file means; what the desk counts meanwhile is no part of that."""
    touched = set(command.availability_of)
    items = tuple(
        item if item.id in touched else replace(item, available=True, left=None)
        for item in command.items
    )
    return hashlib.sha256(msgspec.json.encode(replace(command, items=items))).hexdigest()


# ------------------------------------------------------------------------------- writing


def write_csv(menu: MenuState, currency: str, said: Strings) -> bytes:
    """The menu as a file that `preview_csv` finds nothing new in."""
    comma = said.text("csv.decimal")
    rows = [[_heading(said, column) for column in COLUMNS]]
    for item in in_order(menu):
        cells = _cells(item, menu.categories, currency, said)
        cells["price"] = cells["price"].replace(".", comma)
        rows.append([cells[column] for column in COLUMNS])
    return write_rows(rows, said.text("csv.delimiter"))


def _cells(
    item: MenuItem, categories: Mapping[str, Category], currency: str, said: Strings
) -> dict[str, str]:
    minutes = item.estimated_prep_time_minutes
    return {
        "id": item.id,
        "category": categories[item.category].name,
        "name": item.name,
        "description": item.description,
        "price": write_money(item.price, currency),
        "tax": item.tax or "",
        "allergens": write_list(item.allergens),
        "diet": write_list(item.diet),
        "station": item.station or "",
        "course": item.course or "",
        "minutes": "" if minutes is None else str(minutes),
        "photo": item.photo or "",
        "available": _heading(said, "yes" if item.available else "no"),
        "left": "" if item.left is None else str(item.left),
        "modifiers": write_modifiers(item.modifiers, currency),
    }


def _heading(said: Strings, column: str) -> str:
    return said.text(f"csv.{column}").partition("|")[0]


def _words(languages: Iterable[Strings], column: str) -> set[str]:
    """What a column or a word may be called in any of the languages, as they compare."""
    texts = (language.text(f"csv.{column}") for language in languages)
    return {name_key(word) for text in texts for word in text.split("|")}
