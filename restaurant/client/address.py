"""Where a server is, as people write it and as sockets want it."""

from msgspec import Struct

from restaurant.common.options import BadOption, split_address


class Address(Struct, frozen=True):
    """A server's host (a name, or an IP address without brackets) and port."""

    host: str
    port: int

    def __str__(self) -> str:
        """HOST:PORT, an IPv6 address in brackets."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse_address(text: str) -> Address:
    """The address in HOST[:PORT]. Raises ValueError."""
    try:
        return Address(*split_address(text))
    except BadOption as bad:
        raise ValueError(str(bad)) from None
