"""The day's figures: best dishes and how long orders take, counted without looking back."""

from datetime import timedelta

from msgspec.structs import replace

from restaurant.domain.commands import EditOrder, SetOrderStatus
from restaurant.domain.events import (
    Event,
    ItemVoided,
    OrderCancelled,
    OrderClosed,
    OrderEdited,
    OrderPlaced,
)
from restaurant.domain.values.orders import OrderItem
from restaurant.protocol.documents import BestDish
from restaurant.protocol.showing import BEST, figures_document
from tests.domain.histories import (
    BURGER,
    MENU,
    NOON,
    PASTA,
    Happened,
    given,
    line,
    order,
    placed,
    state_after,
)

DONE = OrderClosed(order_id="ORD-1-1", status="completed")


def dishes(*happened: Happened) -> dict[str, int]:
    return dict(state_after(*MENU, *happened).orders.day_dishes)


def test_portions_are_counted_by_dish() -> None:
    assert dishes(placed(1), placed(2, line(1, BURGER, 3))) == {"Burger": 4, "Pasta": 1}


def test_what_is_called_off_is_not_counted() -> None:
    voided = ItemVoided(order_id="ORD-1-1", item=1, reason="x")
    cancelled = OrderCancelled(order_id="ORD-1-1", reason="x")
    assert dishes(placed(1), voided) == {"Pasta": 1}
    assert dishes(placed(1), voided, cancelled) == {}


def test_an_edited_order_is_counted_as_it_is() -> None:
    edited = OrderEdited(order_id="ORD-1-1", put=(line(3, PASTA, 2),), removed=(1,))
    assert dishes(placed(1), edited) == {"Pasta": 3}


def test_open_items_have_no_place_among_the_best() -> None:
    """Their names are free text: counting those would grow without a bound."""
    assert dishes(placed(1, OrderItem(1, "Cake", 9), line(2, PASTA))) == {"Pasta": 1}


def test_the_best_come_first_and_are_few() -> None:
    many = [replace(PASTA, id=f"d{n}", name=f"Dish {n}") for n in range(BEST + 3)]
    lines = [line(n + 1, dish, 1 + n // 2) for n, dish in enumerate(many)]
    best = figures_document(state_after(*MENU, placed(1, *lines))).best
    assert len(best) == BEST
    assert best[:3] == (BestDish("Dish 6", 4), BestDish("Dish 7", 4), BestDish("Dish 4", 3))


def test_minutes_are_the_average_of_the_served() -> None:
    history: list[Happened] = [*MENU, placed(1), placed(2), placed(3)]
    assert figures_document(state_after(*history)).minutes is None
    for number, minutes in ((1, 10), (2, 15)):
        closed = OrderClosed(order_id=f"ORD-1-{number}", status="completed")
        history.append((NOON + timedelta(minutes=minutes), closed))
    assert figures_document(state_after(*history)).minutes == 12.5


def test_a_cancelled_order_was_not_served() -> None:
    gone: tuple[Event, ...] = (
        OrderCancelled(order_id="ORD-1-1", reason="x"),
        OrderClosed(order_id="ORD-1-1", status="cancelled"),
    )
    assert state_after(*MENU, placed(1), *gone).orders.day_served == 0


def test_a_clock_that_was_set_back_makes_no_negative_minutes() -> None:
    orders = state_after(*MENU, placed(1), (NOON - timedelta(hours=1), DONE)).orders
    assert (orders.day_served, orders.day_served_seconds) == (1, 0)


def test_a_new_day_begins_at_nothing() -> None:
    tomorrow = NOON + timedelta(days=1)
    second = (tomorrow, OrderPlaced(order=order(2, line(1, BURGER), at=tomorrow)))
    late = (tomorrow, DONE)
    orders = state_after(*MENU, placed(1), second, late).orders
    assert (dict(orders.day_dishes), orders.day_served) == ({"Burger": 1}, 0)


def test_yesterdays_order_changes_nothing_of_today() -> None:
    tomorrow = NOON + timedelta(days=1)
    second = (tomorrow, OrderPlaced(order=order(2, line(1, BURGER), at=tomorrow)))
    when = given(*MENU, placed(1), second).when(EditOrder(order_id="ORD-1-1", remove=(1,)))
    assert (when.state.orders.day_takings, dict(when.state.orders.day_dishes)) == (
        900,
        {"Burger": 1},
    )


def test_serving_by_command_is_counted() -> None:
    when = given(*MENU, placed(1)).when(
        SetOrderStatus(order_id="ORD-1-1", status="completed"), at=NOON + timedelta(minutes=7)
    )
    assert figures_document(when.state).minutes == 7
