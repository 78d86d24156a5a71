"""The cart and the field for the table, without a screen."""

from typing import Any

import pytest
from msgspec.structs import replace

from restaurant.desktop.customer.order.cart import Cart
from restaurant.desktop.customer.order.sending import MOST, Place, Sending, Sent
from restaurant.desktop.customer.order.tables import BadTable, read_table
from restaurant.desktop.terminal.order_line import Line
from restaurant.domain.commands import NewOrder
from restaurant.domain.modifiers import unit_price
from restaurant.domain.values.orders import WantedItem
from tests.desktop.sample import DISHES, restaurant


def line(dish_id: str = "pasta", quantity: int = 1, **more: Any) -> Line:
    dish = DISHES[dish_id]
    price = unit_price(dish, more.get("options", ()))
    return Line(item_id=dish.id, name=dish.name, unit_price=price, quantity=quantity, **more)


def test_options_add_to_the_price() -> None:
    assert unit_price(DISHES["steak"], ("Medium", "Truffle oil")) == 2650 + 250


def test_the_same_choice_becomes_one_line() -> None:
    cart = Cart()
    cart.add(line())
    cart.add(line(quantity=2))
    assert [(li.name, li.quantity) for li in cart.lines] == [("Pasta al Pomodoro", 3)]
    assert cart.total == 3 * 900


def test_another_note_is_another_line() -> None:
    cart = Cart()
    cart.add(line())
    cart.add(line(note="no cheese"))
    assert len(cart.lines) == 2


def test_a_line_holds_no_more_than_the_wire_takes() -> None:
    cart = Cart()
    cart.add(line(quantity=98))
    cart.add(line(quantity=5))
    assert [li.quantity for li in cart.lines] == [99, 4]
    cart.add(line(quantity=97))
    assert [li.quantity for li in cart.lines] == [99, 99, 2]
    assert cart.total == 200 * 900


def test_no_portions_take_the_line_out() -> None:
    cart = Cart()
    cart.add(line())
    cart.set_quantity(0, 0)
    assert cart.lines == []
    assert cart.total == 0


def test_names_are_repeated_for_quantity() -> None:
    cart = Cart()
    cart.add(line("pasta", 2))
    cart.add(line("soup"))
    assert cart.names == ["Pasta al Pomodoro", "Pasta al Pomodoro", "Minestrone"]


def test_the_cart_follows_the_menus_prices() -> None:
    cart = Cart()
    cart.add(line("steak", options=("Rare",)))
    dearer = {"steak": replace(DISHES["steak"], price=3000)}
    cart.follow(dearer)
    assert cart.total == 3000


def test_the_command_carries_ids_options_and_notes() -> None:
    cart = Cart()
    cart.add(line("steak", 2, options=("Rare", "Parmesan"), note="sliced"))
    assert cart.wanted() == (
        WantedItem(item_id="steak", quantity=2, note="sliced", options=("Rare", "Parmesan")),
    )


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("", "customer.table_missing"),
        ("   ", "customer.table_missing"),
        ("seven", "customer.table_not_numeric"),
        ("7a", "customer.table_not_numeric"),
        ("-7", "customer.table_not_numeric"),
        ("7.5", "customer.table_not_numeric"),
        ("²", "customer.table_not_numeric"),
        ("13", "customer.table_unknown"),
        ("0", "customer.table_unknown"),
        ("9" * 40, "customer.table_unknown"),
    ],
)
def test_a_wrong_table_number_is_told_why(written: str, key: str) -> None:
    with pytest.raises(BadTable) as caught:
        read_table(written, restaurant())
    assert caught.value.key == key


def test_a_table_number_may_have_spaces_around() -> None:
    assert read_table(" 7 ", restaurant()) == 7


def test_with_no_tables_listed_any_up_to_999_is_one() -> None:
    assert read_table("999", restaurant(tables=())) == 999
    with pytest.raises(BadTable):
        read_table("1000", restaurant(tables=()))


def test_finished_orders_give_way_first() -> None:
    sending = Sending()
    for number in range(MOST):
        sending.add(f"id-{number}", Sent(place=Place(number), total=0))
    sending.orders["id-3"].way = "refused"
    gone = sending.add("new", Sent(place=Place(9), total=0))
    assert [sent.place.table for sent in gone] == [3]
    assert len(sending.orders) == MOST


def test_an_order_of_an_earlier_run_is_taken_in() -> None:
    command = NewOrder(table=4, items=(WantedItem(item_id="soup", quantity=2),), expected_total=900)
    sending = Sending()
    assert sending.take_in("from-the-outbox", command) == []
    sent = sending.orders["from-the-outbox"]
    assert (sent.place.table, sent.total) == (4, 900)
    assert [(li.item_id, li.quantity) for li in sent.lines] == [("soup", 2)]
    assert sending.take_in("from-the-outbox", command) == []
    assert list(sending.orders.values()) == [sent]


def test_an_order_of_an_earlier_run_makes_another_give_way() -> None:
    sending = Sending()
    for number in range(MOST):
        sending.add(f"id-{number}", Sent(place=Place(number), total=0))
    gone = sending.take_in("from-the-outbox", NewOrder(table=4, items=("Soup",)))
    assert [sent.place.table for sent in gone] == [0]
