"""A JSON file that somebody wrote by hand: read with a line and a sentence for each mistake."""

import json
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from restaurant.common.json_lines import line_of
from restaurant.common.language.strings import Words
from restaurant.storage.broken_json import mistake
from restaurant.storage.wrong_value import Wrong, thing, unknown_field, wrong_value

T = TypeVar("T")


class BadFile(Exception):
    """A file that cannot be taken as it is, and nothing of it is in force.

    `line` is where it is wrong, None for all of it; the text `file.<code>` says what is wrong.
    """

    def __init__(self, path: Path, line: int | None, code: str, /, **params: Any) -> None:
        super().__init__(f"{path.name}:{line}: {code}", params)
        self.path, self.line, self.code, self.params = path, line, code, params

    @property
    def problem(self) -> Words:
        """What is wrong, to be put into words."""
        return Words(f"file.{self.code}", self.params)


def read_edited(path: Path) -> bytes:
    """What is in a file. Raises BadFile where nothing can be read."""
    if path.is_dir():
        raise BadFile(path, None, "is_folder")
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadFile(path, None, "cannot_read", reason=error.strerror) from error


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
            raise self._wrong(wrong_value(str(error), self.plain, kind, self._path.stem)) from None

    def unknown(self, kind: type, *steps: str | int) -> BadFile:
        """There is no such field in the type, to be raised."""
        return self._wrong(unknown_field(steps, self.plain, kind, self._path.stem))

    def thing(self, *steps: str | int) -> Words:
        """What people call the part of the file at these keys and indexes."""
        return thing(self.plain, steps, self._path.stem)

    def bad(self, code: str, *steps: str | int, **params: Any) -> BadFile:
        """What is wrong with the value at these keys and indexes, to be raised."""
        return BadFile(self._path, line_of(self._text, steps), code, **params)

    def _wrong(self, wrong: Wrong) -> BadFile:
        return self.bad(wrong.code, *wrong.steps, **wrong.params)

    def _decoded(self, data: bytes) -> str:
        if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            raise BadFile(self._path, None, "is_utf16")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise BadFile(self._path, line, "not_utf8") from error

    def _parsed(self) -> Any:
        try:
            plain = json.loads(self._text, parse_int=_int)
            json.dumps(plain, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            at = re.search(r"\\u[dD][89a-fA-F]", self._text)
            raise self._bad_at(at.start() if at else 0, "half_sign") from None
        except json.JSONDecodeError as error:
            at_fault, code, params = mistake(self._text, error)
            raise self._bad_at(at_fault, code, **params) from None
        except RecursionError:
            raise BadFile(self._path, 1, "too_deep") from None
        return plain

    def _bad_at(self, at: int, code: str, **params: Any) -> BadFile:
        line = None if code == "empty" else self._text.count("\n", 0, at) + 1
        return BadFile(self._path, line, code, **params)


def _int(digits: str) -> int | str:
    """Python refuses to read thousands of digits; as a text they are refused with their line."""
    return int(digits) if len(digits) < 20 else digits
