"""The actions of seed 001 on the WebSocket of an order."""

from typing import Any

import pytest

from tests.server.clients import Tool, command, post
from tests.server.conftest import Open
from tests.server.running import RunningServer


@pytest.fixture
def order_id(server: RunningServer) -> str:
    answer = post(server, command("new_order", table=1, items=["Pasta", "Water"]))
    return str(answer.json["order_id"])


@pytest.fixture
def order(server: RunningServer, tool: Open, order_id: str) -> Tool:
    opened = tool(server, f"/ws/orders/{order_id}/")
    opened.next(lambda heard: "snapshot" in heard)
    return opened


def answer_to(order: Tool, action: str) -> dict[str, Any]:
    return order.next(lambda heard: heard.get("action") == action)


def test_get_status(order: Tool, order_id: str) -> None:
    order.tell({"action": "get_status"})
    answer = answer_to(order, "get_status")
    assert answer["snapshot"]["orders"][order_id]["status"] == "received"


def test_get_items(order: Tool) -> None:
    order.tell({"action": "get_items"})
    items = answer_to(order, "get_items")["snapshot"]["order_items"]
    assert [items[number]["name"] for number in ("1", "2")] == ["Pasta", "Water"]


def test_update_status(order: Tool, order_id: str) -> None:
    answer = order.ask({"action": "update_status", "status": "preparing"})
    assert answer["ok"] is True
    changed = order.next(lambda heard: "put" in heard)
    assert changed["put"]["orders"][order_id]["status"] == "preparing"


def test_update_item_status(order: Tool, order_id: str) -> None:
    answer = order.ask({"action": "update_item_status", "item": 2, "status": "preparing"})
    assert answer["ok"] is True
    changed = order.next(lambda heard: "put" in heard)
    statuses = [item["status"] for item in changed["put"]["orders"][order_id]["items"]]
    assert statuses == ["received", "preparing"]


def test_an_action_needs_no_id(order: Tool) -> None:
    order.tell({"action": "update_status", "status": "ready"})
    assert order.next(lambda heard: "ok" in heard)["id"]


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({"action": "update_status", "status": "eaten"}, "malformed"),
        ({"action": "update_status"}, "malformed"),
        ({"action": "update_status", "status": "in_queue"}, "wrong_status"),
        ({"action": "update_item_status", "item": 9, "status": "ready"}, "no_such_item"),
        ({"action": "dance"}, "unknown_command"),
        ({"action": None}, "unknown_command"),
        ({"action": ["get_status"]}, "unknown_command"),
    ],
)
def test_a_bad_action_is_refused(order: Tool, message: dict[str, Any], error: str) -> None:
    assert order.ask(message)["error"] == error


def test_the_order_of_the_url_is_meant(order: Tool, server: RunningServer) -> None:
    other = post(server, command("new_order", table=2, items=["Pasta"])).json["order_id"]
    order.ask({"action": "update_status", "status": "completed", "order_id": other})
    order.tell({"action": "get_status"})
    (mine,) = answer_to(order, "get_status")["snapshot"]["orders"].values()
    assert mine["status"] == "completed"
    assert mine["order_id"] != other


def test_elsewhere_there_is_no_such_action(server: RunningServer, tool: Open) -> None:
    menu = tool(server, "/ws/menu/")
    assert menu.ask({"action": "get_status"})["error"] == "unknown_command"
