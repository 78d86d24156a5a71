"""What guests look for: words, nothing with an allergen, only dishes of a diet."""

import pytest

from restaurant.desktop.customer.menu.wishes import Wishes, is_found, suits, used
from restaurant.domain.values.menu import MenuItem
from tests.desktop.sample import DISHES


def dish(name: str = "Soup", **more: tuple[str, ...] | str) -> MenuItem:
    return MenuItem(id="soup", name=name, category="starters", price=1, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wishes", "allowed"),
    [
        (Wishes(), True),
        (Wishes(without=frozenset({"gluten"})), True),
        (Wishes(without=frozenset({"Milk"})), False),
        (Wishes(diets=frozenset({"vegetarian"})), True),
        (Wishes(diets=frozenset({"vegan"})), False),
        (Wishes(frozenset({"milk"}), frozenset({"vegetarian"})), False),
    ],
)
def test_a_dish_suits_or_not(wishes: Wishes, allowed: bool) -> None:
    cheese = dish(allergens=("milk", "egg"), diet=("Vegetarian",))
    assert wishes.allow(cheese) is allowed


@pytest.mark.parametrize(
    ("said", "follows"),
    [("vegan", "vegetarian"), ("Vegan", "vegetarisch"), ("végétalien", "végétarien")],
)
def test_what_is_vegan_is_vegetarian(said: str, follows: str) -> None:
    assert follows in suits(dish(diet=(said,)))
    assert "vegan" not in suits(dish(diet=("vegetarian",)))


def test_the_filter_offers_what_the_menu_names_once() -> None:
    menu = [dish(allergens=("milk", "Egg")), dish(allergens=("egg",), diet=("vegan",))]
    assert used(menu) == (["egg", "milk"], ["vegan"])
    assert used(DISHES.values())[1] == ["vegan", "vegetarian"]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("brul", True), ("BRÛL", True), ("creme brulee", True), ("caramel", True),
        ("sugar creme", True), ("crème salt", False), ("x", False),
    ],
)  # fmt: skip
def test_a_search_finds_words_in_name_and_description(sought: str, found: bool) -> None:
    creme = dish("Crème brûlée", description="With burnt sugar and caramel")
    assert is_found(creme, sought) is found
