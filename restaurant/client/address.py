"""Where a server is, as people write it and as sockets want it."""

from collections.abc import Callable

from msgspec import Struct

from restaurant.common.network.addresses import join_address, split_address


class Address(Struct, frozen=True):
    """A server's host (a name, or an IP address without brackets) and port."""

    host: str
    port: int

    def __str__(self) -> str:
        """HOST:PORT, an IPv6 address in brackets."""
        return join_address(self.host, self.port)


class Door(Struct, frozen=True):
    """How a server is entered: openly, or once paired by TLS with the certificate of this fingerprint.

    `address` is the open one, as people know it; `fingerprint` is SHA-256 in hex; `token` is what this
    terminal shows there, and nowhere else.
    """

    address: Address
    tls_port: int | None = None
    fingerprint: str = ""
    token: str = ""

    @property
    def is_secure(self) -> bool:
        """Whether it is the TLS door."""
        return bool(self.fingerprint)

    @property
    def entered(self) -> Address:
        """Where a connection goes to; the TLS door is the next one if nobody said otherwise."""
        if not self.is_secure:
            return self.address
        return Address(self.address.host, self.tls_port or self.address.port + 1)


Where = Callable[[], Door]
"""Tells where a server is now; may take a moment, raises NoLink if nobody can tell."""


def always(address: Address) -> Where:
    """A server that is at one address and nowhere else, entered openly."""
    return lambda: Door(address)


def parse_address(text: str) -> Address:
    """The address in HOST[:PORT]. Raises ValueError."""
    return Address(*split_address(text))
