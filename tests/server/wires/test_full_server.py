"""A full and a flooded server: what it tells those whom it turns away, and who is let in all the same."""

import json
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from restaurant.server.wires.admission import (
    MOST_WAITING_EACH,
    TOLD_WHY,
)
from tests.server.clients import Answer, http_ask, view
from tests.server.conftest import Connect, Open, Start
from tests.server.raw import Raw
from tests.server.running import ROOT, RunningServer
from tests.waiting import PATIENCE

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
    assert refused.ended.wait(PATIENCE)
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
