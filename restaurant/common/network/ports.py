"""Ports that nobody listens at."""

import random
import socket
import sys
from contextlib import suppress

_TRIES = 100

_NEVER_LENT = range(24_000, 32_000, 2)
"""Below what systems lend to outgoing connections: Linux from 32768, the others from 49152."""


def free_port(host: str) -> int:
    """Any that is free there now, and so is the next, which a server takes for TLS.

    No outgoing connection takes it while its server is down. Raises OSError where this machine
    cannot listen there.
    """
    for _ in range(_TRIES):
        port = random.choice(_NEVER_LENT)
        with suppress(OSError):
            _try(host, port)
            _try(host, port + 1)
            return port
    return _try(host, 0)


def next_free_port(host: str, wanted: int) -> int | None:
    """The first port from `wanted` on that nobody listens at; any free one if `wanted` is 0."""
    for port in range(wanted, min(wanted + _TRIES, 65536)):
        with suppress(OSError):
            return _try(host, port)
    return None


def _try(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        _allow_only_dead_connections(probe)
        probe.bind((host, port))
        return int(probe.getsockname()[1])


def _allow_only_dead_connections(probe: socket.socket) -> None:
    # On POSIX SO_REUSEADDR passes over connections that are closing; on Windows it would pass
    # over a server that is running.
    if sys.platform == "win32":
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
