"""Hours as people say them: "tomorrow at 11:30", in whichever language the rest of the sentence has."""

from collections.abc import Mapping
from typing import Any

from restaurant.common.strings import Words
from restaurant.domain.values import Service, When


def opens(restaurant: Service) -> Words:
    """When a restaurant that is closed opens."""
    return _with_times("hours.opens", "hours.opens_never", restaurant)


def served(dish: Service) -> Words:
    """From when to when a dish is served that is not served now."""
    return _with_times("hours.served", "hours.served_never", dish)


def since(dish: Service) -> Words:
    """The same in a few words, for a dish on a list: "from 11:30"."""
    today = dish.opens is not None and dish.opens.day == "today"
    return _with_times("hours.from_today" if today else "hours.from", "hours.from_never", dish)


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
    return {f"{name}_day": Words(f"day.{when.day}"), name: when.time}
