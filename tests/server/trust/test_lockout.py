"""Five wrong tries lock for a minute, ten tries a minute are taken, and nobody else waits."""

import pytest

from restaurant.domain.errors import Refused
from restaurant.server.trust.lockout import MOST_KEPT, TRIES, WRONG, Lockout

NOW = 1000.0


def wrong(lockout: Lockout, key: str, times: int, now: float = NOW) -> list[bool]:
    """Whether each of so many wrong tries locked the key."""
    locked = []
    for _ in range(times):
        lockout.begin(key, now)
        locked.append(lockout.failed(key, now))
    return locked


def seconds(lockout: Lockout, key: str, now: float) -> int:
    with pytest.raises(Refused, match="locked") as caught:
        lockout.begin(key, now)
    return int(caught.value.params["seconds"])


def test_the_fifth_wrong_try_locks_for_a_minute() -> None:
    lockout = Lockout()
    assert wrong(lockout, "till", WRONG) == [False] * 4 + [True]
    assert seconds(lockout, "till", NOW) == 61
    assert seconds(lockout, "till", NOW + 59.5) == 1
    lockout.begin("till", NOW + 61)


def test_another_till_is_not_locked() -> None:
    lockout = Lockout()
    wrong(lockout, "till", WRONG)
    lockout.begin("bar", NOW)


def test_wrong_tries_that_are_a_minute_apart_do_not_add_up() -> None:
    lockout = Lockout()
    for minute in range(20):
        assert wrong(lockout, "till", WRONG - 1, NOW + 61 * minute) == [False] * 4


def test_right_tries_in_between_forgive_no_wrong_ones() -> None:
    lockout = Lockout()
    locked = []
    for _ in range(WRONG):
        locked += wrong(lockout, "till", 1)
        if not locked[-1]:
            lockout.begin("till", NOW)
            lockout.not_wrong("till", NOW)
    assert locked == [False] * 4 + [True]


def test_many_at_once_are_no_way_around() -> None:
    lockout = Lockout()
    for _ in range(WRONG):
        lockout.begin("till", NOW)
    assert seconds(lockout, "till", NOW) == 61
    for _ in range(WRONG):
        lockout.not_wrong("till", NOW)
    lockout.begin("till", NOW)


def test_more_than_ten_tries_a_minute_wait_even_if_they_are_right() -> None:
    lockout = Lockout()
    for second in range(TRIES):
        lockout.begin("page", NOW + second, most=TRIES)
        lockout.not_wrong("page", NOW + second)
    with pytest.raises(Refused, match="locked"):
        lockout.begin("page", NOW + 10, most=TRIES)
    lockout.begin("page", NOW + 60, most=TRIES)


def test_a_terminal_may_change_hands_as_often_as_it_likes() -> None:
    lockout = Lockout()
    for _ in range(5 * TRIES):
        lockout.begin("till", NOW)
        lockout.not_wrong("till", NOW)


def test_many_addresses_do_not_fill_the_memory() -> None:
    lockout = Lockout()
    for number in range(2 * MOST_KEPT):
        wrong(lockout, f"192.168.{number}", 1)
    assert len(lockout._kept) == MOST_KEPT
