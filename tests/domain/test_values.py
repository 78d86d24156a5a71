"""Money as people write it, tables, and the business day."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restaurant.domain.money import parse_money, write_money
from restaurant.domain.tables import is_table
from restaurant.domain.values.settings import Area, Settings


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("6.50", "EUR", 650),
        ("6,5", "EUR", 650),
        (" 6 ", "EUR", 600),
        (".50", "USD", 50),
        ("0", "EUR", 0),
        ("650", "JPY", 650),
        ("1.234", "KWD", 1234),
        ("1000000000", "EUR", 10**11),
    ],
)
def test_a_price_as_people_write_it(text: str, currency: str, minor: int) -> None:
    assert parse_money(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("", "EUR"),
        (".", "EUR"),
        ("six", "EUR"),
        ("-1", "EUR"),
        ("6.555", "EUR"),
        ("1.000", "EUR"),  # a thousand, or one?
        ("1,000", "JPY"),
        ("1,000.00", "USD"),
        ("6.5", "JPY"),
        ("NaN", "EUR"),
        ("Infinity", "EUR"),
        ("1e3", "EUR"),
        ("1e999999", "EUR"),
        ("1e999999999999999999999", "EUR"),
        ("6.50 EUR", "EUR"),
        ("10000000000", "EUR"),
        ("9" * 5000, "EUR"),
    ],
)
def test_what_is_no_price(text: str, currency: str) -> None:
    with pytest.raises(ValueError):
        parse_money(text, currency)


@given(st.integers(0, 10**11), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_a_price_written_is_the_price_read(minor: int, currency: str) -> None:
    assert parse_money(write_money(minor, currency), currency) == minor


def test_a_price_is_written_with_all_its_digits() -> None:
    assert write_money(650, "EUR") == "6.50"
    assert write_money(5, "EUR") == "0.05"
    assert write_money(650, "JPY") == "650"
    assert write_money(650, "KWD") == "0.650"


def test_any_number_is_a_table_until_tables_are_listed() -> None:
    assert [n for n in (0, 1, 999, 1000, -1) if is_table(Settings().tables, n)] == [1, 999]
    listed = Settings(areas=(Area("Hall", (3, 5)),)).tables
    assert [n for n in range(8) if is_table(listed, n)] == [3, 5]


@pytest.mark.parametrize(
    ("zone", "starts", "at", "day"),
    [
        ("UTC", 4, datetime(2026, 11, 20, 3, 59, tzinfo=UTC), date(2026, 11, 19)),
        ("UTC", 4, datetime(2026, 11, 20, 4, 0, tzinfo=UTC), date(2026, 11, 20)),
        ("UTC", 0, datetime(2026, 11, 20, 0, 0, tzinfo=UTC), date(2026, 11, 20)),
        # UTC midnight falls into an American dinner.
        ("America/Los_Angeles", 4, datetime(2026, 11, 21, 3, 0, tzinfo=UTC), date(2026, 11, 20)),
        ("Asia/Tokyo", 4, datetime(2026, 11, 20, 20, 0, tzinfo=UTC), date(2026, 11, 21)),
        # 3:30 in the night when summer time begins and ends in Berlin
        ("Europe/Berlin", 4, datetime(2026, 3, 29, 1, 30, tzinfo=UTC), date(2026, 3, 28)),
        ("Europe/Berlin", 4, datetime(2026, 10, 25, 2, 30, tzinfo=UTC), date(2026, 10, 24)),
    ],
)
def test_the_business_day_ends_after_the_night(
    zone: str, starts: int, at: datetime, day: date
) -> None:
    settings = Settings(time_zone=zone, business_day_starts=starts)
    assert settings.business_day(at) == day
