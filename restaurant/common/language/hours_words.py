"""Hours as people say them: "tomorrow at 11:30", in whichever language the rest of the sentence has."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from restaurant.common.language.strings import Words
from restaurant.domain.values.hours import Service, When


def opens(restaurant: Service) -> Words:
    """When a restaurant that is closed opens."""
    return _with_times("hours.opens", "hours.opens_never", restaurant)


def served(dish: Service) -> Words:
    """From when to when a dish is served that is not served now."""
    key = "hours.served" if dish.closes else "hours.served_again"
    return _with_times(key, "hours.served_never", dish)


def since(dish: Service) -> Words:
    """The same in a few words, for a dish on a list: "from 11:30"."""
    key = "hours.from"
    if dish.opens and dish.opens.on:
        key = "hours.from_date"
    elif dish.opens and dish.opens.day == "today":
        key = "hours.from_today"
    return _with_times(key, "hours.from_never", dish)


SENTENCES = {"opens": opens, "served": served}
"""By the name that a refusal has for it."""


def in_words(params: Mapping[str, Any]) -> dict[str, Any]:
    """A refusal's parameters as its sentence needs them."""
    return {
        name: SENTENCES[name](value) if isinstance(value, Service) else value
        for name, value in params.items()
    }


def _with_times(key: str, never: str, service: Service) -> Words:
    if service.opens is None and not service.now:
        return Words(never)
    return Words(key, {**_words("opens", service.opens), **_words("closes", service.closes)})


def _words(name: str, when: When | None) -> dict[str, Any]:
    if when is None:
        return {}
    day, dated = Words(f"day.{when.day}"), {}
    if when.on is not None:
        dated[f"{name}_date"] = _date(when.on)
        day = Words("day.dated", {"day": day, "date": _date(when.on)})
    return {**dated, f"{name}_day": day, name: when.time}


def _date(on: date) -> Words:
    return Words("day.date", {"number": on.day, "month": Words(f"day.month_{on.month:02}")})
