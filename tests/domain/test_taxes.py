"""Taxes: for each rate once, rounded half up, and never a cent more or less than is paid."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restaurant.domain.taxes import Tax, rate_text, taxes_of, total_of


def test_taxes_are_in_the_prices() -> None:
    taxes = taxes_of([("7", 1070), ("19", 595), (None, 300)], added=False)
    assert taxes == (Tax("7", 1000, 70), Tax("19", 500, 95))


def test_or_they_come_on_top() -> None:
    priced = [("7", 1000), ("8.875", 1000)]
    assert taxes_of(priced, added=True) == (Tax("7", 1000, 70), Tax("8.875", 1000, 89))
    assert total_of(priced, added=True) == 2159


def test_for_a_rate_once_and_not_for_each_line() -> None:
    """Three times 0.05 at 10 %: a half cent a line, which would round up to three."""
    assert taxes_of([("10", 5)] * 3, added=True) == (Tax("10", 15, 2),)


@pytest.mark.parametrize(("price", "tax"), [(4, 0), (5, 1), (14, 1), (15, 2)])
def test_a_half_is_rounded_up(price: int, tax: int) -> None:
    assert taxes_of([("10", price)], added=True) == (Tax("10", price, tax),)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("7", "7"), ("7,50", "7.5"), (" 8.875 ", "8.875"), ("0", "0"), ("100", "100"), ("10.0", "10")],
)
def test_a_rate_as_people_write_it(written: str, kept: str) -> None:
    assert rate_text(written) == kept


@pytest.mark.parametrize(
    "written", ["", "seven", "-1", "100.5", "7 %", "1e1", "7.12345", "٧", "NaN"]
)
def test_what_is_no_rate(written: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(written)}$"):
        rate_text(written)


RATES = st.one_of(st.none(), st.decimals(0, 100, places=3).map(lambda rate: rate_text(f"{rate:f}")))
PRICED = st.lists(st.tuples(RATES, st.integers(0, 10**9)), max_size=20)


@given(PRICED)
def test_included_taxes_are_parts_of_what_is_paid(priced: list[tuple[str | None, int]]) -> None:
    taxes = taxes_of(priced, added=False)
    untaxed = sum(price for rate, price in priced if rate is None)
    assert sum(t.net + t.tax for t in taxes) + untaxed == total_of(priced, added=False)
    assert total_of(priced, added=False) == sum(price for _, price in priced)


@given(PRICED)
def test_added_taxes_and_prices_are_what_is_paid(priced: list[tuple[str | None, int]]) -> None:
    taxes = taxes_of(priced, added=True)
    total = total_of(priced, added=True)
    assert total == sum(price for _, price in priced) + sum(t.tax for t in taxes)
    assert [t.rate for t in taxes] == sorted({r for r, _ in priced if r is not None}, key=float)


@given(PRICED, st.randoms())
def test_the_order_of_the_lines_does_not_matter(
    priced: list[tuple[str | None, int]], chance: object
) -> None:
    shuffled = list(priced)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for added in (False, True):
        assert taxes_of(shuffled, added=added) == taxes_of(priced, added=added)


@given(st.integers(0, 10**9), RATES.filter(bool))
def test_a_tax_is_no_more_than_half_a_unit_off(price: int, rate: str) -> None:
    [added], [included] = (
        taxes_of([(rate, price)], added=True),
        taxes_of([(rate, price)], added=False),
    )
    assert abs(added.tax * 1_000_000 - price * round(float(rate) * 10_000)) <= 500_000
    back = included.net * round(float(rate) * 10_000) - included.tax * 1_000_000
    assert abs(back) <= (1_000_000 + round(float(rate) * 10_000)) // 2
