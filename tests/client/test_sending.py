"""The sender: one command at a time, kept while the server cannot, and no order that is too old."""

from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from restaurant.client.kept.outbox import Outbox
from restaurant.client.notices import Answered, Held, TooOld
from restaurant.client.sending import FAULT_TRIES, Sender
from restaurant.client.timing import Timing
from restaurant.domain.commands import Command, NewOrder, SetOrderStatus
from tests.client.told import Screen

ORDER = NewOrder(items=("Burger",), table=4)
READY = SetOrderStatus(order_id="ORD-1-1", status="ready")


class Desk:
    """A sender with hands on its clocks, its server and its screen."""

    def __init__(self, path: Path | None = None) -> None:
        self.now = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
        self.seconds = 0.0
        self.asked: list[tuple[str, dict[str, Any], Future[Any]]] = []
        self.screen = Screen()
        self.outbox = Outbox(path, now=lambda: self.now)
        self.sender = Sender(
            self.outbox,
            timing=Timing(answer=10, first_again=1, longest_again=5),
            now=lambda: self.now,
            seconds=lambda: self.seconds,
            tell=self.screen.add,
            later=lambda job: job(),
        )
        self.sender.online(self.ask)

    def ask(self, event: str, message: dict[str, Any]) -> "Future[Any]":
        future: Future[Any] = Future()
        self.asked.append((event, message, future))
        return future

    def add(self, *commands: Command) -> list[str]:
        return [self.outbox.add(command).id for command in commands]

    def step(self, *, limits_known: bool = True) -> list[str]:
        """The ids of all that was asked until now."""
        self.sender.step(limits_known=limits_known)
        return [message["id"] for _, message, _ in self.asked]

    def answer(self, answer: object) -> None:
        self.asked[-1][2].set_result(answer)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_one_at_a_time_in_order(desk: Desk) -> None:
    first, second = desk.add(ORDER, READY)
    assert desk.step() == [first]
    assert desk.step() == [first]
    desk.answer({"ok": True, "id": first, "seq": 1, "order_id": "ORD-1-1"})
    assert desk.step() == [first, second]
    event, message, _ = desk.asked[-1]
    assert event == message["type"] == "set_order_status"


def test_an_answer_is_told_and_the_command_is_out(desk: Desk) -> None:
    [sent] = desk.add(ORDER)
    desk.step()
    answer = {"ok": True, "id": sent, "seq": 1, "order_id": "ORD-1-1"}
    desk.answer(answer)
    assert desk.screen == [Answered(sent, ORDER, answer)]
    assert len(desk.outbox) == 0


def test_a_refusal_is_an_answer(desk: Desk) -> None:
    [sent] = desk.add(ORDER)
    desk.step()
    refusal = {"error": "sold_out", "message": "Burger is sold out.", "item": "Burger"}
    desk.answer(refusal)
    assert desk.screen == [Answered(sent, ORDER, refusal)]
    assert len(desk.outbox) == 0


@pytest.mark.parametrize(
    "code", ["cannot_store", "read_only", "unknown_outcome", "stopping", "fault"]
)
def test_not_now_keeps_the_command_for_a_pause(desk: Desk, code: str) -> None:
    [sent] = desk.add(ORDER)
    desk.step()
    refusal = {"error": code, "message": "Not now."}
    desk.answer(refusal)
    assert desk.screen == [Held(sent, ORDER, refusal)]
    desk.seconds = 0.9
    assert desk.step() == [sent]
    desk.seconds = 1.1
    assert desk.step() == [sent, sent]
    desk.answer(refusal)
    desk.seconds = 3.0
    assert desk.step() == [sent, sent]
    desk.seconds = 3.2
    assert desk.step() == [sent, sent, sent]


def test_the_pause_has_a_bound(desk: Desk) -> None:
    desk.add(ORDER)
    for times in range(1, 40):
        assert len(desk.step()) == times
        desk.answer({"error": "cannot_store", "message": ""})
        desk.seconds += 5.1


def test_a_command_that_the_server_always_fails_on_bars_the_others_no_longer(desk: Desk) -> None:
    poison, good = desk.add(READY, ORDER)
    for _ in range(FAULT_TRIES):
        desk.step()
        desk.answer({"error": "fault", "message": "Something went wrong."})
        desk.seconds += 10
    assert desk.screen.of(Answered)[0].id == poison
    assert desk.step()[-1] == good


def test_a_link_that_went_sends_the_same_again(desk: Desk) -> None:
    [sent] = desk.add(ORDER)
    desk.step()
    desk.sender.offline()
    assert desk.step() == [sent]
    desk.sender.online(desk.ask)
    assert desk.step() == [sent, sent]
    desk.asked[0][2].set_result({"ok": True, "id": sent, "seq": 1})
    assert desk.screen == []
    desk.answer({"ok": True, "id": sent, "seq": 1})
    assert len(desk.screen.of(Answered)) == 1


def test_an_answer_that_does_not_come_is_overdue(desk: Desk) -> None:
    desk.add(ORDER)
    assert not desk.sender.overdue
    desk.step()
    desk.seconds = 9.9
    assert not desk.sender.overdue
    desk.seconds = 10.1
    assert desk.sender.overdue
    desk.sender.offline()
    assert not desk.sender.overdue


def test_a_strange_answer_is_a_fault(desk: Desk) -> None:
    desk.add(ORDER)
    desk.step()
    desk.answer(None)
    assert desk.screen.of(Held)[0].answer["error"] == "fault"


# ------------------------------------------------------------------------ old orders


@pytest.mark.parametrize(
    ("age", "sent"),
    [
        (timedelta(0), True),
        (timedelta(minutes=10), True),
        (timedelta(minutes=10, seconds=1), False),
        (timedelta(days=400), False),
        (-timedelta(seconds=59), True),
        (-timedelta(seconds=61), False),
    ],
)
def test_an_order_is_sent_while_it_is_young(desk: Desk, age: timedelta, sent: bool) -> None:
    [order] = desk.add(ORDER)
    made_at = desk.now
    desk.now += age
    assert desk.step() == ([order] if sent else [])
    assert desk.screen == ([] if sent else [TooOld(order, ORDER, made_at, asked=False)])
    assert len(desk.outbox) == int(sent)


def test_the_restaurant_says_how_old(desk: Desk) -> None:
    [order] = desk.add(ORDER)
    desk.sender.minutes = 30
    desk.now += timedelta(minutes=29)
    assert desk.step() == [order]


def test_until_the_restaurant_has_said_it_an_old_order_waits(desk: Desk) -> None:
    [order] = desk.add(ORDER)
    desk.now += timedelta(minutes=11)
    assert desk.step(limits_known=False) == []
    assert desk.screen == []
    desk.sender.minutes = 12
    assert desk.step() == [order]


def test_a_young_order_waits_for_nobody(desk: Desk) -> None:
    [order] = desk.add(ORDER)
    assert desk.step(limits_known=False) == [order]


def test_other_commands_do_not_age(desk: Desk) -> None:
    [ready] = desk.add(READY)
    desk.now += timedelta(days=2)
    assert desk.step() == [ready]


def test_old_orders_are_told_and_the_rest_is_sent(desk: Desk) -> None:
    old, older = desk.add(ORDER, ORDER)
    desk.now += timedelta(minutes=11)
    [young] = desk.add(ORDER)
    assert desk.step() == [young]
    assert [told.id for told in desk.screen.of(TooOld)] == [old, older]


def test_an_order_grows_old_without_a_server(desk: Desk) -> None:
    desk.sender.offline()
    desk.sender.minutes = 10
    [order] = desk.add(ORDER)
    desk.step()
    assert desk.screen == []
    desk.now += timedelta(minutes=11)
    desk.step()
    assert [told.id for told in desk.screen.of(TooOld)] == [order]


def test_an_order_under_way_is_not_called_too_old(desk: Desk) -> None:
    [order] = desk.add(ORDER)
    desk.step()
    desk.now += timedelta(minutes=11)
    desk.step()
    desk.answer({"ok": True, "id": order, "seq": 1})
    assert [type(told) for told in desk.screen] == [Answered]


def test_an_order_found_at_a_start_is_as_old_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "outbox.jsonl"
    before = Desk(path)
    [order] = before.add(ORDER)
    after = Desk(path)
    after.now = before.now + timedelta(minutes=11)
    after.step()
    assert after.screen == [TooOld(order, ORDER, before.now, asked=False)]
    assert path.read_bytes() == b""


@pytest.mark.parametrize("restarts", [0, 1, 2])
def test_an_old_order_that_was_sent_may_be_in_the_kitchen(tmp_path: Path, restarts: int) -> None:
    desk = Desk(tmp_path / "outbox.jsonl")
    made_at = desk.now
    [order] = desk.add(ORDER)
    desk.step()
    desk.sender.offline()
    for _ in range(restarts):
        desk = Desk(tmp_path / "outbox.jsonl")
    [never_sent] = desk.add(ORDER)
    desk.now = made_at + timedelta(minutes=11)
    desk.sender.online(desk.ask)
    sent_before = list(desk.asked)
    desk.step()
    assert desk.asked == sent_before
    assert desk.screen == [
        TooOld(order, ORDER, made_at, asked=True),
        TooOld(never_sent, ORDER, made_at, asked=False),
    ]


def test_an_order_is_noted_as_asked_before_it_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "outbox.jsonl"
    desk = Desk(path)
    [order] = desk.add(ORDER)
    noted: list[bytes] = []

    def ask(event: str, message: dict[str, Any]) -> "Future[Any]":
        noted.append(path.read_bytes().splitlines()[-1])
        return desk.ask(event, message)

    desk.sender.online(ask)
    desk.step()
    desk.sender.offline()
    desk.sender.online(ask)
    desk.step()
    assert noted == [b'{"asked":"%b"}' % order.encode()] * 2
    assert len(path.read_bytes().splitlines()) == 2
