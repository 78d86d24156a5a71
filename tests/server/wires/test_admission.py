"""How many screens are let in, what the others are told, and a port that outlives a lack of files."""

import json
import socket
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from restaurant.domain.errors import Refused
from restaurant.server.entrance import listening
from restaurant.server.entrance.accepting import Door, Patient, Shares
from restaurant.server.modes import green
from restaurant.server.modes.threads import _Server
from restaurant.server.wires.admission import (
    MOST_WAITING,
    MOST_WAITING_EACH,
    TOLD_WHY,
    Admission,
    Lobby,
)
from tests.server.clients import Answer, http_ask, view
from tests.server.conftest import Connect, Open, Start
from tests.server.raw import Raw
from tests.server.running import ROOT, RunningServer

HANDSHAKE = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/ws/menu/",
    "HTTP_HOST": "127.0.0.1:5000",
    "HTTP_UPGRADE": "websocket",
    "HTTP_CONNECTION": "keep-alive, Upgrade",
    "HTTP_SEC_WEBSOCKET_VERSION": "13",
    "HTTP_SEC_WEBSOCKET_KEY": "AAAAAAAAAAAAAAAAAAAAAA==",
}


class Inside:
    """An admission before an application that keeps its links open as long as a test likes."""

    def __init__(self, most: int) -> None:
        self.status = ""
        self.headers: dict[str, str] = {}
        self.inside: list[Any] = []
        self.lobby = Lobby(most=most, inside=lambda: len(self.inside))
        self._admission = Admission(
            lambda *asked: self._application(*asked),
            most=most,
            lobby=self.lobby,
            names=lambda: {"localhost", "pass-pc", "pass-pc.local"},
            refusal=self._refusal,
        )

    @staticmethod
    def _refusal(refused: Refused, _language: str | None) -> dict[str, Any]:
        return {"error": refused.code, "message": "no", **refused.params}

    def _application(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ.get("then") is not None:
            self.inside.append(self.knock(environ["then"]))
        return [b"in"]

    def knock(self, environ: dict[str, Any]) -> list[bytes]:
        answer: list[bytes] = self._admission(environ, self._start)
        return answer

    def _start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status, self.headers = status, dict(headers)


def one_in_another(count: int) -> dict[str, Any]:
    """A handshake during which the next comes, so that all of them are open at once."""
    environ: dict[str, Any] = dict(HANDSHAKE)
    for _ in range(count - 1):
        environ = {**HANDSHAKE, "then": environ}
    return environ


@pytest.mark.parametrize(
    ("most", "come", "let_in"), [(3, 3 + TOLD_WHY, True), (3, 4 + TOLD_WHY, False)]
)
def test_links_over_the_limit_are_turned_away(most: int, come: int, let_in: bool) -> None:
    door = Inside(most)
    door.knock(one_in_another(come))
    last = door.inside[0]
    assert (last == [b"in"]) is let_in
    if not let_in:
        assert door.status == "503 Service Unavailable"
        assert door.headers["Retry-After"]
        assert json.loads(last[0])["error"] == "too_many_screens"


def test_who_leaves_makes_room() -> None:
    door = Inside(1)
    for _ in range(100):
        assert door.knock(dict(HANDSHAKE)) == [b"in"]


def test_requests_are_not_counted() -> None:
    door = Inside(-TOLD_WHY)
    assert door.knock({"REQUEST_METHOD": "GET", "PATH_INFO": "/healthz"}) == [b"in"]
    assert door.knock({"PATH_INFO": "/", "HTTP_UPGRADE": "h2c"}) == [b"in"]
    assert door.knock(dict(HANDSHAKE)) != [b"in"]


@pytest.mark.parametrize("name", [name for name in HANDSHAKE if name.startswith("HTTP_")])
def test_what_is_no_handshake_is_malformed(name: str) -> None:
    door = Inside(10)
    broken = {**HANDSHAKE, name: "\xff"} if name != "HTTP_HOST" else {**HANDSHAKE, name: ""}
    answer = door.knock(broken)
    assert door.status == "400 Bad Request"
    assert json.loads(answer[0])["error"] == "malformed"


def test_a_request_that_fails_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_environ: Any, _start: Any) -> None:
        raise KeyError("a fault")

    door = Inside(1)
    door._application = broken  # type: ignore[method-assign, assignment]
    with pytest.raises(KeyError):
        door.knock({})
    assert "a request failed" in caplog.text


# --------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    "host",
    [
        *("192.168.1.20", "192.168.1.20:5000", "127.0.0.1:", "[::1]:5000", "[fe80::1]"),
        *("localhost", "LocalHost:5000", "localhost.", "Pass-PC:5000", "pass-pc.local"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/ws/menu/", "/socket.io/"])
def test_who_asks_for_this_machine_is_let_in(host: str, path: str) -> None:
    asked = {**HANDSHAKE, "PATH_INFO": path, "HTTP_HOST": host}
    assert Inside(10).knock(asked) == [b"in"]


def test_a_program_that_names_no_host_is_let_in() -> None:
    assert Inside(10).knock({"REQUEST_METHOD": "GET", "PATH_INFO": "/healthz"}) == [b"in"]


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:5000", "localhost.evil.example", "127.0.0.1.evil.example"),
        *(
            "pass-pc.evil",
            "evil.local",
            "127.0.0.1, evil.example",
            "127.0.0.1:x",
            "\xff",
            ":",
            "a" * 99,
        ),
    ],
)
@pytest.mark.parametrize("path", ["/", "/ws/menu/", "/socket.io/"])
def test_who_asks_for_another_site_is_not(host: str, path: str) -> None:
    door = Inside(10)
    (answer,) = door.knock({**HANDSHAKE, "PATH_INFO": path, "HTTP_HOST": host})
    assert door.status == "403 Forbidden"
    said = json.loads(answer)
    assert (said["error"], len(said["host"]) <= 60) == ("wrong_host", True)


# --------------------------------------------------------------------------------- lobby


def polling(query: str = "EIO=4&transport=polling", address: str = "192.0.2.1") -> dict[str, Any]:
    return {"PATH_INFO": "/socket.io/", "QUERY_STRING": query, "REMOTE_ADDR": address}


def test_one_address_cannot_fill_the_lobby() -> None:
    door = Inside(1000)
    for number in range(MOST_WAITING_EACH):
        assert door.knock(polling()) == [b"in"]
        door.lobby.enter(f"{number}", "192.0.2.1")
    assert json.loads(door.knock(polling())[0])["error"] == "too_many_screens"
    assert door.status == "503 Service Unavailable"
    assert door.knock(polling("EIO=4&sid=7")) == [b"in"]
    assert door.knock(polling(address="192.0.2.2")) == [b"in"]
    assert door.knock({**HANDSHAKE, "PATH_INFO": "/socket.io/", "REMOTE_ADDR": "192.0.2.1"}) == [
        b"in"
    ]
    door.lobby.leave("0")
    assert door.knock(polling()) == [b"in"]


@pytest.mark.parametrize(
    ("most", "inside", "room"),
    [(1000, 0, MOST_WAITING), (1000, 900, 100 + TOLD_WHY), (5, 5, TOLD_WHY), (5, 9, TOLD_WHY)],
)
def test_the_lobby_has_the_room_that_screens_leave(most: int, inside: int, room: int) -> None:
    lobby = Lobby(most=most, inside=lambda: inside)
    for number in range(room):
        assert lobby.has_room(f"{number}")
        lobby.enter(f"{number}", f"{number}")
    assert not lobby.has_room("another")


# --------------------------------------------------------------------------- event loops


def _hub(module: str) -> object:
    return type("Hub", (), {"__module__": module})()


def test_the_select_hub_is_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "restaurant.server.modes.green.hubs.get_hub", lambda: _hub("eventlet.hubs.selects")
    )
    assert green.Green.most_connections() == green.SELECT_LIMIT < 512
    monkeypatch.setattr(
        "restaurant.server.modes.green.hubs.get_hub", lambda: _hub("eventlet.hubs.epolls")
    )
    assert green.Green.most_connections() > green.SELECT_LIMIT


def test_open_files_are_the_other_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "restaurant.server.modes.green.hubs.get_hub", lambda: _hub("eventlet.hubs.epolls")
    )
    monkeypatch.setattr(green, "open_files_limit", lambda: 200)
    assert green.Green.most_connections() == 200 - green.SPARE_FILES
    assert listening.open_files_limit() >= 256


class Connection:
    """One that somebody asks for."""

    is_open = True

    def close(self) -> None:
        self.is_open = False


class Asked:
    """A listening socket: errors first, then one connection after another from these hosts."""

    def __init__(self, errors: list[OSError], hosts: list[str]) -> None:
        self.errors, self.hosts = errors, hosts

    def accept(self) -> tuple[Connection, tuple[str, int]]:
        if self.errors:
            raise self.errors.pop()
        return Connection(), (self.hosts.pop(0), 1)

    def fileno(self) -> int:
        return 5


def _port(sock: Any, most: int, furnish: Callable[[Any], Any] = lambda c: c) -> Patient:
    return Patient(sock, Shares(most), furnish=furnish, pause=lambda _seconds: None)


def test_a_port_outlives_a_lack_of_files() -> None:
    errors = [OSError(24, "Too many open files"), OSError(103, "aborted")]
    sock: Any = Asked(errors, ["192.0.2.1"])
    connection, address = _port(sock, 10).accept()
    assert (connection.is_open, address) == (True, ("192.0.2.1", 1))


@pytest.mark.parametrize(("greedy", "taken"), [("192.0.2.1", 2), ("127.0.0.1", 5), ("::1", 5)])
def test_one_device_cannot_take_all_connections(greedy: str, taken: int) -> None:
    sock: Any = Asked([], [greedy] * 5 + ["192.0.2.2"])
    port = _port(sock, 8)
    accepted = [port.accept() for _ in range(taken + 1)]
    hosts = [address[0] for _connection, address in accepted]
    assert hosts == [greedy] * taken + ["192.0.2.2"]
    assert all(connection.is_open for connection, _address in accepted)


def test_the_share_of_a_device_counts_at_both_doors() -> None:
    shares = Shares(8)
    taken = [Connection() for _ in range(3)]
    assert [shares.take(each, "192.0.2.1") for each in taken] == [True, True, False]
    del taken[0]
    assert shares.take(Connection(), "192.0.2.1")


def test_a_connection_that_ends_at_once_ends_nothing_else() -> None:
    def furnish(connection: Any) -> Any:
        if not gone:
            gone.append(connection)
            raise OSError(107, "not connected")
        return connection

    gone: list[Connection] = []
    sock: Any = Asked([], ["192.0.2.1", "192.0.2.2"])
    assert _port(sock, 8, furnish).accept()[1] == ("192.0.2.2", 1)
    assert not gone[0].is_open


class Furnished(Connection):
    """What a door makes of a connection, which does not outlive that."""


def test_on_threads_too_a_device_has_its_share() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        door: Any = Door(listening)
        server = _Server(door, None, Shares(8))
        server.socket.close()
        asked: Any = Asked([], ["192.0.2.1"] * 3 + ["192.0.2.2"])
        server.socket = asked
        server._door = SimpleNamespace(furnish=lambda _connection: Furnished())  # type: ignore[assignment]
        taken = [server.get_request() for _ in range(2)]
        with pytest.raises(ConnectionRefusedError):
            server.get_request()
        taken.append(server.get_request())
    assert [address[0] for _, address in taken] == ["192.0.2.1", "192.0.2.1", "192.0.2.2"]


# ------------------------------------------------------------------------- a full server

SMALL = """
import os, sys
from restaurant.server.modes import green
green.patch()
from restaurant.common.options import parse
from restaurant.server.serving import serve
class Small(green.Green):
    most_connections = staticmethod(lambda: MOST)
sys.exit(serve(parse(sys.argv[1:], os.environ), Small()))
"""


@pytest.fixture
def small(start: Start, tmp_path: Any) -> Callable[..., RunningServer]:
    """Starts servers with room for so many screens."""

    def start_small(*flags: str, most: int) -> RunningServer:
        runner = tmp_path / "small.py"
        program = SMALL.replace("MOST", str(most))
        runner.write_text(f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{program}")
        return start(*flags, program=runner)

    return start_small


@pytest.fixture
def full(small: Callable[..., RunningServer], tool: Open) -> Iterator[RunningServer]:
    server = small("--trust-lan", most=3)
    for _ in range(3):
        tool(server, "/ws/menu/").next()
    yield server
    assert server.tracebacks() == []


def test_a_full_server_says_so(full: RunningServer, tool: Open) -> None:
    refused = tool(full, "/ws/menu/")
    assert refused.next()["error"] == "too_many_screens"
    assert refused.ended.wait(10)
    with Raw(full).open_websocket("/socket.io/?EIO=4&transport=websocket") as link:
        link.send(b"\x81\x82\0\0\0\x0040")
        text = link.frames(2)[1][1]
        assert text.startswith(b"44")
        assert json.loads(text[2:])["data"]["error"] == "too_many_screens"


def test_strangers_do_not_shut_terminals_out(
    small: Callable[..., RunningServer], tool: Open
) -> None:
    """From however many addresses they come, a quarter of the places is not theirs."""
    server = small(most=4)
    for _ in range(3):
        assert "snapshot" in tool(server, "/ws/menu/").next()
    assert tool(server, "/ws/menu/").next()["error"] == "too_many_screens"
    terminal = tool(server, "/ws/menu/", token=server.token("waiter"))
    assert "snapshot" in terminal.next()
    assert tool(server, "/ws/menu/", token=server.token("waiter")).next()["error"] == (
        "too_many_screens"
    )


def test_a_server_that_is_full_of_links_answers_503(full: RunningServer) -> None:
    links = [
        Raw(full).open_websocket("/socket.io/?EIO=4&transport=websocket") for _ in range(TOLD_WHY)
    ]
    for _ in range(3):
        with Raw(full) as late, pytest.raises((AssertionError, socket.timeout), match="503"):
            late.open_websocket("/ws/menu/")
    faults = view(full, "console").json["snapshot"]["faults"].values()
    assert ["turned away" in fault["message"] for fault in faults].count(True) == 1
    for link in links:
        link.socket.close()


# ----------------------------------------------------------------------- a flooded server

POLLING = "/socket.io/?EIO=4&transport=polling"


def test_a_flood_of_sessions_ends_at_the_door(
    server: RunningServer, connect: Connect, tool: Open
) -> None:
    """Whoever opens sessions and never says who it is gets no more; who works is not disturbed."""
    opened: list[str] = []
    refused: Answer | None = None
    try:
        while refused is None and len(opened) <= 2 * MOST_WAITING_EACH:
            answer = http_ask(server, "GET", POLLING)
            if answer.status == 200:
                opened.append(json.loads(answer.body[1:])["sid"])
            else:
                refused = answer
        assert refused is not None, "every session was taken"
        assert (refused.status, refused.json["error"]) == (503, "too_many_screens")
        assert len(opened) <= MOST_WAITING_EACH
        assert connect(server, hello="Kiosk").welcome["protocol"] == 1
        assert tool(server, "/ws/menu/").next()["audience"] == "menu"
    finally:
        for sid in opened:
            http_ask(server, "POST", f"{POLLING}&sid={sid}", "1")  # Engine.IO's goodbye
    assert http_ask(server, "GET", POLLING).status == 200


def test_who_becomes_a_screen_leaves_the_lobby_and_who_says_goodbye_is_back_in_it(
    start: Start,
) -> None:
    server = start("--trust-lan")
    opened = []
    for _ in range(MOST_WAITING_EACH):
        answer = http_ask(server, "GET", POLLING)
        assert answer.status == 200
        opened.append(f"{POLLING}&sid={json.loads(answer.body[1:])['sid']}")
    assert http_ask(server, "GET", POLLING).status == 503
    for path in opened[:2]:
        assert http_ask(server, "POST", path, "40").status == 200
    for status in (200, 200, 503):
        assert http_ask(server, "GET", POLLING).status == status
    for packet, status in (("41", 503), ("40", 503), ("1", 503)):
        assert http_ask(server, "POST", opened[0], packet).status == 200
        assert http_ask(server, "GET", POLLING).status == status
    assert http_ask(server, "POST", opened[2], "1").status == 200
    assert http_ask(server, "POST", opened[2], "40").status == 400
    assert http_ask(server, "GET", POLLING).status == 200
