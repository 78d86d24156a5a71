"""What the engine's tests use: a clock with hands, a disk in memory that can fail, requests in a line."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from restaurant.domain.commands import Command, NewOrder, PutCategory, PutMenuItem
from restaurant.domain.state import State
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.domain.values.people import Actor
from restaurant.engine.answers import Answers
from restaurant.engine.committer import Committer
from restaurant.engine.engine import Engine, Outcome, Request
from restaurant.engine.ports import Commit, Follower, Step

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ANA = Actor(role="waiter", id="ana", name="Ana")
BEN = Actor(role="waiter", id="ben", name="Ben")
BOSS = Actor(role="manager", id="boss", name="Boss")

BURGER = NewOrder(items=("Burger",), table=4)
MENU: tuple[Command, ...] = (
    PutCategory(category=Category(id="mains", name="Mains")),
    PutMenuItem(item=MenuItem(id="burger", name="Burger", category="mains", price=900)),
)


class HandClock:
    """A clock that moves when it is told to."""

    def __init__(self, now: datetime = NOON) -> None:
        self.time = now

    def now(self) -> datetime:
        """The time on its hands."""
        return self.time

    def advance(self, **by: float) -> None:
        """Turn the hands."""
        self.time += timedelta(**by)


class NoSignal:
    """A signal where nobody waits: the tests call the committer themselves."""

    def set(self) -> None:
        """Nobody to wake."""

    def wait(self, timeout: float | None) -> bool:
        """Never waits."""
        return True


class MemoryJournal:
    """A journal in memory; `fails` is raised by the next append."""

    def __init__(self) -> None:
        self.batches: list[Sequence[Commit]] = []
        self.fails: Exception | None = None

    def append(self, commits: Sequence[Commit]) -> None:
        """Keep them, or fail as told."""
        if self.fails is not None:
            failure, self.fails = self.fails, None
            raise failure
        self.batches.append(commits)

    @property
    def commits(self) -> list[Commit]:
        """All that was kept."""
        return [commit for batch in self.batches for commit in batch]


def here(function: Callable[..., Any], *args: Any) -> Any:
    """What a server does in another thread, done at once."""
    return function(*args)


class House:
    """An engine and its committer without threads: `send` is one batch."""

    def __init__(self, followers: Sequence[Follower] = (), engine: Engine | None = None) -> None:
        self.clock = HandClock()
        self.journal = MemoryJournal()
        self.engine = engine or Engine(self.clock, State(), 0, Answers())
        self.published: list[Step] = []
        self.committer = Committer(
            self.engine,
            self.journal,
            followers,
            off_loop=here,
            signal=NoSignal,
            published=self.published.extend,
        )

    def send(self, *requests: Request) -> list[Outcome]:
        """The outcomes of one batch, in its order."""
        return send(self.committer, *requests)


def send(committer: Committer, *requests: Request) -> list[Outcome]:
    """The outcomes of one batch, in its order."""
    told: list[Outcome] = []
    for request in requests:
        committer.submit(request, told.append)
    committer.commit_waiting()
    assert len(told) == len(requests)
    return told


def ask(command: Command, command_id: str, actor: Actor = ANA) -> Request:
    """A command as a wire hands it in."""
    return Request(command, actor, command_id)


def menu() -> Iterable[Request]:
    """What makes the menu of one burger."""
    return [ask(command, f"menu-{n}", BOSS) for n, command in enumerate(MENU)]


def opened_house(followers: Sequence[Follower] = ()) -> House:
    """A house with a menu."""
    house = House(followers)
    house.send(*menu())
    house.published.clear()
    return house
