"""One question to a server by HTTP, over a connection that is there already and by no proxy."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from typing import Any, NamedTuple

from restaurant.client.address import Address, Door
from restaurant.client.connecting.connection import enter
from restaurant.client.no_link import NoLink
from restaurant.client.timing import Timing

MOST_READ = 1 << 16
"""Bytes that are read of an answer unless more are wanted."""


class Said(NamedTuple):
    """An answer, whatever its status; `etag` is "" where it has none."""

    status: int
    etag: str
    data: bytes


@contextmanager
def asking(door: Door, timing: Timing) -> Iterator[HTTPConnection]:
    """What asks behind a door; closed at the end. Raises NoLink."""
    with over(enter(door, timing), door.entered) as connection:
        yield connection


@contextmanager
def over(sock: Any, address: Address) -> Iterator[HTTPConnection]:
    """What asks over a connection to that address; closed at the end."""
    connection = HTTPConnection(address.host, address.port)
    connection.sock = sock  # One of our own: no proxy is looked for,
    connection.auto_open = 0  # and nothing is said a second time over another one, in the open.
    try:
        yield connection
    finally:
        connection.close()


def ask(
    server: HTTPConnection,
    path: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    most: int = MOST_READ,
) -> Said:
    """What is at a path; with a body (JSON), what comes of posting it there. Raises NoLink."""
    method, kind = ("GET", {}) if body is None else ("POST", {"Content-Type": "application/json"})
    try:
        server.request(method, path, body, {**kind, **(headers or {})})
        with server.getresponse() as answer:
            return Said(answer.status, answer.getheader("ETag") or "", answer.read(most))
    except OSError as error:  # it went, or is silent
        raise NoLink("link.no_server") from error
    except (HTTPException, UnicodeError) as error:
        raise NoLink("link.not_a_server") from error
