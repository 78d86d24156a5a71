"""Everybody who is connected: who they are, what they watch, and how messages reach them."""

from collections.abc import Callable
from datetime import datetime
from itertools import cycle
from typing import Any

from msgspec import Struct

from restaurant.domain.values.people import Actor
from restaurant.server.outbound import Message
from restaurant.server.trust.access import Caller


class Frame:
    """A message for many screens: an event name and a JSON text, turned into each wire's form once."""

    def __init__(self, event: str, json: str) -> None:
        self.event = event
        self.json = json
        self._forms: dict[str, Message] = {}

    def form(self, wire: str, make: Callable[["Frame"], str]) -> Message:
        """This message as one wire writes it."""
        message = self._forms.get(wire)
        if message is None:
            message = self._forms[wire] = Message(make(self))
        return message


class Screen(Struct, eq=False):
    """One link. `native` once it said hello; `watches` are its audiences with what they are of.

    `close` ends the link from this side, at once and whatever the other side does.
    """

    caller: Caller
    token: object
    name: str
    since: datetime
    deliver: Callable[[Frame], None]
    close: Callable[[], None]
    native: bool = False
    is_customer: bool = False
    version: str = ""
    lag_ms: int | None = None
    watches: set[tuple[str, str | None]] = set()

    @property
    def actor(self) -> Actor:
        """Who is there."""
        return self.caller.actor

    def send(self, frame: Frame) -> None:
        """Put a message on its way; never blocks."""
        self.deliver(frame)


class Screens:
    """The links that are open now; `changed` is told who came, said hello, or (False) went."""

    def __init__(self, changed: Callable[[Screen, bool], None]) -> None:
        self._screens: dict[Any, Screen] = {}
        self._changed = changed

    def __len__(self) -> int:
        return len(self._screens)

    def get(self, key: Any) -> Screen | None:
        """The link with a transport's own key."""
        return self._screens.get(key)

    def all(self) -> list[Screen]:
        """Everybody."""
        return list(self._screens.values())

    def join(self, key: Any, screen: Screen) -> None:
        """Somebody came."""
        self._screens[key] = screen
        self._changed(screen, True)

    def leave(self, key: Any) -> Screen | None:
        """Somebody went."""
        screen = self._screens.pop(key, None)
        if screen is not None:
            self._changed(screen, False)
        return screen

    def is_now(self, screen: Screen, caller: Caller) -> None:
        """Somebody else is there, or the same with other rights."""
        screen.caller = caller
        self._changed(screen, True)

    def said_hello(self, screen: Screen, name: str, version: str) -> None:
        """A link proved to speak the native wire."""
        screen.native, screen.name, screen.version = True, name or screen.name, version
        self._changed(screen, True)

    def answered(self, screen: Screen, seconds: float) -> None:
        """A link took so long to show that it lives; who watches is told when that is another step."""
        lag = coarse_ms(seconds)
        if lag != screen.lag_ms:
            screen.lag_ms = lag
            self._changed(screen, True)


def coarse_ms(seconds: float) -> int:
    """Milliseconds as people compare them, rounded up to 1, 2 or 5 of a power of ten."""
    step = 1
    for factor in cycle((2, 2.5, 2)):
        if seconds * 1000 <= step:
            break
        step = round(step * factor)
    return step
