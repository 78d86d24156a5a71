"""What it costs to come in by TLS: handshakes a second, and a whole floor that comes back at once.

    python tests/bench/handshakes.py [--seconds 4] [--terminals 200] [--turns 3]

Each row is followed by the same on the plain door. `served again` counts from the moment the server
says that it serves until the last of the terminals, all of which try to come back, has its snapshot.
"""

import argparse
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.product import cpu_seconds
from tests.bench.screens import native_waiter
from tests.server.clients import TRUSTING
from tests.server.running import RunningServer

COMERS = 4
AGAIN_S = 0.25


def connections(server: RunningServer, seconds: float, *, secure: bool) -> str:
    """How many came in a second and asked one thing, and what one of them cost the server."""
    until = time.monotonic() + seconds
    before = cpu_seconds(server.process.pid)
    counts: list[int] = []
    _in_threads(COMERS, lambda: counts.append(_come(server, until, secure=secure)))
    spent = cpu_seconds(server.process.pid) - before
    total = sum(counts)
    return f"{total / seconds:.0f} a second, {1000 * spent / total:.2f} ms of the server each"


def _come(server: RunningServer, until: float, *, secure: bool) -> int:
    port = server.tls_port if secure else server.port
    count = 0
    while time.monotonic() < until:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as plain:
            sock = TRUSTING.wrap_socket(plain) if secure else plain
            sock.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            while sock.recv(1 << 16):
                continue
            sock.close()
        count += 1
    return count


def storm(server: RunningServer, terminals: int, *, secure: bool) -> str:
    """The server's power goes and comes back; all terminals try again until they are served."""
    links = [native_waiter(server, secure=secure) for _ in range(terminals)]
    server.kill()
    served: list[float] = []
    back = threading.Thread(
        target=_in_threads, args=(terminals, lambda: served.append(_come_back(server, secure)))
    )
    for link in links:
        link.socket.close()
    back.start()
    server.start()
    began = time.monotonic()
    back.join()
    waits = sorted(max(0.0, at - began) for at in served)
    return f"half served again after {waits[len(waits) // 2]:.2f} s, the last {waits[-1]:.2f} s"


def _come_back(server: RunningServer, secure: bool) -> float:
    while True:
        with suppress(OSError, AssertionError):
            link = native_waiter(server, secure=secure)
            at = time.monotonic()
            KEPT.append(link)
            return at
        time.sleep(AGAIN_S)


KEPT: list[object] = []


def _in_threads(count: int, work: Callable[[], object]) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--terminals", type=int, default=200)
    parser.add_argument("--turns", type=int, default=3)
    asked = parser.parse_args()
    for secure in [True, False] * asked.turns:
        print(f"{'TLS' if secure else 'plain':<6}{_row(asked, secure=secure)}", flush=True)


def _row(asked: argparse.Namespace, *, secure: bool) -> str:
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder) / "server", "--trust-lan").start()
        try:
            rate = connections(server, asked.seconds, secure=secure)
            return f"{rate}; {asked.terminals}: {storm(server, asked.terminals, secure=secure)}"
        finally:
            KEPT.clear()
            server.stop()


if __name__ == "__main__":
    main()
