"""The menu as a table that a spreadsheet opens: the file, and a file read back line by line."""

from collections.abc import Container, Iterable

import msgspec

from restaurant.common.language.strings import Strings
from restaurant.domain.commands import PutMenu
from restaurant.domain.errors import Refused
from restaurant.domain.menu import check_menu, name_key
from restaurant.domain.state import MenuState
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.domain.values.settings import Settings
from restaurant.storage.csv_text import BadCsv, read_rows, write_rows
from restaurant.storage.menu_cells import (
    COLUMNS,
    MOST_SHOWN,
    NEEDED,
    CellReader,
    WrongCell,
    heading,
    write_cells,
)
from restaurant.storage.menu_changes import Comparison, MenuRead, Preview, WrongLine
from restaurant.storage.menu_file import in_order, slug

MOST_IN_AN_ID = 60


def write_csv(menu: MenuState, currency: str, said: Strings) -> bytes:
    """The menu as a file that `preview_csv` finds nothing new in."""
    comma = said.text("csv.decimal")
    rows = [[heading(said, column) for column in COLUMNS]]
    for item in in_order(menu):
        cells = write_cells(item, menu.categories, currency, said)
        cells["price"] = cells["price"].replace(".", comma)
        rows.append([cells[column] for column in COLUMNS])
    return write_rows(rows, said.text("csv.delimiter"))


def preview_csv(
    data: bytes, menu: MenuState, settings: Settings, said: Iterable[Strings], removes: bool
) -> tuple[Preview, PutMenu | None]:
    """What a file would do, said in the first language; its headings may be in any of them.

    `removes` takes dishes off the menu that are not in the file. None where nothing can be taken.
    """
    languages = list(said)
    reading = _Reading(menu, settings, languages)
    try:
        reading.read_file(data)
    except BadCsv as bad:
        problem = languages[0].text(f"csv.bad_{bad.code}", **bad.params)
        return Preview(problem=problem), None
    comparison = Comparison(menu, reading.menu_read(), settings.currency, languages[0])
    return comparison.outcome(removes=removes)


class _Reading:
    """One file on its way to a menu."""

    def __init__(self, menu: MenuState, settings: Settings, languages: list[Strings]) -> None:
        self._menu, self._settings, self._said = menu, settings, languages[0]
        self._reader = CellReader(settings.currency, languages)
        self._categories = dict(menu.categories)
        self._categories_by_name = {name_key(c.name): c for c in menu.categories.values()}
        self._items: dict[str, MenuItem] = {}
        self._lines: dict[str, int] = {}
        self._ids_by_name: dict[str, str] = {}
        self._wrong: list[WrongLine] = []

    def read_file(self, data: bytes) -> None:
        """Take in every line, or note why it does not fit. Raises BadCsv."""
        rows = read_rows(data)
        if not rows:
            raise BadCsv("empty")
        places = self._reader.columns(rows[0].cells)
        for row in rows[1:]:
            # A line may end early: what it does not say stays as it is.
            said = {c: row.cells[p] for c, p in places.items() if p < len(row.cells)}
            self._read(row.line, dict.fromkeys(NEEDED, "") | said)

    def menu_read(self) -> MenuRead:
        """What came of it."""
        return MenuRead(self._items, self._lines, self._categories, tuple(self._wrong))

    def _read(self, line: int, cells: dict[str, str]) -> None:
        try:
            item = self._item(cells)
        except WrongCell as wrong:
            reason = self._said.text(f"csv.wrong_{wrong.code}", **wrong.params)
            self._wrong.append(WrongLine(line, cells["name"][:MOST_SHOWN], reason))
            return
        self._items[item.id] = item
        self._lines[item.id] = line
        self._ids_by_name[name_key(item.name)] = item.id

    def _item(self, cells: dict[str, str]) -> MenuItem:
        old = self._old(cells)
        fields = self._reader.fields(cells)
        category = self._category(cells.get("category", ""), old)
        base = msgspec.to_builtins(old) if old else {"id": self._new_id(cells)}
        whole = {**base, **msgspec.to_builtins(fields), "category": category.id}
        try:
            item = msgspec.convert(whole, MenuItem)
        except msgspec.ValidationError as error:
            raise self._reader.refused(str(error), cells) from None
        self._check(item, category)
        self._categories_by_name.setdefault(name_key(category.name), category)
        self._categories.setdefault(category.id, category)
        return item

    def _old(self, cells: dict[str, str]) -> MenuItem | None:
        """The dish that a line is about, if the menu has it."""
        found = self._menu.items.get(cells.get("id", ""))
        if found is None:
            item_id = self._menu.ids_by_name.get(name_key(cells["name"]))
            found = self._menu.items[item_id] if item_id else None
        if found is not None and found.id in self._items:
            raise WrongCell("twice", line=self._lines[found.id])
        return found

    def _new_id(self, cells: dict[str, str]) -> str:
        wanted = cells.get("id") or slug(cells["name"])
        return _free_id(wanted, {*self._menu.items, *self._items})

    def _category(self, wanted: str, old: MenuItem | None) -> Category:
        """The category that a line names, one of that name if there is none; else that of the dish."""
        if not wanted:
            if old is None:
                raise WrongCell("no_category")
            return self._categories[old.category]
        found = self._categories.get(wanted) or self._categories_by_name.get(name_key(wanted))
        if found is not None:
            return found
        order = max((c.order for c in self._categories.values()), default=-1) + 1
        category = Category(_free_id(slug(wanted), self._categories), wanted, order)
        try:
            return msgspec.convert(msgspec.to_builtins(category), Category)
        except msgspec.ValidationError:
            raise self._reader.wrong("category", wanted) from None

    def _check(self, item: MenuItem, category: Category) -> None:
        """What the menu's own rules say of this dish beside those before it."""
        other = self._ids_by_name.get(name_key(item.name))
        if other is not None:
            raise WrongCell("twice", line=self._lines[other])
        try:
            check_menu((category,), (item,), self._settings)
        except Refused as refused:
            reason = self._said.text(f"refusal.{refused.code}", **refused.params)
            raise WrongCell("refused", reason=reason) from None


def _free_id(wanted: str, taken: Container[str]) -> str:
    """The id as it is wanted, with a number behind it where that is taken."""
    made, number = wanted[:MOST_IN_AN_ID], 1
    while made in taken:
        number += 1
        made = f"{wanted[: MOST_IN_AN_ID - 4]}-{number}"
    return made
