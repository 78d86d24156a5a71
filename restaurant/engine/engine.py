"""One restaurant: decides a batch of commands in turn, and takes it over once it is durable."""

import logging
from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from msgspec import Struct

from restaurant.domain import restaurant
from restaurant.domain.commands import Command
from restaurant.domain.errors import Refused
from restaurant.domain.events import Event
from restaurant.domain.state import State
from restaurant.domain.values.people import Actor
from restaurant.engine.answers import Accepted, Answers
from restaurant.engine.ports import Clock, Commit, Step

log = logging.getLogger(__name__)

Outcome = Accepted | Refused

Key = tuple[str, str]
"""A sender and the id of one of its commands."""

REFUSALS = 10_000
"""How many refusals are remembered, the newest ones; like connections, they do not outlive a restart."""

ASKED = 1_000
"""Of how many commands, the newest ones, it is known what they were; of older ones only the answer is."""


class Request(Struct, frozen=True):
    """A command with its sender and the id that makes it idempotent."""

    command: Command
    actor: Actor
    id: str


class Batch(Struct):
    """Commands decided together, none of which counts before the journal has them all."""

    at: datetime
    state: State
    seq: int
    outcomes: list[Outcome] = []
    decided: dict[Key, tuple[bytes, Outcome]] = {}
    """What was decided anew; the other outcomes are those of commands that came before."""
    commits: list[Commit] = []
    steps: list[Step] = []


class Engine:
    """The state of one restaurant and the way it changes.

    `decide` touches nothing, so a batch whose write failed is simply dropped; `accept` makes a batch
    the present. Between the two nobody else may decide: one restaurant has one writer.
    """

    def __init__(self, clock: Clock, state: State, seq: int, answers: Answers) -> None:
        self._clock = clock
        self._answers = answers
        self._refused: dict[Key, Refused] = {}
        self._asked: dict[Key, bytes] = {}
        self.state = state
        self.seq = seq

    @property
    def answers(self) -> Answers:
        """What is remembered of earlier commands."""
        return self._answers

    def decide(self, requests: Sequence[Request]) -> Batch:
        """What these commands come to, each seeing what those before it did."""
        batch = Batch(self._clock.now(), self.state, self.seq)
        for request in requests:
            key, asked = (request.actor.id, request.id), _digest(request.command)
            outcome = self._before(batch, key, asked)
            if outcome is None:
                outcome = self._decide_one(batch, request)
                batch.decided[key] = asked, outcome
            batch.outcomes.append(outcome)
        return batch

    def accept(self, batch: Batch) -> None:
        """The batch is durable: its state is the present, its answers are remembered."""
        for key, (asked, outcome) in batch.decided.items():
            if isinstance(outcome, Accepted):
                self._answers.add(*key, outcome, batch.at)
            elif outcome.code != "fault":
                self._refused[key] = outcome
            self._asked[key] = asked
        _keep_newest(self._refused, REFUSALS)
        _keep_newest(self._asked, ASKED)
        self.state = batch.state
        self.seq = batch.seq

    def _before(self, batch: Batch, key: Key, asked: bytes) -> Outcome | None:
        """What was answered to this command before; None if it is new."""
        before, outcome = batch.decided.get(key) or (
            self._asked.get(key),
            self._answers.find(*key) or self._refused.get(key),
        )
        if outcome is not None and before is not None and before != asked:
            return Refused("id_used")
        return outcome

    @staticmethod
    def _decide_one(batch: Batch, request: Request) -> Outcome:
        try:
            events = tuple(restaurant.decide(batch.state, request.command, request.actor, batch.at))
            seq = batch.seq + 1
            steps, state = walk(batch.state, seq, batch.at, events)
        except Refused as refusal:
            # It is remembered; the states in the frames of its traceback need not be.
            return refusal.with_traceback(None)
        except Exception:
            log.exception("a command failed", extra={"command": request.id})
            return Refused("fault")
        batch.commits.append(Commit(seq, batch.at, request.actor, request.id, events))
        batch.steps += steps
        batch.state, batch.seq = state, seq
        return Accepted(seq, restaurant.made(events))


def _digest(command: Command) -> bytes:
    """What tells one command from another, and is as small whatever its sender wrote into it.

    No codec takes every command: a table's number may have any length until the rules refuse it.
    """
    return blake2b(repr(command).encode(), digest_size=16).digest()


def _keep_newest(remembered: dict[Key, Any], most: int) -> None:
    while len(remembered) > most:
        del remembered[next(iter(remembered))]


def walk(state: State, seq: int, at: datetime, events: Sequence[Event]) -> tuple[list[Step], State]:
    """The steps that the events of one commit make from a state, and the state after them."""
    steps = []
    for event in events:
        after = restaurant.evolve(state, event, at)
        steps.append(Step(seq, at, event, state, after))
        state = after
    return steps, state
