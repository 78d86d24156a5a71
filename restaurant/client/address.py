"""Where a server is, as people write it and as sockets want it."""

from collections.abc import Callable

from msgspec import Struct

from restaurant.common.addresses import join_address, split_address


class Address(Struct, frozen=True):
    """A server's host (a name, or an IP address without brackets) and port."""

    host: str
    port: int

    def __str__(self) -> str:
        """HOST:PORT, an IPv6 address in brackets."""
        return join_address(self.host, self.port)


Where = Callable[[], Address]
"""Tells where a server is now; may take a moment, raises NoLink if nobody can tell."""


def always(address: Address) -> Where:
    """A server that is at one address and nowhere else."""
    return lambda: address


def parse_address(text: str) -> Address:
    """The address in HOST[:PORT]. Raises ValueError."""
    return Address(*split_address(text))
