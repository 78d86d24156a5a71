"""Who is who: signed tokens, and the file that lets terminals of the same user pair by themselves."""

import json
import secrets
from pathlib import Path
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from restaurant.common.files import replace_file
from restaurant.domain.errors import Refused
from restaurant.domain.values import ADDRESS, Actor, Role
from restaurant.server.identity import identity_of

VALID_S = 30 * 24 * 3600
"""A token is good for thirty days; a local one until the server that made it ends."""

LOCAL_ROLES: tuple[Role, ...] = ("customer", "waiter", "manager", "console")


class Access:
    """Makes and reads tokens; `trust_lan` takes whoever shows none for staff."""

    def __init__(self, key_file: Path, *, trust_lan: bool) -> None:
        key = secret_key(key_file)
        self.identity = identity_of(key)
        self._serializer = URLSafeTimedSerializer(key, salt="restaurant.token")
        self._local = URLSafeSerializer(key, salt=f"restaurant.local.{secrets.token_hex(16)}")
        self._trust_lan = trust_lan

    def token(self, actor: Actor) -> str:
        """A token that says who its bearer is."""
        return self._serializer.dumps([actor.role, actor.id, actor.name])

    def actor(self, token: object, address: str) -> Actor:
        """Who shows this token; None is whoever shows none, told apart by address only.

        Raises Refused `not_signed_in`.
        """
        if token is None:
            role: Role = "manager" if self._trust_lan else "anybody"
            return Actor(role=role, id=f"{ADDRESS}{address}")
        if not isinstance(token, str):
            raise Refused("not_signed_in")
        try:
            role, sender, name = self._read(token)
        except (BadSignature, ValueError):
            raise Refused("not_signed_in") from None
        return Actor(role=role, id=sender, name=name)

    def write_local_tokens(self, path: Path, port: int) -> None:
        """Leave a token for each role where only this user's programs can read it. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        tokens = {role: self._local.dumps([role, f"local-{role}", role]) for role in LOCAL_ROLES}
        text = json.dumps({"port": port, "tokens": tokens})
        replace_file(path, text.encode(), private=True)

    def _read(self, token: str) -> Any:
        try:
            return self._local.loads(token)
        except BadSignature:
            return self._serializer.loads(token, max_age=VALID_S)


def bearer(authorization: str) -> str | None:
    """The token in a request's `Authorization: Bearer` header."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def secret_key(path: Path) -> bytes:
    """The restaurant's key, made on the first start. Raises OSError."""
    if not path.exists():
        replace_file(path, secrets.token_bytes(32), private=True)
    return path.read_bytes()
