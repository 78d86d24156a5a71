"""The way of an order: its status follows its dishes, and it leaves when nothing is left to do."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from restaurant.domain.commands import (
    CancelOrder,
    Command,
    SetItemStatus,
    SetOrderStatus,
    Tick,
    VoidItem,
)
from restaurant.domain.errors import Refused
from restaurant.domain.events import (
    AvailabilitySet,
    DayBegan,
    Event,
    ItemVoided,
    OrderCancelled,
    OrderClosed,
    OrderPlaced,
    SettingsPut,
)
from restaurant.domain.orders import ITEM_MOVES, find, status_of
from restaurant.domain.values.orders import ItemStatus, OrderStatus
from restaurant.domain.values.settings import Settings
from tests.domain.histories import (
    BURGER,
    MENU,
    NOON,
    PASTA,
    given,
    line,
    moved,
    order,
    placed,
    state_after,
)

HISTORY = (*MENU, placed())
DONE = OrderClosed(order_id="ORD-1-1", status="completed")
CALLED_OFF = OrderClosed(order_id="ORD-1-1", status="cancelled")
VOID_1 = ItemVoided(order_id="ORD-1-1", item=1, reason="spilled")
CANCELLED = OrderCancelled(order_id="ORD-1-1", reason="left")


def item(status: ItemStatus, number: int = 1) -> SetItemStatus:
    return SetItemStatus(order_id="ORD-1-1", item=number, status=status)


def whole(status: OrderStatus) -> SetOrderStatus:
    return SetOrderStatus(order_id="ORD-1-1", status=status)


# ------------------------------------------------------------------------------- one dish


def test_a_dish_takes_a_step() -> None:
    given(*HISTORY).when(item("preparing")).then(moved("preparing", 1))


WAY: tuple[ItemStatus, ...] = ("received", "preparing", "ready", "served")
NEXT = dict(itertools.pairwise(WAY))
NO_STEPS = [(at, wanted) for at in WAY for wanted in (*WAY, "voided") if wanted != NEXT.get(at)]


@pytest.mark.parametrize(("at", "wanted"), NO_STEPS)
def test_a_dish_takes_no_other_step(at: ItemStatus, wanted: ItemStatus) -> None:
    steps = (moved(status, 1) for status in WAY[1 : WAY.index(at) + 1])
    given(*HISTORY, *steps).when(item(wanted)).then(
        Refused("wrong_status", status=at, wanted=wanted)
    )


def test_the_moves_are_those_of_the_design() -> None:
    assert {at: set(to) for at, to in ITEM_MOVES.items()} == {
        **{at: {*filter(None, [NEXT.get(at)]), "voided"} for at in WAY},
        "voided": set(),
    }


def test_the_last_dish_served_closes_the_order() -> None:
    before = (*HISTORY, moved("preparing", 1, 2), moved("ready", 1, 2), moved("served", 1))
    given(*before).when(item("served", 2)).then(moved("served", 2), DONE)


def test_no_such_dish() -> None:
    given(*HISTORY).when(item("preparing", 3)).then(Refused("no_such_item", item=3))
    given(*HISTORY).when(VoidItem(order_id="ORD-1-1", item=0, reason="x")).then(
        Refused("no_such_item", item=0)
    )


# ------------------------------------------------------------------------------ all dishes


def test_an_order_takes_a_step() -> None:
    given(*HISTORY).when(whole("preparing")).then(moved("preparing", 1, 2))


def test_no_dish_skips_a_step() -> None:
    given(*HISTORY, moved("preparing", 1)).when(whole("ready")).then(
        moved("preparing", 2), moved("ready", 1, 2)
    )


def test_from_the_pass_to_the_table_at_once() -> None:
    given(*HISTORY).when(whole("completed")).then(
        moved("preparing", 1, 2), moved("ready", 1, 2), moved("served", 1, 2), DONE
    )


def test_a_voided_dish_goes_nowhere() -> None:
    given(*HISTORY, VOID_1).when(whole("completed")).then(
        moved("preparing", 2), moved("ready", 2), moved("served", 2), DONE
    )


@pytest.mark.parametrize("wanted", ["in_queue", "awaiting_arrival", "received", "cancelled"])
def test_an_order_is_not_set_to(wanted: OrderStatus) -> None:
    given(*HISTORY).when(whole(wanted)).then(
        Refused("wrong_status", status="received", wanted=wanted)
    )


def test_an_order_does_not_go_back() -> None:
    ready = (*HISTORY, moved("preparing", 1, 2), moved("ready", 1, 2))
    for wanted in ("preparing", "ready"):
        given(*ready).when(whole(wanted)).then(
            Refused("wrong_status", status="ready", wanted=wanted)
        )


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ((), "received"),
        ((moved("preparing", 1),), "preparing"),
        ((moved("preparing", 1, 2), moved("ready", 1)), "preparing"),
        ((moved("preparing", 1), moved("ready", 1)), "preparing"),
        ((moved("preparing", 1), moved("ready", 1), VOID_1), "received"),
        ((moved("preparing", 2), moved("ready", 2), VOID_1), "ready"),
        ((moved("preparing", 1, 2), moved("ready", 1, 2)), "ready"),
        ((moved("preparing", 1, 2), moved("ready", 1, 2), moved("served", 1)), "ready"),
        ((moved("preparing", 1, 2), moved("ready", 1, 2), moved("served", 1, 2)), "completed"),
        ((moved("preparing", 1, 2), moved("ready", 1, 2), moved("served", 2), VOID_1), "completed"),
        ((VOID_1, ItemVoided(order_id="ORD-1-1", item=2, reason="")), "cancelled"),
        ((moved("preparing", 1, 2), CANCELLED), "cancelled"),
    ],
)
def test_the_status_follows_the_dishes(events: tuple[Event, ...], status: OrderStatus) -> None:
    assert status_of(state_after(*HISTORY, *events).orders.open["ORD-1-1"]) == status


# --------------------------------------------------------------------------- calling off


def test_cancel() -> None:
    given(*HISTORY).when(CancelOrder(order_id="ORD-1-1", reason="left")).then(CANCELLED, CALLED_OFF)


COUNTED = AvailabilitySet(item_id="burger", available=True, left=2)


def test_a_cancelled_dish_that_was_not_begun_can_be_sold_again() -> None:
    back = AvailabilitySet(item_id="burger", available=True, left=3)
    given(*HISTORY, COUNTED).when(CancelOrder(order_id="ORD-1-1", reason="left")).then(
        CANCELLED, CALLED_OFF, back
    )


def test_a_cancelled_dish_that_was_begun_is_gone() -> None:
    given(*HISTORY, COUNTED, moved("preparing", 1, 2)).when(
        CancelOrder(order_id="ORD-1-1", reason="left")
    ).then(CANCELLED, CALLED_OFF)


@pytest.mark.parametrize("at", WAY[:3])
def test_void(at: ItemStatus) -> None:
    steps = (moved(status, 1) for status in WAY[1 : WAY.index(at) + 1])
    given(*HISTORY, *steps).when(VoidItem(order_id="ORD-1-1", item=1, reason="spilled")).then(
        VOID_1
    )


def test_voiding_what_is_not_served_completes_an_order() -> None:
    served = (moved("preparing", 2), moved("ready", 2), moved("served", 2))
    given(*HISTORY, *served).when(VoidItem(order_id="ORD-1-1", item=1, reason="spilled")).then(
        VOID_1, DONE
    )


def test_voiding_everything_cancels_an_order() -> None:
    last = ItemVoided(order_id="ORD-1-1", item=2, reason="too")
    given(*HISTORY, VOID_1).when(VoidItem(order_id="ORD-1-1", item=2, reason="too")).then(
        last, CALLED_OFF
    )


def test_nothing_is_voided_twice() -> None:
    given(*HISTORY, VOID_1).when(VoidItem(order_id="ORD-1-1", item=1, reason="x")).then(
        Refused("wrong_status", status="voided", wanted="voided")
    )


# -------------------------------------------------------------------------------- closed


def every_command(order_id: str) -> list[Command]:
    return [
        SetItemStatus(order_id=order_id, item=1, status="preparing"),
        SetOrderStatus(order_id=order_id, status="ready"),
        CancelOrder(order_id=order_id, reason="x"),
        VoidItem(order_id=order_id, item=1, reason="x"),
    ]


def test_nothing_happens_to_a_closed_order() -> None:
    for command in every_command("ORD-1-1"):
        given(*HISTORY, CANCELLED, CALLED_OFF).when(command).then(
            Refused("order_closed", order="ORD-1-1")
        )


@pytest.mark.parametrize(
    "order_id",
    ["ORD-1-2", "ORD-2-1", "ORD-1-0", "ORD-1--1", "x", "", "ORD-1-²", "ORD-1-" + "9" * 50],
)
def test_nothing_happens_to_an_order_that_never_was(order_id: str) -> None:
    for command in every_command(order_id):
        given(*HISTORY).when(command).then(Refused("no_such_order", order=order_id))


def test_a_closed_order_is_remembered_for_a_while() -> None:
    events: list[Event] = []
    for number in range(1, 103):
        closed = OrderClosed(order_id=f"ORD-1-{number}", status="cancelled")
        events += [placed(number), closed]
    state = state_after(*MENU, *events)
    assert [o.number for o in state.orders.recent] == list(range(3, 103))
    assert find(state, "ORD-1-2") is None
    found = find(state, "ORD-1-3")
    assert found is not None
    assert found.number == 3
    assert (state.orders.booked, state.orders.closed, len(state.orders.open)) == (102, 102, 0)


# --------------------------------------------------------------------------------- takings


def takings(*happened: Event) -> tuple[int, int]:
    orders = state_after(*MENU, *happened).orders
    return orders.day_orders, orders.day_takings


def test_the_day_s_takings() -> None:
    assert takings(placed(1), placed(2, line(1, BURGER, 2))) == (2, 1650 + 1800)


def test_what_is_called_off_is_not_taken() -> None:
    assert takings(placed(), VOID_1) == (1, 750)
    assert takings(placed(), CANCELLED, CALLED_OFF) == (1, 0)
    assert takings(placed(), VOID_1, CANCELLED, CALLED_OFF) == (1, 0)


def test_the_time_of_the_last_change() -> None:
    later = NOON + timedelta(minutes=5)
    state = state_after(*HISTORY, (later, moved("preparing", 1)))
    assert state.orders.open["ORD-1-1"].changed_at == later


def test_a_new_day_begins_with_its_first_order() -> None:
    tomorrow = NOON + timedelta(days=1)
    state = state_after(*HISTORY, (tomorrow, placed(2, line(1, PASTA))))
    assert (state.orders.day, state.orders.day_orders, state.orders.day_takings) == (
        "2026-11-21",
        1,
        750,
    )
    # what yesterday's order loses now is not today's loss
    late = state_after(*HISTORY, (tomorrow, placed(2, line(1, PASTA))), (tomorrow, CANCELLED))
    assert late.orders.day_takings == 750


def test_a_new_day_begins_without_an_order() -> None:
    tomorrow = NOON + timedelta(days=1)
    began = DayBegan(day="2026-11-21")
    given(*HISTORY).when(Tick(), at=tomorrow).then(began)
    orders = state_after(*HISTORY, (tomorrow, began)).orders
    assert (orders.day, orders.day_orders, orders.day_takings) == ("2026-11-21", 0, 0)
    # what yesterday's order loses now is not today's loss
    late = state_after(*HISTORY, (tomorrow, began), (tomorrow, CANCELLED), (tomorrow, placed(2)))
    assert (late.orders.day_orders, late.orders.day_takings) == (1, 1650)


def test_a_tick_in_the_same_day_is_nothing() -> None:
    given(*HISTORY).when(Tick(), at=NOON + timedelta(hours=15)).then()
    given(*HISTORY).when(Tick(), at=NOON - timedelta(days=2)).then()


def test_a_day_begins_at_the_cut_off_hour_where_the_restaurant_is() -> None:
    house = SettingsPut(settings=Settings(time_zone="America/New_York", business_day_starts=5))
    before = datetime(2026, 11, 21, 9, 59, 59, tzinfo=UTC)
    given(house, *HISTORY).when(Tick(), at=before).then()
    given(house, *HISTORY).when(Tick(), at=before + timedelta(seconds=1)).then(
        DayBegan(day="2026-11-21")
    )


def test_a_clock_set_back_does_not_bring_yesterday_back() -> None:
    """The order counts today, and what it loses is lost today."""
    yesterday = NOON - timedelta(days=1)
    wrong = (yesterday, OrderPlaced(order=order(2, line(1, PASTA), at=yesterday)))
    state = state_after(*HISTORY, wrong)
    assert (state.orders.day, state.orders.day_orders) == ("2026-11-20", 2)
    assert state.orders.day_takings == 1650 + 750
    cancelled = OrderCancelled(order_id="ORD-1-2", reason="")
    assert state_after(*HISTORY, wrong, (yesterday, cancelled)).orders.day_takings == 1650


def test_another_time_zone_changes_no_takings() -> None:
    kiritimati = Settings(time_zone="Pacific/Kiritimati", business_day_starts=0)
    moved_house = SettingsPut(settings=kiritimati)
    assert takings(placed(), moved_house, CANCELLED) == (1, 0)


def test_the_total_of_open_items_is_nothing() -> None:
    assert order().total == 1650
