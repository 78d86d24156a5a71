"""Hours as people say them, in each language that there is."""

from datetime import date
from typing import get_args

import pytest

from restaurant.common.assets import asset
from restaurant.common.language import hours_words
from restaurant.common.language.strings import Strings, strings
from restaurant.domain.values.hours import Service, When

LANGUAGES = sorted(path.stem for path in asset("strings").glob("*.json"))
DAYS = [
    "today", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday",
]  # fmt: skip


def at(day: str) -> Service:
    return Service(False, When(day, "11:30"), When(day, "14:30"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "opens", "served", "since"),
    [
        ("en", "We open tomorrow at 11:30.", "It is served tomorrow from 11:30 to 14:30.",
         "tomorrow from 11:30"),
        ("de", "Wir öffnen morgen um 11:30 Uhr.", "Es wird morgen von 11:30 bis 14:30 Uhr serviert.",
         "morgen ab 11:30"),
        ("fr", "Nous ouvrons demain à 11:30.", "Il est servi demain de 11:30 à 14:30.",
         "demain à partir de 11:30"),
        ("es", "Abrimos mañana a las 11:30.", "Se sirve mañana de 11:30 a 14:30.",
         "mañana desde las 11:30"),
    ],
)  # fmt: skip
def test_sentences(language: str, opens: str, served: str, since: str) -> None:
    text = Strings(language)
    tomorrow = at("tomorrow")
    assert text.say(hours_words.opens(tomorrow)) == opens
    assert text.say(hours_words.served(tomorrow)) == served
    assert text.say(hours_words.since(tomorrow)) == since


@pytest.mark.parametrize(
    ("language", "opens", "served", "again", "since"),
    [
        ("en", "We open on Thursday, 7 January at 11:30.",
         "It is served on Thursday, 7 January from 11:30 to 14:30.",
         "It is served again on Thursday, 7 January from 11:30.", "from 7 January"),
        ("de", "Wir öffnen am Donnerstag, 7. Januar um 11:30 Uhr.",
         "Es wird am Donnerstag, 7. Januar von 11:30 bis 14:30 Uhr serviert.",
         "Es wird am Donnerstag, 7. Januar ab 11:30 Uhr wieder serviert.", "ab 7. Januar"),
        ("fr", "Nous ouvrons le jeudi 7 janvier à 11:30.",
         "Il est servi le jeudi 7 janvier de 11:30 à 14:30.",
         "Il est de nouveau servi le jeudi 7 janvier à partir de 11:30.", "à partir du 7 janvier"),
        ("es", "Abrimos el jueves 7 de enero a las 11:30.",
         "Se sirve el jueves 7 de enero de 11:30 a 14:30.",
         "Se vuelve a servir el jueves 7 de enero desde las 11:30.", "desde el 7 de enero"),
    ],
)  # fmt: skip
def test_a_day_far_ahead_is_told_with_its_date(
    language: str, opens: str, served: str, again: str, since: str
) -> None:
    text, on = strings(language), date(2027, 1, 7)
    begins = When("thursday", "11:30", on)
    far = Service(False, begins, When("thursday", "14:30", on))
    assert text.say(hours_words.opens(far)) == opens
    assert text.say(hours_words.served(far)) == served
    assert text.say(hours_words.served(Service(False, begins))) == again
    assert text.say(hours_words.since(far)) == since


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_a_word(language: str, month: int) -> None:
    begins = When("thursday", "11:30", date(2027, month, 28))
    said = strings(language).say(hours_words.opens(Service(False, begins)))
    assert "28" in said
    assert said.count("{") == 0


def test_what_is_served_today_needs_no_day() -> None:
    assert strings("en").say(hours_words.since(at("today"))) == "from 11:30"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS)
def test_every_day_has_a_word(language: str, day: str) -> None:
    said = strings(language).say(hours_words.opens(at(day)))
    assert "11:30" in said
    assert said.count("{") == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_never_has_words_too(language: str) -> None:
    never = Service(False)
    for said in (hours_words.opens, hours_words.served, hours_words.since):
        assert strings(language).say(said(never))


def test_these_are_all_the_days() -> None:
    known = [name for kind in get_args(When.__annotations__["day"]) for name in _names(kind)]
    assert known == DAYS


def _names(kind: object) -> tuple[str, ...]:
    return (kind,) if isinstance(kind, str) else get_args(kind)
