"""What an order takes: a table, dishes that are sold, options that fit, a price that was shown."""

from datetime import timedelta

import pytest

from restaurant.domain.commands import NewOrder
from restaurant.domain.errors import Refused
from restaurant.domain.events import AvailabilitySet, MenuItemRemoved, OrderPlaced, SettingsPut
from restaurant.domain.values.orders import OrderItem, WantedItem
from restaurant.domain.values.people import Role
from restaurant.domain.values.settings import Limits, Settings
from tests.domain.histories import (
    BURGER,
    MENU,
    NOON,
    PASTA,
    PIZZA,
    TABLES,
    counted,
    given,
    line,
    order,
    placed,
)

SOLD_OUT = AvailabilitySet(item_id="burger", available=False)
LARGE = WantedItem(name="Pizza", options=("Large",))


def test_an_order() -> None:
    given(*MENU).when(NewOrder(items=("Burger", "pasta "), table=4)).then(
        OrderPlaced(order=order(1, line(1, BURGER), line(2, PASTA)))
    )


def test_the_next_order_has_the_next_number() -> None:
    assert given(*MENU, placed(7)).when(NewOrder(items=("Burger",), table=4)).order.id == "ORD-1-8"


def test_the_restaurant_s_number_stands_in_the_id() -> None:
    settings = SettingsPut(settings=Settings(number=3))
    assert given(*MENU, settings).when(NewOrder(items=("Burger",), table=4)).order.id == "ORD-3-1"


def test_an_order_is_of_its_moment() -> None:
    later = NOON + timedelta(hours=1)
    placed_at = given(*MENU).when(NewOrder(items=("Burger",), table=4), at=later).order.placed_at
    assert placed_at == later


def test_the_same_dish_in_a_row_is_one_line() -> None:
    ordered = given(*MENU).when(NewOrder(items=("Burger", "burger", "Pasta", "Burger"), table=4))
    assert ordered.order.items == (line(1, BURGER, 2), line(2, PASTA), line(3, BURGER))
    assert ordered.order.names == ["Burger", "Burger", "Pasta", "Burger"]


def test_another_note_is_another_line() -> None:
    rare = WantedItem(name="Burger", note="rare")
    items = given(*MENU).when(NewOrder(items=("Burger", rare), table=4)).order.items
    assert [(item.quantity, item.note) for item in items] == [(1, ""), (1, "rare")]


def test_a_dish_by_its_id() -> None:
    wanted = WantedItem(item_id="burger", quantity=2)
    order = given(*MENU).when(NewOrder(items=(wanted,), table=4)).order
    assert order.items == (line(1, BURGER, 2),)
    assert order.total == 1800


def test_taken_away_by_name() -> None:
    order = given(*MENU, TABLES).when(NewOrder(items=("Burger",), name="Ana")).order
    assert (order.table, order.name) == (None, "Ana")


def test_nowhere() -> None:
    given(*MENU).when(NewOrder(items=("Burger",))).then(Refused("no_table"))


@pytest.mark.parametrize("table", [0, -1, 1000, 10**30])
def test_a_table_is_a_number_to_999(table: int) -> None:
    given(*MENU).when(NewOrder(items=("Burger",), table=table)).then(
        Refused("unknown_table", table=table)
    )


def test_a_table_is_one_of_those_listed() -> None:
    given(*MENU, TABLES).when(NewOrder(items=("Burger",), table=5)).then(
        Refused("unknown_table", table=5)
    )


def test_too_many_at_once() -> None:
    few = SettingsPut(settings=Settings(limits=Limits(order_items=2)))
    given(*MENU, few).when(NewOrder(items=("Burger",) * 3, table=4)).then(
        Refused("too_many_items", most=2)
    )


# ------------------------------------------------------------------------------ open items


@pytest.mark.parametrize("role", ["waiter", "kitchen", "host", "manager"])
def test_staff_may_order_what_is_not_on_the_menu(role: Role) -> None:
    wanted = WantedItem(name="Birthday cake", quantity=2, note="candles", options=("Chocolate",))
    order = given(*MENU).when(NewOrder(items=(wanted,), table=4), role).order
    assert order.items == (
        OrderItem(1, "Birthday cake", 2, note="candles", options=("Chocolate",)),
    )
    assert order.total == 0


@pytest.mark.parametrize("role", ["anybody", "guest", "customer", "console"])
def test_others_order_from_the_menu(role: Role) -> None:
    given(*MENU).when(NewOrder(items=("Birthday cake",), table=4), role).then(
        Refused("not_on_menu", item="Birthday cake")
    )


def test_an_id_is_never_an_open_item() -> None:
    wanted = WantedItem(item_id="cake", name="Cake")
    given(*MENU).when(NewOrder(items=(wanted,), table=4)).then(Refused("no_such_item", item="cake"))


def test_neither_name_nor_id() -> None:
    given(*MENU).when(NewOrder(items=(WantedItem(),), table=4)).then(
        Refused("no_such_item", item="")
    )


# ---------------------------------------------------------------------------- 86, countdown


@pytest.mark.parametrize("role", ["customer", "waiter", "manager"])
def test_sold_out_is_sold_out_for_everybody(role: Role) -> None:
    given(*MENU, SOLD_OUT).when(NewOrder(items=("Burger",), table=4), role).then(
        Refused("sold_out", item="Burger")
    )


def test_portions_are_counted_down() -> None:
    given(*MENU, counted(BURGER, 3)).when(NewOrder(items=("Burger", "Burger"), table=4)).then(
        OrderPlaced(order=order(1, line(1, BURGER, 2))), counted(BURGER, 1)
    )


def test_the_last_portion() -> None:
    history = (*MENU, counted(BURGER, 1))
    given(*history).when(NewOrder(items=("Burger",), table=4)).then(
        OrderPlaced(order=order(1, line(1, BURGER))), counted(BURGER, 0)
    )
    given(*history, counted(BURGER, 0)).when(NewOrder(items=("Burger",), table=4)).then(
        Refused("sold_out", item="Burger")
    )


def test_portions_are_counted_over_all_lines() -> None:
    given(*MENU, counted(BURGER, 2)).when(
        NewOrder(items=("Burger", "Pasta", "Burger", "Pasta", "Burger"), table=4)
    ).then(Refused("too_few_left", item="Burger", left=2))


def test_a_removed_dish_is_an_open_item_for_staff_only() -> None:
    history = (*MENU, MenuItemRemoved(item_id="burger"))
    ordered = given(*history).when(NewOrder(items=("Burger",), table=4))
    assert ordered.order.items == (OrderItem(1, "Burger"),)
    given(*history).when(NewOrder(items=("Burger",), table=4), "customer").then(
        Refused("not_on_menu", item="Burger")
    )


# ---------------------------------------------------------------------------------- options


@pytest.mark.parametrize(
    ("options", "price"),
    [
        (("Small",), 1000),
        (("Large",), 1200),
        (("Large", "Cheese"), 1250),
        (("Egg", "Large", "Cheese"), 1330),
    ],
)
def test_options_are_in_the_price(options: tuple[str, ...], price: int) -> None:
    wanted = WantedItem(item_id="pizza", options=options)
    [item] = given(*MENU).when(NewOrder(items=(wanted,), table=4)).order.items
    assert (item.unit_price, item.options) == (price, options)


@pytest.mark.parametrize(
    ("options", "modifier"),
    [
        ((), "Size"),
        (("Cheese",), "Size"),
        (("Small", "Large"), "Size"),
        (("Large", "Large"), "Large"),
        (("Large", "Pineapple"), "Pineapple"),
    ],
)
def test_options_that_do_not_fit(options: tuple[str, ...], modifier: str) -> None:
    wanted = WantedItem(item_id="pizza", options=options)
    given(*MENU).when(NewOrder(items=(wanted,), table=4)).then(
        Refused("wrong_options", item=PIZZA.name, modifier=modifier)
    )


def test_a_dish_without_questions_has_no_options() -> None:
    wanted = WantedItem(item_id="burger", options=("Large",))
    given(*MENU).when(NewOrder(items=(wanted,), table=4)).then(
        Refused("wrong_options", item="Burger", modifier="Large")
    )


# ------------------------------------------------------------------------------------ price


def test_the_price_that_was_shown() -> None:
    order = given(*MENU).when(NewOrder(items=(LARGE, "Burger"), table=4, expected_total=2100)).order
    assert order.total == 2100


@pytest.mark.parametrize("shown", [0, 899, 901])
def test_another_price_than_was_shown(shown: int) -> None:
    given(*MENU).when(NewOrder(items=("Burger",), table=4, expected_total=shown)).then(
        Refused("price_changed", total=900, expected=shown)
    )


def test_who_ordered_is_the_server_s_word() -> None:
    order = given(*MENU).when(NewOrder(items=("Burger",), table=4), "customer").order
    assert (order.placed_by, order.sender) == ("customer", "customer-1")
