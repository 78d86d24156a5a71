"""What `/openapi.json` and `/asyncapi.json` say is what happens: whatever goes over a link fits them."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from restaurant.protocol.audiences import AUDIENCES
from tests.server.clients import Tool, command, http_ask, post
from tests.server.conftest import Open
from tests.server.running import RunningServer

Json = dict[str, Any]


def described(server: RunningServer, channel: str, way: str) -> Draft202012Validator:
    """What may be said on a channel: `publish` by a screen, `subscribe` to it."""
    api = http_ask(server, "GET", "/asyncapi.json").json
    messages = api["channels"][channel][way]["message"]["oneOf"]
    shapes = [message["payload"] for message in messages]
    return Draft202012Validator({"anyOf": shapes, "components": api["components"]})


class Described:
    """A screen of an order's channel that says only what is described there."""

    def __init__(self, server: RunningServer, link: Tool) -> None:
        self.link = link
        self._sent = described(server, AUDIENCES["order"].path, "publish")
        self._told = described(server, AUDIENCES["order"].path, "subscribe")

    def ask(self, message: Json) -> Json:
        self._sent.validate(message)
        before = len(list(self.link.heard))
        self.link.tell(message)
        self.link.heard.wait(lambda: len(list(self.link.heard)) > before)
        return list(self.link.heard)[before]

    def check(self) -> list[Json]:
        """All that was told so far, each of it as described."""
        heard = list(self.link.heard)
        for message in heard:
            self._told.validate(message)
        return heard


@pytest.fixture
def screen(server: RunningServer, tool: Open) -> Described:
    order = post(server, command("new_order", table=1, items=["Pasta", "Water"])).json["order_id"]
    link = tool(server, f"/ws/orders/{order}/")
    link.next(lambda heard: "snapshot" in heard)
    return Described(server, link)


@pytest.mark.parametrize(
    "message",
    [
        {"type": "hello", "protocol": 1, "version": "0.1.0", "name": "The pass"},
        {"type": "hello", "protocol": 7},
        {"type": "subscribe", "audience": "floor"},
        {"type": "subscribe", "audience": "menu", "id": "1"},
        {"type": "unsubscribe", "audience": "menu"},
        {"type": "subscribe", "audience": "moon"},
        {"action": "get_status"},
        {"action": "get_items", "id": "2"},
        {"action": "update_status", "status": "preparing"},
        {"action": "update_item_status", "item": 1, "status": "ready"},
        command("set_order_status", order_id="ORD-1-999999", status="ready"),
        command("new_order", table=2, items=["Pasta"]),
    ],
    ids=lambda message: message.get("action") or message["type"],
)
def test_what_a_screen_says_and_hears_is_described(screen: Described, message: Json) -> None:
    screen.ask(message)
    assert len(screen.check()) > 1


def test_whom_the_server_takes_a_screen_for_is_described(
    server: RunningServer, screen: Described
) -> None:
    told = described(server, AUDIENCES["order"].path, "subscribe")
    told.validate({"type": "who", "role": "waiter", "person": {"staff_id": "S", "name": "Ana"}})
    told.validate({"type": "who", "role": "anybody", "person": None, "name": ""})
    assert not told.is_valid({"type": "who"})


@pytest.mark.parametrize(
    "message",
    [
        {"action": "dance"},
        {"action": "update_status", "status": "eaten"},
        {"action": "update_status"},
        {"action": "update_status", "status": "ready", "chair": 1},
        {"type": "subscribe"},
        {"type": "subscribe", "audience": "floor", "rev": 7},
    ],
    ids=json.dumps,
)
def test_what_is_not_described_is_refused(screen: Described, message: Json) -> None:
    assert not screen._sent.is_valid(message)
    screen.link.tell(message)
    screen.link.next(lambda heard: "error" in heard)
    screen.check()


def test_actions_are_described_where_they_are_understood(server: RunningServer) -> None:
    action = {"action": "get_status"}
    for audience in AUDIENCES.values():
        sent = described(server, audience.path, "publish")
        assert sent.is_valid(action) is (audience.of == "order")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_as_described(server: RunningServer, path: str) -> None:
    api = http_ask(server, "GET", "/openapi.json").json
    for status, state in (("200", "ok"), ("503", "read_only")):
        response = api["paths"][path]["get"]["responses"][status]
        shape = response["content"]["application/json"]["schema"]
        health = http_ask(server, "GET", path).json | {"status": state}
        check = Draft202012Validator({**shape, "components": api["components"]})
        check.validate(health)
        assert not check.is_valid(health | {"status": "tired"})
