"""Ten thousand hostile messages: each is refused or ends its own link, and nobody else notices."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from restaurant.protocol.refusals import STATUS
from tests.server.clients import Terminal, command, http_ask, post
from tests.server.conftest import MODES
from tests.server.hostile import Hostile
from tests.server.raw import BINARY, CLOSE, PING, TEXT, Raw, frame
from tests.server.running import RunningServer

SHARE = {"eventlet": 2500, "threads": 500}
"""Messages a wire; four wires make ten thousand where the product runs."""

AT_ONCE = 20
MOST_GROWTH_KIB = 64 * 1024
POLLING = "/socket.io/?EIO=4&transport=polling"
END = json.dumps({"type": "hello", "protocol": 1, "name": "the end"})


@pytest.fixture(params=MODES)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[RunningServer, int]]:
    """A server of this test's own, with somebody who works on it undisturbed; how many messages it gets."""
    mode = request.param
    server = RunningServer(tmp_path / "server", "--trust-lan", program=MODES[mode]).start()
    with _somebody_working(server):
        before = server.resident_kib()
        yield server, SHARE[mode]
        assert server.resident_kib() - before < MOST_GROWTH_KIB
    assert http_ask(server, "GET", "/healthz").json["status"] == "ok"
    server.stop()
    assert server.tracebacks() == []


@contextmanager
def _somebody_working(server: RunningServer) -> Iterator[None]:
    """A client that sends orders all the time and gets each of them acknowledged."""
    terminal, over = Terminal(server, hello="Honest"), threading.Event()
    kept: list[str] = []
    wrong: list[BaseException] = []

    def work() -> None:
        try:
            while not over.is_set():
                order = command("new_order", name="Honest", items=["Water"])
                kept.append(terminal.ask("new_order", order)["order_id"])
        except BaseException as error:  # noqa: BLE001 - it is raised where the test sees it
            wrong.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join()
        terminal.close()
    assert not wrong, wrong
    assert kept
    assert {order["order_id"] for order in server.orders()} >= set(kept)


def check_shape(answer: Any) -> None:
    """An answer is an acceptance, a refusal of the one shape, a hello or a view."""
    assert isinstance(answer, dict), answer
    if "error" in answer:
        assert answer["error"] in STATUS
        assert answer["error"] != "fault"
        assert isinstance(answer["message"], str)
        assert len(json.dumps(answer)) < 4000, "a refusal that repeats what it was sent"
    else:
        assert answer.get("ok") is True or "protocol" in answer or "rev" in answer


# ------------------------------------------------------------------------------ the wires


@pytest.mark.slow
def test_socketio_events(target: tuple[RunningServer, int]) -> None:
    server, share = target
    hostile = Hostile(1)
    for begin in range(0, share, AT_ONCE):
        with _socketio(server) as link:
            events = [hostile.event(begin + i) for i in range(AT_ONCE)]
            for event in events:
                link.send(frame(event.encode()))
            link.send(frame(f'42{share}["hello",{END}]'.encode()))
            _acknowledged_or_ended(link, share)


@pytest.mark.slow
def test_socketio_packets(target: tuple[RunningServer, int]) -> None:
    server, share = target
    hostile = Hostile(2)
    for _ in range(share):
        with _socketio(server) as link:
            link.send(frame(hostile.packet().encode()))
            link.send(frame(b"40"))  # the packet may have been a goodbye
            link.send(frame(f'421["hello",{END}]'.encode()))
            _acknowledged_or_ended(link, 1)


@pytest.mark.slow
def test_websocket_messages(target: tuple[RunningServer, int]) -> None:
    server, share = target
    hostile = Hostile(3)
    order_id = post(server, command("new_order", table=1, items=["Pasta"])).json["order_id"]
    for _ in range(0, share, AT_ONCE):
        path = hostile.chance.choice(["/ws/menu/", f"/ws/orders/{order_id}/", "/ws/console/"])
        with Raw(server).open_websocket(path) as link:
            for _ in range(AT_ONCE):
                opcode = hostile.chance.choice([TEXT, TEXT, BINARY])
                link.send(frame(hostile.json().encode(), opcode))
            link.send(frame(END.encode()))
            answers = list(_answers_until_the_end(link))
            for answer in answers:
                check_shape(answer)
            assert not answers or "protocol" not in answers[-1] or len(answers) > AT_ONCE


@pytest.mark.slow
def test_http_bodies(target: tuple[RunningServer, int]) -> None:
    server, share = target
    hostile = Hostile(4)
    headers = {"Content-Type": "application/json"}
    for _ in range(share):
        body = hostile.json().encode()
        answer = http_ask(server, "POST", "/api/v1/commands", body, headers)
        check_shape(answer.json)
        assert answer.status == (STATUS[answer.json["error"]] if "error" in answer.json else 200)


@pytest.mark.slow
def test_polling_payloads(target: tuple[RunningServer, int]) -> None:
    server, share = target
    hostile = Hostile(5)
    for _ in range(share // 10):
        opened = http_ask(server, "GET", POLLING).body
        path = f"{POLLING}&sid={json.loads(opened[1:])['sid']}"
        assert http_ask(server, "POST", path, "40").status == 200
        payload = "\x1e".join(hostile.packet() for _ in range(hostile.chance.choice([1, 2, 20])))
        assert http_ask(server, "POST", path, payload.encode()).status in (200, 400)


@pytest.mark.slow
def test_broken_frames_and_requests(target: tuple[RunningServer, int]) -> None:
    server, _ = target
    for broken in BROKEN_FRAMES:
        for path in ("/ws/menu/", "/socket.io/?EIO=4&transport=websocket"):
            with Raw(server).open_websocket(path) as link:
                link.send(broken)
                with suppress(OSError):  # the server was first
                    link.socket.shutdown(socket.SHUT_WR)
                link.rest()
    for request in BROKEN_REQUESTS:
        with Raw(server) as link:
            link.send(request)
            with suppress(OSError):
                link.socket.shutdown(socket.SHUT_WR)
            answered = link.rest()
            assert not answered or answered.startswith((b"HTTP/1.", b"<!DOCTYPE")), answered


@pytest.mark.parametrize("path", ["/ws/menu/", "/socket.io/?EIO=4&transport=websocket"])
def test_a_message_without_end_ends_its_link(server: RunningServer, path: str) -> None:
    before, piece = server.resident_kib(), b"x" * 1_000_000
    with Raw(server).open_websocket(path) as link:
        link.send(frame(piece, final=False))
        sent = 1
        while sent < 64 and link.send(frame(piece, 0, final=False)):
            sent += 1
    assert sent < 64
    assert server.resident_kib() - before < MOST_GROWTH_KIB


BROKEN_FRAMES = (
    frame(b"\xff\xfe\x80"),
    frame(b"\xed\xa0\x80"),
    frame(b"{}", 3),
    frame(b"{}", 11),
    frame(b"{}", masked=False),
    frame(b"{}", 0),
    frame(b"x" * 126, PING),
    frame(b"x", PING, final=False),
    frame(b"x", CLOSE),
    frame(b"\x03\xe7", CLOSE),
    frame(b"\x03\xe8\xff\xff", CLOSE),
    frame(b"[", final=False) + frame(b"]"),
    b"\xff" * 200,
    b"\x81\xff" + b"\xff" * 8,
    b"\x81\xff" + b"\x7f" + b"\xff" * 7 + b"\0\0\0\0",
    b"\xc1\x82\0\0\0\0{}",
    b"\x81",
    b"",
    frame(b"x" * 2_097_152),
    frame(b"x" * 1_000_000, final=False) + frame(b"x" * 1_000_000, 0),
)
_UPGRADE = (
    b"GET /ws/menu/ HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
)
_POST = b"POST /api/v1/commands HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
BROKEN_REQUESTS = (
    b"\r\n\r\n",
    b"\0\0\0\0",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET " + b"/x" * 5000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: " + b"x" * 70_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
    b"GET /%ff%00%2e%2e/ HTTP/1.1\r\nHost: \xff\r\n\r\n",
    b"GET /ws/menu/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /ws/menu/ HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n\r\n",
    _UPGRADE + b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: \xff\xff\r\n\r\n",
    b"POST /ws/menu/ HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    b"GET /socket.io/?EIO=3&transport=polling HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /socket.io/?EIO=4&transport=carrier-pigeon HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /socket.io/?EIO=4&transport=polling&sid=%00x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /socket.io/?EIO=4&transport=polling&j=x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n",
    b"PUT /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    _POST + b"Content-Length: -5\r\n\r\n{}",
    _POST + b"Content-Length: 5000\r\n\r\n{}",
    _POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
    _POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
    _POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    _POST + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n{}",
    _POST + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
    _POST + b"Authorization: Bearer \xff\xfe\r\nContent-Length: 2\r\n\r\n{}",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 50,
)


# ------------------------------------------------------------------------------- details


def _socketio(server: RunningServer) -> Raw:
    """A raw link that has got as far as being connected."""
    link = Raw(server).open_websocket("/socket.io/?EIO=4&transport=websocket")
    link.send(frame(b"40"))
    opened, connected = link.frames(2)
    assert (opened[1][:1], connected[1][:2]) == (b"0", b"40")
    return link


def _acknowledged_or_ended(link: Raw, last: int) -> None:
    """Read until the last event is acknowledged or the link has ended; look at all answers."""
    while (heard := link.frame()) is not None:
        opcode, payload = heard
        if opcode != TEXT or not payload.startswith(b"43"):
            continue
        text = payload.decode()
        number, _, rest = text[2:].partition("[")
        (answer,) = json.loads("[" + rest)
        check_shape(answer)
        if number == str(last):
            return


def _answers_until_the_end(link: Raw) -> Iterator[Any]:
    """What a plain WebSocket said in answer, up to the last hello or the end of the link."""
    while (heard := link.frame()) is not None:
        if heard[0] != TEXT:
            continue
        message = json.loads(heard[1])
        if "rev" in message and "action" not in message:
            continue
        yield message
        if message.get("type") == "hello":
            return
