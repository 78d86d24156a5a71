"""A restaurant that announced itself, read from an answer that anybody may have sent."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Interface

from msgspec import Struct

from restaurant.protocol.finding import MOST_NAME

MOST_ADDRESSES = 8
MOST_VERSION = 20


class Found(Struct, frozen=True, kw_only=True):
    """A restaurant that answered; `addresses` with those first that this machine reaches directly."""

    identity: str
    name: str
    addresses: tuple[str, ...]
    port: int
    tls_port: int | None
    version: str


def read_found(
    identity: str,
    texts: dict[str, str | None],
    addresses: Iterable[str],
    port: int | None,
    *,
    near: Iterable[IPv4Interface] = (),
) -> Found | None:
    """What an answer says, or None if no restaurant of ours would say it."""
    name = "".join(c if c.isprintable() else " " for c in texts.get("name") or "")
    usable = _usable(addresses, tuple(near))
    if texts.get("id") != identity or not name.strip() or not usable or not _is_port(port):
        return None
    tls = texts.get("tls") or ""
    tls_port = int(tls) if tls.isascii() and tls.isdecimal() and len(tls) <= 5 else None
    return Found(
        identity=identity,
        name=" ".join(name.split())[:MOST_NAME],
        addresses=usable[:MOST_ADDRESSES],
        port=port or 0,
        tls_port=tls_port if _is_port(tls_port) else None,
        version=(texts.get("version") or "")[:MOST_VERSION],
    )


def _usable(addresses: Iterable[str], near: tuple[IPv4Interface, ...]) -> tuple[str, ...]:
    """Addresses at which another machine can be, those on our own networks first."""
    parsed = [IPv4Address(text) for text in addresses if ":" not in text]
    others = [
        a for a in dict.fromkeys(parsed)
        if not (a.is_loopback or a.is_unspecified or a.is_multicast or a.is_reserved)
    ]  # fmt: skip
    return tuple(
        str(a) for a in sorted(others, key=lambda a: not any(a in p.network for p in near))
    )


def _is_port(port: int | None) -> bool:
    return port is not None and 1 <= port <= 65535
