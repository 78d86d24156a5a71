"""Makes a data folder with many orders stored, quickly, by driving the engine without a network."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from restaurant.domain.commands import Command, NewOrder, SetOrderStatus
from restaurant.domain.values.people import Actor
from restaurant.engine.engine import Request
from restaurant.storage.opening import Opened, open_folder

AT_ONCE = 256
SENDER = Actor(role="manager", id="bench")
DISHES = ("Burger", "Pasta al Pomodoro", "Tiramisu", "Mineral Water", "Margherita")


class SteppingClock:
    """A clock that a history moves on itself."""

    def __init__(self, start: datetime) -> None:
        self.time = start

    def now(self) -> datetime:
        return self.time


def make(folder: Path, *, orders: int, closed: bool, days: float) -> None:
    """Orders spread evenly over the days before now; each served at once if `closed`.

    Ends like a server that was stopped in good order: with a snapshot.
    """
    step = timedelta(days=days) / max(1, orders)
    clock = SteppingClock(datetime.now(UTC) - timedelta(days=days))
    opened = open_folder(folder, clock)
    for start in range(0, orders, AT_ONCE):
        count = min(AT_ONCE, orders - start)
        commit(opened, [_order(start + place) for place in range(count)])
        if closed:
            first = opened.engine.state.orders.last_number - count + 1
            commit(opened, [_served(opened, first + place) for place in range(count)])
        clock.time += step * count
    opened.save_snapshot(opened.snapshot())
    opened.close()


def commit(opened: Opened, commands: Sequence[Command]) -> None:
    """One batch, as the committer does it; every command has to be accepted."""
    requests = list(_requests(opened.engine.seq, commands))
    batch = opened.engine.decide(requests)
    assert len(batch.commits) == len(requests), batch.outcomes
    opened.journal.append(batch.commits)
    opened.book.follow(batch.steps)
    opened.archive.follow(batch.steps)
    opened.engine.accept(batch)


def _requests(seq: int, commands: Sequence[Command]) -> Iterator[Request]:
    # As long as a real id: what is remembered of each command counts in the figures.
    for place, command in enumerate(commands):
        yield Request(command, SENDER, f"{seq + place:036}")


def _order(number: int) -> Command:
    dishes = tuple(DISHES[(number + place) % len(DISHES)] for place in range(1 + number % 4))
    return NewOrder(items=dishes, table=1 + number % 40)


def _served(opened: Opened, number: int) -> Command:
    order_id = f"ORD-{opened.engine.state.settings.number}-{number}"
    return SetOrderStatus(order_id=order_id, status="completed")
