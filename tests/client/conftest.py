"""A server, a relay before it, and terminals linked to it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from restaurant.client.address import Address, always
from restaurant.client.link import Link
from restaurant.client.timing import Timing
from tests.client.relay import Relay
from tests.client.small_server import SmallServer
from tests.client.told import Screen

MakeLink = Callable[..., tuple[Link, Screen]]


@pytest.fixture
def no_tokens_here(tmp_path: Path) -> Path:
    """The folder of tokens that local servers leave: not yet there."""
    return tmp_path / "local"


@pytest.fixture
def server() -> Iterator[SmallServer]:
    server = SmallServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def relay(server: SmallServer) -> Iterator[Relay]:
    relay = Relay(server.port)
    yield relay
    relay.close()


@pytest.fixture
def make_link(server: SmallServer, no_tokens_here: Path, tmp_path: Path) -> Iterator[MakeLink]:
    """Makes started links to the server, and stops them in the end."""
    links: list[Link] = []

    def make(**changes: Any) -> tuple[Link, Screen]:
        screen = Screen()
        settings: dict[str, Any] = {
            "address": Address("127.0.0.1", server.port),
            "role": "customer",
            "name": "Kiosk 1",
            "language": "de",
            "audiences": ["menu"],
            "outbox": tmp_path / "outbox.jsonl",
            "notice": screen.add,
            "local": no_tokens_here,
            "timing": Timing(first_again=0.02, longest_again=0.05, refused_pause=0.1),
        }
        settings |= changes
        address = settings.pop("address")
        link = Link(**{"where": always(address), **settings})
        links.append(link)
        link.start()
        return link, screen

    yield make
    for link in links:
        link.stop()
