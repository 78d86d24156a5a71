"""Group commit: one sync for a batch, answers after it, and a failed disk that changes nothing."""

import threading
from collections.abc import Sequence

import pytest

from restaurant.domain.commands import CancelOrder, SetAvailability
from restaurant.domain.errors import Refused
from restaurant.domain.events import OrderPlaced
from restaurant.engine.answers import Accepted
from restaurant.engine.committer import MOST_AT_ONCE, Committer
from restaurant.engine.ports import Step, StorageBroken, StorageFailed
from restaurant.server.modes.threads import ThreadSignal
from tests.engine.parts import ANA, BEN, BURGER, House, ask, here, opened_house
from tests.waiting import PATIENCE


@pytest.fixture
def house() -> House:
    return opened_house()


def codes(outcomes: Sequence[object]) -> list[object]:
    return [o.code if isinstance(o, Refused) else o for o in outcomes]


def test_a_batch_is_one_write(house: House) -> None:
    answers = house.send(*(ask(BURGER, f"{n}") for n in range(3)))
    assert answers == [Accepted(3, "ORD-1-1"), Accepted(4, "ORD-1-2"), Accepted(5, "ORD-1-3")]
    assert [commit.seq for commit in house.journal.batches[-1]] == [3, 4, 5]
    assert len(house.journal.batches) == 2


def test_each_command_sees_what_those_before_it_did(house: House) -> None:
    sold_out = SetAvailability(item_id="burger", available=False)
    outcomes = house.send(ask(BURGER, "1"), ask(sold_out, "2"), ask(BURGER, "3"))
    assert codes(outcomes) == [Accepted(3, "ORD-1-1"), Accepted(4), "sold_out"]


def test_refusals_are_not_written(house: House) -> None:
    gone = CancelOrder(order_id="ORD-1-9", reason="x")
    assert codes(house.send(ask(gone, "1"))) == ["no_such_order"]
    assert len(house.journal.batches) == 1
    assert house.published == []


def test_nobody_hears_before_it_is_kept(house: House) -> None:
    heard: list[int] = []
    house.committer.submit(ask(BURGER, "1"), lambda _: heard.append(len(house.journal.commits)))
    assert heard == []
    house.committer.commit_waiting()
    assert heard == [3]


def test_screens_are_told_before_the_sender(house: House) -> None:
    order: list[str] = []
    house.committer._published = lambda _steps: order.append("published")
    house.committer.submit(ask(BURGER, "1"), lambda _: order.append("answered"))
    house.committer.commit_waiting()
    assert order == ["published", "answered"]


def test_a_step_has_the_states_around_it(house: House) -> None:
    house.send(ask(BURGER, "1"), ask(BURGER, "2"))
    first, second = house.published
    assert isinstance(first.event, OrderPlaced)
    assert (first.seq, second.seq) == (3, 4)
    assert len(first.before.orders.open) == 0
    assert first.after is second.before
    assert second.after is house.engine.state


def test_a_large_crowd_is_several_batches(house: House) -> None:
    heard: list[object] = []
    for n in range(MOST_AT_ONCE + 1):
        house.committer.submit(ask(BURGER, f"{n}"), heard.append)
    house.committer.commit_waiting()
    assert len(heard) == MOST_AT_ONCE
    house.committer.commit_waiting()
    assert len(heard) == MOST_AT_ONCE + 1


# ------------------------------------------------------------------------------- failures


def test_a_failed_write_changes_nothing(house: House) -> None:
    before = house.engine.state, house.engine.seq, house.engine.answers.taken()
    house.journal.fails = StorageFailed("no space left")
    gone = CancelOrder(order_id="ORD-1-1", reason="what the batch placed")
    outcomes = house.send(ask(BURGER, "1"), ask(BURGER, "2", BEN), ask(gone, "3"))
    assert codes(outcomes) == ["cannot_store"] * 3
    assert (house.engine.state, house.engine.seq, house.engine.answers.taken()) == before
    assert house.published == []


def test_what_failed_may_be_sent_again(house: House) -> None:
    house.journal.fails = StorageFailed("no space left")
    house.send(ask(BURGER, "1"))
    assert house.send(ask(BURGER, "1")) == [Accepted(3, "ORD-1-1")]


def test_a_refusal_that_rests_on_a_failed_write_is_no_answer(house: House) -> None:
    """It was sold out by a command of the batch that never happened."""
    house.journal.fails = StorageFailed("no space left")
    sold_out = SetAvailability(item_id="burger", available=False)
    assert codes(house.send(ask(sold_out, "1"), ask(BURGER, "2"))) == ["cannot_store"] * 2


def test_what_was_answered_before_is_answered_again_even_then(house: House) -> None:
    """Nobody is told that nothing was ordered when it was."""
    [answer] = house.send(ask(BURGER, "1"))
    house.journal.fails = StorageFailed("no space left")
    assert codes(house.send(ask(BURGER, "1"), ask(BURGER, "2"))) == [answer, "cannot_store"]
    house.journal.fails = StorageBroken("cut failed")
    assert codes(house.send(ask(BURGER, "1"), ask(BURGER, "2"))) == [answer, "unknown_outcome"]
    assert codes(house.send(ask(BURGER, "1"), ask(BURGER, "2"))) == [answer, "read_only"]


def test_a_broken_journal_means_reading_only(house: House) -> None:
    """The batch that broke it may be there after a restart, and is not called refused."""
    house.journal.fails = StorageBroken("cut failed")
    assert codes(house.send(ask(BURGER, "1"))) == ["unknown_outcome"]
    assert house.committer.read_only
    assert codes(house.send(ask(BURGER, "2"))) == ["read_only"]
    assert house.engine.seq == 2
    # what needs no disk is still told
    gone = CancelOrder(order_id="ORD-1-9", reason="x")
    assert codes(house.send(ask(gone, "3"))) == ["no_such_order"]


def test_a_fault_while_writing_does_not_end_the_writer(house: House) -> None:
    house.journal.fails = UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")
    assert codes(house.send(ask(BURGER, "1"), ask(BURGER, "2"))) == ["fault"] * 2
    assert house.engine.seq == 2
    assert house.send(ask(BURGER, "3")) == [Accepted(3, "ORD-1-1")]


class Clumsy:
    """A follower that raises what it is told to, once."""

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.steps: list[Step] = []

    def follow(self, steps: Sequence[Step]) -> None:
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure
        self.steps += steps


def test_a_follower_that_raises_stops_nobody() -> None:
    clumsy, other = Clumsy(), Clumsy()
    house = opened_house((clumsy, other))
    clumsy.failure = ValueError("who knows")
    assert house.send(ask(BURGER, "1")) == [Accepted(3, "ORD-1-1")]
    assert [step.seq for step in other.steps] == [1, 2, 3]
    house.send(ask(BURGER, "2"))
    assert [step.seq for step in clumsy.steps] == [1, 2, 4]


def test_a_sender_that_went_away_stops_nobody(house: House) -> None:
    def gone(_outcome: object) -> None:
        raise ConnectionError("gone")

    heard: list[object] = []
    house.committer.submit(ask(BURGER, "1"), gone)
    house.committer.submit(ask(BURGER, "2"), heard.append)
    house.committer.commit_waiting()
    assert heard == [Accepted(4, "ORD-1-2")]


def test_screens_that_fail_stop_nobody(house: House) -> None:
    def fails(_steps: object) -> None:
        raise ValueError("screen")

    house.committer._published = fails
    assert house.send(ask(BURGER, "1")) == [Accepted(3, "ORD-1-1")]


def test_run_commits_what_waits_then_works_between_batches_then_stops(house: House) -> None:
    def fails() -> None:
        raise ValueError("housekeeping")

    told: list[object] = []
    house.committer.submit(ask(BURGER, "1"), told.append)
    house.committer.between_batches(lambda: told.append(house.engine.seq))
    house.committer.between_batches(fails)
    house.committer.stop()
    house.committer.run()
    assert told == [Accepted(3, "ORD-1-1"), 3]


def test_who_asks_between_batches_is_told_what_there_was_or_what_failed(house: House) -> None:
    def fails() -> None:
        raise ValueError("no memory")

    committer = Committer(
        house.engine,
        house.journal,
        (),
        off_loop=here,
        signal=ThreadSignal,
        published=house.published.extend,
    )
    running = threading.Thread(target=committer.run)
    running.start()
    try:
        assert committer.ask_between_batches(lambda: house.engine.seq) == 2
        with pytest.raises(ValueError, match="no memory"):
            committer.ask_between_batches(fails)
    finally:
        committer.stop()
        running.join(PATIENCE)
    assert not running.is_alive()


def test_who_asked_stands_in_the_journal(house: House) -> None:
    house.send(ask(BURGER, "1", BEN))
    commit = house.journal.commits[-1]
    assert (commit.by, commit.cause, commit.at) == (BEN, "1", house.clock.now())
    assert commit.by != ANA
