"""Where a server is, as people write it and as sockets want it."""

from msgspec import Struct

from restaurant.common.addresses import join_address, split_address


class Address(Struct, frozen=True):
    """A server's host (a name, or an IP address without brackets) and port."""

    host: str
    port: int

    def __str__(self) -> str:
        """HOST:PORT, an IPv6 address in brackets."""
        return join_address(self.host, self.port)


def parse_address(text: str) -> Address:
    """The address in HOST[:PORT]. Raises ValueError."""
    return Address(*split_address(text))
