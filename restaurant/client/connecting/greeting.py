"""How a terminal and its server meet: hello from each side, then what it is to be shown."""

import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as TookTooLong
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from restaurant import __version__
from restaurant.client.connecting.connection import Connection
from restaurant.client.no_link import NoLink, other_version, refused
from restaurant.client.notices import Online
from restaurant.protocol import PROTOCOL
from restaurant.protocol.messages import Hello, Watch, Welcome


def greet(
    connection: Connection,
    *,
    name: str,
    language: str,
    now: Callable[[], datetime],
    patience: float,
) -> tuple[Online, Welcome]:
    """Say hello and learn who answers, and whom it takes this terminal for. Raises NoLink."""
    began, local = time.monotonic(), now()
    server = _read_welcome(_ask(connection, "hello", hello(name, language), patience))
    half_way = timedelta(seconds=(time.monotonic() - began) / 2)
    offset = server.now - (local + half_way)
    return Online(server.restaurant.name, server.version, offset), server


def hello(name: str, language: str) -> Hello:
    """What a terminal of this version says of itself."""
    return Hello(protocol=PROTOCOL, version=__version__, name=name, language=language)


def subscribe(connection: Connection, watch: Watch, *, patience: float) -> None:
    """Be shown an audience from now on. Raises NoLink."""
    answer = _ask(connection, "subscribe", watch, patience)
    if not accepted(answer):
        raise refused(answer)


def accepted(answer: object) -> bool:
    """Whether the server did what it was asked for."""
    return isinstance(answer, dict) and "error" not in answer


def _ask(connection: Connection, event: str, message: Struct, patience: float) -> Any:
    try:
        return connection.ask(event, message).result(patience)
    except (TookTooLong, NoLink):
        raise NoLink("link.no_server") from None


def _read_welcome(answer: object) -> Welcome:
    if not accepted(answer):
        raise refused(answer)
    try:
        protocol = msgspec.convert(answer, _Protocol).protocol
        if protocol != PROTOCOL:
            raise other_version(protocol)
        return msgspec.convert(answer, Welcome)
    except msgspec.ValidationError:
        raise NoLink("link.not_a_server") from None


class _Protocol(Struct, frozen=True):
    """What is read before anything else, for the rest may be another in another protocol."""

    protocol: int
