"""Puts the dishes of past orders on a restaurant's menu."""

from collections.abc import Iterator, Mapping
from typing import cast

from msgspec.structs import replace

from build.replay.crew import Manager
from build.replay.dishes import Dish, Dishes
from restaurant.domain.commands import Command, PutCategory, PutMenuItem
from restaurant.domain.menu import name_key
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.protocol.audiences import THE_ONE
from restaurant.protocol.documents import RestaurantDocument

CATEGORY = Category(id="past-orders", name="From past orders", order=1000)


class Menu:
    """The menu of the server, once the file's dishes are on it; `ids` by `name_key` of the file."""

    def __init__(self, manager: Manager) -> None:
        self._manager = manager
        self.ids: dict[str, str] = {}
        self.added = self.changed = self.there = 0
        self.refusals: list[str] = []

    @property
    def currency(self) -> str:
        """What the restaurant counts in."""
        found = self._manager.menu.find("restaurant", THE_ONE)
        return cast(RestaurantDocument, found).currency

    def put(self, dishes: Dishes) -> None:
        """Bring the menu up to the file: new dishes, and prices of those that are there."""
        here = cast(Mapping[str, MenuItem], self._manager.menu.all("items"))
        by_name = {name_key(item.name): item for item in here.values()}
        commands: list[Command] = [PutCategory(category=CATEGORY)]
        for key, item, is_new in self._items(dishes, by_name, set(here)):
            self.ids[key] = item.id
            if here.get(item.id) == item:
                self.there += 1
                continue
            self.added, self.changed = self.added + is_new, self.changed + (not is_new)
            commands.append(PutMenuItem(item=item))
        self.refusals = self._manager.carry_out(commands)

    @staticmethod
    def _items(
        dishes: Dishes, by_name: Mapping[str, MenuItem], taken: set[str]
    ) -> Iterator[tuple[str, MenuItem, bool]]:
        for place, (key, dish) in enumerate(dishes.by_key.items()):
            old = by_name.get(name_key(dish.name))
            if old is None:
                yield key, _new(dish, place, taken), True
            else:
                yield key, _sold(old, dish), False


def _new(dish: Dish, place: int, taken: set[str]) -> MenuItem:
    number = place + 1
    while (item_id := f"past-{number}") in taken:
        number += 1
    taken.add(item_id)
    return MenuItem(id=item_id, name=dish.name, category=CATEGORY.id, price=dish.price, order=place)


def _sold(item: MenuItem, dish: Dish) -> MenuItem:
    """The dish that is there, as the file sells it: at its price, without choices, to be had."""
    return replace(item, price=dish.price, available=True, left=None, modifiers=())
