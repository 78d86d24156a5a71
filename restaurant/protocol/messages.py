"""The shapes on the native wires, each once: what both sides write, read and publish."""

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

Documents = dict[str, dict[str, Any]]
"""Whole documents by kind and id."""


class Hello(Struct, frozen=True):
    """The first message of a native link, the terminal's; `name` is what it is called.

    `language` is what refusals are to be written in; it may be said again whenever that changes.
    """

    protocol: int
    version: Annotated[str, Meta(max_length=40)] = ""
    restaurant: Any = None
    name: Annotated[str, Meta(max_length=60)] = ""
    language: Annotated[str, Meta(max_length=35)] = ""


class Restaurant(Struct, frozen=True):
    """Which restaurant it is that answers a hello."""

    name: str
    number: int


class Person(Struct, frozen=True):
    """Somebody on the staff who is signed in."""

    staff_id: str
    name: str


class Who(Struct, frozen=True, kw_only=True):
    """Whom the server takes a screen for from now on, in the middle of a link.

    `name` is under which it places orders: the person's, or else the terminal's.
    """

    role: str
    person: Person | None = None
    name: str = ""
    type: str = "who"


class Welcome(Struct, frozen=True):
    """The server's hello in answer, with its time and who it takes the other side for.

    `person` is who is signed in there, `name` under which it places orders. `token` comes where the
    one that was shown has grown old.
    `identity` is the restaurant's at any address; `tls_port` is where its other door is, if it has one.
    """

    protocol: int
    version: str
    restaurant: Restaurant
    now: Annotated[datetime, Meta(tz=True)]
    role: str
    person: Person | None = None
    name: str = ""
    token: str | None = None
    identity: str = ""
    tls_port: int | None = None


class Watch(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which audience a screen wants to see, or no longer; `of` where there are many of them."""

    audience: Annotated[str, Meta(max_length=40)]
    of: Annotated[str, Meta(max_length=64)] | None = None


WATCHING = ("subscribe", "unsubscribe")
"""What a `Watch` is called on the wires: from now on, or no longer."""


class View(Struct, frozen=True, omit_defaults=True):
    """What a screen is shown of an audience: a snapshot, or what changed since message `rev` - 1."""

    audience: str
    rev: int
    seq: int
    of: str | None = None
    snapshot: Documents | None = None
    put: Documents | None = None
    drop: dict[str, list[str]] | None = None


class Envelope(Struct, frozen=True):
    """What stands around every command."""

    id: Annotated[str, Meta(min_length=1, max_length=64)]
    type: str


class Answer(Struct, frozen=True, omit_defaults=True):
    """Yes: the command was accepted as the `seq`-th of this restaurant.

    `token` is what a terminal that was paired, or a page that was signed in, shows from now on.
    """

    ok: bool
    id: str
    seq: int
    order_id: str | None = None
    session_id: str | None = None
    terminal_id: str | None = None
    staff_id: str | None = None
    token: str | None = None


class Health(Struct, frozen=True):
    """How the server is: `status` is "ok", or "read_only" where nothing can be stored any more."""

    status: Literal["ok", "read_only"]
    version: str
    restaurant: str
    identity: str
    tls_port: int | None
    seq: int


class Refusal(Struct, frozen=True, omit_defaults=True):
    """No, and why, in a code and in a sentence; the parameters of both stand beside these fields."""

    error: str
    message: str
    id: str | None = None


Reply = Struct | dict[str, Any]
"""What a message is answered with, ready for JSON: one of these shapes, or one with fields beside it."""
