"""The columns of the menu's table: what each may be called, how a cell is read, and how a dish is written."""

from collections.abc import Iterable, Mapping
from typing import Any

from restaurant.common.language.strings import Strings
from restaurant.domain.menu import name_key
from restaurant.domain.money import parse_money, write_money
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.storage.cell_texts import read_list, read_modifiers, write_list, write_modifiers
from restaurant.storage.csv_text import BadCsv

COLUMNS = (
    *("id", "category", "name", "description", "price", "tax", "allergens", "diet", "station"),
    *("course", "minutes", "photo", "available", "left", "modifiers"),
)
"""In the order in which they are written; the texts `csv.<column>` name them, alternatives after "|"."""

NEEDED = ("name", "price")
FIELDS = {"minutes": "estimated_prep_time_minutes"}
"""Fields of a dish that are not called as their column is."""

MOST_SHOWN = 60
"""Letters of a wrong cell that are shown again."""

SIGNS_OF_MONEY = " \u00a0\u202f€$£¥₺₹"


class WrongCell(Exception):
    """A cell that cannot be; `code` names the sentence `csv.wrong_<code>`."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


class CellReader:
    """Reads cells in a currency, with words of any of these languages; the first is the reader's own."""

    def __init__(self, currency: str, languages: list[Strings]) -> None:
        self._currency, self._languages = currency, languages
        self._said = languages[0]
        self._yes, self._no = _words(languages, "yes"), _words(languages, "no")

    def columns(self, head: list[str]) -> dict[str, int]:
        """Which column stands at which place. Raises BadCsv."""
        names = {word: column for column in COLUMNS for word in _words(self._languages, column)}
        places: dict[str, int] = {}
        for place, cell in enumerate(head):
            column = names.get(name_key(cell))
            if column is not None:
                places.setdefault(column, place)
        missing = [column for column in NEEDED if column not in places]
        if missing:
            told = ", ".join(heading(self._said, column) for column in missing)
            raise BadCsv("no_column", columns=told)
        return places

    def fields(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """The fields of a dish that its cells say, all but its id and category. Raises WrongCell."""
        return {
            FIELDS.get(column, column): self._value(column, cell)
            for column, cell in cells.items()
            if column not in ("id", "category")
        }

    def refused(self, problem: str, cells: Mapping[str, str]) -> WrongCell:
        """The cell that a type refuses; its field's name stands behind the `$.` of the problem."""
        field = problem.rpartition("`$.")[2].rstrip("`").partition("[")[0].partition(".")[0]
        columns = {FIELDS.get(column, column): column for column in COLUMNS}
        column = columns.get(field, "name")
        return self.wrong(column, cells.get(column, ""))

    def wrong(self, column: str, cell: str) -> WrongCell:
        """A value that this column cannot have."""
        return WrongCell("value", column=heading(self._said, column), found=cell[:MOST_SHOWN])

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
        bare = cell.removesuffix(self._currency).strip(SIGNS_OF_MONEY)
        try:
            return parse_money(bare, self._currency)
        except ValueError:
            example = write_money(1250, self._currency)
            raise WrongCell("price", found=cell[:MOST_SHOWN], example=example) from None

    def _number(self, column: str, cell: str) -> int | None:
        if not cell:
            return None
        if not (cell.isascii() and cell.isdigit() and len(cell) <= 6):
            raise self.wrong(column, cell)
        return int(cell)

    def _switch(self, cell: str) -> bool:
        word = name_key(cell)
        if word and word not in self._yes | self._no:
            raise self.wrong("available", cell)
        return word not in self._no

    def _modifiers(self, cell: str) -> Any:
        try:
            return read_modifiers(cell, self._currency)
        except ValueError as error:
            raise WrongCell("modifiers", part=str(error)[:MOST_SHOWN]) from None


def write_cells(
    item: MenuItem, categories: Mapping[str, Category], currency: str, said: Strings
) -> dict[str, str]:
    """The cells of a dish by column, its price with a decimal point."""
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
        "available": heading(said, "yes" if item.available else "no"),
        "left": "" if item.left is None else str(item.left),
        "modifiers": write_modifiers(item.modifiers, currency),
    }


def heading(said: Strings, column: str) -> str:
    """What a column is called."""
    return said.text(f"csv.{column}").partition("|")[0]


def _words(languages: Iterable[Strings], column: str) -> set[str]:
    """What a column or a word may be called in any of the languages, as they compare."""
    texts = (language.text(f"csv.{column}") for language in languages)
    return {name_key(word) for text in texts for word in text.split("|")}
