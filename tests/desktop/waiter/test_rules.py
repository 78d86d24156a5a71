"""What a line says, which colour it has, and which moves an order offers: no screen needed."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from restaurant.common.language.strings import Strings
from restaurant.desktop.waiter.orders.lines import age_of, line_of, row_of, tone_of
from restaurant.desktop.waiter.orders.moves import may_void, next_step, order_moves
from restaurant.protocol.documents import OrderDocument
from tests.desktop.sample import NOW, order

text = Strings().text


def with_items(document: OrderDocument, **changes: Any) -> OrderDocument:
    """The order with its first dish changed."""
    first, *others = document.items
    return replace(document, items=(replace(first, **changes), *others))


def test_a_line_is_the_seeds_to_the_letter() -> None:
    assert line_of(order(1, "Burger", "Pasta", table=3), text) == "Table 3: Burger, Pasta"


def test_a_dish_is_repeated_for_its_quantity() -> None:
    three = with_items(order(1, "Pasta", "Soup", table=7), quantity=2)
    assert line_of(three, text) == "Table 7: Pasta, Pasta, Soup"


def test_a_dish_that_was_called_off_is_left_out() -> None:
    assert line_of(with_items(order(1, "Pasta", "Soup"), status="voided"), text) == "Table 7: Soup"


def test_a_takeaway_has_its_name() -> None:
    assert line_of(order(1, "Pizza", table=None, name="Ana"), text) == "Takeaway Ana: Pizza"


def test_a_line_is_one_line() -> None:
    assert "\n" not in line_of(order(1, "Pas\nta"), text)


@pytest.mark.parametrize(
    ("minutes", "tone"),
    [(0, "ink"), (9.9, "ink"), (10, "preparing"), (19.9, "preparing"), (20, "late"), (90, "late")],
)
def test_age_has_a_colour(minutes: float, tone: str) -> None:
    assert tone_of(NOW - timedelta(minutes=minutes), NOW) == tone


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-1, "0 min"), (0.9, "0 min"), (12, "12 min"), (60, "1 h 0 min"), (1500, "1 d")],
)
def test_age_in_words(minutes: float, words: str) -> None:
    assert age_of(NOW - timedelta(minutes=minutes), NOW, text) == words


def test_the_oldest_comes_first() -> None:
    orders = [order(3, minutes=1), order(2, minutes=9), order(1, minutes=1)]
    assert [row[1] for row in sorted(map(row_of, orders))] == [2, 1, 3]


@pytest.mark.parametrize(
    ("status", "moves"),
    [
        ("received", ["preparing", "ready", "completed"]),
        ("preparing", ["ready", "completed"]),
        ("ready", ["completed"]),
        ("completed", []),
    ],
)
def test_an_order_can_go_where_a_dish_is_behind(status: str, moves: list[str]) -> None:
    assert order_moves(order(1, "Pasta", "Soup", status=status)) == moves


def test_one_dish_behind_is_enough() -> None:
    mixed = with_items(order(1, "Pasta", "Soup", status="ready"), status="received")
    assert order_moves(mixed) == ["preparing", "ready", "completed"]


def test_a_cancelled_order_goes_nowhere() -> None:
    assert order_moves(order(1, status="cancelled", cancelled="Guest left")) == []


def test_a_dish_goes_a_step_and_can_be_called_off() -> None:
    item = order(1).items[0]
    assert next_step(item) == "preparing"
    assert may_void(item)
    gone = replace(item, status="voided")
    assert next_step(gone) is None
    assert not may_void(gone)
