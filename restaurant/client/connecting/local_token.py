"""The token that the server on this machine leaves for terminals of the same user."""

import ipaddress
import socket
from pathlib import Path

import msgspec
from msgspec import Struct

from restaurant.common.paths import local_tokens


class LocalTokens(Struct, frozen=True):
    """The file: a token for each role."""

    tokens: dict[str, str]


def token_for(connected: socket.socket, folder: Path, port: int, role: str) -> str | None:
    """The role's token if the socket leads to this machine and the server left one in the folder."""
    if not _leads_here(connected):
        return None
    try:
        found = msgspec.json.decode(local_tokens(folder, port).read_bytes(), type=LocalTokens)
    except (OSError, msgspec.MsgspecError):
        return None
    return found.tokens.get(role)


def _leads_here(connected: socket.socket) -> bool:
    """Whether both ends are this machine: by loopback, or by its own address on the network."""
    there, here = connected.getpeername()[0], connected.getsockname()[0]
    return bool(there == here or ipaddress.ip_address(there.partition("%")[0]).is_loopback)
