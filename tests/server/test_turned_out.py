"""Links that the server itself ends: on every wire, in both modes, whatever the other side does."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.client.waiting import PATIENCE
from tests.server.clients import command, http_ask, post, view
from tests.server.conftest import Connect, Open, Start
from tests.server.raw import Raw, frame
from tests.server.running import ROOT, RunningServer

# A server that turns out everybody whose id is the note of an order.
RUNNER = """
import os, sys
sys.path.insert(0, {root!r})
from restaurant.server import {module} as mode
getattr(mode, "patch", lambda: None)()
from restaurant.common.options import parse
from restaurant.server import app, reception
class Reception(reception.Reception):
    def __init__(self, **parts):
        super().__init__(**parts)
        app.turn_out = self.turn_out
app.Reception = Reception
published = app.Server._published
def turning_out(self, steps):
    published(self, steps)
    for step in steps:
        if (order := getattr(step.event, "order", None)) and order.note:
            app.turn_out(order.note)
app.Server._published = turning_out
sys.exit(app.serve(parse(sys.argv[1:], os.environ), mode.{mode}()))
"""

LINK = "/socket.io/?EIO=4&transport="
REVOKED = "lan 127.0.0.1"
"""Whoever shows no token here."""


@pytest.fixture(params=[("green", "Green"), ("threads", "Threads")], ids=["eventlet", "threads"])
def house(start: Start, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[RunningServer]:
    module, mode = request.param
    runner = tmp_path / "turning_out.py"
    runner.write_text(RUNNER.format(root=str(ROOT), module=module, mode=mode))
    server = start("--trust-lan", program=runner)
    yield server
    assert server.tracebacks() == []


def turn_out(server: RunningServer, who: str = REVOKED) -> None:
    order = command("new_order", table=1, items=["Pasta"], note=who)
    assert post(server, order, server.token("manager")).json["ok"] is True


def wait_for_nobody(server: RunningServer) -> None:
    """Until the server counts no screen but those of other people."""
    until = time.monotonic() + PATIENCE
    while terminals(server):
        assert time.monotonic() < until, "screens are still counted"


def terminals(server: RunningServer) -> list[str]:
    shown = view(server, "console", token=server.token("manager")).json["snapshot"]["terminals"]
    return [terminal["role"] for terminal in shown.values() if terminal["role"] == "manager"]


def test_a_socketio_link_is_ended(house: RunningServer, connect: Connect) -> None:
    revoked = connect(house, hello="Revoked")
    kept = connect(house, {"token": house.token("waiter")}, hello="Kept")
    revoked.watch("floor")
    kept.watch("floor")
    turn_out(house)
    assert revoked.ended.wait(PATIENCE)
    wait_for_nobody(house)
    kept.heard.wait(lambda: any("put" in shown for shown in kept.views("floor")))
    assert not kept.ended.is_set()


def test_a_websocket_link_is_ended(house: RunningServer, tool: Open) -> None:
    revoked = tool(house, "/ws/restaurants/1/")
    kept = tool(house, "/ws/restaurants/1/", token=house.token("waiter"))
    revoked.next()
    kept.next()
    turn_out(house)
    assert revoked.ended.wait(PATIENCE)
    wait_for_nobody(house)
    kept.next(lambda heard: "put" in heard)
    assert not kept.ended.is_set()


@pytest.mark.parametrize("path", [f"{LINK}websocket", "/ws/restaurants/1/"])
def test_who_neither_reads_nor_goes_is_cut_off(house: RunningServer, path: str) -> None:
    with Raw(house).open_websocket(path) as link:
        if "socket.io" in path:
            link.send(frame(b"40"))
            link.frames(2)
        turn_out(house)
        link.rest()  # which ends when the server has closed
        wait_for_nobody(house)


def test_a_polling_session_is_no_longer_served(house: RunningServer) -> None:
    opened = json.loads(http_ask(house, "GET", f"{LINK}polling").body[1:])
    session = f"{LINK}polling&sid={opened['sid']}"
    assert http_ask(house, "POST", session, "40").status == 200
    turn_out(house)
    wait_for_nobody(house)
    order = '42["new_order",{"table":9,"items":["Pasta"]}]'
    assert http_ask(house, "POST", session, order).status == 400
    assert http_ask(house, "GET", session).status == 400
    assert [order["table"] for order in house.orders()] == [1]
