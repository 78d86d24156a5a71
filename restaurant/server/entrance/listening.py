"""The listening socket, and who sits on the port if it cannot be had."""

import errno
import json
import socket
import sys
import urllib.request
from contextlib import suppress
from http.client import HTTPException

BACKLOG = 1024
MOST_READ = 1 << 16


class PortTaken(Exception):
    """Another program has it; `by` names that program if it is one of ours."""

    def __init__(self, port: int, by: str | None) -> None:
        super().__init__(port, by)
        self.port, self.by = port, by


def listen(host: str, port: int) -> socket.socket:
    """A listening socket without delay for small packets. Raises PortTaken, OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # SO_REUSEADDR would let two servers share the port there.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Accepted connections inherit it; without it an answer waits 40 ms for an acknowledgement.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _notice_dead_links(listening)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE or _somebody_listens(port):
            raise PortTaken(port, _who_listens(port)) from error
        raise
    return listening


def _notice_dead_links(listening: socket.socket) -> None:
    """Let the system find out within a minute or two that the other side is gone without a word."""
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3)):
        if hasattr(socket, name):
            listening.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def open_files_limit() -> int:
    """How many files and connections this process may have open, after asking for more."""
    if sys.platform == "win32":
        return 1 << 16  # sockets are not counted there
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 1 << 14 if hard == resource.RLIM_INFINITY else min(hard, 1 << 14)
    if soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return soft


def _somebody_listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _who_listens(port: int) -> str | None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    address = f"http://127.0.0.1:{port}/healthz"
    strange = (OSError, HTTPException, ValueError, AttributeError)
    with suppress(*strange), direct.open(address, timeout=1) as answer:
        name = json.loads(answer.read(MOST_READ)).get("restaurant")
        return "".join(c for c in str(name) if c.isprintable())[:60] if name else None
    return None
