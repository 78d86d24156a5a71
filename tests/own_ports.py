"""Ports of the tests' servers, which stay theirs while they are down."""

import itertools
import os
import random

from restaurant.common.network.ports import next_free_port

HERE = "127.0.0.1"
_EACH = 1_000
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_FIRST = 14_000 + _WORKER % 10 * _EACH
"""Below what systems lend to outgoing connections, one of which would take the port of a server
that a test starts again; and no two workers have the same."""

_ports = itertools.cycle(range(_FIRST, _FIRST + _EACH, 2))
# Another run of the tests, on the same machine, begins elsewhere.
for _ in range(random.randrange(_EACH // 2)):
    next(_ports)


def own_port() -> int:
    """One that nobody listens at; the next one is as free, for TLS."""
    return next(port for port in _ports if _free(port) and _free(port + 1))


def _free(port: int) -> bool:
    return next_free_port(HERE, port) == port
