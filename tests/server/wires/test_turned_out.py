"""Links that the server itself ends: on every wire, in both modes, whatever the other side does."""

import json
from collections.abc import Iterator

import pytest

from tests.server.clients import command, http_ask, post, view
from tests.server.conftest import MODES, Connect, Open, Start
from tests.server.people import pair
from tests.server.raw import Raw, frame
from tests.server.running import RunningServer
from tests.waiting import PATIENCE, until

LINK = "/socket.io/?EIO=4&transport="


class House:
    """A server, and a terminal that is paired with it until `turn_out`."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        paired = pair(server, "waiter", "Revoked")
        self.terminal, self.token = paired["terminal_id"], paired["token"]

    def turn_out(self) -> None:
        """Revoke it; something happens afterwards that others are shown."""
        manager = self.server.token("manager")
        asked = command("remove_terminal", terminal_id=self.terminal)
        assert post(self.server, asked, manager).json["ok"]
        assert post(self.server, command("new_order", table=1, items=["Pasta"]), manager).json["ok"]


@pytest.fixture(params=MODES)
def house(start: Start, request: pytest.FixtureRequest) -> Iterator[House]:
    server = start(program=MODES[request.param])
    yield House(server)
    assert server.tracebacks() == []


def wait_for_nobody(server: RunningServer) -> None:
    """Until the server counts no screen but those of other people."""
    until(lambda: not terminals(server), "screens are still counted")


def terminals(server: RunningServer) -> list[str]:
    shown = view(server, "console", token=server.token("manager")).json["snapshot"]["terminals"]
    return [terminal["name"] for terminal in shown.values() if terminal["name"] == "Revoked"]


def test_a_socketio_link_is_ended(house: House, connect: Connect) -> None:
    revoked = connect(house.server, {"token": house.token}, hello="Revoked")
    kept = connect(house.server, {"token": house.server.token("waiter")}, hello="Kept")
    revoked.watch("floor")
    kept.watch("floor")
    house.turn_out()
    assert revoked.ended.wait(PATIENCE)
    wait_for_nobody(house.server)
    kept.heard.wait(lambda: any("put" in shown for shown in kept.views("floor")))
    assert not kept.ended.is_set()


def test_a_websocket_link_is_ended(house: House, tool: Open) -> None:
    revoked = tool(house.server, "/ws/restaurants/1/", token=house.token)
    kept = tool(house.server, "/ws/restaurants/1/", token=house.server.token("waiter"))
    revoked.next()
    kept.next()
    house.turn_out()
    assert revoked.ended.wait(PATIENCE)
    wait_for_nobody(house.server)
    kept.next(lambda heard: "put" in heard)
    assert not kept.ended.is_set()


@pytest.mark.parametrize("path", [f"{LINK}websocket", "/ws/restaurants/1/"])
def test_who_neither_reads_nor_goes_is_cut_off(house: House, path: str) -> None:
    with Raw(house.server).open_websocket(path) as link:
        if "socket.io" in path:
            link.send(frame(b"40" + json.dumps({"token": house.token}).encode()))
            link.frames(2)
        house.turn_out()
        link.rest()  # which ends when the server has closed
        wait_for_nobody(house.server)


def test_a_polling_session_is_no_longer_served(house: House) -> None:
    opened = json.loads(http_ask(house.server, "GET", f"{LINK}polling").body[1:])
    session = f"{LINK}polling&sid={opened['sid']}"
    assert (
        http_ask(house.server, "POST", session, "40" + json.dumps({"token": house.token})).status
        == 200
    )
    house.turn_out()
    wait_for_nobody(house.server)
    order = '42["new_order",{"table":9,"items":["Pasta"]}]'
    assert http_ask(house.server, "POST", session, order).status == 400
    assert http_ask(house.server, "GET", session).status == 400
    assert [order["table"] for order in house.server.orders()] == [1]
