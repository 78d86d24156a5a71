"""Who is who: signed tokens, and the file that lets terminals of the same user pair by themselves.

A token carries the id of a paired terminal or of a session and nothing else. Who that is now, and
what they may do, is asked of the state each time, so that it ends the moment somebody is removed.
Ids count up, and are given out again after an old backup was brought back. So a token that is older
than the terminal or session it names was made for another one, and is refused.
Only the server's clock tells a token's age.
"""

import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer
from msgspec import Struct

from restaurant.common.files import replace_file
from restaurant.common.network.addresses import is_loopback
from restaurant.domain import senders
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.domain.values.people import ADDRESS, Actor, Role
from restaurant.server.trust.keys import Keys

VALID = timedelta(days=400)
"""How long a token is good for; a session ends earlier by itself, a local one with the server's run."""

RENEWED_AFTER = timedelta(days=7)

SAME = timedelta(minutes=1)
"""How much older than its terminal or session a token may seem: it has whole seconds, and clocks are set."""

LOCAL_ROLES: tuple[Role, ...] = ("customer", "waiter", "manager", "console")


class Caller(Struct, frozen=True):
    """Who sends something, and how it came.

    `tls` is whether it came through that door, `secure` whether nobody on the way could read it,
    `language` what they said they speak, if they did.
    """

    actor: Actor
    address: str
    tls: bool
    secure: bool
    language: str | None = None


class Access:
    """Makes and reads tokens; `trust_lan` takes whoever shows none for staff.

    `is_demo` takes secrets by the plain door too: those of a demo open nothing that is anybody's.
    """

    def __init__(
        self, keys: Keys, present: Callable[[], State], *, trust_lan: bool, is_demo: bool = False
    ) -> None:
        self._serializer = URLSafeTimedSerializer(keys.tokens, salt="restaurant.token")
        run = secrets.token_hex(16)
        self._local = URLSafeSerializer(keys.tokens, salt=f"restaurant.local.{run}")
        self._present = present
        self._trust_lan, self._is_demo = trust_lan, is_demo

    def token(self, sender: str) -> str:
        """A token for the paired terminal or the session with this id."""
        return self._serializer.dumps(sender)

    def who(self, token: object, *, address: str, tls: bool, language: str | None = None) -> Caller:
        """Who shows this token; None is whoever shows none, told apart by address only.

        Raises Refused `not_signed_in`, `terminal_removed`, or `needs_tls` where anybody on the
        network could have read the token.
        """
        secure = tls or self._trust_lan or self._is_demo or is_loopback(address)
        if token is None:
            role: Role = "manager" if self._trust_lan else "anybody"
            there = Actor(role=role, id=f"{ADDRESS}{address}")
            return Caller(there, address, tls, secure, language)
        actor = self._local_actor(token) or self._actor(token, secure=secure)
        return Caller(actor, address, tls, secure, language)

    @staticmethod
    def is_sender(made: str) -> bool:
        """Whether what a command made is something that sends: a terminal or a session."""
        return made.startswith((senders.TERMINAL, senders.SESSION_ID))

    def renewed(self, token: object) -> str | None:
        """A fresh token in place of one that was good and has grown old; None while it has not."""
        try:
            sender, age = self._read(token)
        except BadSignature:
            return None
        return self.token(sender) if age >= RENEWED_AFTER else None

    def write_local_tokens(self, path: Path, port: int) -> None:
        """Leave a token for each role where only this user's programs can read it. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        tokens = {role: self._local.dumps(role) for role in LOCAL_ROLES}
        text = json.dumps({"port": port, "tokens": tokens})
        replace_file(path, text.encode(), private=True)

    def _local_actor(self, token: object) -> Actor | None:
        try:
            role: Role = self._local.loads(_text(token))
        except BadSignature:
            return None
        here = Actor(role=role, id=f"local-{role}", name=role)
        return senders.signed_in_at(self._present(), here, datetime.now(UTC))

    def _actor(self, token: object, *, secure: bool) -> Actor:
        try:
            sender, age = self._read(token)
        except BadSignature:
            raise Refused("not_signed_in") from None
        if not secure:
            raise Refused("needs_tls")
        if age >= VALID:
            raise Refused("not_signed_in")
        state, now = self._present(), datetime.now(UTC)
        if sender.startswith(senders.TERMINAL):
            actor, code = senders.at_terminal(state, sender, now), "terminal_removed"
        else:
            actor, code = senders.in_session(state, sender, now), "not_signed_in"
        since = senders.began(state, sender)
        if actor is None or since is None or now - age < since - SAME:
            raise Refused(code)
        return actor

    def _read(self, token: object) -> tuple[str, timedelta]:
        """The id in a token, and its age; negative where the clock was set back. Raises BadSignature."""
        sender, made_at = self._serializer.loads(_text(token), return_timestamp=True)
        return str(sender), datetime.now(UTC) - made_at


def bearer(authorization: str) -> str | None:
    """The token in a request's `Authorization: Bearer` header."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def _text(token: object) -> str:
    if not isinstance(token, str):
        raise BadSignature("a token is text")
    return token
