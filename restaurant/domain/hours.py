"""Hours of a week on the restaurant's clock, as moments: what is open now, and when that changes.

On closed days nothing begins; what began the evening before goes on past midnight.

Clocks that are put forward or back twice a year do not change how long a span is: of an hour
that comes twice the first one is meant, and one that is skipped is as far after midnight as on any other day.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple, get_args
from zoneinfo import ZoneInfo

from restaurant.domain.values.hours import Service, Weekday, WeekHours, When

WEEK: tuple[Weekday, ...] = get_args(Weekday)
ROUND_THE_CLOCK = WeekHours(**dict.fromkeys(WEEK, ("00:00-24:00",)))
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
A_WEEK = 7 * DAY
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Window(NamedTuple):
    """From a moment until just before another one, in UTC."""

    opens: datetime
    closes: datetime


def service(
    hours: WeekHours,
    zone: str,
    at: datetime,
    *,
    last_orders: int = 0,
    closed_days: tuple[date, ...] = (),
) -> Service:
    """How these hours stand at a moment, where nobody orders in their last minutes."""
    return _service(hours, zone, (at - EPOCH) // MINUTE, last_orders, closed_days)


@lru_cache(maxsize=1024)
def _service(
    hours: WeekHours, zone: str, minute: int, last_orders: int, closed_days: tuple[date, ...]
) -> Service:
    """Hours begin and end with a minute, so all orders of one minute share the answer."""
    at, here = EPOCH + minute * MINUTE, ZoneInfo(zone)
    early = timedelta(minutes=last_orders)
    over = False
    for window in _windows(hours, here, _days(at.astimezone(here).date(), closed_days)):
        ends = window.closes - early
        if at >= window.closes or ends <= window.opens:
            continue
        if at >= ends:
            over = True
            continue
        closes = None if ends - max(at, window.opens) > A_WEEK else _when(ends, at, here)
        if at >= window.opens:
            return Service(True, closes=closes)
        return Service(False, _when(window.opens, at, here), closes, last_orders=over)
    return Service(False, last_orders=over)


def _days(today: date, closed_days: Iterable[date]) -> list[date]:
    """The days to look at, from yesterday on: a week and a bit, and a week more for each that is closed.

    So the next opening is found behind any row of closed days, also where a restaurant opens on Mondays
    only and some of these are closed.
    """
    closed = set(closed_days)
    first, last = today - DAY, today + 8 * DAY
    for day in sorted(closed):
        if first <= day <= last:
            last += A_WEEK
    days = (first + ahead * DAY for ahead in range((last - first).days + 1))
    return [day for day in days if day not in closed]


def _windows(hours: WeekHours, zone: ZoneInfo, days: Iterable[date]) -> list[Window]:
    """The windows that begin on these days, in turn; such as touch are one."""
    joined: list[Window] = []
    for window in sorted(_spans(hours, zone, days)):
        if joined and window.opens <= joined[-1].closes:
            last = joined.pop()
            window = Window(last.opens, max(last.closes, window.closes))
        joined.append(window)
    return joined


def _spans(hours: WeekHours, zone: ZoneInfo, days: Iterable[date]) -> Iterator[Window]:
    for day in days:
        for span in getattr(hours, WEEK[day.weekday()]):
            begins, ends = (_minutes(part) for part in span.split("-"))
            opens = _moment(day, begins, zone)
            closes = _moment(day, ends if ends > begins else ends + 24 * 60, zone)
            if opens < closes:
                yield Window(opens, closes)


def _minutes(clock: str) -> int:
    hour, minute = clock.strip().split(":")
    return int(hour) * 60 + int(minute)


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """That time on the clock of a day, which may be one of the day after."""
    days, minutes = divmod(minutes, 24 * 60)
    clock = time(*divmod(minutes, 60))
    return datetime.combine(day + days * DAY, clock, zone).astimezone(UTC)


def _when(moment: datetime, at: datetime, zone: ZoneInfo) -> When:
    there = moment.astimezone(zone)
    days = (there.date() - at.astimezone(zone).date()).days
    named = {0: "today", 1: "tomorrow"}.get(days, WEEK[there.weekday()])
    on = there.date() if days > A_WEEK.days else None
    return When(named, f"{there:%H:%M}", on)  # type: ignore[arg-type]
