"""What the engine needs from outside, and what it hands out: the seams between rules and machines."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from restaurant.domain.events import Event
from restaurant.domain.state import State
from restaurant.domain.values.people import Actor


class Commit(Struct, frozen=True, omit_defaults=True):
    """One accepted command: the `seq`-th of this restaurant, its sender, its id and its events."""

    seq: int
    at: datetime
    by: Actor
    cause: str
    events: tuple[Event, ...]


class Step(Struct, frozen=True):
    """One event with the states around it: what everybody who follows the journal is given."""

    seq: int
    at: datetime
    event: Event
    before: State
    after: State


class StorageFailed(Exception):
    """The journal could not keep a batch, and is as it was before; nothing of the batch happened."""


class StorageBroken(StorageFailed):
    """The journal could not even be cut back: whether it has the batch shows at the next start."""


class Journal(Protocol):
    """The truth."""

    def append(self, commits: Sequence[Commit]) -> None:
        """Keep a batch for good before returning. Raises StorageFailed if it is not kept."""


class Follower(Protocol):
    """A file made from the journal, which reads on from its own position."""

    def follow(self, steps: Sequence[Step]) -> None:
        """Take in what is new in these steps; steps that it has already are passed over."""


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Now, in UTC."""


class Signal(Protocol):
    """An event that one task waits for and any may set; setting it wakes the waiter once."""

    def set(self) -> None:
        """Wake the waiter, or let its next wait return at once."""

    def wait(self, timeout: float | None) -> bool:
        """Wait and clear; False if the time ran out."""
