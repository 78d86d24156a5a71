"""Numbers, money, dates and times, as each language writes them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from restaurant.common.language import writing
from restaurant.common.language.strings import Strings, first_known, languages

NOW = datetime(2026, 11, 20, 19, 42, tzinfo=UTC)
EN, DE, FR, ES = (Strings(code) for code in ("en", "de", "fr", "es"))


@pytest.mark.parametrize(
    ("strings", "minor", "currency", "written"),
    [
        (EN, 650, "EUR", "€6.50"),
        (EN, 650, "CHF", "CHF 6.50"),
        (EN, 123456789, "USD", "$1,234,567.89"),
        (DE, 650, "EUR", "6,50 €"),
        (DE, 123456, "CHF", "1.234,56 CHF"),
        (FR, 123456, "EUR", "1 234,56 €"),
        (ES, 123456, "EUR", "1.234,56 €"),
        (DE, 650, "JPY", "650 ¥"),
        (EN, -5, "EUR", "€-0.05"),
        (DE, 650, "", "–"),
    ],
)
def test_money(strings: Strings, minor: int, currency: str, written: str) -> None:
    assert writing.money(strings, minor, currency) == written.replace(" ", "\N{NO-BREAK SPACE}")


def test_amounts_and_numbers() -> None:
    assert writing.amount(EN, 234000, "EUR") == "2,340.00"
    assert writing.amount(DE, 234000, "EUR") == "2.340,00"
    assert writing.number(EN, 12345) == "12,345"
    assert writing.number(FR, 12345) == "12\N{NO-BREAK SPACE}345"


def test_days() -> None:
    friday = date(2026, 11, 20)
    assert writing.day(EN, friday) == "Friday, 20 November 2026"
    assert writing.day(DE, friday) == "Freitag, 20. November 2026"
    assert writing.day(FR, friday) == "vendredi 20 novembre 2026"
    assert writing.day(ES, friday) == "viernes, 20 de noviembre de 2026"


def test_moments_say_their_day_unless_it_is_today() -> None:
    def moment(strings: Strings, at: datetime) -> str:
        return writing.moment(strings, at, NOW, zone=UTC)

    assert moment(DE, NOW) == "19:42"
    assert moment(EN, NOW - timedelta(days=1)) == "19 Nov 19:42"
    assert moment(DE, NOW - timedelta(days=15)) == "05.11. 19:42"
    assert moment(FR, NOW - timedelta(days=1)) == "19/11 19:42"
    assert moment(EN, NOW - timedelta(days=365)) == "20 November 2025 19:42"
    assert writing.clock(EN, NOW.replace(hour=9, minute=5), zone=UTC) == "09:05"


@pytest.mark.parametrize("code", sorted(languages()))
def test_every_language_writes_every_kind(code: str) -> None:
    strings = Strings(code)
    assert "19" in writing.clock(strings, NOW, zone=UTC)
    assert "2026" in writing.day(strings, NOW.date())
    assert "20" in writing.moment(strings, NOW, NOW + timedelta(days=3), zone=UTC)
    assert "6" in writing.money(strings, 650, "EUR")


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        ("de", "de"),
        ("de-AT,en;q=0.5", "de"),
        ("en;q=0.2, fr-CA;q=0.9", "fr"),
        ("xx, es;q=0.1", "es"),
        ("DE", "de"),
        ("xx", None),
        ("", None),
        ("*", None),
        ("../../en", None),
        ("de;q=much, fr", "fr"),
    ],
)
def test_the_language_that_is_liked_best_of_those_there(wishes: str, language: str | None) -> None:
    assert first_known(wishes) == language
