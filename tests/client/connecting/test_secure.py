"""TLS of a terminal: the certificate it was paired with, whatever its date, and nobody else."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from restaurant.client.address import Address, Door
from restaurant.client.connecting.connection import Connection
from restaurant.client.connecting.secure import wrap
from restaurant.client.no_link import NoLink
from restaurant.client.timing import Timing
from restaurant.server.entrance.certificate import certificate
from tests.certificates import put_certificate
from tests.server.clients import command
from tests.server.conftest import Start, start  # noqa: F401 - a fixture
from tests.server.running import RunningServer
from tests.waiting import PATIENCE, Log

OTHER = "0" * 64


@pytest.fixture
def real(start: Start) -> RunningServer:  # noqa: F811
    return start("--trust-lan")


def reach(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def door_of(server: RunningServer, fingerprint: str) -> Door:
    return Door(Address("127.0.0.1", server.port), server.tls_port, fingerprint)


def why_not(port: int, *, pin: str | None = None, patience: float = PATIENCE) -> str:
    """Why there is no secure connection, which is closed then."""
    sock = reach(port)
    with pytest.raises(NoLink) as failed:
        wrap(sock, pin, patience)
    assert sock.fileno() == -1
    return failed.value.reason


def test_the_fingerprint_is_learnt_and_then_believed(real: RunningServer) -> None:
    first, learnt = wrap(reach(real.tls_port), None, PATIENCE)
    first.close()
    assert learnt == certificate(real.folder, ()).fingerprint
    again, shown = wrap(reach(real.tls_port), learnt.upper(), PATIENCE)
    assert shown == learnt
    assert again.gettimeout() == PATIENCE
    again.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
    assert b" 200 " in again.recv(100)
    again.close()


def test_another_certificate_is_not_believed(real: RunningServer) -> None:
    assert why_not(real.tls_port, pin=OTHER) == "link.other_certificate"


def test_a_certificate_from_any_time_is_believed(start: Start, tmp_path: Path) -> None:  # noqa: F811
    """Its last day may be over, or its first still to come by the clock of this terminal."""
    for name, days in (("old", -4000), ("new", 4000)):
        pin = put_certificate(tmp_path / name, ends_in_days=days)
        secure, shown = wrap(reach(start(name=name).tls_port), pin, PATIENCE)
        secure.close()
        assert shown == pin


def test_the_plain_door_is_not_a_server_for_this(real: RunningServer) -> None:
    assert why_not(real.port) == "link.not_a_server"


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        yield sock


def test_who_hangs_in_the_handshake_is_given_up(listening: socket.socket) -> None:
    """Also who sends a byte now and then: the patience is for all of it."""

    def trickle() -> None:
        there, _ = listening.accept()
        with there:
            for byte in b"\x16\x03\x03\x40\x00" + b"\x02" * 100:
                if over.wait(0.05):
                    return
                with suppress(OSError):
                    there.sendall(bytes([byte]))

    over = threading.Event()
    trickling = threading.Thread(target=trickle)
    trickling.start()
    assert why_not(listening.getsockname()[1], patience=0.3) == "link.no_server"
    assert trickling.is_alive()
    over.set()
    trickling.join(PATIENCE)


def test_who_goes_in_the_handshake_is_no_server(listening: socket.socket) -> None:
    def go() -> None:
        there, _ = listening.accept()
        there.recv(1)
        there.close()

    going = threading.Thread(target=go)
    going.start()
    assert why_not(listening.getsockname()[1]) == "link.no_server"
    going.join(PATIENCE)


def test_a_terminal_talks_over_it(real: RunningServer) -> None:
    """Its messages in order, its answers, and the end of it at once."""
    door = door_of(real, certificate(real.folder, ()).fingerprint)
    shown: Log[Any] = Log()
    lost: Log[Connection] = Log()
    connection = Connection(
        timing=Timing(), local=None, on_view=lambda _here, view: shown.add(view), on_lost=lost.add
    )
    connection.open(door, "waiter")
    assert connection.ask("hello", {"protocol": 1, "name": "Pass"}).result(PATIENCE)["role"]
    assert connection.ask("subscribe", {"audience": "floor"}).result(PATIENCE) == {"ok": True}
    orders = [
        command("new_order", table=1, items=[f"{n:060}" for n in range(100)]) for _ in range(20)
    ]
    answers = [connection.ask("new_order", order) for order in orders]
    ids = [answer.result(PATIENCE)["order_id"] for answer in answers]

    def orders_shown() -> list[str]:
        return [i for view in list(shown) for i in view.get("put", {}).get("orders", {})]

    shown.wait(lambda: orders_shown() == ids)
    connection.close()
    lost.wait_for(connection)


def test_a_terminal_tells_nothing_to_another_server(real: RunningServer) -> None:
    connection = Connection(
        timing=Timing(), local=None, on_view=lambda _here, _view: None, on_lost=lambda _here: None
    )
    with pytest.raises(NoLink, match=r"link\.other_certificate"):
        connection.open(door_of(real, OTHER), "waiter")
