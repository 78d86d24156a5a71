"""What counts as lost and doubled, when orders are due, and the figures of the report."""

from datetime import datetime, timedelta

import pytest

from build.replay.ledger import Ledger
from build.replay.orders_file import PastOrder
from build.replay.pace import schedule
from build.replay.report import lost_orders, percentile


def _sent(*names: str) -> Ledger:
    ledger = Ledger()
    for place, name in enumerate(names, start=1):
        ledger.send(f"id-{place}", name, 0.0)
    return ledger


def _good(ledger: Ledger, place: int, name: str) -> None:
    ledger.answer(f"id-{place}", {"ok": True, "order_id": f"ORD-1-{place}"}, at=0.004)
    ledger.on_floor(f"ORD-1-{place}", name)
    ledger.announced(f"ORD-1-{place}")


def test_what_is_answered_and_shown_once_is_neither() -> None:
    ledger = _sent("a", "b")
    _good(ledger, 1, "a")
    _good(ledger, 2, "b")
    ledger.on_floor("ORD-1-2", "b")  # the same order changes
    ledger.on_floor("ORD-1-9", "somebody else's")
    assert (lost_orders(ledger), ledger.doubled(), ledger.settled) == ([], [], True)
    assert ledger.waits() == [4.0, 4.0]


def test_no_answer_no_screen_and_no_announcement_are_losses() -> None:
    ledger = _sent("a", "b", "c", "d")
    _good(ledger, 1, "a")
    ledger.answer("id-2", {"ok": True, "order_id": "ORD-1-2"})
    ledger.announced("ORD-1-2")
    ledger.answer("id-3", {"ok": True, "order_id": "ORD-1-3"})
    ledger.on_floor("ORD-1-3", "c")
    assert lost_orders(ledger) == [
        "d: no answer",
        "b: ORD-1-2 never came to the waiter's screen",
        "c: ORD-1-3 never came to the raw listener",
    ]
    assert not ledger.settled
    ledger.listener.away = 1
    assert len(lost_orders(ledger)) == 2


def test_one_name_in_two_orders_one_id_for_two_and_two_tickets_are_doubles() -> None:
    ledger = _sent("a", "b", "c")
    _good(ledger, 1, "a")
    ledger.on_floor("ORD-1-7", "a")
    _good(ledger, 2, "b")
    ledger.announced("ORD-1-2")
    ledger.answer("id-3", {"ok": True, "order_id": "ORD-1-1"})
    assert ledger.doubled() == ["a", "ORD-1-1", "ORD-1-2"]


def test_a_refusal_is_an_answer() -> None:
    ledger = _sent("a")
    ledger.answer("id-1", {"error": "sold_out", "message": "Rice is sold out."})
    assert (ledger.refused, lost_orders(ledger), ledger.settled) == ({"sold_out": 1}, [], True)


def test_an_answer_that_is_faster_than_the_sender() -> None:
    ledger = Ledger()
    ledger.answer("id-1", {"ok": True, "order_id": "ORD-1-1"}, at=0.5)
    ledger.send("id-1", "a", 0.0)
    assert ledger.waits() == [500.0]


def _order(minute: datetime) -> PastOrder:
    return PastOrder("1", minute, [("Rice", 1)])


def test_gaps_are_as_they_were_but_faster_and_nights_are_cut() -> None:
    start = datetime(2019, 8, 3, 20, 0)  # noqa: DTZ001 - the restaurant's own clock
    minutes = [0, 0, 10, 12 * 60]
    orders = [_order(start + timedelta(minutes=minute)) for minute in minutes]
    due, cut = schedule(orders, speed=60, longest_gap=timedelta(hours=1))
    assert [one.at for one in due] == pytest.approx([0, 0.5, 10, 70])
    assert cut == 1


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100)])
def test_percentiles_are_the_nearest_rank(share: float, value: float) -> None:
    assert percentile([float(n) for n in range(1, 101)], share) == value
    assert percentile([7.0], share) == 7.0
    assert percentile([], share) == 0.0
