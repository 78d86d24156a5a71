"""The languages that windows can be in: a file of texts each, as far as Tk can draw its letters here."""

import json
import unicodedata
from typing import NamedTuple

from restaurant.common.assets import asset

NAME = "language.name"
"""The key under which a file of texts tells its language's own name."""
SHAPED = frozenset({"ARABIC", "BENGALI", "DEVANAGARI", "HEBREW", "TAMIL", "THAI"})
"""Scripts whose letters are joined, stacked or turned round, which Tk on X11 leaves undone."""


class Language(NamedTuple):
    """Its code, as its file is called, and its own name."""

    code: str
    name: str


def offered(windowing: str) -> tuple[Language, ...]:
    """The languages that there are, by name; `windowing` is what Tk calls the system's windows."""
    files = asset("strings").glob("*.json")
    there = [Language(file.stem, json.loads(file.read_text("utf-8"))[NAME]) for file in files]
    drawn = (language for language in there if windowing != "x11" or not _is_shaped(language.name))
    return tuple(sorted(drawn, key=lambda language: language.name))


def _is_shaped(text: str) -> bool:
    return any(unicodedata.name(letter, "").partition(" ")[0] in SHAPED for letter in text)
