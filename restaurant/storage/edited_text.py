"""A JSON file that somebody wrote by hand: read with a line and a reason for each mistake."""

import json
import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from restaurant.common.json_lines import line_of, path_in

T = TypeVar("T")


class BadFile(Exception):
    """A file that cannot be taken as it is: which, on which line, and why. Nothing of it is in force."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path.name}, line {line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


class EditedText:
    """The text of a file, and the JSON value in it. Raises BadFile if it is no JSON text."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path
        self._text = self._decoded(data)
        self.plain: Any = self._parsed()

    def as_type(self, kind: type[T]) -> T:
        """The value as a type. Raises BadFile."""
        try:
            return msgspec.convert(self.plain, kind)
        except msgspec.ValidationError as error:
            raise self.bad(str(error), *path_in(str(error))) from None

    def bad(self, reason: str, *steps: str | int) -> BadFile:
        """What is wrong with the value at these keys and indexes, to be raised."""
        return BadFile(self._path, line_of(self._text, steps), reason)

    def _decoded(self, data: bytes) -> str:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            reason = "this is not UTF-8 text; save the file as UTF-8"
            raise BadFile(self._path, line, reason) from error

    def _parsed(self) -> Any:
        try:
            plain = json.loads(self._text, parse_int=_int)
            json.dumps(plain, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            at = re.search(r"\\u[dD][89a-fA-F]", self._text)
            line = self._text.count("\n", 0, at.start() if at else 0) + 1
            raise BadFile(self._path, line, "this is half a character") from None
        except json.JSONDecodeError as error:
            reason = f"{error.msg} (column {error.colno})"
            raise BadFile(self._path, error.lineno, reason) from None
        except RecursionError:
            raise BadFile(self._path, 1, "this is nested too deeply") from None
        return plain


def _int(digits: str) -> int | str:
    """Python refuses to read thousands of digits; as a text they are refused with their line."""
    return int(digits) if len(digits) < 20 else digits
