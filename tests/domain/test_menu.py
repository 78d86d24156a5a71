"""The menu's rules, a line each."""

import pytest
from msgspec.structs import replace

from restaurant.domain.commands import (
    NewOrder,
    PutCategory,
    PutMenu,
    PutMenuItem,
    RemoveCategory,
    RemoveMenuItem,
    SetAvailability,
)
from restaurant.domain.errors import Refused
from restaurant.domain.events import (
    AvailabilitySet,
    CategoryPut,
    CategoryRemoved,
    MenuItemPut,
    MenuItemRemoved,
    SettingsPut,
)
from restaurant.domain.menu import find, name_key
from restaurant.domain.values.menu import Category, MenuItem, Modifier, Option
from restaurant.domain.values.orders import WantedItem
from restaurant.domain.values.settings import Settings
from tests.domain.histories import BURGER, MAINS, MENU, PASTA, PIZZA, given, state_after

RENAMED = replace(BURGER, name="Cheeseburger")


def test_no_two_options_of_a_dish_can_be_called_the_same() -> None:
    side = Modifier("Side", (Option("Fries"), Option("Salad", 50)), (1, 1))
    other = replace(side, name="Other side")
    given(*MENU).when(PutMenuItem(item=replace(BURGER, modifiers=(side, side)))).then(
        Refused("option_twice", item="Burger", option="Side: Fries")
    )
    twice = replace(side, options=(*side.options, Option("Salad", 90)))
    given(*MENU).when(PutMenuItem(item=replace(BURGER, modifiers=(twice,)))).then(
        Refused("option_twice", item="Burger", option="Salad")
    )
    like_a_label = Modifier("Extras", (Option("Side: Fries"),))
    three = replace(BURGER, modifiers=(side, other, like_a_label))
    given(*MENU).when(PutMenuItem(item=three)).then(
        Refused("option_twice", item="Burger", option="Side: Fries")
    )
    both = replace(BURGER, modifiers=(side, other))
    given(*MENU).when(PutMenuItem(item=both)).then(MenuItemPut(item=both))


def test_a_menu_from_before_that_rule_is_still_the_menu() -> None:
    side = Modifier("Side", (Option("Fries"), Option("Salad", 50)), (0, 1))
    sides = replace(BURGER, modifiers=(side, side))
    ordered = WantedItem(item_id=BURGER.id, options=("Side: Fries", "Side: Fries"))
    [item] = (
        given(*MENU, MenuItemPut(item=sides)).when(NewOrder(items=(ordered,), table=4)).order.items
    )
    assert item.options == ("Side: Fries", "Side: Fries")


def test_a_dish_comes_onto_the_menu() -> None:
    given(MENU[0]).when(PutMenuItem(item=BURGER)).then(MenuItemPut(item=BURGER))


def test_a_dish_needs_its_heading() -> None:
    given().when(PutMenuItem(item=BURGER)).then(Refused("no_such_category", category="mains"))


def test_two_dishes_have_two_names() -> None:
    twin = replace(BURGER, id="twin", name=" bURGER ")
    given(*MENU).when(PutMenuItem(item=twin)).then(Refused("name_taken", item=" bURGER "))


def test_a_dish_keeps_its_own_name() -> None:
    dearer = replace(BURGER, price=950)
    given(*MENU).when(PutMenuItem(item=dearer)).then(MenuItemPut(item=dearer))


def test_an_old_name_is_free_again() -> None:
    other = replace(PASTA, name="Burger")
    given(*MENU, MenuItemPut(item=RENAMED)).when(PutMenuItem(item=other)).then(
        MenuItemPut(item=other)
    )


def test_a_question_that_nobody_can_answer_is_refused() -> None:
    options = (Option("Small"), Option("Large"))
    for choose in ((2, 1), (3, 3)):
        dish = replace(BURGER, modifiers=(Modifier("Size", options, choose),))
        given(*MENU).when(PutMenuItem(item=dish)).then(
            Refused("wrong_options", item="Burger", modifier="Size")
        )


def test_a_tax_is_one_that_the_settings_list() -> None:
    taxed = replace(PASTA, tax="food")
    rates = SettingsPut(settings=Settings(tax_rates={"food": "7", "drinks": "19"}))
    given(rates, *MENU).when(PutMenuItem(item=taxed)).then(MenuItemPut(item=taxed))
    strange = replace(PASTA, tax="foot")
    refused = {"item": "Pasta", "tax": "foot", "known": "food, drinks"}
    given(rates, *MENU).when(PutMenuItem(item=strange)).then(Refused("no_such_tax", **refused))
    given(*MENU).when(PutMenuItem(item=strange)).then(
        Refused("no_such_tax", **{**refused, "known": "–"})
    )


# ---------------------------------------------------------------------- the whole menu

WHOLE = PutMenu(categories=(MAINS,), items=(BURGER, PASTA, PIZZA))
DRINKS = Category("drinks", "Drinks")
COLA = MenuItem("cola", "Cola", "drinks", 300)


def test_a_menu_as_it_is_changes_nothing() -> None:
    given(*MENU).when(WHOLE).then()


def test_only_what_differs_happens() -> None:
    dearer = replace(PASTA, price=800)
    command = PutMenu(categories=(MAINS, DRINKS), items=(dearer, PIZZA, COLA))
    given(*MENU).when(command).then(
        MenuItemRemoved(item_id="burger"),
        CategoryPut(category=DRINKS),
        MenuItemPut(item=dearer),
        MenuItemPut(item=COLA),
    )


def test_an_empty_menu() -> None:
    given(*MENU).when(PutMenu(categories=(), items=())).then(
        *(MenuItemRemoved(item_id=item_id) for item_id in ("burger", "pasta", "pizza")),
        CategoryRemoved(category_id="mains"),
    )


def test_dishes_go_round_in_their_names() -> None:
    names = {"burger": "Pasta", "pasta": "Pizza", "pizza": "Burger"}
    items = tuple(replace(i, name=names[i.id]) for i in (BURGER, PASTA, PIZZA))
    after = given(*MENU).when(PutMenu(categories=(MAINS,), items=items)).state.menu
    assert dict(after.ids_by_name) == {name_key(name): i for i, name in names.items()}


def test_what_the_desk_said_of_a_dish_holds() -> None:
    history = (*MENU, AvailabilitySet(item_id="burger", available=False, left=3))
    given(*history).when(WHOLE).then()
    dearer = replace(BURGER, price=950)
    given(*history).when(PutMenu(categories=(MAINS,), items=(dearer, PASTA, PIZZA))).then(
        MenuItemPut(item=replace(dearer, available=False, left=3))
    )


def test_unless_the_sender_means_it() -> None:
    history = (*MENU, AvailabilitySet(item_id="burger", available=False, left=3))
    given(*history).when(replace(WHOLE, availability_of=("burger",))).then(MenuItemPut(item=BURGER))


@pytest.mark.parametrize(
    ("categories", "items", "refused"),
    [
        ((MAINS, MAINS), (), Refused("listed_twice", name="mains", part="categories", place=1)),
        ((MAINS,), (BURGER, BURGER), Refused("listed_twice", name="burger", part="items", place=1)),
        (
            (MAINS,),
            (PASTA, COLA),
            Refused("no_such_category", category="drinks", part="items", place=1),
        ),
        (
            (MAINS,),
            (BURGER, replace(PASTA, name="burger ")),
            Refused("name_taken", item="burger ", part="items", place=1),
        ),
        (
            (MAINS,),
            (replace(BURGER, modifiers=(Modifier("Size", (), (1, 1)),)),),
            Refused("wrong_options", item="Burger", modifier="Size", part="items", place=0),
        ),
    ],
)
def test_a_menu_that_cannot_be_is_refused_whole(
    categories: tuple[Category, ...], items: tuple[MenuItem, ...], refused: Refused
) -> None:
    command = PutMenu(categories=categories, items=items)
    given(*MENU).when(command, "manager").then(refused)


def test_a_dish_leaves() -> None:
    given(*MENU).when(RemoveMenuItem(item_id="burger")).then(MenuItemRemoved(item_id="burger"))


def test_only_what_is_there_leaves() -> None:
    given().when(RemoveMenuItem(item_id="burger")).then(Refused("no_such_item", item="burger"))


def test_eighty_six() -> None:
    given(*MENU).when(SetAvailability(item_id="burger", available=False)).then(
        AvailabilitySet(item_id="burger", available=False)
    )


def test_a_countdown() -> None:
    given(*MENU).when(SetAvailability(item_id="burger", available=True, left=3)).then(
        AvailabilitySet(item_id="burger", available=True, left=3)
    )


def test_only_a_dish_is_sold_out() -> None:
    given(*MENU).when(SetAvailability(item_id="soup", available=False)).then(
        Refused("no_such_item", item="soup")
    )


def test_a_heading() -> None:
    given().when(PutCategory(category=MAINS)).then(CategoryPut(category=MAINS))


def test_an_empty_heading_goes() -> None:
    given(MENU[0]).when(RemoveCategory(category_id="mains")).then(
        CategoryRemoved(category_id="mains")
    )


def test_a_heading_with_dishes_stays() -> None:
    given(*MENU).when(RemoveCategory(category_id="mains")).then(
        Refused("category_not_empty", category="mains")
    )


def test_no_such_heading() -> None:
    given(*MENU).when(RemoveCategory(category_id="soups")).then(
        Refused("no_such_category", category="soups")
    )


# -------------------------------------------------------------------------------- evolve


def test_a_renamed_dish_is_found_by_its_new_name_only() -> None:
    menu = state_after(*MENU, MenuItemPut(item=RENAMED)).menu
    assert find(menu, WantedItem(name="cheeseBURGER ")) == RENAMED
    assert find(menu, WantedItem(name="Burger")) is None


def test_a_removed_dish_is_found_by_nothing() -> None:
    menu = state_after(*MENU, MenuItemRemoved(item_id="burger")).menu
    assert find(menu, WantedItem(name="Burger")) is None
    assert "burger" not in menu.items


def test_eighty_six_ends_a_countdown_and_selling_again_knows_no_count() -> None:
    history = (
        *MENU,
        AvailabilitySet(item_id="burger", available=True, left=3),
        AvailabilitySet(item_id="burger", available=False),
    )
    assert state_after(*history).menu.items["burger"].sold_out
    again = state_after(*history, AvailabilitySet(item_id="burger", available=True))
    assert again.menu.items["burger"] == BURGER


def test_names_that_people_take_for_the_same() -> None:
    assert name_key("Cre\u0301me ") == name_key("CRÉME")
    assert name_key("Crême") != name_key("Crème")


def test_the_heading_of_a_heading_changes() -> None:
    renamed = Category(id="mains", name="Main dishes", order=2)
    assert state_after(*MENU, CategoryPut(category=renamed)).menu.categories["mains"] == renamed


# --------------------------------------------------------------- two managers at one dish


def test_a_dish_changes_only_from_what_its_sender_saw() -> None:
    theirs, mine = replace(BURGER, price=12345), replace(BURGER, description="Juicy")
    given(*MENU, MenuItemPut(item=theirs)).when(PutMenuItem(item=mine, before=BURGER)).then(
        Refused("changed_meanwhile", name="Burger")
    )
    given(*MENU).when(PutMenuItem(item=mine, before=BURGER)).then(MenuItemPut(item=mine))


def test_a_dish_that_was_removed_meanwhile_does_not_come_back_unasked() -> None:
    given(*MENU, MenuItemRemoved(item_id=BURGER.id)).when(
        PutMenuItem(item=RENAMED, before=BURGER)
    ).then(Refused("changed_meanwhile", name="Cheeseburger"))


def test_what_the_desk_counted_meanwhile_holds() -> None:
    counted = AvailabilitySet(item_id=BURGER.id, available=True, left=3)
    given(*MENU, counted).when(PutMenuItem(item=RENAMED, before=BURGER)).then(
        MenuItemPut(item=replace(RENAMED, left=3))
    )


def test_unless_the_manager_counts_anew() -> None:
    counted = AvailabilitySet(item_id=BURGER.id, available=True, left=3)
    anew = replace(BURGER, left=20)
    given(*MENU, counted).when(PutMenuItem(item=anew, before=BURGER)).then(MenuItemPut(item=anew))


def test_a_heading_changes_only_from_what_its_sender_saw() -> None:
    theirs, mine = replace(MAINS, name="Mains!"), replace(MAINS, order=7)
    given(*MENU, CategoryPut(category=theirs)).when(PutCategory(category=mine, before=MAINS)).then(
        Refused("changed_meanwhile", name=MAINS.name)
    )
    given(*MENU).when(PutCategory(category=mine, before=MAINS)).then(CategoryPut(category=mine))
