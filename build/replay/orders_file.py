"""Reads a file of past orders, a dish a row, and names by line what cannot be read."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

COLUMNS = {
    "invoice": ("invoice", "order number", "order id", "order"),
    "at": ("order date", "date", "time"),
    "dish": ("description", "item name", "dish", "item"),
    "quantity": ("quantity", "qty"),
    "price": ("product price", "price", "unit price"),
}
"""What each thing may be called in the first line."""

TIMES = ("%d/%m/%y %H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")


class BadFile(Exception):
    """A file that is not of the shape at all; the text says why."""


class BadRow(Exception):
    """A line that cannot be read; the text says why."""


class Row(NamedTuple):
    """One dish of one order; the price as it stands there."""

    line: int
    invoice: str
    at: datetime
    dish: str
    quantity: int
    price: str


class Bad(NamedTuple):
    """A line that was passed over, and why."""

    line: int
    reason: str


class PastOrder(NamedTuple):
    """What one invoice says: dishes with their quantities, in the order of the file."""

    invoice: str
    at: datetime
    dishes: list[tuple[str, int]]


def read_rows(path: Path) -> tuple[list[Row], list[Bad]]:
    """The rows, and the lines that are none. Raises BadFile, OSError."""
    lines = _text(path).splitlines()
    fields = _fields(lines[0] if lines else "")
    rows, bad = [], []
    for number, line in enumerate(lines[1:], start=2):
        try:
            if line.strip():
                rows.append(_row(number, line, fields))
        except BadRow as wrong:
            bad.append(Bad(number, str(wrong)))
    return rows, bad


def past_orders(rows: list[Row]) -> list[PastOrder]:
    """The orders as they came in time; one invoice number on two days is two orders."""
    orders: dict[tuple[str, object], PastOrder] = {}
    for row in rows:
        key = row.invoice, row.at.date()
        order = orders.setdefault(key, PastOrder(row.invoice, row.at, []))
        order.dishes.append((row.dish, row.quantity))
    return sorted(orders.values(), key=lambda order: order.at)


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:  # what spreadsheets write where nobody asks them for UTF-8
        return data.decode("cp1252", errors="replace")


def _fields(header: str) -> dict[str, int]:
    names = [name.strip().lower() for name in next(csv.reader([header]), [])]
    found = {
        field: names.index(known)
        for field, called in COLUMNS.items()
        for known in reversed(called)
        if known in names
    }
    missing = [called[0] for field, called in COLUMNS.items() if field not in found]
    if missing:
        raise BadFile(f"its first line names no {', '.join(missing)}")
    return found


def _row(number: int, line: str, fields: dict[str, int]) -> Row:
    """A line for itself: a quotation mark that is never closed spoils no other."""
    try:
        cells = next(csv.reader([line], strict=True))
    except (csv.Error, StopIteration) as wrong:
        raise BadRow(str(wrong)) from None
    if len(cells) <= max(fields.values()):
        raise BadRow(f"it has {len(cells)} columns")
    cell = {field: cells[place].strip() for field, place in fields.items()}
    for field in ("invoice", "dish"):
        if not cell[field]:
            raise BadRow(f"it names no {COLUMNS[field][0]}")
    quantity = _quantity(cell["quantity"])
    return Row(number, cell["invoice"], _time(cell["at"]), cell["dish"], quantity, cell["price"])


def _quantity(text: str) -> int:
    whole = text.removesuffix(".0")
    if not (whole.isascii() and whole.isdigit() and 0 < int(whole) < 10_000):
        raise BadRow(f'"{text}" is no quantity')
    return int(whole)


def _time(text: str) -> datetime:
    for time in _times(text):
        return time
    raise BadRow(f'"{text}" is no time such as 31/12/19 20:25')


def _times(text: str) -> Iterator[datetime]:
    for pattern in TIMES:
        try:
            yield datetime.strptime(text, pattern)  # noqa: DTZ007 - the restaurant's own clock
        except ValueError:
            continue
