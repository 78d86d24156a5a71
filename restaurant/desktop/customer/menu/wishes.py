"""What a guest looks for on the menu: words, nothing with an allergen, only dishes of a diet."""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from restaurant.common.assets import asset
from restaurant.domain.menu import name_key
from restaurant.domain.values.menu import MenuItem


@dataclass(frozen=True)
class Wishes:
    """Allergens that a dish must not have and diets that it has to suit, in the menu's own words."""

    without: frozenset[str] = frozenset()
    diets: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.without) + len(self.diets)

    def allow(self, dish: MenuItem) -> bool:
        """Whether the guest can eat it."""
        if {name_key(word) for word in dish.allergens} & {name_key(w) for w in self.without}:
            return False
        return {name_key(word) for word in self.diets} <= suits(dish)


def suits(dish: MenuItem) -> set[str]:
    """The diets of a dish, and those that follow: what is vegan is vegetarian, said or not."""
    found = {name_key(word) for word in dish.diet}
    return found | {wider for word in found for wider in _wider().get(word, ())}


def used(dishes: Iterable[MenuItem]) -> tuple[list[str], list[str]]:
    """The allergens and the diets that a menu names, each once, sorted."""
    allergens: dict[str, str] = {}
    diets: dict[str, str] = {}
    for dish in dishes:
        allergens.update({name_key(word): word for word in dish.allergens})
        diets.update({name_key(word): word for word in dish.diet})
    return [allergens[key] for key in sorted(allergens)], [diets[key] for key in sorted(diets)]


def is_found(dish: MenuItem, sought: str) -> bool:
    """Whether each word that is sought stands in its name or its description, accents or not."""
    text = _plain(f"{dish.name} {dish.description}")
    return all(word in text for word in _plain(sought).split())


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _wider() -> dict[str, tuple[str, ...]]:
    """By diet, those that it is part of, in the languages that menus are written in."""
    read: dict[str, list[str]] = json.loads(asset("diets.json").read_text("utf-8"))
    return {name_key(word): tuple(map(name_key, wider)) for word, wider in read.items()}
