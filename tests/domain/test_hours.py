"""Hours of a week as moments: past midnight, across changes of the clock, up to the last orders."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restaurant.domain.hours import ROUND_THE_CLOCK, WEEK, service
from restaurant.domain.values.hours import Service, WeekHours, When

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
LUNCH = WeekHours(friday=("11:30-14:30",), monday=("11:30-14:30",))
EVENINGS = WeekHours(friday=("18:00-02:00",), saturday=("18:00-02:00",))


def local(text: str, zone: str = BERLIN, fold: int = 0) -> datetime:
    """A moment by the clock there, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def closed(opens: str, time: str, closes: str, until: str) -> Service:
    return Service(False, When(opens, time), When(closes, until))  # type: ignore[arg-type]


# 20 November 2026 is a Friday.
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-20 11:29:59", closed("today", "11:30", "today", "14:30")),
        ("2026-11-20 11:30:00", Service(True, closes=When("today", "14:30"))),
        ("2026-11-20 14:29:59", Service(True, closes=When("today", "14:30"))),
        ("2026-11-20 14:30:00", closed("monday", "11:30", "monday", "14:30")),
        ("2026-11-22 09:00:00", closed("tomorrow", "11:30", "tomorrow", "14:30")),
        ("2026-11-23 00:00:00", closed("today", "11:30", "today", "14:30")),
    ],
)
def test_from_when_to_when(at: str, expected: Service) -> None:
    assert service(LUNCH, BERLIN, local(at)) == expected


def test_a_day_that_comes_once_a_week_comes_again() -> None:
    fridays = WeekHours(friday=("11:30-14:30",))
    again = closed("friday", "11:30", "friday", "14:30")
    assert service(fridays, BERLIN, local("2026-11-20 15:00")) == again


@pytest.mark.parametrize(
    ("at", "now", "closes"),
    [
        ("2026-11-20 23:59", True, When("tomorrow", "02:00")),
        ("2026-11-21 01:59", True, When("today", "02:00")),
        ("2026-11-21 02:00", False, When("tomorrow", "02:00")),
        ("2026-11-22 01:00", True, When("today", "02:00")),
        ("2026-11-22 02:00", False, When("saturday", "02:00")),
    ],
)
def test_past_midnight_it_is_still_the_evening_before(at: str, now: bool, closes: When) -> None:
    stands = service(EVENINGS, BERLIN, local(at))
    assert (stands.now, stands.closes) == (now, closes)


def test_spans_that_touch_are_one() -> None:
    split = WeekHours(friday=("20:00-24:00", "18:00-20:30"), saturday=("00:00-03:00",))
    stands = service(split, BERLIN, local("2026-11-20 18:00"))
    assert stands == Service(True, closes=When("tomorrow", "03:00"))


def test_a_span_within_another_ends_nothing() -> None:
    doubled = WeekHours(friday=("18:00-23:00", "19:00-20:00"))
    stands = service(doubled, BERLIN, local("2026-11-20 18:30"))
    assert stands == Service(True, closes=When("today", "23:00"))
    assert service(doubled, BERLIN, local("2026-11-20 21:00")).now


def test_who_never_closes_has_no_end() -> None:
    assert service(ROUND_THE_CLOCK, BERLIN, local("2026-11-20 03:00")) == Service(True)


def test_no_hours_at_all_are_never() -> None:
    assert service(WeekHours(), BERLIN, local("2026-11-20 12:00")) == Service(False)


def test_an_end_like_its_beginning_is_a_day_later() -> None:
    stands = service(WeekHours(friday=("06:00-06:00",)), BERLIN, local("2026-11-21 05:59"))
    assert stands == Service(True, closes=When("today", "06:00"))


@pytest.mark.parametrize(
    ("at", "now", "over"),
    [("14:14", True, False), ("14:15", False, True), ("14:30", False, False)],
)
def test_last_orders_come_before_the_end(at: str, now: bool, over: bool) -> None:
    stands = service(LUNCH, BERLIN, local(f"2026-11-20 {at}"), last_orders=15)
    assert (stands.now, stands.last_orders) == (now, over)
    assert stands.closes == (When("today", "14:15") if now else When("monday", "14:15"))


def test_hours_that_are_all_last_orders_are_none() -> None:
    assert service(LUNCH, BERLIN, local("2026-11-20 12:00"), last_orders=180) == Service(False)


# ------------------------------------------------------------- clocks forward and back
# In Berlin 2:00 becomes 3:00 on 29 March 2026, and 3:00 becomes 2:00 on 25 October; both are Sundays.


def test_in_spring_the_night_is_an_hour_shorter_by_the_clock_only() -> None:
    bar = WeekHours(saturday=("20:00-02:30",))
    assert service(bar, BERLIN, datetime(2026, 3, 29, 1, 29, tzinfo=UTC)).now  # 03:29 there
    assert not service(bar, BERLIN, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)).now
    before = service(bar, BERLIN, local("2026-03-28 23:00"))
    assert before == Service(True, closes=When("tomorrow", "03:30"))


def test_in_autumn_the_hour_that_comes_twice_ends_the_night_once() -> None:
    bar = WeekHours(saturday=("20:00-02:30",))
    assert service(bar, BERLIN, local("2026-10-25 02:29")).now
    assert not service(bar, BERLIN, local("2026-10-25 02:30")).now
    assert not service(bar, BERLIN, local("2026-10-25 02:10", fold=1)).now


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_lunch_is_at_the_same_time_by_the_clock_whatever_it_did_at_night(day: str) -> None:
    sundays = WeekHours(sunday=("11:30-14:30",))
    assert not service(sundays, BERLIN, local(f"{day} 11:29")).now
    assert service(sundays, BERLIN, local(f"{day} 11:30")).now
    assert not service(sundays, BERLIN, local(f"{day} 14:30")).now


def test_hours_are_those_of_the_restaurants_clock() -> None:
    assert service(LUNCH, NEW_YORK, local("2026-11-20 12:00", NEW_YORK)).now
    assert not service(LUNCH, NEW_YORK, local("2026-11-20 12:00", BERLIN)).now


# ------------------------------------------------------------------------ closed days
# 24 December 2026 is a Thursday.

EVERY_NOON = WeekHours(**dict.fromkeys(WEEK, ("11:30-14:30",)))
CHRISTMAS = (date(2026, 12, 24), date(2026, 12, 25))


def holidays(first: str, days: int) -> tuple[date, ...]:
    return tuple(date.fromisoformat(first) + timedelta(days=ahead) for ahead in range(days))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-12-23 14:29", Service(True, closes=When("today", "14:30"))),
        ("2026-12-23 14:30", closed("saturday", "11:30", "saturday", "14:30")),
        ("2026-12-24 12:00", closed("saturday", "11:30", "saturday", "14:30")),
        ("2026-12-25 12:00", closed("tomorrow", "11:30", "tomorrow", "14:30")),
        ("2026-12-26 12:00", Service(True, closes=When("today", "14:30"))),
    ],
)
def test_on_a_closed_day_nothing_begins(at: str, expected: Service) -> None:
    assert service(EVERY_NOON, BERLIN, local(at), closed_days=CHRISTMAS) == expected


@pytest.mark.parametrize(("at", "now"), [("01:59", True), ("02:00", False), ("20:00", False)])
def test_the_night_before_a_closed_day_runs_on(at: str, now: bool) -> None:
    stands = service(
        EVENINGS, BERLIN, local(f"2026-11-21 {at}"), closed_days=holidays("2026-11-21", 1)
    )
    assert stands.now == now
    if not now:
        assert stands == closed("friday", "18:00", "saturday", "02:00")


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-12-23 15:00", When("thursday", "11:30", date(2027, 1, 21))),
        ("2027-01-13 15:00", When("thursday", "11:30", date(2027, 1, 21))),
        ("2027-01-14 15:00", When("thursday", "11:30")),
        ("2027-01-20 15:00", When("tomorrow", "11:30")),
    ],
)
def test_a_long_holiday_is_seen_to_its_end(at: str, opens: When) -> None:
    stands = service(EVERY_NOON, BERLIN, local(at), closed_days=holidays("2026-12-24", 28))
    assert (stands.now, stands.opens) == (False, opens)


def test_a_day_of_the_week_that_is_closed_several_times_comes_after_that() -> None:
    fridays = WeekHours(friday=("11:30-14:30",))
    off = (date(2027, 1, 8), date(2026, 12, 25), date(2027, 1, 1), date(2026, 12, 25))
    stands = service(fridays, BERLIN, local("2026-12-18 15:00"), closed_days=off)
    january = date(2027, 1, 15)
    assert stands == Service(
        False, When("friday", "11:30", january), When("friday", "14:30", january)
    )


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25", "2026-12-24"])
def test_without_hours_it_is_closed_from_midnight_to_midnight(day: str) -> None:
    """On the two days of the year that have not 24 hours, too."""
    off = date.fromisoformat(day)
    minute = timedelta(minutes=1)
    begins, ends = local(f"{day} 00:00"), local(f"{off + timedelta(days=1)} 00:00")

    def stands(at: datetime) -> Service:
        return service(ROUND_THE_CLOCK, BERLIN, at, closed_days=(off,))

    assert stands(begins - minute) == Service(True, closes=When("tomorrow", "00:00"))
    assert stands(begins) == Service(False, When("tomorrow", "00:00"))
    assert stands(ends - minute) == Service(False, When("tomorrow", "00:00"))
    assert stands(ends) == Service(True)


def test_closed_days_that_are_over_or_far_off_are_not_told() -> None:
    off = (date(2020, 1, 1), date(2026, 12, 24), date.max)
    at = local("2026-12-10 12:00")
    assert service(ROUND_THE_CLOCK, BERLIN, at, closed_days=off) == Service(True)


MINUTES = st.integers(0, 24 * 60 - 1)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC)
)


@given(begins=MINUTES, ends=MINUTES, day=st.integers(0, 6), at=MOMENTS)
def test_a_span_is_so_many_minutes_of_every_week(
    begins: int, ends: int, day: int, at: datetime
) -> None:
    """Against a clock without summer time, as a remainder."""
    first, last = (f"{m // 60:02}:{m % 60:02}" for m in (begins, ends))
    stands = service(WeekHours(**{WEEK[day]: (f"{first}-{last}",)}), "UTC", at)
    minute = (at.weekday() * 24 + at.hour) * 60 + at.minute
    since = (minute - day * 24 * 60 - begins) % (7 * 24 * 60)
    assert stands.now == (since < ((ends - begins - 1) % (24 * 60) + 1))
    assert stands.closes is not None
    assert stands.closes.time == last
    assert (stands.opens.time if stands.opens else None) == (None if stands.now else first)


@given(
    begins=MINUTES,
    length=st.integers(1, 24 * 60 - 1),
    weekdays=st.sets(st.sampled_from(WEEK), min_size=1),
    off=st.sets(st.integers(-3, 60), max_size=40),
    at=MOMENTS,
)
def test_the_next_opening_is_on_the_next_day_that_is_not_closed(
    begins: int, length: int, weekdays: set[str], off: set[int], at: datetime
) -> None:
    """Against a walk from day to day."""
    first, last = (f"{m // 60 % 24:02}:{m % 60:02}" for m in (begins, begins + length))
    today = at.replace(hour=0, minute=0, second=0, microsecond=0)
    openings = [
        (day + timedelta(minutes=begins), day + timedelta(minutes=begins + length))
        for ahead in range(-1, 500)
        if ahead not in off and WEEK[(day := today + timedelta(days=ahead)).weekday()] in weekdays
    ]
    opens = next(opens for opens, closes in openings if at < closes)
    closed_days = tuple((today + timedelta(days=ahead)).date() for ahead in off)
    hours = WeekHours(**dict.fromkeys(weekdays, (f"{first}-{last}",)))
    stands = service(hours, "UTC", at, closed_days=closed_days)
    assert stands.now == (opens <= at)
    assert stands.closes is not None
    if not stands.now:
        assert stands.opens is not None
        ahead = (opens.date() - at.date()).days
        assert stands.opens.on == (opens.date() if ahead > 7 else None)
        assert (stands.opens.day in ("today", "tomorrow")) == (ahead < 2)
        assert stands.opens.time == first
