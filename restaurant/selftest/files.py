"""What the files of a restaurant have to hold, read as a person or another program would."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from restaurant.selftest.proving import Failed

FOR_PEOPLE = ("menu.json", "settings.json")


def check_files_for_people(folder: Path) -> None:
    """The owner's files are there and can be read. Raises Failed."""
    for name in FOR_PEOPLE:
        if not isinstance(_read(folder / name), dict):
            raise Failed("selftest.bad_file", file=folder / name)


def check_orders(folder: Path, expected: list[tuple[str, int, list[str]]]) -> None:
    """`orders.json` and the journal hold these orders (id, table, dishes), no more. Raises Failed."""
    found = [(o["order_id"], o["table"], o["items"]) for o in _read(folder / "orders.json")]
    if found != expected:
        raise Failed("selftest.other_orders", file=folder / "orders.json", found=found)
    journal = [order["id"] for order in _journal(folder / "journal")]
    if journal != [order_id for order_id, _, _ in expected]:
        raise Failed("selftest.other_orders", file=folder / "journal", found=journal)


def check_choices(path: Path, table: int, items: list[str]) -> None:
    """The customer terminal wrote down what was chosen, once. Raises Failed."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if [(line["table"], line["items"]) for line in lines] != [(table, items)]:
        raise Failed("selftest.other_orders", file=path, found=lines)


def _journal(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            for commit in json.loads(line)["commits"]:
                for event in commit["events"]:
                    if event["type"] == "order_placed":
                        yield event["order"]


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Failed("selftest.bad_file", file=path) from error
