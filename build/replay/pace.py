"""When each past order is due: its gaps as they were, many times faster, long closed hours cut."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from build.replay.orders_file import PastOrder


class Due(NamedTuple):
    """An order and the second of the replay at which it is due."""

    order: PastOrder
    at: float


def schedule(
    orders: Sequence[PastOrder], *, speed: float, longest_gap: timedelta
) -> tuple[list[Due], int]:
    """The orders with their times, and how many gaps were cut to the longest.

    The file tells the minute only: what came in one minute is spread evenly over it.
    """
    due: list[Due] = []
    cut = 0
    past, last = 0.0, None
    for order, time in _spread(orders):
        gap = time - last if last is not None else 0.0
        cut += gap > longest_gap.total_seconds()
        past += min(gap, longest_gap.total_seconds())
        last = time
        due.append(Due(order, past / speed))
    return due, cut


def _spread(orders: Sequence[PastOrder]) -> Iterator[tuple[PastOrder, float]]:
    """Each order with seconds since some moment."""
    for minute, together in groupby(orders, key=lambda order: order.at):
        same = list(together)
        seconds = (minute - orders[0].at).total_seconds()
        for place, order in enumerate(same):
            yield order, seconds + 60 * place / len(same)
