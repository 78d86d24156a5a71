"""Every refusal in the code has its HTTP status and a sentence that needs only what it is given."""

import ast
import json
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from restaurant.common.language.strings import strings
from restaurant.domain.errors import Refused
from restaurant.protocol.refusals import STATUS, refusal

PACKAGE = Path(__file__).resolve().parents[2] / "restaurant"
TEXTS: dict[str, str] = json.loads(
    (PACKAGE.parent / "assets" / "strings" / "en.json").read_text("utf-8")
)

RESERVED = {"error", "message", "id", "ok"}
"""What stands in every refusal or answer, so no parameter may be called so."""


UNTOLD = PACKAGE / "client" / "kept" / "outbox.py"
"""Raises one for itself: a line that it cannot read, which it keeps aside."""


class Raised(NamedTuple):
    """One place that refuses."""

    where: str
    code: str
    params: frozenset[str]


def raised() -> Iterator[Raised]:
    for file in sorted(PACKAGE.rglob("*.py")):
        if file == UNTOLD:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                yield from _of_call(f"{file.relative_to(PACKAGE)}:{node.lineno}", node)


def _of_call(where: str, call: ast.Call) -> Iterator[Raised]:
    params = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
    for code in _codes(call.args[0]):
        yield Raised(where, code, params)


def _codes(node: ast.expr) -> Iterator[str]:
    """The codes that an argument can be: a text, or one of two."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body)
        yield from _codes(node.orelse)


PLACES = list(raised())


def test_the_scan_finds_what_is_there() -> None:
    found = {place.code for place in PLACES}
    assert {"no_table", "not_signed_in", "cannot_store", "malformed", "too_large"} <= found
    assert len(PLACES) > 50


@pytest.mark.parametrize("place", PLACES, ids=lambda p: f"{p.where} {p.code}")
def test_a_refusal_has_a_status_and_a_sentence(place: Raised) -> None:
    assert place.code in STATUS
    text = TEXTS[f"refusal.{place.code}"]
    needed = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    assert needed <= place.params, "the sentence needs what is not given"
    assert not place.params & RESERVED


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    sentences = {key.removeprefix("refusal.") for key in TEXTS if key.startswith("refusal.")}
    assert sentences == set(STATUS)


def test_no_code_is_kept_that_nobody_uses() -> None:
    source = "".join(file.read_text("utf-8") for file in PACKAGE.rglob("*.py"))
    unused = [code for code in STATUS if source.count(f'"{code}"') < 2]
    assert unused == []


def test_statuses_are_those_of_the_wires() -> None:
    assert set(STATUS.values()) <= {400, 401, 403, 404, 409, 413, 429, 500, 503}


def test_the_one_shape() -> None:
    refused = Refused("too_few_left", item="Burger", left=2)
    assert refusal(refused, strings("en"), "7") == {
        "error": "too_few_left",
        "message": "Only 2 of Burger are left.",
        "id": "7",
        "item": "Burger",
        "left": 2,
    }
    assert "id" not in refusal(refused, strings("en"))
