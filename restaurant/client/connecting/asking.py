"""One question to a server over a connection that is there already: HTTP, by no proxy."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

from restaurant.client.address import Address, Door
from restaurant.client.connecting.connection import enter
from restaurant.client.timing import Timing


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
