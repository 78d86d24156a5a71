"""The desk that every wire brings its commands to: read, allow, commit, answer."""

from collections.abc import Callable, Mapping
from typing import Any

from restaurant.common.ids import new_id
from restaurant.domain.commands import Command
from restaurant.domain.errors import Refused
from restaurant.engine.committer import Committer
from restaurant.engine.engine import Outcome, Request
from restaurant.engine.ports import Signal
from restaurant.protocol.codec import (
    read_command,
    read_seed_command,
    row_for,
    write_answer,
)
from restaurant.protocol.messages import Reply
from restaurant.protocol.refusals import refusal
from restaurant.server.speech import Speech
from restaurant.server.trust.access import Caller
from restaurant.server.trust.gate import Gate
from restaurant.server.trust.pace import LIMITED, Pace

Own = Callable[[Any], None]
"""Carries out a command that the server itself is asked for, and that no journal holds. May raise Refused."""


class Desk:
    """Takes commands from any wire; `own` carries out those that the server itself is asked for."""

    def __init__(
        self,
        committer: Committer,
        signal: Callable[[], Signal],
        *,
        own: Mapping[type[Command], Own],
        speech: Speech,
        pace: Pace,
        gate: Gate,
    ) -> None:
        self._committer, self._signal = committer, signal
        self._own, self._speech, self._pace, self._gate = own, speech, pace, gate
        self._stopping = False

    def command(self, caller: Caller, name: object, message: object, *, native: bool) -> Reply:
        """Carry out a command and answer it; waits until it is durable or refused."""
        command_id, said = id_of(message), self._speech.to(caller.language)
        try:
            row = row_for(name, caller.actor)
            if native:
                command_id, command = read_command(row, message)
            else:
                command_id, command = read_seed_command(row, message, new_id())
            if (own := self._own.get(row.command)) is not None:
                own(command)
                return write_answer(command_id, (self._committer.seq, None), said)
            sealed = self._gate.seal(command, caller)
        except Refused as refused:
            return refusal(refused, said, command_id)
        request_id = self._gate.request_id(sealed, command_id)
        (outcome,) = self.commit(Request(sealed, caller.actor, request_id))
        token = self._gate.settle(sealed, caller, outcome)
        answer = outcome if isinstance(outcome, Refused) else (outcome.seq, outcome.made)
        return write_answer(command_id, answer, said, token)

    def admit(self, caller: Caller) -> None:
        """Let a message in when it is its sender's turn, which for most is at once."""
        if caller.actor.role in LIMITED:
            self._pace.wait(caller.address)

    def commit(self, *requests: Request) -> list[Outcome]:
        """Hand commands to the writer, which shares syncs among them; wait for what comes of each."""
        if self._stopping:
            return [Refused("stopping")] * len(requests)
        done = self._signal()
        outcomes: list[Outcome] = []

        def reply(outcome: Outcome) -> None:
            outcomes.append(outcome)
            if len(outcomes) == len(requests):
                done.set()

        for request in requests:
            self._committer.submit(request, reply)
        if requests:
            done.wait(None)
        return outcomes

    def refusal(
        self, refused: Refused, command_id: str | None = None, *, language: str | None = None
    ) -> dict[str, Any]:
        """A refusal in the one shape, for somebody who speaks a language."""
        return refusal(refused, self._speech.to(language), command_id)

    def stop(self) -> None:
        """Take no more commands."""
        self._stopping = True


def id_of(message: object) -> str | None:
    """The id that a refusal can name, if the message has one."""
    found = message.get("id") if isinstance(message, dict) else None
    return found if isinstance(found, str) and len(found) <= 64 else None
