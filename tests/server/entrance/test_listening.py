"""A port is one server's alone, on Windows too, where the usual switch would let two share it."""

import random
import socket
import sys
from typing import Any

import pytest

from restaurant.common.network import ports
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


def test_a_port_that_an_outgoing_connection_has_is_taken_too() -> None:
    with socket.create_server((HERE, 0)) as there, socket.socket() as outgoing:
        outgoing.connect(there.getsockname())
        port = outgoing.getsockname()[1]
        with pytest.raises(listening.PortTaken) as taken:
            listening.listen(HERE, port)
        assert (taken.value.port, taken.value.by) == (port, None)


def test_a_free_port_has_a_free_one_after_it_and_is_lent_to_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = iter((24_000, 24_010, 24_020))
    monkeypatch.setattr(random, "choice", lambda _ports: next(tried))
    taken = {24_000, 24_011}

    class Socket(socket.socket):
        def bind(self, where: Any) -> None:
            if where[1] in taken:
                raise OSError(98, "Address already in use")

        def getsockname(self) -> Any:
            return HERE, 0

    monkeypatch.setattr(socket, "socket", Socket)
    assert ports.free_port(HERE) == 24_020
    monkeypatch.undo()
    assert max(ports._NEVER_LENT) + 1 < 32_768
    with pytest.raises(OSError):
        ports.free_port("203.0.113.1")


def test_windows_counts_no_connections_as_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert listening.open_files_limit() > 10_000
