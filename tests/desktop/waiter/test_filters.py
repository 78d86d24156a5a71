"""The filters above the waiter's list."""

import pytest
from msgspec.structs import replace

from restaurant.desktop.waiter.orders.filters import Filter, is_mine, places
from tests.desktop.sample import order
from tests.desktop.screen import Screen, words_in
from tests.desktop.waiter.waiter_terminal import THREE, Pass

MINE = order(120, "Salad", table=2, minutes=3, placed_by="waiter")
FOUR = (*THREE, MINE)


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        (Filter(), [110, 111, 112, 120]),
        (Filter(which="mine"), [120]),
        (Filter(which="mine", me="Kiosk 1"), [110, 111, 112]),
        (Filter(which="table", table=2), [111, 120]),
        (Filter(which="table", table=None), [112]),
        (Filter(which="state", state="preparing"), [110]),
        (Filter(search="ord-1-11"), [110, 111, 112]),
        (Filter(search="BURG"), [111]),
        (Filter(search="ana"), [112]),
        (Filter(which="state", state="received", search="salad"), [120]),
    ],
)
def test_a_filter_shows(chosen: Filter, shown: list[int]) -> None:
    assert [one.number for one in FOUR if chosen.shows(one)] == shown


def test_mine_is_what_i_placed() -> None:
    assert is_mine(MINE, "waiter")
    assert not is_mine(THREE[0], "waiter")
    anas = replace(MINE, waiter="P-2", placed_by="Ana")
    assert is_mine(anas, "P-2")
    assert not is_mine(anas, "waiter")


def test_places_are_where_something_is_open() -> None:
    assert places(FOUR) == [2, 7, None]
    assert places([]) == []


def test_the_tabs_say_how_many_there_are(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*FOUR)
    tabs = waiter.window.filters.tabs
    screen.until(lambda: tabs["all"].cget("text") == "All 4")
    assert tabs["mine"].cget("text") == "Mine 1"


def test_mine_only(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*FOUR)
    waiter.window.filters.tabs["mine"].invoke()
    assert waiter.lines == ["Table 2: Salad"]
    waiter.put(order(121, "Tea", minutes=0), order(122, "Cola", minutes=0, placed_by="waiter"))
    screen.until(lambda: waiter.lines == ["Table 2: Salad", "Table 7: Cola"])
    waiter.window.filters.tabs["all"].invoke()
    assert len(waiter.lines) == 6


def test_one_table_is_chosen_from_those_that_ordered(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*FOUR)
    bar = waiter.window.filters
    bar.use("table")
    assert waiter.lines == ["Table 2: Burger", "Table 2: Salad"]
    bar.offer("table")
    offered = [str(bar.menu.entrycget(index, "label")).strip() for index in range(3)]
    assert offered == ["Table 2", "Table 7", "Takeaway"]
    bar.menu.invoke(2)
    assert waiter.lines == ["Takeaway Ana: Pizza"]
    assert "Takeaway" in bar.tabs["table"].cget("text")
    screen.shoot("waiter-filter-table")


def test_one_state(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*FOUR)
    bar = waiter.window.filters
    bar.use("state")
    bar.offer("state")
    bar.menu.invoke(1)
    assert waiter.lines == ["Table 7: Pasta, Soup"]
    waiter.put(order(111, "Burger", table=2, minutes=12, status="preparing"))
    screen.until(lambda: len(waiter.lines) == 2)
    waiter.put(order(110, "Pasta", "Soup", table=7, minutes=24, status="ready"))
    screen.until(lambda: waiter.lines == ["Table 2: Burger"])


def test_the_menu_opens_under_its_tab(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*FOUR)
    bar = waiter.window.filters
    bar.tabs["state"].invoke()
    screen.until(lambda: bar.menu.winfo_ismapped(), "menu shown")
    screen.shoot("waiter-filter-state")
    bar.menu.unpost()
    assert waiter.lines == ["Table 2: Burger", "Table 2: Salad", "Takeaway Ana: Pizza"]


def test_a_search_shortens_the_list(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*FOUR)
    waiter.window.filters.search.set("piz")
    assert waiter.lines == ["Takeaway Ana: Pizza"]
    waiter.press("<Escape>", waiter.window.filters.field)
    assert len(waiter.lines) == 4


def test_a_filter_that_shows_nothing_says_so(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*FOUR)
    waiter.window.filters.search.set("zebra")
    screen.until(lambda: "No order is like that" in words_in(waiter.window.list.frame))
    screen.shoot("waiter-filtered")
    waiter.window.filters.search.set("")
    assert "No order is like that" not in words_in(waiter.window.list.frame)


def test_the_chosen_order_stays_chosen_behind_a_filter(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*FOUR)
    waiter.choose(0)
    waiter.window.filters.tabs["mine"].invoke()
    assert waiter.window.details.order is not None
    assert waiter.window.details.order.number == 110
    waiter.window.filters.tabs["all"].invoke()
    assert waiter.window.list.selected == "ORD-1-110"


def test_who_signs_in_sees_their_own(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*FOUR)
    waiter.window.filters.tabs["mine"].invoke()
    waiter.window.filters.sign_in("Kiosk 1")
    assert len(waiter.lines) == 3
