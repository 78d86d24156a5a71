"""The waiter's list of open orders."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from restaurant.desktop.waiter.orders.order_list import MANY
from tests.desktop.sample import NOW, order
from tests.desktop.screen import Screen, words_in
from tests.desktop.waiter.waiter_terminal import THREE, Pass


def test_the_title_is_the_seeds(waiter: Pass) -> None:
    assert waiter.window.title.full == "Incoming Orders"
    assert waiter.window.title.cget("text") == "Incoming Orders"


def test_before_the_server_was_seen_it_says_what_to_do(screen: Screen, waiter: Pass) -> None:
    assert "10.0.0.2:5000" in words_in(waiter.window.list.frame)
    screen.shoot("waiter-waiting")


def test_no_orders_is_a_state_of_its_own(screen: Screen, waiter: Pass) -> None:
    waiter.serve()
    screen.until(lambda: "No open orders" in words_in(waiter.window.list.frame))
    screen.shoot("waiter-empty")
    waiter.put(THREE[0])
    screen.until(lambda: waiter.lines)
    assert "No open orders" not in words_in(waiter.window.list.frame)


def test_lines_stand_oldest_first(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*reversed(THREE))
    assert waiter.lines == ["Table 7: Pasta, Soup", "Table 2: Burger", "Takeaway Ana: Pizza"]
    screen.shoot("waiter-list")


def test_lines_have_the_colour_of_their_age(waiter: Pass) -> None:
    waiter.serve(*THREE)
    colours = waiter.window.shell.theme.colour
    shown = [waiter.colour(index) for index in range(3)]
    assert shown == [colours("late"), colours("preparing"), colours("ink")]


def test_lines_grow_older(waiter: Pass) -> None:
    waiter.serve(*THREE)
    old = NOW + timedelta(minutes=30) - datetime.now(UTC)
    waiter.link.online(offset=old)
    late = waiter.window.shell.theme.colour("late")
    waiter.screen.until(lambda: waiter.window.connection.now() > NOW + timedelta(minutes=29))
    waiter.window.list.recolour()
    waiter.screen.until(lambda: all(waiter.colour(index) == late for index in range(3)))


def test_a_new_order_appears_by_itself(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.put(order(113, "Salad", table=9, minutes=0))
    screen.until(lambda: waiter.lines[-1] == "Table 9: Salad")


def test_a_changed_line_changes_alone(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    less = replace(THREE[0], items=(THREE[0].items[0], replace(THREE[0].items[1], status="voided")))
    waiter.put(less)
    screen.until(lambda: waiter.lines[0] == "Table 7: Pasta")
    assert waiter.lines[1:] == ["Table 2: Burger", "Takeaway Ana: Pizza"]


def test_a_closed_order_goes(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.link.drop("floor", orders=["ORD-1-111"])
    screen.until(lambda: waiter.lines == ["Table 7: Pasta, Soup", "Takeaway Ana: Pizza"])


@pytest.mark.parametrize("changed", [3, MANY + 50])
def test_selection_and_place_stay_when_the_list_changes(
    screen: Screen, waiter: Pass, changed: int
) -> None:
    orders = [order(n, f"Dish {n}", table=n % 12 + 1, minutes=500 - n) for n in range(200, 500)]
    waiter.serve(*orders)
    waiter.box.yview(100)
    waiter.choose(103)
    top = waiter.lines[waiter.box.nearest(0)]  # type: ignore[no-untyped-call]
    gone = [document.order_id for document in orders[:3]]
    waiter.link.drop("floor", orders=gone)
    waiter.put(*(order(n, "New", table=3, minutes=0) for n in range(600, 600 + changed)))
    screen.until(lambda: waiter.box.size() == 297 + changed)
    assert waiter.lines[waiter.box.nearest(0)] == top  # type: ignore[no-untyped-call]
    assert waiter.window.list.selected == "ORD-1-303"
    tint = waiter.window.shell.theme.tint("accent", 0.10)
    painted = [i for i in range(waiter.box.size()) if waiter.box.itemcget(i, "background") == tint]
    assert [waiter.lines[i] for i in painted] == ["Table 4: Dish 303"]


def test_the_list_is_right_after_any_changes(screen: Screen, waiter: Pass) -> None:
    """Rows, ids and colours agree after a mixed series of changes, small and large."""
    known = {o.order_id: o for o in (order(n, f"D{n}", minutes=60 - n) for n in range(40))}
    waiter.serve(*known.values())
    for step in range(30):
        number = 100 + step
        known.pop(f"ORD-1-{step}", None)
        fresh = order(number, f"N{number}", table=step % 12 + 1, minutes=step % 7)
        known[fresh.order_id] = fresh
        waiter.link.drop("floor", orders=[f"ORD-1-{step}"])
        waiter.put(fresh)
    want = [o.order_id for o in sorted(known.values(), key=lambda o: (o.placed_at, o.number))]
    screen.until(lambda: waiter.window.list.ids == want)
    assert [line.split(": ")[1] for line in waiter.lines] == [
        known[order_id].items[0].name for order_id in want
    ]
