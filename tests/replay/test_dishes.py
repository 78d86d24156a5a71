"""A menu made of past orders: odd prices, odd names, odd money, each counted."""

from datetime import datetime
from decimal import Decimal

import pytest

from build.replay.dishes import Dishes, read_price
from build.replay.orders_file import Row

AT = datetime(2019, 8, 3, 20, 25)  # noqa: DTZ001 - the restaurant's own clock


def _dishes(*rows: tuple[str, str], currency: str = "EUR") -> Dishes:
    return Dishes([Row(2, "1", AT, dish, 1, price) for dish, price in rows], currency)


def _noted(dishes: Dishes, part: str) -> int:
    return sum(times for note, times in dishes.notes.items() if part in note)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("4.95", "4.95", None),
        ("4,95", "4.95", None),
        ("£4.95", "4.95", "GBP"),
        ("4,95 €", "4.95", "EUR"),
        ("CHF 12", "12", "CHF"),
        ("1,234.50", "1234.50", None),
        ("1.234,50", "1234.50", None),
        ("1'234.50", "1234.50", None),
        (".5", "0.5", None),
        ("0", "0", None),
    ],
)
def test_prices_as_people_write_them(text: str, amount: str, currency: str | None) -> None:
    assert read_price(text) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["", "-1", "nan", "free", "1.2.3", "4.95 each", "1e5", "٤"])
def test_what_is_no_price(text: str) -> None:
    with pytest.raises(ValueError):
        read_price(text)


def test_a_price_that_changes_is_the_most_frequent_one() -> None:
    dishes = _dishes(("Rice", "2"), ("Rice", "3"), ("Rice", "2"), ("Naan", "1"), ("Naan", "4"))
    assert dishes.find("Rice").price == 200
    assert dishes.find("Naan").price == 400
    assert _noted(dishes, "changes") == 2


def test_an_odd_price_takes_that_of_other_rows_and_none_at_all_costs_nothing() -> None:
    dishes = _dishes(("Rice", "free"), ("Rice", "2"), ("Naan", "-1"), ("Dal", "99999999999"))
    assert [dishes.find(name).price for name in ("Rice", "Naan", "Dal")] == [200, 0, 0]
    assert _noted(dishes, "cannot be read") == 2
    assert _noted(dishes, "beyond belief") == 1
    assert _noted(dishes, "without any price") == 2


def test_money_is_rounded_to_the_restaurants_own() -> None:
    assert _dishes(("Rice", "2.345")).find("Rice").price == 235
    yen = _dishes(("Rice", "£2.50"), currency="JPY")
    assert yen.find("Rice").price == 3
    assert _noted(yen, "rounded") == 1
    assert yen.currencies == {"GBP": 1}


def test_spellings_of_one_dish_are_one() -> None:
    dishes = _dishes(("Rice", "2"), ("rice ", "2"), ("RICE", "2"), ("Rice", "2"))
    assert [dish.name for dish in dishes.by_key.values()] == ["Rice"]
    assert _noted(dishes, "several ways") == 1


def test_long_names_are_cut_and_stay_apart() -> None:
    long = "A dish with a story that somebody had to tell on the menu itself, "
    dishes = _dishes((long + "one", "1"), (long + "two", "2"), (long + "three", "3"))
    names = [dish.name for dish in dishes.by_key.values()]
    assert all(len(name) <= 60 for name in names)
    assert len(set(names)) == 3
    assert dishes.find(long + "two").price == 200
