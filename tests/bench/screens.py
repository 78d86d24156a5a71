"""What a screen costs the server in memory: opens 500 of them, sends orders, and prints KiB for each.

    python tests/bench/screens.py [--screens 500] [--orders 200]

One row a kind of screen: resident memory of the server before, with the screens open, and after each
of them has received every order.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.server.clients import command, post
from tests.server.raw import Raw, frame
from tests.server.running import RunningServer

Open = Callable[[RunningServer], Raw]


def raw_waiter(server: RunningServer, *, secure: bool = False) -> Raw:
    """A waiter of seed 000: a Socket.IO client that says no hello."""
    link = Raw(server, secure=secure).open_websocket("/socket.io/?EIO=4&transport=websocket")
    link.send(frame(b"40"))
    link.frames(2)
    return link


def native_waiter(server: RunningServer, *, secure: bool = False) -> Raw:
    """A terminal of ours, which watches the floor."""
    link = raw_waiter(server, secure=secure)
    link.send(frame(b'421["hello",{"protocol":1,"name":"Waiter"}]'))
    link.send(frame(b'422["subscribe",{"audience":"floor"}]'))
    link.frames(3)
    return link


def floor(server: RunningServer) -> Raw:
    """A plain WebSocket on the floor."""
    link = Raw(server).open_websocket("/ws/restaurants/1/")
    link.frames(1)
    return link


TENTH = cycle([True] + [False] * 9)

KINDS: dict[str, Open] = {
    "Socket.IO, seed 000": raw_waiter,
    "Socket.IO, native": native_waiter,
    "plain WebSocket": floor,
    "native, all on TLS": partial(native_waiter, secure=True),
    "native, 1 of 10 on TLS": lambda server: native_waiter(server, secure=next(TENTH)),
}


def measure(kind: Open, screens: int, orders: int) -> tuple[int, int, int]:
    """Resident KiB before, with all screens open, and after all have heard of all orders."""
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder) / "server", "--trust-lan").start()
        try:
            kind(server).socket.close()
            before = server.resident_kib()
            links = [kind(server) for _ in range(screens)]
            opened = server.resident_kib()
            for _ in range(orders):
                answer = post(server, command("new_order", table=1, items=["Pasta", "Water"])).json
                for link in links:
                    _hear_of(link, answer["order_id"])
            after = server.resident_kib()
            for link in links:
                link.socket.close()
        finally:
            server.stop()
    return before, opened, after


def _hear_of(link: Raw, order_id: str) -> None:
    while (heard := link.frame()) is not None:
        if heard[1] == b"2":
            link.send(frame(b"3"))
        elif json.dumps(order_id).encode() in heard[1]:
            return
    raise ConnectionError("a screen was dropped")


def main() -> None:
    """Print one row a kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--screens", type=int, default=500)
    parser.add_argument("--orders", type=int, default=200)
    parser.add_argument("--kind", help="only those with this in their name")
    asked = parser.parse_args()
    print(f"{asked.screens} screens, {asked.orders} orders to each; KiB of resident memory")
    print(f"{'kind':<24}{'before':>10}{'open':>10}{'a screen':>10}{'after':>10}{'a screen':>10}")
    for name, kind in KINDS.items():
        if asked.kind and asked.kind not in name:
            continue
        before, opened, after = measure(kind, asked.screens, asked.orders)
        each, later = (opened - before) / asked.screens, (after - before) / asked.screens
        print(f"{name:<24}{before:>10}{opened:>10}{each:>10.1f}{after:>10}{later:>10.1f}")


if __name__ == "__main__":
    main()
