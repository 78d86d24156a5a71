"""Editing an order before the kitchen begins: dishes, prices, portions, takings, numbers."""

import pytest

from restaurant.domain.commands import EditOrder, NewOrder
from restaurant.domain.errors import Refused
from restaurant.domain.events import (
    AvailabilitySet,
    ItemVoided,
    MenuItemPut,
    MenuItemRemoved,
    OrderClosed,
    OrderEdited,
    SettingsPut,
)
from restaurant.domain.values.orders import ChangedItem, OrderItem, WantedItem
from restaurant.domain.values.people import Role
from restaurant.domain.values.settings import Limits, Settings
from tests.domain.histories import (
    BURGER,
    MENU,
    PASTA,
    PIZZA,
    counted,
    given,
    line,
    moved,
    order,
    placed,
    state_after,
)

HISTORY = (*MENU, placed())
ID = "ORD-1-1"
SOLD_OUT = AvailabilitySet(item_id="burger", available=False)
DEARER = MenuItemPut(
    item=type(BURGER)(id="burger", name="Burger", category="mains", price=1000, station="grill")
)


def add(*wanted: WantedItem, expected: int | None = None) -> EditOrder:
    return EditOrder(order_id=ID, add=wanted, expected_total=expected)


def change(item: int, quantity: int | None = None, **more: object) -> EditOrder:
    return EditOrder(order_id=ID, change=(ChangedItem(item, quantity, **more),))  # type: ignore[arg-type]


def remove(*items: int) -> EditOrder:
    return EditOrder(order_id=ID, remove=items)


def edited(*put: OrderItem, removed: tuple[int, ...] = ()) -> OrderEdited:
    return OrderEdited(order_id=ID, put=put, removed=removed)


BURGERS = WantedItem(item_id="burger", quantity=2)

# ------------------------------------------------------------------------------- the dishes


def test_a_dish_comes() -> None:
    given(*HISTORY).when(add(BURGERS)).then(edited(line(3, BURGER, 2)))


def test_a_dish_changes_and_keeps_its_number() -> None:
    noted = OrderItem(1, "Burger", 3, 900, "burger", note="no onion", station="grill")
    given(*HISTORY).when(change(1, 3, note="no onion")).then(edited(noted))


def test_what_is_not_said_stays() -> None:
    noted = OrderItem(1, "Burger", 2, 900, "burger", note="rare", station="grill")
    history = (*MENU, placed(1, noted))
    after = OrderItem(1, "Burger", 5, 900, "burger", note="rare", station="grill")
    given(*history).when(change(1, 5)).then(edited(after))


def test_a_dish_goes() -> None:
    when = given(*HISTORY).when(remove(1))
    when.then(edited(removed=(1,)))
    [left] = when.state.orders.open[ID].items
    assert left == line(2, PASTA)


def test_all_at_once_in_one_event() -> None:
    command = EditOrder(
        order_id=ID, add=(BURGERS,), change=(ChangedItem(2, 4),), remove=(1,), expected_total=4800
    )
    given(*HISTORY).when(command).then(edited(line(2, PASTA, 4), line(3, BURGER, 2), removed=(1,)))


def test_a_number_is_never_used_again() -> None:
    gone = (edited(removed=(2,)), edited(line(3, PASTA)), edited(removed=(3,)))
    given(*HISTORY, *gone).when(add(BURGERS)).then(edited(line(4, BURGER, 2)))


def test_nor_is_it_after_a_change_to_what_is_left() -> None:
    since = (edited(line(3, PASTA)), edited(removed=(3,)), edited(line(1, BURGER, 5)))
    given(*HISTORY, *since).when(add(BURGERS)).then(edited(line(4, BURGER, 2)))


def test_changed_and_removed_is_removed() -> None:
    command = EditOrder(order_id=ID, change=(ChangedItem(1, 9),), remove=(1, 1))
    given(*HISTORY).when(command).then(edited(removed=(1,)))


def test_changed_twice_is_as_it_was_said_last() -> None:
    command = EditOrder(order_id=ID, change=(ChangedItem(1, 9), ChangedItem(1, 2, note="rare")))
    noted = OrderItem(1, "Burger", 2, 900, "burger", note="rare", station="grill")
    given(*HISTORY).when(command).then(edited(noted))


@pytest.mark.parametrize(
    "command",
    [EditOrder(order_id=ID), change(1), change(2, 1, note=""), change(1, options=())],
)
def test_nothing_to_change(command: EditOrder) -> None:
    given(*HISTORY).when(command).then(Refused("nothing_to_change", order=ID))


@pytest.mark.parametrize("command", [change(3, 1), remove(3), remove(0)])
def test_no_such_dish_in_the_order(command: EditOrder) -> None:
    number = command.change[0].item if command.change else command.remove[0]
    given(*HISTORY).when(command).then(Refused("no_such_item", item=number))


def test_the_last_dish_stays() -> None:
    given(*HISTORY).when(remove(1, 2)).then(Refused("nothing_left", order=ID))
    voided = ItemVoided(order_id=ID, item=2, reason="spilled")
    given(*HISTORY, voided).when(remove(1)).then(Refused("nothing_left", order=ID))


def test_the_last_dish_may_be_exchanged() -> None:
    command = EditOrder(order_id=ID, add=(BURGERS,), remove=(1, 2))
    given(*HISTORY).when(command).then(edited(line(3, BURGER, 2), removed=(1, 2)))


def test_no_more_dishes_than_an_order_can_have() -> None:
    few = SettingsPut(settings=Settings(limits=Limits(order_items=2)))
    given(*HISTORY, few).when(add(BURGERS)).then(Refused("too_many_items", most=2))
    fewer = SettingsPut(settings=Settings(limits=Limits(order_items=1)))
    given(*HISTORY, fewer).when(change(1, 2)).then(edited(line(1, BURGER, 2)))


# ------------------------------------------------------------------------------ the kitchen


@pytest.mark.parametrize("command", [change(1, 2), remove(1)])
def test_what_the_kitchen_began_stays(command: EditOrder) -> None:
    given(*HISTORY, moved("preparing", 1)).when(command).then(
        Refused("kitchen_began", item="Burger")
    )


def test_a_voided_dish_stays() -> None:
    voided = ItemVoided(order_id=ID, item=1, reason="spilled")
    given(*HISTORY, voided).when(change(1, 2)).then(Refused("kitchen_began", item="Burger"))


def test_the_other_dishes_can_be_changed() -> None:
    given(*HISTORY, moved("preparing", 1)).when(change(2, 2)).then(edited(line(2, PASTA, 2)))


def test_dishes_come_until_the_kitchen_has_begun_all() -> None:
    given(*HISTORY, moved("preparing", 1)).when(add(BURGERS)).then(edited(line(3, BURGER, 2)))
    given(*HISTORY, moved("preparing", 1, 2)).when(add(BURGERS)).then(
        Refused("kitchen_began", item=ID)
    )


def test_an_order_whose_other_dishes_are_served_is_done() -> None:
    served = (moved("preparing", 1), moved("ready", 1), moved("served", 1))
    given(*HISTORY, *served).when(remove(2)).then(
        edited(removed=(2,)), OrderClosed(order_id=ID, status="completed")
    )


def test_a_closed_order_stays() -> None:
    closed = (
        *(moved(status, 1, 2) for status in ("preparing", "ready", "served")),
        OrderClosed(order_id=ID, status="completed"),
    )
    given(*HISTORY, *closed).when(remove(1)).then(Refused("order_closed", order=ID))
    given(*MENU).when(remove(1)).then(Refused("no_such_order", order=ID))


# -------------------------------------------------------------------------------- the price


def test_what_is_touched_costs_what_the_menu_says_now() -> None:
    now = OrderItem(1, "Burger", 2, 1000, "burger", station="grill")
    given(*HISTORY, DEARER).when(change(1, 2)).then(edited(now))
    state = given(*HISTORY, DEARER).when(change(2, 2)).state
    assert [item.unit_price for item in state.orders.open[ID].items] == [900, 750]


def test_options_are_in_the_price() -> None:
    small = OrderItem(1, "Pizza", 1, 1000, "pizza", options=("Small",))
    large = OrderItem(1, "Pizza", 1, 1200, "pizza", options=("Large",))
    given(*MENU, placed(1, small)).when(change(1, options=("Large",))).then(edited(large))
    given(*MENU, placed(1, small)).when(change(1, options=())).then(
        Refused("wrong_options", item=PIZZA.name, modifier="Size")
    )


def test_another_total_than_was_shown() -> None:
    given(*HISTORY).when(add(BURGERS, expected=3450)).then(edited(line(3, BURGER, 2)))
    given(*HISTORY).when(add(BURGERS, expected=3449)).then(
        Refused("price_changed", total=3450, expected=3449)
    )


def test_the_takings_are_those_of_the_order_as_it_is() -> None:
    command = EditOrder(order_id=ID, add=(BURGERS,), remove=(2,))
    orders = given(*HISTORY).when(command).state.orders
    assert (orders.day_orders, orders.day_takings) == (1, 2700)
    assert given(*HISTORY).when(remove(1)).state.orders.day_takings == 750


# ------------------------------------------------------------------------------ what is left


def test_more_portions_are_taken() -> None:
    given(*HISTORY, counted(BURGER, 5)).when(change(1, 3)).then(
        edited(line(1, BURGER, 3)), counted(BURGER, 3)
    )


def test_fewer_portions_are_given_back() -> None:
    history = (*MENU, placed(1, line(1, BURGER, 4)), counted(BURGER, 0))
    given(*history).when(change(1, 1)).then(edited(line(1, BURGER, 1)), counted(BURGER, 3))


def test_portions_that_only_move_are_neither_taken_nor_given_back() -> None:
    noted = WantedItem(item_id="burger", note="rare")
    command = EditOrder(order_id=ID, add=(noted,), remove=(1,))
    rare = OrderItem(3, "Burger", 1, 900, "burger", note="rare", station="grill")
    for left in (counted(BURGER, 0), SOLD_OUT):
        given(*HISTORY, left).when(command).then(edited(rare, removed=(1,)))


def test_too_few_are_left() -> None:
    given(*HISTORY, counted(BURGER, 1)).when(change(1, 3)).then(
        Refused("too_few_left", item="Burger", left=1)
    )


def test_more_of_what_is_sold_out() -> None:
    for left in (counted(BURGER, 0), SOLD_OUT):
        given(*HISTORY, left).when(change(1, 2)).then(Refused("sold_out", item="Burger"))
        given(*HISTORY, left).when(add(BURGERS)).then(Refused("sold_out", item="Burger"))


def test_what_is_sold_out_can_be_noted_otherwise() -> None:
    noted = OrderItem(1, "Burger", 1, 900, "burger", note="rare", station="grill")
    given(*HISTORY, SOLD_OUT).when(change(1, note="rare")).then(edited(noted))


def test_what_left_the_menu_can_be_wanted_less_but_not_more() -> None:
    gone = (*MENU, placed(1, line(1, BURGER, 3)), MenuItemRemoved(item_id="burger"))
    given(*gone).when(change(1, 2)).then(edited(line(1, BURGER, 2)))
    given(*gone).when(change(1, 4)).then(Refused("no_such_item", item="Burger"))
    given(*gone).when(change(1, options=("Large",))).then(Refused("no_such_item", item="Burger"))


# ------------------------------------------------------------------------------- open items


def test_an_open_item_comes_and_changes() -> None:
    cake = WantedItem(name="Cake")
    given(*HISTORY).when(add(cake)).then(edited(OrderItem(3, "Cake")))
    history = (*MENU, placed(1, OrderItem(1, "Cake")))
    given(*history).when(change(1, 2, note="candles", options=("Chocolate",))).then(
        edited(OrderItem(1, "Cake", 2, note="candles", options=("Chocolate",)))
    )


@pytest.mark.parametrize("role", ["customer", "console"])
def test_open_items_are_for_staff(role: Role) -> None:
    given(*HISTORY).when(add(WantedItem(name="Cake")), role).then(
        Refused("not_on_menu", item="Cake")
    )


def test_neither_name_nor_id_nor_a_known_one() -> None:
    given(*HISTORY).when(add(WantedItem())).then(Refused("no_such_item", item=""))
    given(*HISTORY).when(add(WantedItem(item_id="cake"))).then(Refused("no_such_item", item="cake"))


# ------------------------------------------------------------------------------ what follows


def test_an_edited_order_is_cancelled_with_all_its_portions() -> None:
    history = (*HISTORY, counted(BURGER, 1), edited(line(1, BURGER, 3)))
    state = state_after(*history)
    assert state.orders.open[ID].total == 3 * 900 + 750
    assert state.orders.open[ID].changed_at is not None


def test_the_next_order_is_one_of_its_own() -> None:
    placed_next = given(*HISTORY, edited(line(3, PASTA))).when(NewOrder(items=("Burger",), table=4))
    assert placed_next.order == order(2, line(1, BURGER))
