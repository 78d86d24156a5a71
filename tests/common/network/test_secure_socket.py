"""A connection under TLS: both ways at once, in parts, in time, and never in clear."""

import selectors
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from restaurant.common.network import secure_socket
from restaurant.common.network.secure_socket import SecureSocket
from restaurant.server.entrance.certificate import certificate
from tests.waiting import PATIENCE

MUCH = bytes(range(256)) * (1 << 14)  # 4 MiB: far more than a connection holds


def shake(*sides: SecureSocket) -> None:
    shaking = [threading.Thread(target=side.do_handshake) for side in sides]
    for thread in shaking:
        thread.start()
    for thread in shaking:
        thread.join(PATIENCE)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    return certificate(tmp_path_factory.mktemp("certificate"), ["localhost"]).context


Pair = tuple[SecureSocket, SecureSocket]


@pytest.fixture
def strangers(context: ssl.SSLContext) -> Iterator[Pair]:
    """A server's side and a client's side that have not spoken yet."""
    there, here = socket.socketpair()
    for each in (there, here):  # as some systems would hold any amount
        each.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 16)
        each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
    trusting = ssl._create_unverified_context()
    server = SecureSocket(
        context.wrap_socket(there, server_side=True, do_handshake_on_connect=False)
    )
    client = SecureSocket(trusting.wrap_socket(here, do_handshake_on_connect=False))
    for side in (server, client):
        side.settimeout(PATIENCE)
    yield server, client
    for side in (server, client):
        side.close()


@pytest.fixture
def pair(strangers: Pair) -> Pair:
    shake(*strangers)
    return strangers


def take(side: SecureSocket, count: int, into: bytearray) -> None:
    while len(into) < count:
        into += side.recv(count - len(into))


def test_both_sides_send_and_read_at_once(pair: Pair) -> None:
    heard = bytearray(), bytearray()
    work = [threading.Thread(target=side.sendall, args=(MUCH,)) for side in pair]
    work += [
        threading.Thread(target=take, args=(side, len(MUCH), into))
        for side, into in zip(pair, heard, strict=True)
    ]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join(PATIENCE)
    assert [bytes(each) for each in heard] == [MUCH, MUCH]


def test_what_did_not_go_at_once_goes_later(pair: Pair) -> None:
    """The rest is sent with more behind it, as a screen's queue does; nothing is lost or doubled."""
    server, client = pair
    sent = 0
    with suppress(ssl.SSLWantWriteError):
        while sent < len(MUCH):
            sent += server.send_now(MUCH[sent : sent + 100_000])
    assert 0 < sent < len(MUCH)
    heard = bytearray()
    reading = threading.Thread(target=take, args=(client, len(MUCH) + 3, heard))
    reading.start()
    server.sendall(MUCH[sent:] + b"end")
    reading.join(PATIENCE)
    assert heard == MUCH + b"end"


def test_a_file_reads_lines(pair: Pair) -> None:
    server, client = pair
    with client.makefile("rb") as lines:
        server.sendall(b"one\ntwo\nthree")
        server.shutdown()
        assert lines.readlines() == [b"one\n", b"two\n", b"three"]


def test_waiting_has_an_end(pair: Pair) -> None:
    server, client = pair
    server.settimeout(0.05)
    with pytest.raises(TimeoutError):
        server.recv(1)
    with pytest.raises(TimeoutError):
        server.sendall(MUCH)
    client.close()


def test_a_handshake_has_an_end_as_a_whole(strangers: Pair) -> None:
    """However often a byte comes."""
    server, client = strangers
    real = socket.socket(fileno=client.detach())
    over = threading.Event()

    def trickle() -> None:
        for byte in b"\x16\x03\x01\x02\x00\x01" + bytes(1000):
            if over.wait(0.05):
                return
            with suppress(OSError):
                real.send(bytes([byte]))

    trickling = threading.Thread(target=trickle)
    trickling.start()
    server.settimeout(0.4)
    with pytest.raises(TimeoutError):
        server.do_handshake()
    over.set()
    trickling.join(PATIENCE)
    real.close()


def test_after_goodbye_nothing_goes_out_in_clear(pair: Pair) -> None:
    server, client = pair
    server.shutdown(socket.SHUT_RD)
    with pytest.raises(OSError):
        server.sendall(b"PIN 1234")
    with pytest.raises(OSError):
        server.send_now(b"PIN 1234")
    real = socket.socket(fileno=client.detach())
    rest = b""
    while more := real.recv(1 << 16):
        rest += more
    real.close()
    assert b"1234" not in rest


def test_shutdown_wakes_who_reads_and_who_sends(pair: Pair) -> None:
    server, _client = pair
    ended: list[str] = []

    def read() -> None:
        with suppress(OSError):
            server.recv(1)
        ended.append("reader")

    def send() -> None:
        with suppress(OSError):
            server.sendall(MUCH)
        ended.append("sender")

    server.settimeout(None)
    work = [threading.Thread(target=each, daemon=True) for each in (read, send)]
    for thread in work:
        thread.start()
    server.shutdown()
    for thread in work:
        thread.join(PATIENCE)
    assert sorted(ended) == ["reader", "sender"]


def test_where_the_system_wakes_nobody_a_look_now_and_then_does(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does: another thread's shutdown is nothing to whoever waits for the socket."""

    class Deaf(selectors.SelectSelector):
        def select(self, timeout: float | None = None) -> list[Any]:
            assert timeout is not None
            waits.set()
            time.sleep(timeout)
            return []

    server, _client = pair
    waits = threading.Event()
    ended: list[str] = []

    def read() -> None:
        with suppress(OSError):
            server.recv(1)
        ended.append("reader")

    monkeypatch.setattr(secure_socket, "_Selector", Deaf)
    monkeypatch.setattr(secure_socket, "_LOOKS_S", 0.01)
    server.settimeout(None)
    reading = threading.Thread(target=read, daemon=True)
    reading.start()
    assert waits.wait(PATIENCE)
    server.shutdown()
    reading.join(PATIENCE)
    assert ended == ["reader"]


def test_what_is_no_tls_ends_the_connection(context: ssl.SSLContext, tmp_path: Path) -> None:
    there, here = socket.socketpair()
    with here:
        server = SecureSocket(
            context.wrap_socket(there, server_side=True, do_handshake_on_connect=False)
        )
        server.settimeout(PATIENCE)
        here.sendall(b"\x16\x03\x01\xff\xff nonsense" * 10)
        with pytest.raises(ConnectionResetError):
            server.do_handshake()
        server.close()
