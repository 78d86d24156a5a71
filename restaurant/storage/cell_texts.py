"""What one cell of the menu's table holds where it is more than a word: lists, and modifiers.

Modifiers are written `Size (1): small, large +1.50 | Sauce (0-2): ketchup, mayo +0.30`: a question, how
many answers it takes (0-1 if nothing is said), and the answers with what each adds to the price. Before
a sign that is meant as itself stands a backslash.
"""

import re
from collections.abc import Iterable

from restaurant.domain.money import parse_money, write_money
from restaurant.domain.values.menu import Modifier, Option

SIGNS = "\\,;|:+()"
MEANT = {f"\\{sign}": chr(0xE000 + place) for place, sign in enumerate(SIGNS)}
"""A sign with its backslash, and the letter of nobody's alphabet that stands for it meanwhile."""

QUESTION = re.compile(
    r"^(?P<name>[^:()]+)(?:\((?P<few>\d{1,4})(?:\s*[-–]\s*(?P<many>\d{1,4}))?\))?$"
)
ANSWER = re.compile(r"(?P<name>[^,;+]+)(?:\+\s*(?P<price>\d+(?:[.,]\d+)?)\s*)?(?:[,;]|$)")
"""Both take the space around a name with it: a choice of where it belongs would be tried in all ways."""


def read_list(cell: str) -> tuple[str, ...]:
    """The entries of a list: "milk, egg"."""
    entries = (_plain(entry).strip() for entry in re.split(r"[,;|\n]", _hidden(cell)))
    return tuple(entry for entry in entries if entry)


def write_list(entries: Iterable[str]) -> str:
    """A list as `read_list` reads it."""
    return ", ".join(_escaped(entry) for entry in entries)


def read_modifiers(cell: str, currency: str) -> tuple[Modifier, ...]:
    """The modifiers in a cell. Raises ValueError with the part that cannot be read."""
    parts = (part.strip() for part in _hidden(cell).replace("\n", "|").split("|"))
    return tuple(_modifier(part, currency) for part in parts if part)


def write_modifiers(modifiers: Iterable[Modifier], currency: str) -> str:
    """Modifiers as `read_modifiers` reads them."""
    return " | ".join(_written(modifier, currency) for modifier in modifiers)


def _modifier(part: str, currency: str) -> Modifier:
    question, colon, answers = part.partition(":")
    asked = QUESTION.match(question.strip())
    if not colon or asked is None:
        raise ValueError(_plain(part))
    few = int(asked["few"] or 0)
    many = int(asked["many"] or asked["few"] or 1)
    return Modifier(_plain(asked["name"].strip()), tuple(_options(answers, currency)), (few, many))


def _options(answers: str, currency: str) -> list[Option]:
    options, place = [], 0
    while place < len(answers):
        found = ANSWER.match(answers, place)
        if found is None or not found["name"].strip():
            raise ValueError(_plain(answers[place:].strip()))
        price = parse_money(found["price"], currency) if found["price"] else 0
        options.append(Option(_plain(found["name"].strip()), price))
        place = found.end()
    return options


def _written(modifier: Modifier, currency: str) -> str:
    few, many = modifier.choose
    count = "" if (few, many) == (0, 1) else f" ({few}-{many})"
    answers = ", ".join(
        _escaped(o.name) + (f" +{write_money(o.price, currency)}" if o.price else "")
        for o in modifier.options
    )
    return f"{_escaped(modifier.name)}{count}: {answers}"


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in SIGNS else letter for letter in text)


def _hidden(text: str) -> str:
    for written, meanwhile in MEANT.items():
        text = text.replace(written, meanwhile)
    return text


def _plain(text: str) -> str:
    for written, meanwhile in MEANT.items():
        text = text.replace(meanwhile, written[1])
    return text
