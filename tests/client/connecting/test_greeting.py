"""How a terminal and its server meet, and why one may not be let in."""

import socket
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from restaurant import __version__
from restaurant.client.address import Address
from restaurant.client.notices import Offline, Online, Snapshot
from tests.client.conftest import MakeLink
from tests.client.small_server import SmallServer
from tests.waiting import Log


def test_it_greets_and_is_shown_what_it_asked_for(server: SmallServer, make_link: MakeLink) -> None:
    _, screen = make_link()
    online = screen.next(Online)
    assert (online.restaurant_name, online.version) == ("Trattoria Blu", "0.1.0")
    assert abs(online.clock_offset) < timedelta(seconds=1)
    assert screen.next(Snapshot).documents["restaurant"]["1"].outbox_minutes == 10  # type: ignore[union-attr]
    assert screen.of(Offline) == []
    assert server.hellos == [
        {
            "protocol": 1,
            "version": __version__,
            "restaurant": None,
            "name": "Kiosk 1",
            "language": "de",
        }
    ]


def test_it_knows_how_wrong_its_clock_is(server: SmallServer, make_link: MakeLink) -> None:
    _, screen = make_link(now=lambda: datetime.now(UTC) - timedelta(hours=2))
    offset = screen.next(Online).clock_offset
    assert abs(offset - timedelta(hours=2)) < timedelta(seconds=1)


def test_it_shows_its_token(
    server: SmallServer, make_link: MakeLink, no_tokens_here: Path, tmp_path: Path
) -> None:
    _, screen = make_link()
    screen.next(Online)
    no_tokens_here.mkdir()
    tokens = '{"port": 1, "tokens": {"waiter": "no", "customer": "secret"}}'
    (no_tokens_here / f"{server.port}.json").write_text(tokens)
    server.cut()
    screen.next(Online, 2)
    assert server.auths == [{"role": "customer"}, {"token": "secret"}]


@pytest.mark.parametrize(
    ("hello", "reason"),
    [
        ({"error": "other_protocol", "message": "?", "protocol": 2}, "link.server_newer"),
        ({"error": "other_protocol", "message": "?", "protocol": 0}, "link.server_older"),
        ({"error": "other_protocol", "message": "Another version."}, "link.other_protocol"),
        ({"protocol": 2, "restaurant": None}, "link.server_newer"),
        ({"protocol": 0, "restaurant": None}, "link.server_older"),
        ({"error": "not_signed_in", "message": "Nobody."}, "link.not_allowed"),
        ({"error": "too_many_screens", "message": "Full."}, "link.full"),
        ({"error": "something_new", "message": "?"}, "link.refused"),
        ({"restaurant": 7}, "link.not_a_server"),
    ],
)
def test_why_it_is_not_let_in(
    server: SmallServer, make_link: MakeLink, hello: dict[str, Any], reason: str
) -> None:
    server.hello = hello
    _, screen = make_link()
    assert screen.next(Offline).reason == reason
    server.hellos.wait(lambda: len(server.hellos) >= 3)
    server.hello = {}
    screen.next(Online)
    assert screen.of(Offline) == [Offline(reason)]


def test_a_view_that_it_may_not_see(server: SmallServer, make_link: MakeLink) -> None:
    server.refuse["floor"] = {"error": "not_allowed", "message": "No."}
    _, screen = make_link(audiences=["menu", "floor"])
    assert screen.next(Offline).reason == "link.not_allowed"
    assert screen.of(Online) == []


def test_a_server_that_refuses_the_connection(server: SmallServer, make_link: MakeLink) -> None:
    server.refuse_connection = {"error": "not_signed_in", "message": "Who is this?"}
    _, screen = make_link()
    assert screen.next(Offline).reason == "link.not_allowed"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"", "link.not_a_server"),
        (b"<html>Forbidden</html>", "link.not_a_server"),
        (b'{"error": "no_such_thing", "message": "?"}', "link.not_a_server"),
        (b'{"error": "wrong_host", "message": "No.", "host": "x"}', "link.wrong_host"),
        (b'{"error": "too_many_screens", "message": "Full."}', "link.full"),
    ],
)
def test_who_answers_with_no_handshake(make_link: MakeLink, said: bytes, reason: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=answer_forbidden, args=(listening, said), daemon=True).start()
        _, screen = make_link(address=Address("127.0.0.1", listening.getsockname()[1]))
        assert screen.next(Offline).reason == reason
        with suppress(OSError):  # elsewhere than on Linux its end is enough
            listening.shutdown(socket.SHUT_RDWR)


def answer_forbidden(listening: socket.socket, said: bytes) -> None:
    head = b"HTTP/1.1 403 Forbidden\r\nContent-Length: %d\r\n\r\n" % len(said)
    with suppress(OSError):
        while True:
            with listening.accept()[0] as sock:
                sock.recv(4096)
                sock.sendall(head + said)


def test_no_proxy_is_asked(
    server: SmallServer, make_link: MakeLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        for name in ("http_proxy", "https_proxy", "all_proxy", "ws_proxy"):
            monkeypatch.setenv(name, dead)
            monkeypatch.setenv(name.upper(), dead)
        monkeypatch.setenv("no_proxy", "")
        monkeypatch.setenv("NO_PROXY", "")
        # Written so that no list of exceptions has it.
        _, screen = make_link(address=Address("127.1", server.port))
        screen.next(Online)
        assert screen.of(Offline) == []


def test_another_token_in_place_of_an_old_one_is_taken(
    server: SmallServer, make_link: MakeLink
) -> None:
    server.hello = {"token": "fresh"}
    taken: Log[str] = Log()
    make_link(renew=taken.add)
    taken.wait_for("fresh")
