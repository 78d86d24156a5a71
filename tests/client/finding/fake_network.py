"""A network that a test plays: what is announced on it, and a port at which nobody is."""

import socket
from collections.abc import Callable

from restaurant.client.address import Address
from restaurant.client.finding.found import Found


class FakeDiscovery:
    """A network on which the test announces restaurants."""

    def __init__(self) -> None:
        self.changed: Callable[[], object] = lambda: None
        self.wanted = ""
        self.there: tuple[Found, ...] = ()
        self.started = 0

    def start(self) -> None:
        self.started += 1

    def stop(self) -> None:
        """Nothing runs."""

    def ask(self) -> None:
        """Nobody hears."""

    def found(self) -> tuple[Found, ...]:
        return self.there

    def announce(self, *servers: tuple[str, Address]) -> None:
        self.there = tuple(
            Found(
                identity=identity, name=identity[:1], addresses=(address.host,), port=address.port,
                tls_port=None, version="",
            )
            for identity, address in servers
        )  # fmt: skip
        self.changed()


def dead_port() -> Address:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return Address("127.0.0.1", taken.getsockname()[1])
