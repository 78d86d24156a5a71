"""Where every link is received, whatever its wire: who it is, whether there is room, and its end."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from restaurant import __version__
from restaurant.common.language.strings import first_known
from restaurant.domain.errors import Refused
from restaurant.domain.senders import ABOUT_SENDERS, TERMINAL
from restaurant.domain.state import State
from restaurant.domain.values.people import Actor
from restaurant.engine.ports import Step
from restaurant.protocol import PROTOCOL
from restaurant.protocol.codec import read_hello
from restaurant.protocol.messages import Person, Restaurant, Watch, Welcome, Who
from restaurant.server.desk import Desk
from restaurant.server.hub import Hub
from restaurant.server.screens import Frame, Screen, Screens
from restaurant.server.trust.access import Access, Caller
from restaurant.server.trust.pace import LIMITED


class Link(Struct, frozen=True):
    """Somebody who asks to be let in, as a wire knows them; `key` is the wire's own.

    `deliver` puts a message on its way, `close` ends the link at once; neither ever blocks.
    """

    key: object
    address: str
    token: object
    tls: bool
    deliver: Callable[[Frame], None]
    close: Callable[[], None]
    language: str | None = None
    native: bool = False
    says_customer: bool = False


class Reception:
    """Makes screens out of links; `present` gives the state, `most_screens` is what can be watched."""

    def __init__(
        self,
        *,
        access: Access,
        desk: Desk,
        hub: Hub,
        screens: Screens,
        present: Callable[[], State],
        most_screens: int,
        identity: str,
        tls_port: int,
    ) -> None:
        self._access, self._desk, self._hub = access, desk, hub
        self._screens, self._present, self._most_screens = screens, present, most_screens
        self._identity, self._tls_port = identity, tls_port

    def who(self, token: object, *, address: str, tls: bool, language: str | None = None) -> Caller:
        """Whoever shows this token. Raises Refused, as `Access.who` does."""
        return self._access.who(token, address=address, tls=tls, language=language)

    def renewed(self, token: object) -> str | None:
        """A fresh token in place of one that was good and has grown old; None while it has not."""
        return self._access.renewed(token)

    def open(self, link: Link, watch: Callable[[], Watch] | None = None) -> Screen:
        """Let somebody in, and show them what their address names, if anything.

        Raises Refused `too_many_screens`, why they may not come in, or why they may not see it.
        """
        if len(self._screens) >= self._most_screens:
            raise Refused("too_many_screens")
        caller = self.who(link.token, address=link.address, tls=link.tls, language=link.language)
        if caller.actor.role in LIMITED and self._strangers_are_many():
            raise Refused("too_many_screens")
        screen = _screen(link, caller)
        if watch is not None:
            first = watch()
            self._hub.watch(screen, first.audience, first.of)
        self._screens.join(link.key, screen)
        return screen

    def _strangers_are_many(self) -> bool:
        """Whether they have all places but the quarter that is kept for who shows a token."""
        most = self._most_screens - self._most_screens // 4
        if len(self._screens) < most:
            return False
        return sum(screen.actor.role in LIMITED for screen in self._screens.all()) >= most

    def find(self, key: object) -> Screen | None:
        """The screen with a wire's own key."""
        return self._screens.get(key)

    def close(self, key: object) -> Screen | None:
        """Somebody went; who it was."""
        screen = self._screens.leave(key)
        if screen is not None:
            self._hub.leave(screen)
        return screen

    def published(self, steps: Sequence[Step]) -> None:
        """Look at everybody anew where a batch was about terminals or sessions."""
        if any(isinstance(step.event, ABOUT_SENDERS) for step in steps):
            self.look_again()

    def look_again(self) -> None:
        """Whoever signed in or out, was removed, or has other rights: each link is what it may be now."""
        for screen in self._screens.all():
            if screen.token is not None:
                self._look_at(screen)

    def _look_at(self, screen: Screen) -> None:
        before = screen.caller
        try:
            now = self.who(
                screen.token, address=before.address, tls=before.tls, language=before.language
            )
            if now == before:
                return
            self._screens.is_now(screen, now)
            self._hub.may_still_watch(screen)
        except Refused:
            screen.close()  # it comes back, and is told why not
            return
        if screen.native:
            who = Who(role=now.actor.role, person=_person(now.actor), name=now.actor.name)
            screen.send(Frame("who", msgspec.json.encode(who).decode()))

    def answered(self, key: object, seconds: float) -> None:
        """A link was asked whether it lives, and took so long to answer."""
        screen = self.find(key)
        if screen is not None:
            self._screens.answered(screen, seconds)

    def hear(self, screen: Screen, size: int) -> None:
        """Take in a message of so many bytes when it is its sender's turn. Raises Refused `too_large`."""
        self._desk.admit(screen.caller)
        if size > self.most_bytes:
            raise Refused("too_large", most=self.most_bytes)

    @property
    def most_bytes(self) -> int:
        """The restaurant's limit for a message."""
        return self._present().settings.limits.message_bytes

    def hello(self, screen: Screen, message: object) -> Welcome:
        """Answer a hello. Raises Refused `malformed` or `other_protocol`."""
        hello = read_hello(message)
        if hello.language:
            screen.caller = replace(screen.caller, language=first_known(hello.language))
        # Who was paired is called what the restaurant calls it, whatever it says itself.
        name = "" if screen.actor.id.startswith(TERMINAL) else hello.name
        self._screens.said_hello(screen, name, hello.version)
        settings = self._present().settings
        return Welcome(
            protocol=PROTOCOL,
            version=__version__,
            restaurant=Restaurant(settings.name, settings.number),
            now=datetime.now(UTC),
            role=screen.actor.role,
            person=_person(screen.actor),
            name=screen.actor.name,
            token=self._access.renewed(screen.token),
            identity=self._identity,
            tls_port=self._tls_port,
        )


def _person(actor: Actor) -> Person | None:
    return Person(actor.staff, actor.name) if actor.staff else None


def _screen(link: Link, caller: Caller) -> Screen:
    actor = caller.actor
    return Screen(
        caller=caller,
        token=link.token,
        name=actor.name,
        since=datetime.now(UTC),
        deliver=link.deliver,
        close=link.close,
        native=link.native,
        is_customer=actor.role == "customer" or link.says_customer,
        watches=set(),
    )
