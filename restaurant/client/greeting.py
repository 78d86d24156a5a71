"""How a terminal and its server meet: hello from each side, then what it is to be shown."""

import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as TookTooLong
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from restaurant import __version__
from restaurant.client.connection import Connection
from restaurant.client.no_link import NoLink, refused
from restaurant.client.notices import Online
from restaurant.client.views import View
from restaurant.protocol import PROTOCOL


class Named(Struct, frozen=True):
    """What the greeting says of the restaurant."""

    name: str


class Hello(Struct, frozen=True):
    """The server's side of the greeting."""

    protocol: int
    version: str
    restaurant: Named
    now: Annotated[datetime, Meta(tz=True)]


def greet(
    connection: Connection, *, name: str, now: Callable[[], datetime], patience: float
) -> Online:
    """Say hello and learn who answers. Raises NoLink."""
    hello = {"protocol": PROTOCOL, "version": __version__, "restaurant": None, "name": name}
    began, local = time.monotonic(), now()
    server = _read_hello(_ask(connection, "hello", hello, patience))
    half_way = timedelta(seconds=(time.monotonic() - began) / 2)
    return Online(server.restaurant.name, server.version, server.now - (local + half_way))


def subscribe(connection: Connection, view: View, *, patience: float) -> None:
    """Be shown a view from now on. Raises NoLink."""
    answer = _ask(connection, "subscribe", view_fields(view), patience)
    if not accepted(answer):
        raise refused(answer)


def view_fields(view: View) -> dict[str, Any]:
    """How a view is named on the wire."""
    audience, of = view
    return {"audience": audience} if of is None else {"audience": audience, "of": of}


def accepted(answer: object) -> bool:
    """Whether the server did what it was asked for."""
    return isinstance(answer, dict) and "error" not in answer


def _ask(connection: Connection, event: str, message: dict[str, Any], patience: float) -> Any:
    try:
        return connection.ask(event, message).result(patience)
    except (TookTooLong, NoLink):
        raise NoLink("link.no_server") from None


def _read_hello(answer: object) -> Hello:
    if not accepted(answer):
        raise refused(answer)
    try:
        protocol = msgspec.convert(answer, _Protocol).protocol
        if protocol != PROTOCOL:
            raise NoLink("link.other_protocol")
        return msgspec.convert(answer, Hello)
    except msgspec.ValidationError:
        raise NoLink("link.not_a_server") from None


class _Protocol(Struct, frozen=True):
    """What is read before anything else, for the rest may be another in another protocol."""

    protocol: int
