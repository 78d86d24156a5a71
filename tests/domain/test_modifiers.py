"""Modifiers: the label of an option, what a choice means, what a tap on an option changes."""

import pytest
from msgspec.structs import replace

from restaurant.domain.commands import NewOrder
from restaurant.domain.errors import Refused
from restaurant.domain.events import CategoryPut, MenuItemPut
from restaurant.domain.modifiers import Offer, labels, offers, toggled, unanswered, unit_price
from restaurant.domain.values.menu import Category, MenuItem, Modifier, Option
from restaurant.domain.values.orders import WantedItem
from tests.domain.histories import given

ONIONS = Modifier("Onions", (Option("No"), Option("Yes", 50)), (1, 1))
CHEESE = Modifier("Cheese", (Option("No"), Option("Yes", 120), Option("Extra", 200)), (1, 1))
SAUCES = Modifier("Sauces", (Option("Mustard"), Option("Mayo", 30), Option("Chili", 40)), (0, 2))
TOAST = MenuItem("toast", "Toast", "mains", 700, modifiers=(ONIONS, CHEESE, SAUCES))
MENU = (CategoryPut(category=Category("mains", "Mains")), MenuItemPut(item=TOAST))


def offer(label: str) -> Offer:
    return next(one for one in offers(TOAST) if one.label == label)


def test_labels_are_told_where_a_name_is_not_enough() -> None:
    assert labels(TOAST) == (
        ("Onions: No", "Onions: Yes"),
        ("Cheese: No", "Cheese: Yes", "Extra"),
        ("Mustard", "Mayo", "Chili"),
    )
    assert labels(replace(TOAST, modifiers=(ONIONS, SAUCES))) == ()
    assert labels(replace(TOAST, modifiers=())) == ()


def test_an_option_that_two_modifiers_offer_says_which_one_is_meant() -> None:
    assert [one.label for one in offers(TOAST)] == [
        "Onions: No", "Onions: Yes", "Cheese: No", "Cheese: Yes", "Extra",
        "Mustard", "Mayo", "Chili",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "kept", "price"),
    [
        (("Onions: No", "Cheese: Yes"), ("Onions: No", "Cheese: Yes"), 820),
        (("Cheese: No", "Onions: Yes"), ("Cheese: No", "Onions: Yes"), 750),
        (("Onions: Yes", "Cheese: Yes"), ("Onions: Yes", "Cheese: Yes"), 870),
        # A bare name goes to the first modifier without such an answer.
        (("Yes", "Yes"), ("Onions: Yes", "Cheese: Yes"), 870),
        (("Yes", "Extra"), ("Onions: Yes", "Extra"), 950),
        (("Yes", "Onions: Yes"), ("Cheese: Yes", "Onions: Yes"), 870),
    ],
)
def test_an_order_keeps_the_labels(
    chosen: tuple[str, ...], kept: tuple[str, ...], price: int
) -> None:
    wanted = WantedItem(item_id="toast", options=chosen)
    [item] = given(*MENU).when(NewOrder(items=(wanted,), table=4)).order.items
    assert (item.options, item.unit_price) == (kept, price)
    assert unit_price(TOAST, kept) == price


@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        (("Onions: No",), "Cheese"),
        (("Onions: No", "Onions: Yes", "Extra"), "Onions"),
        (("Onions: No", "Onions: No", "Extra"), "Onions: No"),
        (("Onions: No", "Extra", "Sauces: Mayo"), "Sauces: Mayo"),
    ],
)
def test_a_choice_that_does_not_fit(chosen: tuple[str, ...], wrong: str) -> None:
    wanted = WantedItem(item_id="toast", options=chosen)
    given(*MENU).when(NewOrder(items=(wanted,), table=4)).then(
        Refused("wrong_options", item="Toast", modifier=wrong)
    )


def test_what_is_not_answered_yet() -> None:
    assert unanswered(TOAST, ()) == [ONIONS, CHEESE]
    assert unanswered(TOAST, ("Cheese: Yes",)) == [ONIONS]
    assert unanswered(TOAST, ("Cheese: Yes", "Onions: Yes", "Mayo", "Chili", "Mustard")) == [SAUCES]


@pytest.mark.parametrize(
    ("before", "tapped", "after"),
    [
        ((), "Cheese: No", ("Cheese: No",)),
        (("Onions: No",), "Cheese: No", ("Onions: No", "Cheese: No")),
        (("Onions: No", "Cheese: No"), "Cheese: Yes", ("Onions: No", "Cheese: Yes")),
        (("Onions: No", "Cheese: No"), "Onions: No", ("Onions: No", "Cheese: No")),
        (("Mustard",), "Mustard", ()),
        (("Mustard", "Onions: No", "Mayo"), "Chili", ("Onions: No", "Mayo", "Chili")),
        (("Yes", "Gone"), "Cheese: Yes", ("Onions: Yes", "Cheese: Yes")),
    ],
)
def test_a_tap(before: tuple[str, ...], tapped: str, after: tuple[str, ...]) -> None:
    assert toggled(TOAST, before, offer(tapped)) == after


def test_a_tap_takes_away_where_more_than_one_may_be_chosen() -> None:
    """Also what is needed: whoever is in the middle of choosing has not ordered yet."""
    salad = replace(TOAST, modifiers=(replace(SAUCES, choose=(1, 2)),))
    mayo = next(one for one in offers(salad) if one.label == "Mayo")
    assert toggled(salad, ("Mayo",), mayo) == ()
    assert toggled(salad, ("Mayo", "Chili"), mayo) == ("Chili",)
