"""Typing errors in the owner's files: each is answered with its line and a reason, and changes nothing."""

from pathlib import Path

import pytest

from restaurant.domain.state import State
from restaurant.storage.edited_text import BadFile
from restaurant.storage.owner_files import OwnerFiles

MENU = """{
  "currency": "EUR",
  "categories": [
    {"id": "mains", "name": "Mains"},
    {"id": "drinks", "name": "Drinks"}
  ],
  "items": [
    {"name": "Burger", "category": "mains", "price": "9.00"},
    {
      "id": "pizza",
      "name": "Pizza",
      "category": "mains",
      "price": "10.50",
      "left": null,
      "allergens": ["gluten"],
      "modifiers": [
        {
          "name": "Size",
          "choose": [1, 1],
          "options": [
            {"name": "Small"},
            {"name": "Large", "price": "2.50"}
          ]
        }
      ]
    },
    {"name": "Cola", "category": "drinks", "price": "3"}
  ]
}
"""

SETTINGS = """{
  "name": "Trattoria",
  "number": 1,
  "currency": "EUR",
  "time_zone": "Europe/Rome",
  "business_day_starts": 4,
  "tax_rates": {
    "food": "7",
    "drinks": "19"
  },
  "areas": [
    {"name": "Hall", "tables": [1, 2]},
    {"name": "Garden", "tables": [3]}
  ],
  "limits": {
    "order_items": 100
  },
  "options": {"port": 5000}
}
"""


def read(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    files = OwnerFiles(folder)
    assert folder / name in files.edited()
    files.changes(folder / name, State())


def check(folder: Path, name: str, content: str | bytes, line: int, reason: str) -> None:
    data = content.encode() if isinstance(content, str) else content
    with pytest.raises(BadFile) as caught:
        read(folder, name, data)
    assert (caught.value.path.name, caught.value.line) == (name, line), caught.value.reason
    assert reason in caught.value.reason


def edited(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_without_errors_they_are_taken(tmp_path: Path) -> None:
    read(tmp_path, "menu.json", MENU.encode())
    read(tmp_path, "settings.json", SETTINGS.encode())


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    """Notepad writes one."""
    read(tmp_path, "menu.json", MENU.encode("utf-8-sig"))
    read(tmp_path, "settings.json", SETTINGS.replace("\n", "\r\n").encode("utf-8-sig"))


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        # not JSON
        ('"EUR",', '"EUR"', 3, "delimiter"),
        ('"price": "9.00"},', '"price": "9.00",},', 8, ""),
        ('"price": "10.50",', '"price": 10,50,', 13, "property name"),
        ('"id": "pizza",', "id: pizza,", 10, "property name"),
        ('"Pizza"', "'Pizza'", 11, "value"),
        ('"Large", ', '"Large, ', 22, ""),
        ('"currency"', '// which\n  "currency"', 2, "property name"),
        # wrong type
        ('"10.50"', "10.5", 13, "Expected `str`"),
        ('"left": null', '"left": "3"', 14, "Expected `int"),
        ('"left": null', '"left": -1', 14, ">= 0"),
        ('["gluten"]', '"gluten"', 15, "Expected `array`"),
        ('["gluten"]', '["gluten", 7]', 15, "Expected `str`"),
        ("[1, 1]", "[1]", 19, "length 2"),
        ('"Pizza"', '""', 11, "length >= 1"),
        ('"Pizza"', f'"{"x" * 61}"', 11, "length <= 60"),
        ('"Pizza"', '" "', 11, "matching regex"),
        # unknown and missing fields
        ('"left": null', '"lefft": null', 14, "unknown field `lefft`"),
        ('{"name": "Small"}', '{"name": "Small", "prize": "1"}', 21, "unknown field `prize`"),
        ('"currency": "EUR",', '"currency": "EUR",\n  "curency": "EUR",', 3, "unknown field"),
        ('      "name": "Pizza",\n', "", 9, "missing required field `name`"),
        # bad prices
        ('"9.00"', '"9.005"', 8, '"9.005" is not a price in EUR'),
        ('"9.00"', '"nine"', 8, "not a price"),
        ('"9.00"', '"-9"', 8, "not a price"),
        ('"9.00"', '"1e999999"', 8, "not a price"),
        ('"9.00"', '"1.000"', 8, "not a price"),
        ('"2.50"', '"2.5O"', 22, "not a price"),
        # what does not fit together
        ('"category": "drinks"', '"category": "drink"', 27, "no category drink"),
        ('"Cola"', '"PIZZA "', 27, "stands here twice"),
        ('"name": "Cola"', '"id": "pizza", "name": "Cola"', 27, "stands here twice"),
        ('"id": "drinks", "name": "Drinks"', '"id": "mains", "name": "X"', 5, "stands here twice"),
        ('"currency": "EUR"', '"currency": "USD"', 2, "settings.json says EUR"),
        ("[1, 1]", "[2, 1]", 19, "choose"),
        ("[1, 1]", "[3, 3]", 19, "choose"),
        # hostile
        ('"Pizza"', '"\\ud800"', 11, ""),
        ('"left": null', f'"left": {"9" * 5000}', 14, ""),
    ],
)
def test_in_the_menu(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    check(tmp_path, "menu.json", edited(MENU, old, new), line, reason)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('"EUR",', '"EUR"', 5, "delimiter"),
        ('"EUR"', '"Euro"', 4, "matching regex"),
        ('"number": 1', '"number": "1"', 3, "Expected `int`"),
        ('"number": 1', '"number": 0', 3, ">= 1"),
        ('"number": 1', '"number": true', 3, "Expected `int`"),
        ('"Europe/Rome"', '"Europe/Roma"', 5, "time_zone cannot be Europe/Roma"),
        ('"Europe/Rome"', "null", 5, "Expected `str`"),
        ('"business_day_starts": 4', '"business_day_starts": 24', 6, "<= 23"),
        ('"7"', '"107"', 8, "tax_rates.food cannot be 107"),
        ('"19"', "19", 7, "Expected `str`"),
        ("[3]", "[2]", 11, "areas cannot be 2"),
        ("[3]", "[1000]", 13, "<= 999"),
        ('"order_items"', '"oder_items"', 16, "unknown field `oder_items`"),
        ('"order_items": 100', '"order_items": 0', 16, ">= 1"),
        ('"name": "Trattoria"', '"nam": "Trattoria"', 2, "no setting nam"),
        ('{"port": 5000}', '{"port": 5000}, "port": 5000', 18, "no setting port"),
        ('"name": "Garden"', '"title": "Garden"', 13, "unknown field `title`"),
    ],
)
def test_in_the_settings(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    check(tmp_path, "settings.json", edited(SETTINGS, old, new), line, reason)


@pytest.mark.parametrize("name", ["menu.json", "settings.json"])
@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"\n\n", 3),
        (b"[]", 1),
        (b"null", 1),
        (b'"text"', 1),
        (b'{\n "name": "Caf\xe9"\n}', 2),
        ("{}".encode("utf-16"), 1),
        (b"{}\n{}", 2),
        (b"[" * 100_000, 1),
        (b'{"name": ' + b'{"a":' * 100_000, 1),
        (b"{\n\x00", 2),
    ],
)
def test_what_is_no_such_file_at_all(tmp_path: Path, name: str, content: bytes, line: int) -> None:
    check(tmp_path, name, content, line, "")


def test_every_prefix_of_a_file_is_refused_or_whole(tmp_path: Path) -> None:
    """An editor that saves in two steps, caught in the middle."""
    for name, text in (("menu.json", MENU), ("settings.json", SETTINGS)):
        for length in range(0, len(text.rstrip()), 7):
            with pytest.raises(BadFile) as caught:
                read(tmp_path, name, text[:length].encode())
            assert 1 <= caught.value.line <= text[:length].count("\n") + 1
