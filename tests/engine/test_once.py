"""A command is carried out once: within a batch, across batches and restarts, for 48 hours."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from restaurant.domain.commands import CancelOrder, NewOrder, SetAvailability
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.engine import answers as answers_module
from restaurant.engine import engine as engine_module
from restaurant.engine.answers import KEPT, Accepted, Answers, Page
from restaurant.engine.engine import Engine, Outcome
from tests.engine.parts import ANA, BEN, BURGER, NOON, House, ask, opened_house


@pytest.fixture
def house() -> House:
    return opened_house()


def test_twice_in_one_batch(house: House) -> None:
    assert house.send(ask(BURGER, "1"), ask(BURGER, "1")) == [Accepted(3, "ORD-1-1")] * 2
    assert house.engine.state.orders.booked == 1


def test_twice_in_two_batches(house: House) -> None:
    assert house.send(ask(BURGER, "1")) == house.send(ask(BURGER, "1"))
    assert house.engine.state.orders.booked == 1


def test_another_command_under_the_same_id_is_refused_and_takes_nothing_away(house: House) -> None:
    """Two phones that nobody can tell apart may both count from 1: the second must not go off believing."""
    other = CancelOrder(order_id="ORD-1-1", reason="x")
    first, refused, *_ = house.send(ask(BURGER, "1"), ask(other, "1"))
    assert (code(refused), code(house.send(ask(other, "1"))[0])) == ("id_used", "id_used")
    assert house.engine.state.orders.closed == 0
    assert house.send(ask(BURGER, "1")) == [first]


def test_nor_does_it_take_a_refusals_place(house: House) -> None:
    other = CancelOrder(order_id="x", reason="x")
    [refused] = house.send(ask(other, "1"))
    assert code(house.send(ask(BURGER, "1"))[0]) == "id_used"
    assert house.send(ask(other, "1")) == [refused]


def test_once_it_is_long_ago_it_is_answered_as_the_first_was(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "ASKED", 2)
    first = house.send(ask(BURGER, "1"))
    house.send(ask(BURGER, "2"), ask(BURGER, "3"))
    assert house.send(ask(CancelOrder(order_id="ORD-1-1", reason="x"), "1")) == first
    assert house.engine.state.orders.closed == 0


def test_what_a_command_was_takes_no_room(house: House) -> None:
    """A thousand are known: large ones of one sender must not fill the server's memory."""
    large = NewOrder(items=("Burger",) * 101, table=4, note="x" * 500)
    assert code(house.send(ask(large, "1"))[0]) == "too_many_items"
    assert len(msgspec.json.encode(list(house.engine._asked.values()))) < 200
    assert code(house.send(ask(BURGER, "1"))[0]) == "id_used"


def test_a_number_of_any_length_is_refused_by_the_rules(house: House) -> None:
    """The writer must outlive what no codec takes."""
    huge = NewOrder(items=("Burger",), table=10**40)
    [refused, accepted] = house.send(ask(huge, "1"), ask(BURGER, "2"))
    assert (code(refused), code(accepted)) == ("unknown_table", "")
    assert code(house.send(ask(BURGER, "1"))[0]) == "id_used"


def code(outcome: Outcome) -> str:
    """Why a command was refused, "" if it was not."""
    return outcome.code if isinstance(outcome, Refused) else ""


def test_ids_are_each_sender_s_own(house: House) -> None:
    assert house.send(ask(BURGER, "1", ANA), ask(BURGER, "1", BEN)) == [
        Accepted(3, "ORD-1-1"),
        Accepted(4, "ORD-1-2"),
    ]
    assert house.send(ask(BURGER, "1", BEN)) == [Accepted(4, "ORD-1-2")]


def test_a_refused_command_stays_refused(house: House) -> None:
    """Its copy, late on the way, must not become an order after the guest was told that there is none."""
    house.send(ask(SetAvailability(item_id="burger", available=False), "86"))
    [refused, again] = house.send(ask(BURGER, "1"), ask(BURGER, "1"))
    assert isinstance(refused, Refused)
    assert refused is again
    house.send(ask(SetAvailability(item_id="burger", available=True), "back"))
    assert house.send(ask(BURGER, "1")) == [refused]
    assert house.send(ask(BURGER, "2")) == [Accepted(5, "ORD-1-1")]
    assert house.send(ask(BURGER, "1", BEN)) == [Accepted(6, "ORD-1-2")]


def test_refusals_that_are_remembered_are_bounded(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "REFUSALS", 3)
    for n in range(10):
        house.send(ask(CancelOrder(order_id="x", reason="x"), f"{n}"))
    assert [key for _, key in house.engine._refused] == ["7", "8", "9"]


def test_a_fault_in_a_rule_is_one_sender_s_trouble(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from restaurant.domain import restaurant

    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    rules: dict[Any, Any] = restaurant.DECIDE
    monkeypatch.setitem(rules, CancelOrder, broken)
    outcomes = house.send(ask(CancelOrder(order_id="x", reason="x"), "1"), ask(BURGER, "2"))
    assert isinstance(outcomes[0], Refused)
    assert outcomes[0].code == "fault"
    assert outcomes[1] == Accepted(3, "ORD-1-1")


def test_a_fault_is_no_answer(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal sends such a command again, and it is carried out once whatever it was is gone."""
    from restaurant.domain import restaurant

    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    rules: dict[Any, Any] = restaurant.DECIDE
    with monkeypatch.context() as patch:
        patch.setitem(rules, NewOrder, broken)
        [refused] = house.send(ask(BURGER, "1"))
    assert isinstance(refused, Refused)
    assert house.send(ask(BURGER, "1")) == [Accepted(3, "ORD-1-1")]


# --------------------------------------------------------------------------- for 48 hours


def test_an_answer_is_kept_for_48_hours(house: House) -> None:
    first = house.send(ask(BURGER, "1"))
    for hour in range(48):
        assert house.send(ask(BURGER, "1")) == first, hour
        house.clock.advance(hours=1)
        house.send(ask(BURGER, f"hour {hour}"))
    assert house.send(ask(BURGER, "1")) == first


def test_after_that_it_is_forgotten(house: House) -> None:
    house.send(ask(BURGER, "1"))
    for hour in range(51):
        house.clock.advance(hours=1)
        house.send(ask(BURGER, f"hour {hour}"))
    assert house.engine.answers.find("ana", "1") is None
    assert len(house.engine.answers.taken()) <= 51


def test_a_busy_hour_takes_several_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers_module, "PAGE_SIZE", 10)
    answers = Answers()
    for n in range(35):
        answers.add("ana", f"{n}", Accepted(n), NOON)
    assert len(answers.taken()) == 4
    assert [answers.find("ana", f"{n}") for n in range(35)] == [Accepted(n) for n in range(35)]


def test_a_clock_set_back_forgets_nothing() -> None:
    answers = Answers()
    answers.add("ana", "1", Accepted(1), NOON)
    answers.add("ana", "2", Accepted(2), NOON - timedelta(hours=1))
    answers.add("ana", "3", Accepted(3), NOON - timedelta(days=400))
    assert answers.find("ana", "1") == Accepted(1)
    assert answers.find("ana", "2") == Accepted(2)


def loaded(answers: Answers) -> Answers:
    """The same from a snapshot."""
    pages = msgspec.json.encode(answers.taken())
    return Answers(msgspec.json.decode(pages, type=list[Page]))


def test_what_is_saved_is_what_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hour by hour for a week, saved each hour: a page that was saved is never taken for another."""
    monkeypatch.setattr(answers_module, "KEPT", timedelta(hours=3))
    answers = Answers()
    for hour in range(24 * 7):
        at = NOON + timedelta(hours=hour)
        answers.add("ana", f"{hour}", Accepted(hour, f"ORD-1-{hour}"), at)
        again = loaded(answers)
        for earlier in range(max(0, hour - 3), hour + 1):
            found = again.find("ana", f"{earlier}")
            assert found == Accepted(earlier, f"ORD-1-{earlier}"), (hour, earlier)


def test_a_restart_remembers(house: House) -> None:
    first = house.send(ask(BURGER, "1"))
    state, seq = house.engine.state, house.engine.seq
    again = House(engine=Engine(house.clock, state, seq, loaded(house.engine.answers)))
    assert again.send(ask(BURGER, "1")) == first
    assert again.journal.commits == []


def test_the_bound_is_what_is_written_down() -> None:
    assert timedelta(hours=48) == KEPT
    assert State().orders.booked == 0
