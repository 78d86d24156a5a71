"""Every fault and every mistake in a file has a sentence, which needs only what it is given."""

import ast
import json
import logging
import string
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from restaurant.common.clock import SystemClock
from restaurant.common.faults import fault
from restaurant.common.language.strings import Words, strings
from restaurant.common.logs import JsonLines

PACKAGE = Path(__file__).resolve().parents[2] / "restaurant"
TEXTS: dict[str, str] = json.loads(
    (PACKAGE.parent / "assets" / "strings" / "en.json").read_text("utf-8")
)
TELLING = ("fault", "_because", "BackupFailed")
"""What is called with a fault's code and its parameters."""


class Told(NamedTuple):
    """One place that tells a fault."""

    where: str
    code: str
    params: frozenset[str]


def told() -> Iterator[Told]:
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TELLING:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    names = {keyword.arg for keyword in node.keywords if keyword.arg}
                    names |= {"reason"} if len(node.args) > 1 else set()
                    where = f"{file.relative_to(PACKAGE)}:{node.lineno}"
                    yield Told(where, str(code.value), frozenset(names))


PLACES = list(told())


def needed(key: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(TEXTS[key]) if name is not None}


@pytest.mark.parametrize("place", PLACES, ids=lambda p: f"{p.where} {p.code}")
def test_a_fault_has_its_sentence(place: Told) -> None:
    given = {param for other in PLACES if other.code == place.code for param in other.params}
    assert needed(f"fault.{place.code}") <= place.params == given


def test_every_sentence_has_its_fault() -> None:
    sentences = {key.removeprefix("fault.") for key in TEXTS if key.startswith("fault.")}
    assert sentences == {place.code for place in PLACES} | {"unexpected"}


def test_every_mistake_in_a_file_has_its_place_in_the_code() -> None:
    code = "".join(file.read_text("utf-8") for file in (PACKAGE / "storage").rglob("*.py"))
    code += (PACKAGE / "server" / "upkeep" / "owners_edits.py").read_text("utf-8")
    made = ("expected_", "bad_", "nth_", "whole_")  # put together of two parts
    sentences = {key.removeprefix("file.") for key in TEXTS if key.startswith("file.")}
    unused = {s for s in sentences if f'"{s}"' not in code and f'"file.{s}"' not in code}
    assert {s for s in unused if not s.startswith(made)} == set()


def test_the_log_keeps_code_and_parameters() -> None:
    record = logging.LogRecord("x", logging.ERROR, "x", 1, "bad", (), None)
    problem = Words("file.missing_field", {"field": "price", "thing": Words("file.whole_menu")})
    vars(record).update(fault("bad_line", file="menu.json", line=3, problem=problem))
    line = json.loads(JsonLines().format(record))
    assert line["message"] == "bad"
    assert line["fault"]["key"] == "fault.bad_line"
    assert line["fault"]["params"]["problem"]["params"]["field"] == "price"
    assert strings("en").say(vars(record)["fault"]) == (
        "menu.json, line 3: “price” is missing in the menu. "
        "Until that is mended, the restaurant goes on with the last good menu.json."
    )


def test_a_clock_that_is_set_back(caplog: pytest.LogCaptureFixture) -> None:
    clock = SystemClock()
    clock._last += timedelta(hours=2, seconds=30)
    clock.now()
    [record] = caplog.records
    assert strings("en").say(vars(record)["fault"]) == (
        "This computer's clock was set back by 120 minutes. "
        "Check that it is right now: orders carry its time."
    )
