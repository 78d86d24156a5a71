"""Where a server is and where it can be found: HOST:PORT, this machine's addresses and its names.

Standard library only, and without `socket` until it is asked for: options are read before
anything is installed, and before the server patches what it then loads.
"""

import re
from contextlib import suppress

DEFAULT_PORT = 5000

_EVERYWHERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}
"""Addresses that mean every one of this machine, and where this machine finds itself then."""
_SOMEWHERE_ELSE = ("192.0.2.1", 9)
"""An address that no network has (RFC 5737)."""
_ADDRESS = re.compile(r"(\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<host>[^\s/@:\[\]]+))(:(?P<port>[^\s/]*))?")


class BadAddress(ValueError):
    """A text that is no address or no port; it is a sentence for a person."""


def split_address(text: str) -> tuple[str, int]:
    """Splits HOST[:PORT] (IPv6 in brackets); raises BadAddress."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None:
        raise BadAddress(f'"{text}" is not an address: write HOST or HOST:PORT')
    given = match["port"]
    return match["v6"] or match["host"], DEFAULT_PORT if given is None else port(given, least=1)


def join_address(host: str, port: int) -> str:
    """HOST:PORT, an IPv6 address in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def port(text: str, *, least: int = 0) -> int:
    """A port number; 0 lets the system choose. Raises BadAddress."""
    if not (text.isascii() and text.isdigit() and least <= int(text) <= 65535):
        raise BadAddress(f'"{text}" is not a port: write a whole number from {least} to 65535')
    return int(text)


def is_everywhere(host: str) -> bool:
    """Whether a server that listens at `host` is reached by every address of this machine."""
    return host in _EVERYWHERE


def reachable_here(host: str) -> str:
    """Where a program on the same machine reaches a server that listens at `host`."""
    return _EVERYWHERE.get(host, host)


def is_loopback(address: str) -> bool:
    """Whether what comes from there, or goes there, never leaves this machine."""
    from ipaddress import ip_address

    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address == "localhost"
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


def own_addresses() -> tuple[str, ...]:
    """This machine's addresses on its networks, the one that leads outside first; no packet is sent."""
    import socket

    found: list[str] = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_SOMEWHERE_ELSE)
        found.append(str(probe.getsockname()[0]))
    with suppress(OSError):
        found += [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)]
    usable = (a for a in found if ":" not in a and not a.startswith("127."))
    return tuple(dict.fromkeys(usable))


def own_names() -> frozenset[str]:
    """What this machine is called on its network, in small letters: its name, bare and with `.local`."""
    import socket

    whole = socket.gethostname().lower()
    bare = whole.partition(".")[0]
    return frozenset({"localhost", whole, bare, f"{bare}.local"})
