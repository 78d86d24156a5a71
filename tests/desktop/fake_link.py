"""A link without a network: the test plays the server's part."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from itertools import count
from typing import Any

from restaurant.client.notices import Answered, Changed, Notice, Offline, Online, Snapshot
from restaurant.domain.commands import Command
from restaurant.protocol.messages import Person, Who
from tests.desktop.sample import CATEGORIES, DISHES, restaurant


class FakeLink:
    """Keeps what a window sends; the test tells the window what a server would."""

    def __init__(self, notice: Callable[[Notice], None]) -> None:
        self.tell = notice
        self.sent: list[tuple[str, Command]] = []
        self.asked: list[tuple[Command, Future[dict[str, Any]]]] = []
        self.watched: list[tuple[str, str]] = []
        self.unwatched: list[tuple[str, str]] = []
        self.running = False
        self.full = False
        self.hurried = 0
        self.spoken: list[str] = []
        self._ids = count(1)

    def start(self) -> None:
        self.running = True

    def hurry(self) -> None:
        self.hurried += 1

    def speak(self, language: str) -> None:
        self.spoken.append(language)

    def stop(self) -> None:
        self.running = False

    def send(self, command: Command) -> str:
        if self.full:
            raise OSError(28, "No space left on device")
        self.sent.append((f"id-{next(self._ids)}", command))
        return self.sent[-1][0]

    def ask(self, command: Command) -> "Future[dict[str, Any]]":
        self.asked.append((command, Future()))
        return self.asked[-1][1]

    def watch(self, audience: str, of: str) -> None:
        self.watched.append((audience, of))

    def unwatch(self, audience: str, of: str) -> None:
        self.unwatched.append((audience, of))

    @property
    def commands(self) -> list[Command]:
        return [command for _id, command in self.sent]

    def online(self, *, offset: timedelta = timedelta()) -> None:
        self.tell(Online(restaurant_name="Trattoria Blu", version="0.1.0", clock_offset=offset))

    def taken_for(self, role: str, *person: str) -> None:
        """The server says who this is; a person by staff id and name."""
        name = person[1] if person else role
        self.tell(Who(role=role, person=Person(*person) if person else None, name=name))

    def offline(self, reason: str = "link.lost") -> None:
        self.tell(Offline(reason=reason))

    def answer(self, place: int = -1, **answer: Any) -> None:
        command_id, command = self.sent[place]
        self.tell(Answered(id=command_id, command=command, answer={"id": command_id, **answer}))

    def snapshot(self, audience: str, of: str | None = None, **kinds: dict[str, Any]) -> None:
        self.tell(Snapshot(audience=audience, of=of, documents=kinds))

    def put(self, audience: str, of: str | None = None, **kinds: dict[str, Any]) -> None:
        self.tell(Changed(audience=audience, of=of, put=kinds, drop={}))

    def drop(self, audience: str, **kinds: list[str]) -> None:
        self.tell(Changed(audience=audience, of=None, put={}, drop=kinds))


def show_menu(link: FakeLink, **changes: Any) -> None:
    """What a server tells a new terminal."""
    link.online()
    documents: dict[str, Any] = {
        "restaurant": {"1": restaurant()},
        "categories": CATEGORIES,
        "items": DISHES,
    }
    link.snapshot("menu", **(documents | changes))
