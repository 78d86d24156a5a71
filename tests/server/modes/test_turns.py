"""Whoever sends without a pause, in whatever form, leaves all others their turns."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from restaurant.server.modes.green import Green, turnstile
from tests.server.clients import http_ask
from tests.server.raw import PONG, Raw, frame
from tests.server.running import RunningServer
from tests.waiting import PATIENCE

REQUESTS = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200
"""Sent without waiting for the answers, as HTTP allows."""

BODY = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n"
FLOODS = {
    "requests": ("", b"", REQUESTS),
    "a body without end": ("", BODY, b"x" * 100_000),
    "frames that are no messages": ("/ws/menu/", b"", frame(b"", PONG) * 1000),
}


@contextmanager
def _flooded(server: RunningServer, path: str, first: bytes, more: bytes) -> Iterator[None]:
    """Somebody sends, and reads what comes back, as fast as the network takes it."""
    with Raw(server) as link:
        if path:
            link.open_websocket(path)

        def read() -> None:
            link.rest()

        def send() -> None:
            with suppress(OSError):
                link.socket.sendall(first)
                while True:
                    link.socket.sendall(more)
                    sent.set()

        sent = threading.Event()
        tasks = [threading.Thread(target=task, daemon=True) for task in (read, send)]
        for task in tasks:
            task.start()
        assert sent.wait(PATIENCE)
        yield
        with suppress(OSError):
            link.socket.shutdown(2)
        for task in tasks:
            task.join(PATIENCE)


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_from_one_takes_no_turn_of_others(server: RunningServer, flood: str) -> None:
    """It lasts until they are answered, and took all turns for as long as it lasted."""
    with _flooded(server, *FLOODS[flood]):
        for _ in range(3):
            assert http_ask(server, "GET", "/healthz").status == 200


def test_a_device_with_many_connections_has_the_turns_of_one() -> None:
    done = Green.signal()
    began: list[str] = []

    def request(address: str) -> None:
        turnstile.go_through(address)
        began.append(address)
        if len(began) == 51:
            done.set()

    for _ in range(50):
        Green.spawn(request, "192.0.2.1")
    Green.spawn(request, "192.0.2.2")
    assert done.wait(PATIENCE)
    assert began.index("192.0.2.2") < 3
