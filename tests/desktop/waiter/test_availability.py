"""What is sold out, from the waiter's window."""

import pytest
from msgspec.structs import replace

from restaurant.desktop.waiter.availability import AvailabilityPopup
from restaurant.domain.commands import (
    SetAvailability,
)
from tests.desktop.sample import DISHES
from tests.desktop.screen import Screen
from tests.desktop.waiter.waiter_terminal import THREE, Pass


def test_a_dish_is_sold_out_and_back(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.window.sold_out.invoke()
    popup = waiter.window.popups.availability
    assert popup is not None
    screen.shoot("waiter-sold-out")
    popup.rows["soup"].turn.invoke()
    assert waiter.link.commands == [SetAvailability(item_id="soup", available=False)]
    waiter.link.put("menu", items={"soup": replace(DISHES["soup"], available=False)})
    screen.until(lambda: popup.rows["soup"].state.cget("text") == "Sold out")
    popup.rows["soup"].turn.invoke()
    assert waiter.link.commands[-1] == SetAvailability(item_id="soup", available=True)


def test_a_dish_is_counted(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.window.sold_out.invoke()
    popup = waiter.window.popups.availability
    assert popup is not None
    row = popup.rows["olives"]
    assert row.count.instate(["disabled"])
    row.left.more.invoke()
    row.left.more.invoke()
    row.count.invoke()
    assert waiter.link.commands == [SetAvailability(item_id="olives", available=True, left=2)]


def test_search_shortens_the_dishes(waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.window.sold_out.invoke()
    popup = waiter.window.popups.availability
    assert popup is not None
    popup.search.set("BURG")
    shown = [dish_id for dish_id, row in popup.rows.items() if row.frame.winfo_manager()]
    assert shown == ["burger"]


def opened(waiter: Pass) -> AvailabilityPopup:
    waiter.serve(*THREE)
    waiter.window.sold_out.invoke()
    popup = waiter.window.popups.availability
    assert popup is not None
    return popup


def shown(popup: AvailabilityPopup) -> list[str]:
    placed = [
        (row.frame.winfo_y(), i) for i, row in popup.rows.items() if row.frame.winfo_manager()
    ]
    return [dish_id for _, dish_id in sorted(placed)]


def test_what_is_sold_out_or_counted_stands_first(screen: Screen, waiter: Pass) -> None:
    popup = opened(waiter)
    screen.settle()
    assert shown(popup)[:3] == ["caprese", "vitello", "carpaccio"]
    waiter.link.put("menu", items={"water": replace(DISHES["water"], available=False)})
    screen.until(lambda: popup.rows["water"].state.cget("text") == "Sold out")
    screen.settle()
    assert shown(popup)[:3] == ["caprese", "vitello", "carpaccio"]


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("burg", SetAvailability(item_id="burger", available=False)),
        ("vite", SetAvailability(item_id="vitello", available=True)),
        ("5 burg", SetAvailability(item_id="burger", available=True, left=5)),
    ],
)
def test_a_dish_is_turned_and_counted_by_keys(
    waiter: Pass, typed: str, command: SetAvailability
) -> None:
    popup = opened(waiter)
    popup.search.set(typed)
    waiter.press("<Return>", popup.field)
    assert waiter.link.commands == [command]
    assert popup.search.get() == ""


@pytest.mark.parametrize("typed", ["", "zebra", " "])
def test_return_without_a_dish_does_nothing(waiter: Pass, typed: str) -> None:
    popup = opened(waiter)
    popup.search.set(typed)
    waiter.press("<Return>", popup.field)
    assert waiter.link.commands == []


def test_keys_rest_while_the_link_is_down(screen: Screen, waiter: Pass) -> None:
    popup = opened(waiter)
    waiter.link.offline()
    screen.until(lambda: popup.rows["burger"].turn.instate(["disabled"]))
    popup.search.set("burg")
    waiter.press("<Return>", popup.field)
    assert waiter.link.commands == []


def test_a_count_is_ended(waiter: Pass) -> None:
    row = opened(waiter).rows["caprese"]
    for _ in range(3):
        row.left.fewer.invoke()
    row.count.invoke()
    assert waiter.link.commands == [SetAvailability(item_id="caprese", available=True, left=None)]


def test_the_order_is_the_same_after_a_search(screen: Screen, waiter: Pass) -> None:
    popup = opened(waiter)
    screen.until(lambda: len(popup.rows) == len(DISHES))
    screen.settle()
    before = shown(popup)
    popup.search.set("wat")
    popup.search.set("")
    screen.until(lambda: len(shown(popup)) == len(DISHES))
    screen.settle()
    assert shown(popup) == before


def test_a_list_that_was_scrolled_stays_where_it_is(screen: Screen, waiter: Pass) -> None:
    popup = opened(waiter)
    screen.until(lambda: len(popup.rows) == len(DISHES))
    screen.settle()
    popup._list.move(200)
    where = popup._list.view.yview()
    assert where[0] > 0
    waiter.link.put("menu", items={"water": replace(DISHES["water"], left=7)})
    screen.until(lambda: popup.rows["water"].state.cget("text") == "7 left")
    screen.settle()
    assert popup._list.view.yview() == where


def test_hundreds_of_dishes_come_a_few_at_a_time(screen: Screen, waiter: Pass) -> None:
    many = {f"d{n}": replace(DISHES["water"], id=f"d{n}", name=f"Dish {n:03}") for n in range(200)}
    waiter.serve(*THREE)
    waiter.link.put("menu", items=many)
    screen.until(lambda: "d0" in waiter.window.popups._floor.dishes)
    waiter.window.sold_out.invoke()
    popup = waiter.window.popups.availability
    assert popup is not None
    assert 0 < len(popup.rows) < 50
    popup.search.set("dish 19")
    screen.settle()
    assert shown(popup) == [f"d{n}" for n in range(190, 200)]
    popup.search.set("")
    screen.until(lambda: len(popup.rows) == len(DISHES) + 200)
    popup.popup.close()
    screen.settle()


def test_a_list_that_is_closed_as_it_fills_makes_no_rows(screen: Screen, waiter: Pass) -> None:
    popup = opened(waiter)
    made = len(popup.rows)
    popup.popup.close()
    screen.settle()
    assert len(popup.rows) == made
