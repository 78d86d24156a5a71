"""The chosen order, large, and what can be done with it."""

import pytest
from msgspec.structs import replace

from restaurant.domain.commands import (
    CancelOrder,
    SetItemStatus,
    SetOrderStatus,
    VoidItem,
)
from tests.desktop.sample import order
from tests.desktop.screen import Screen, buttons_in, words_in
from tests.desktop.waiter.waiter_terminal import THREE, Pass


def test_choosing_a_row_shows_the_order_large(screen: Screen, waiter: Pass) -> None:
    noted = replace(
        THREE[0],
        note="Birthday",
        items=(
            replace(THREE[0].items[0], quantity=2, note="no cheese", options=("Large",)),
            THREE[0].items[1],
        ),
    )
    waiter.serve(noted, *THREE[1:])
    waiter.choose(0)
    said = words_in(waiter.window.details.frame)
    for words in ("Table 7", "ORD-1-110", "24 min", "Birthday", "no cheese", "Large", "Preparing"):
        assert words in said
    screen.shoot("waiter-details")


def test_the_keyboard_chooses_too(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.box.focus_force()
    waiter.box.event_generate("<Down>")
    screen.until(lambda: waiter.window.list.selected == "ORD-1-111")


def test_an_age_beside_the_list_can_be_tapped(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    screen.settle()
    waiter.window.list.ages.canvas.event_generate("<Button-1>", x=10, y=60)
    screen.until(lambda: waiter.window.list.selected == "ORD-1-111")


@pytest.mark.parametrize(
    ("index", "enabled"),
    [(0, ["ready", "completed"]), (1, ["preparing", "ready", "completed"])],
)
def test_the_actions_are_those_that_the_state_allows(
    waiter: Pass, index: int, enabled: list[str]
) -> None:
    waiter.serve(*THREE)
    waiter.choose(index)
    actions = waiter.window.details.actions
    assert [t for t, made in actions.items() if made.instate(["!disabled"])] == enabled


def test_an_action_sends_its_command_and_rests_until_the_answer(
    screen: Screen, waiter: Pass
) -> None:
    waiter.serve(*THREE)
    waiter.choose(1)
    start = waiter.window.details.actions["preparing"]
    start.invoke()
    assert waiter.link.commands == [SetOrderStatus(order_id="ORD-1-111", status="preparing")]
    assert start.instate(["disabled"])
    waiter.put(order(111, "Burger", table=2, minutes=12, status="preparing"))
    waiter.link.answer(ok=True, seq=9)
    ready = waiter.window.details.actions["ready"]
    screen.until(lambda: ready.instate(["!disabled"]))
    assert start.instate(["disabled"])


def test_a_refusal_is_a_sentence(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.window.details.actions["ready"].invoke()
    waiter.link.answer(error="wrong_status", message="That is ready and cannot become ready.")
    screen.until(lambda: "cannot become ready" in waiter.window.shell.notice.text)
    screen.shoot("waiter-refused")


def test_a_dish_goes_a_step(waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.window.details.rows[1].next.invoke()
    assert waiter.link.commands == [SetItemStatus(order_id="ORD-1-110", item=2, status="ready")]


def test_cancelling_asks_why(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.window.details.cancel.invoke()
    asking = waiter.window.popups.asking
    assert asking is not None
    screen.shoot("waiter-reason")
    assert asking.done.instate(["disabled"])
    asking.reason.set("   ")
    assert asking.done.instate(["disabled"])
    asking.reason.set(" Guest left ")
    asking.done.invoke()
    assert waiter.link.commands == [CancelOrder(order_id="ORD-1-110", reason="Guest left")]
    assert not asking.popup.open


def test_a_usual_reason_is_one_tap(waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.window.details.rows[0].cross.invoke()
    asking = waiter.window.popups.asking
    assert asking is not None
    usual = {made.cget("text"): made for made in buttons_in(asking.popup.content)}
    usual["Sold out"].invoke()
    asking.done.invoke()
    assert waiter.link.commands == [VoidItem(order_id="ORD-1-110", item=1, reason="Sold out")]


def test_keeping_the_order_sends_nothing(waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.window.details.cancel.invoke()
    asking = waiter.window.popups.asking
    assert asking is not None
    asking.popup.buttons[0].invoke()
    assert waiter.link.commands == []


def test_a_finished_order_leaves_a_sentence(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.link.drop("floor", orders=["ORD-1-110"])
    details = waiter.window.details
    screen.until(lambda: "ORD-1-110 is no longer open" in words_in(details.frame))
    assert waiter.window.list.selected is None
