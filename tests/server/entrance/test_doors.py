"""The TLS door beside the plain one, in both modes: what it speaks, and who cannot shut it."""

import http.client
import json
import random
import socket
import ssl
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from restaurant.server.entrance.certificate import certificate
from tests.own_ports import own_port
from tests.server.clients import TRUSTING, Terminal, command, http_ask, view
from tests.server.conftest import MODES, Connect, Start, serving
from tests.server.raw import LARGE_ORDER, TEXT, Raw, frame
from tests.server.running import ROOT, RunningServer, why_not
from tests.waiting import PATIENCE, until

SOCKET_IO = "/socket.io/?EIO=4&transport=websocket"


def reach(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def assert_serves(server: RunningServer) -> None:
    """Both doors answer."""
    assert http_ask(server, "GET", "/healthz").status == 200
    assert http_ask(server, "GET", "/healthz", secure=True).status == 200


# ------------------------------------------------------------------------------ speaking


def test_the_door_shows_the_certificate_of_the_folder(server: RunningServer) -> None:
    with TRUSTING.wrap_socket(reach(server.tls_port)) as secure:
        shown = secure.getpeercert(binary_form=True)
        assert secure.version() == "TLSv1.3"
    assert shown is not None
    assert sha256(shown).hexdigest() == certificate(server.folder, ()).fingerprint


def test_one_connection_serves_many_requests(server: RunningServer) -> None:
    connection = http.client.HTTPSConnection(
        "127.0.0.1", server.tls_port, timeout=PATIENCE, context=TRUSTING
    )
    for _ in range(3):
        connection.request("GET", "/protocol")  # of many records
        answer = connection.getresponse()
        assert json.loads(answer.read())
    connection.close()


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2])
def test_nothing_older_than_tls_1_2(server: RunningServer, version: ssl.TLSVersion) -> None:
    context = ssl._create_unverified_context()
    context.set_ciphers("DEFAULT:@SECLEVEL=0")  # else it would not even try
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = version
    sock = reach(server.tls_port)
    if version == ssl.TLSVersion.TLSv1_2:
        context.wrap_socket(sock).close()
    else:
        with sock, pytest.raises(ssl.SSLError, match="alert protocol version"):
            context.wrap_socket(sock)


def test_nobody_renegotiates(tmp_path: Path) -> None:
    assert certificate(tmp_path, ["localhost"]).context.options & ssl.OP_NO_RENEGOTIATION


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_session_is_taken_up_again(server: RunningServer, version: ssl.TLSVersion) -> None:
    context = ssl._create_unverified_context()
    context.minimum_version = context.maximum_version = version
    session = None
    for is_known in (False, True):
        with context.wrap_socket(reach(server.tls_port), session=session) as secure:
            secure.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            assert b" 200 " in secure.recv(1 << 16)
            assert secure.session_reused is is_known
            session = secure.session


def test_commands_and_views_go_over_it(server: RunningServer, connect: Connect) -> None:
    """From a customer at the plain door to a waiter at the other, and the other way round."""
    plain, secure = connect(server, hello="Kiosk"), connect(server, hello="Pass", secure=True)
    for sender in (plain, secure):
        plain.watch("floor")
        secure.watch("floor")
        answer = sender.ask("new_order", command("new_order", table=1, items=["Pasta"]))
        order_id = answer["order_id"]
        for screen in (plain, secure):
            screen.heard.wait(partial(_is_shown, screen, order_id))


def _is_shown(screen: Terminal, order_id: str) -> bool:
    return order_id in str(screen.views("floor"))


def test_a_slow_screen_gets_all_of_it_in_order(server: RunningServer) -> None:
    """More than the connection holds: sent in parts, by turns by the flusher and by its task."""
    with Raw(server, receive_bytes=4096, secure=True).open_websocket(SOCKET_IO) as slow:
        slow.send(frame(b"40"))
        slow.send(frame(b'421["subscribe",{"audience":"floor"}]'))
        with Raw(server).open_websocket("/ws/menu/") as link:
            orders = [command("new_order", table=1, items=LARGE_ORDER) for _ in range(200)]
            for order in orders:
                link.send(frame(json.dumps(order).encode()))
            ids: set[str | None] = set()
            while len(ids) < len(orders):
                heard = link.frame()
                assert heard is not None
                ids |= {json.loads(heard[1]).get("order_id")} - {None}
        revs: list[int] = []
        shown: set[str | None] = set()
        while not ids <= shown:
            heard = slow.frame()
            assert heard is not None
            assert heard[0] == TEXT
            if heard[1] == b"2":
                slow.send(frame(b"3"))
            elif heard[1].startswith(b'42["view"'):
                message = json.loads(heard[1][2:])[1]
                revs.append(message["rev"])
                shown |= set(message.get("put", message.get("snapshot", {})).get("orders", {}))
    assert revs == list(range(revs[0], revs[0] + len(revs)))


SCHEME = """
import sys, pathlib, tempfile
from restaurant.server.modes import green, threads
mode = threads.Threads
if sys.argv[1] == "eventlet":
    green.patch()
    mode = green.Green
from restaurant.common.options import Options
from restaurant.server.entrance.doors import open_doors
folder = pathlib.Path(sys.argv[2])
doors = open_doors(Options(user_folder=folder, host="127.0.0.1", port=0), folder, mode.ssl)
print(doors.port, doors.tls_port, flush=True)
asked = []
def application(environ, start_response):
    asked.append(environ["wsgi.url_scheme"])
    start_response("200 OK", [("Content-Length", str(len(asked[-1])))])
    return [asked[-1].encode()]
mode.serve(doors.both, application, lambda: len(asked) == 2)
"""


@pytest.mark.parametrize("mode", MODES)
def test_requests_know_their_door(tmp_path: Path, mode: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SCHEME, mode, tmp_path],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        ports = map(int, process.stdout.readline().split())
        server = RunningServer(tmp_path)
        server.port, server.tls_port = ports
        try:
            assert http_ask(server, "GET", "/").body == b"http"
            assert http_ask(server, "GET", "/", secure=True).body == b"https"
        finally:
            process.kill()


# ------------------------------------------------------------------------------ starting


def test_the_next_port_is_for_tls(start: Start) -> None:
    port = own_port()
    server = start(port=port, tls_port=None)
    assert (server.port, server.tls_port) == (port, port + 1)


def test_a_taken_tls_port_is_said(start: Start, tmp_path: Path) -> None:
    first = start()
    sentence = why_not(RunningServer(tmp_path / "second", tls_port=first.port))
    assert f"Port {first.port} is in use by the restaurant server of My Restaurant" in sentence
    assert f"--tls-port {first.port + 10}" in sentence


# ------------------------------------------------------------------------------- hostile


def test_plain_http_is_told_where_it_is(server: RunningServer) -> None:
    for request in (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"POST /api/v1/commands HTTP/1.1\r\n"):
        with reach(server.tls_port) as sock:
            sock.sendall(request)
            said = b""
            while more := sock.recv(1 << 16):
                said += more
        assert said.startswith(b"HTTP/1.1 400 Bad Request\r\n")
        assert b"This door speaks TLS: https://127.0.0.1:%d/" % server.tls_port in said
    assert_serves(server)


def test_tls_at_the_plain_door_ends_that_connection_only(server: RunningServer) -> None:
    with reach(server.port) as sock, pytest.raises(OSError):
        TRUSTING.wrap_socket(sock)
    assert_serves(server)


def _garbage(chance: random.Random) -> bytes:
    """Noise, or what begins as a handshake does and goes wrong."""
    begins = (b"", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\x16\x03\x03\x40\x00")
    return chance.choice(begins) + chance.randbytes(chance.choice((0, 1, 40, 700)))


def test_a_thousand_bad_handshakes_disturb_nobody(server: RunningServer) -> None:
    chance = random.Random(443)
    with Raw(server, secure=True).open_websocket("/ws/menu/") as screen:
        screen.frames(1)
        for number in range(1000):
            with reach(server.tls_port) as sock:
                sock.sendall(_garbage(chance))
            if number % 100 == 0:
                assert_serves(server)
        screen.send(frame(json.dumps(command("new_order", table=1, items=["Pasta"])).encode()))
        heard = screen.frame()
        assert heard is not None
        assert b'"ok":true' in heard[1]
    assert_serves(server)


IMPATIENT = """
import os, sys
mode = sys.argv.pop(1)
from restaurant.server.entrance import handshake
handshake.HANDSHAKE_S = 1.0
from restaurant.server.entrance import deadlines
deadlines.HEAD_S, deadlines.BODY_S = 2.0, 3.0
from restaurant.server.modes import green, threads
if mode == "eventlet":
    green.patch()
from restaurant.common.options import parse
from restaurant.server.serving import serve
modes = {"eventlet": green.Green, "threads": threads.Threads}
sys.exit(serve(parse(sys.argv[1:], os.environ), modes[mode]()))
"""


@pytest.fixture(scope="module", params=MODES)
def impatient(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """A server that gives a handshake one second, a head two, and what is posted three."""
    folder = tmp_path_factory.mktemp(f"impatient-{request.param}")
    runner = folder / "impatient.py"
    argv = f"sys.argv.insert(1, {request.param!r})"
    runner.write_text(f"import sys; sys.path.insert(0, {str(ROOT)!r}); {argv}\n{IMPATIENT}")
    yield from serving(folder, "--trust-lan", program=runner)


def test_who_does_not_shake_hands_holds_up_nobody(impatient: RunningServer) -> None:
    """They say nothing, or a byte now and then, and are let go after their time."""
    hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200)
    with ExitStack() as stack:
        loris = [stack.enter_context(reach(impatient.tls_port)) for _ in range(100)]
        assert_serves(
            impatient
        )  # One after the other, they would hold it up for longer than it waits.
        gone: set[int] = set()
        for byte in hello:
            for number, sock in enumerate(loris):
                if number % 2 and number not in gone:
                    try:
                        sock.sendall(bytes([byte]))
                    except OSError:
                        gone.add(number)
            assert_serves(impatient)
            if len(gone) == len(loris) // 2:
                break
        assert len(gone) == len(loris) // 2, "who trickles is never let go"
        for sock in loris[::2]:
            assert sock.recv(1) == b""
    assert view(impatient, "menu").status == 200


TRICKLES = {
    "a head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ",
    "nothing": b"",
    "a posted text": b"POST /api/v1/commands HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/json\r\nContent-Length: 9000\r\n\r\n{",
    "a file": b"PUT /manager/menu.csv HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n",
    "what nobody reads": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n",
    "pieces that nobody reads": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n",
    "a second head": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /",
}


@pytest.mark.parametrize("secure", [False, True], ids=["plain", "tls"])
def test_what_trickles_has_its_time_in_all(impatient: RunningServer, *, secure: bool) -> None:
    """A byte now and then is within each single wait of the socket, and would hold a place for ever."""
    with ExitStack() as stack:
        held = {}
        for what, begins in TRICKLES.items():
            sock: socket.socket = stack.enter_context(
                TRUSTING.wrap_socket(reach(impatient.tls_port)) if secure else reach(impatient.port)
            )
            sock.sendall(begins)
            sock.settimeout(0.05)
            held[what] = sock

        def all_are_let_go() -> bool:
            for what in list(held):
                if _is_let_go(held[what], trickles=what != "nothing"):
                    del held[what]
            return not held

        until(all_are_let_go, held)


def _is_let_go(sock: socket.socket, *, trickles: bool) -> bool:
    """Whether the server has ended the connection; else it gets one more byte."""
    try:
        if sock.recv(1000) == b"":
            return True
    except TimeoutError:
        if trickles:
            with suppress(ConnectionError):  # the next look tells that it ended
                sock.sendall(b"x")
    except ConnectionError:
        return True
    return False


def test_who_goes_without_reading_the_answer_is_no_fault(start: Start) -> None:
    server = start()
    for request in (
        b"GET /protocol HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /\r\n",
        b"\xff\xff\r\n",
    ):
        with TRUSTING.wrap_socket(reach(server.tls_port)) as secure:
            secure.sendall(request)
        with reach(server.port) as plain:
            plain.sendall(request)
    assert http_ask(server, "GET", "/healthz", secure=True).status == 200
    assert server.end() == 0
    assert server.tracebacks() == []
    assert [line for line in server.said if not line.startswith("{")] == []
