"""How a server makes itself known on its network: one mDNS service, told by its identity."""

import re
from typing import Annotated

from msgspec import Meta, Struct

from restaurant import __version__
from restaurant.protocol import PROTOCOL

SERVICE = "_restaurant._tcp.local."
IDENTITY = re.compile(r"[0-9a-f]{32}")
MOST_NAME = 60
"""Characters of a restaurant's name, as the limits of the wires have it."""


class Health(Struct, frozen=True, kw_only=True):
    """What `/healthz` says, as far as finding a server needs it."""

    identity: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    restaurant: Annotated[str, Meta(max_length=200)]
    tls_port: Annotated[int, Meta(ge=1, le=65535)] | None = None


class Announcement(Struct, frozen=True, kw_only=True):
    """What a server says of itself; `host` is where it listens, `tls_port` None without that door."""

    identity: str
    name: str
    number: int
    host: str
    port: int
    tls_port: int | None = None

    @property
    def instance(self) -> str:
        """The service's name: the identity, so that two restaurants of one name stay two."""
        return f"{self.identity}.{SERVICE}"

    def texts(self) -> dict[str, str]:
        """The TXT record."""
        texts = {
            "id": self.identity,
            "name": self.name[:MOST_NAME],
            "number": str(self.number),
            "version": __version__,
            "protocol": str(PROTOCOL),
        }
        return texts if self.tls_port is None else {**texts, "tls": str(self.tls_port)}
