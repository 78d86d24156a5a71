"""Rows out of a CSV file as any spreadsheet writes it: whatever its letters, its delimiter, its line ends."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

MOST_BYTES = 1 << 20
MOST_LINES = 5000
MOST_IN_A_CELL = 4000
DELIMITERS = (";", ",", "\t")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would calculate."""


class BadCsv(Exception):
    """A file that cannot be read as a table; `code` names the sentence that says why."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


class Row(NamedTuple):
    """A row of cells without the space around them, and the line of the file that it begins at."""

    line: int
    cells: list[str]


def read_rows(data: bytes) -> list[Row]:
    """The rows that have anything in them. Raises BadCsv."""
    if len(data) > MOST_BYTES:
        raise BadCsv("too_large", most=MOST_BYTES >> 10)
    text = _decoded(data)
    if "\0" in text:
        raise BadCsv("not_text")
    return list(_rows(text, _delimiter(text)))


def write_rows(rows: list[list[str]], delimiter: str) -> bytes:
    """A file that spreadsheets open with all its letters, and none of whose cells they calculate."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _decoded(data: bytes) -> str:
    """UTF-8 or UTF-16, else what Windows writes in western Europe, in which everything is some letter."""
    encodings: tuple[str, ...]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    elif data[1:2] == b"\0":
        encodings = ("utf-16-le",)
    elif data[:1] == b"\0":
        encodings = ("utf-16-be",)
    else:
        encodings = ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadCsv("not_text")


def _delimiter(text: str) -> str:
    """Whichever stands most often in the first line, outside quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    line = 1
    try:
        for cells in reader:
            found = [_bare(cell.strip()) for cell in cells]
            if any(found):
                yield Row(line, found)
            if any(len(cell) > MOST_IN_A_CELL for cell in found):
                raise BadCsv("cell_too_long", line=line)
            line = reader.line_num + 1
            if line > MOST_LINES + 1:
                raise BadCsv("too_many_lines", most=MOST_LINES)
    except csv.Error:
        raise BadCsv("not_csv", line=line) from None


def _guarded(cell: str) -> str:
    """An apostrophe before what would be calculated, and before such an apostrophe."""
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def _bare(cell: str) -> str:
    is_guarded = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA)
    return cell[1:] if is_guarded else cell
