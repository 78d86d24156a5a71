"""Which screens are let in, what the others are told, and whose names a request may ask for."""

import json
from typing import Any

import pytest

from restaurant.domain.errors import Refused
from restaurant.server.wires.admission import (
    MOST_WAITING,
    MOST_WAITING_EACH,
    TOLD_WHY,
    Admission,
    Lobby,
)

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
