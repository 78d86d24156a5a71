"""Terminals without a window: what a link is told, kept for a proof to look at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from restaurant.client.address import Address, always
from restaurant.client.link import Link
from restaurant.client.mirror import Mirror
from restaurant.client.notices import Answered, Changed, Notice, Offline, Snapshot
from restaurant.common.language.strings import Strings
from restaurant.domain.commands import Command
from restaurant.protocol.documents import DishDocument, OrderDocument, TerminalDocument
from restaurant.selftest.proving import Failed, until

NAME = "self-test"


class Terminal:
    """A link of one role, and all that it shows."""

    def __init__(self, local: Path, address: Address, role: str, audiences: Sequence[str]) -> None:
        self._mirror = Mirror()
        self._answers: dict[str, dict[str, Any]] = {}
        self._reason = "link.no_server"
        self.link = Link(
            where=always(address), role=role, name=NAME, audiences=audiences, outbox=None,
            notice=self._take, local=local,
        )  # fmt: skip

    def _take(self, notice: Notice) -> None:
        match notice:
            case Snapshot() | Changed():
                self._mirror.take(notice)
            case Answered():
                self._answers[notice.id] = notice.answer
            case Offline():
                self._reason = notice.reason

    def orders(self) -> Mapping[str, OrderDocument]:
        """The orders that it is shown."""
        return cast(Mapping[str, OrderDocument], self._mirror.all("orders"))

    def plain_dishes(self) -> list[DishDocument]:
        """The dishes that can be ordered without a choice to make."""
        dishes = cast(Mapping[str, DishDocument], self._mirror.all("items"))
        return [dish for dish in dict(dishes).values() if dish.is_offered and not dish.modifiers]

    def terminals(self) -> list[TerminalDocument]:
        """Who else is connected, for one who may know."""
        connected = cast(Mapping[str, TerminalDocument], self._mirror.all("terminals"))
        return [terminal for terminal in dict(connected).values() if terminal.name != NAME]

    def send(self, command: Command) -> dict[str, Any]:
        """The answer to a command. Raises Failed if it is refused, or none comes."""
        command_id = self.link.send(command)
        answer: dict[str, Any] = self.await_(lambda: self._answers.get(command_id), "an answer")
        if "error" in answer:
            raise Failed("selftest.refused", why=answer.get("message", answer["error"]))
        return answer

    def await_(self, found: Callable[[], Any], what: str) -> Any:
        """What is found in what it is shown. Raises Failed, saying so if there is no link."""
        try:
            return until(found, what)
        except Failed as failed:
            if self._mirror.all("restaurant"):
                raise
            raise Failed("selftest.no_link", why=Strings().text(self._reason)) from failed


@contextmanager
def terminal(local: Path, address: Address, role: str, *audiences: str) -> Iterator[Terminal]:
    """A terminal of that role until the block ends; `local` is where the server leaves tokens."""
    made = Terminal(local, address, role, audiences)
    made.link.start()
    try:
        yield made
    finally:
        made.link.stop()
