"""One restaurant: decides a batch of commands in turn, and takes it over once it is durable."""

import logging
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from restaurant.domain import restaurant
from restaurant.domain.commands import Command
from restaurant.domain.errors import Refused
from restaurant.domain.events import Event
from restaurant.domain.state import State
from restaurant.domain.values import Actor
from restaurant.engine.answers import Accepted, Answers
from restaurant.engine.ports import Clock, Commit, Step

log = logging.getLogger(__name__)

Outcome = Accepted | Refused

Key = tuple[str, str]
"""A sender and the id of one of its commands."""

REFUSALS = 10_000
"""So many refusals are remembered, the newest; a start forgets them, as it ends every connection."""


class Request(Struct, frozen=True):
    """A command with its sender and the id that makes it idempotent."""

    command: Command
    actor: Actor
    id: str


class Batch(Struct):
    """Commands decided together, none of which counts before the journal has them all."""

    keys: list[Key]
    outcomes: list[Outcome]
    commits: list[Commit]
    steps: list[Step]
    state: State
    seq: int


class Engine:
    """The state of one restaurant and the way it changes.

    `decide` touches nothing, so a batch whose write failed is simply dropped; `accept` makes a batch
    the present. Between the two nobody else may decide: one restaurant has one writer.
    """

    def __init__(self, clock: Clock, state: State, seq: int, answers: Answers) -> None:
        self._clock = clock
        self._answers = answers
        self._refused: dict[Key, Refused] = {}
        self.state = state
        self.seq = seq

    @property
    def answers(self) -> Answers:
        """What is remembered of earlier commands."""
        return self._answers

    def decide(self, requests: Sequence[Request]) -> Batch:
        """What these commands come to, each seeing what those before it did."""
        now = self._clock.now()
        batch = Batch([], [], [], [], self.state, self.seq)
        in_batch: dict[Key, Outcome] = {}
        for request in requests:
            key = (request.actor.id, request.id)
            outcome = in_batch.get(key) or self._answers.find(*key) or self._refused.get(key)
            if outcome is None:
                outcome = in_batch[key] = self._decide_one(batch, request, now)
            batch.keys.append(key)
            batch.outcomes.append(outcome)
        return batch

    def accept(self, batch: Batch) -> None:
        """The batch is durable: its state is the present, its answers are remembered."""
        for commit in batch.commits:
            answer = Accepted(commit.seq, restaurant.made(commit.events))
            self._answers.add(commit.by.id, commit.cause, answer, commit.at)
        for key, outcome in zip(batch.keys, batch.outcomes, strict=True):
            if isinstance(outcome, Refused) and outcome.code != "fault":
                self._refused[key] = outcome
        while len(self._refused) > REFUSALS:
            del self._refused[next(iter(self._refused))]
        self.state = batch.state
        self.seq = batch.seq

    @staticmethod
    def _decide_one(batch: Batch, request: Request, now: datetime) -> Outcome:
        try:
            events = tuple(restaurant.decide(batch.state, request.command, request.actor, now))
            seq = batch.seq + 1
            steps, state = walk(batch.state, seq, now, events)
        except Refused as refusal:
            return refusal.with_traceback(
                None
            )  # it is remembered; the states in its frames need not be
        except Exception:
            log.exception("a command failed", extra={"command": request.id})
            return Refused("fault")
        batch.commits.append(Commit(seq, now, request.actor, request.id, events))
        batch.steps += steps
        batch.state, batch.seq = state, seq
        return Accepted(seq, restaurant.made(events))


def walk(state: State, seq: int, at: datetime, events: Sequence[Event]) -> tuple[list[Step], State]:
    """The steps that the events of one commit make from a state, and the state after them."""
    steps = []
    for event in events:
        after = restaurant.evolve(state, event, at)
        steps.append(Step(seq, at, event, state, after))
        state = after
    return steps, state
