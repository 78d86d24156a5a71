"""A port is one server's alone, on Windows too, where the usual switch would let two share it."""

import socket
import sys
from typing import Any

import pytest

from restaurant.common import ports
from restaurant.server.entrance import listening

EXCLUSIVE = ~socket.SO_REUSEADDR
"""What Windows calls SO_EXCLUSIVEADDRUSE; the number is Windows' own."""
HERE = "127.0.0.1"


@pytest.fixture
def switched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Which switches of sockets are set on Windows; it is this system that opens them."""
    asked: list[tuple[int, int]] = []

    class Socket(socket.socket):
        def setsockopt(self, *switch: Any) -> None:
            asked.append(switch[:2])
            if switch[1] != EXCLUSIVE:
                super().setsockopt(*switch)

    monkeypatch.setattr(socket, "socket", Socket)
    monkeypatch.setattr(socket, "SO_EXCLUSIVEADDRUSE", EXCLUSIVE, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    return asked


def test_windows_gives_the_port_to_one_server(switched: list[tuple[int, int]]) -> None:
    listening.listen(HERE, 0).close()
    assert (socket.SOL_SOCKET, EXCLUSIVE) in switched
    assert (socket.SOL_SOCKET, socket.SO_REUSEADDR) not in switched
    assert (socket.IPPROTO_TCP, socket.TCP_NODELAY) in switched


def test_windows_asks_so_for_a_free_port_too(switched: list[tuple[int, int]]) -> None:
    assert ports.next_free_port(HERE, 0)
    assert switched == [(socket.SOL_SOCKET, EXCLUSIVE)]


def test_windows_counts_no_connections_as_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert listening.open_files_limit() > 10_000
