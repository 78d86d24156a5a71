"""Ports that nobody listens at."""

import socket
import sys
from contextlib import suppress

_TRIES = 100


def free_port(host: str) -> int:
    """Any that is free there now. Raises OSError where this machine cannot listen there."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def next_free_port(host: str, wanted: int) -> int | None:
    """The first port from `wanted` on that nobody listens at; any free one if `wanted` is 0."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(wanted, min(wanted + _TRIES, 65536)):
        with suppress(OSError), socket.socket(family) as probe:
            _allow_only_dead_connections(probe)
            probe.bind((host, port))
            return int(probe.getsockname()[1])
    return None


def _allow_only_dead_connections(probe: socket.socket) -> None:
    # On POSIX SO_REUSEADDR passes over connections that are closing; on Windows it would pass
    # over a server that is running.
    if sys.platform == "win32":
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
