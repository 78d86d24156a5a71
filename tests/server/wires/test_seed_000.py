"""The system of seed 000 to the letter: raw Socket.IO clients under --trust-lan."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.server.clients import Terminal
from tests.server.conftest import Connect, Start
from tests.server.running import RunningServer

EMPTY_LIST = "[]"


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_an_order_reaches_every_waiter_once(
    server: RunningServer, connect: Connect, transport: str
) -> None:
    waiters = [connect(server, transport=t) for t in ("websocket", "polling", "websocket")]
    customer = connect(server, {"role": "customer"}, transport=transport)
    first = customer.ask("new_order", {"table": 4, "items": ["Burger", "Burger", "Pasta"]})
    second = customer.ask("new_order", {"table": 5, "items": ["Water"]})
    for waiter in waiters:
        told = _told_of(waiter, second["order_id"])
        update = next(t for t in told if t["order_id"] == first["order_id"])
        assert update.keys() == {"table", "items", "timestamp", "order_id", "total"}
        assert update["table"] == 4
        assert update["items"] == ["Burger", "Burger", "Pasta"]
        assert update["total"] == 2 * 1390 + 1250
        assert datetime.fromisoformat(update["timestamp"]).utcoffset() == timedelta(0)
        assert [t["order_id"] for t in told].count(first["order_id"]) == 1
    assert customer.told("order_update") == []


def _told_of(waiter: Terminal, order_id: str) -> list[dict[str, Any]]:
    """What a waiter was told, once the order with this id is among it."""
    waiter.heard.wait(lambda: any(t["order_id"] == order_id for t in waiter.told("order_update")))
    return waiter.told("order_update")


def test_the_acknowledgement(server: RunningServer, connect: Connect) -> None:
    answer = connect(server).ask("new_order", {"table": 3, "items": ["Pasta"]})
    assert answer.keys() == {"ok", "id", "order_id", "seq"}
    assert answer["ok"] is True
    assert answer["order_id"].startswith("ORD-1-")
    assert isinstance(answer["seq"], int)


def test_an_order_without_acknowledgement_is_an_order(
    server: RunningServer, connect: Connect
) -> None:
    waiter, customer = connect(server), connect(server, {"role": "customer"})
    customer.tell("new_order", {"table": 77, "items": ["Salad"]})
    waiter.heard.wait(lambda: any(t["table"] == 77 for t in waiter.told("order_update")))


def test_fields_that_nobody_knows_do_not_matter(server: RunningServer, connect: Connect) -> None:
    order = {"table": 6, "items": ["Pasta"], "timestamp": "now", "__proto__": {}, "waiter": 7}
    assert connect(server).ask("new_order", order)["ok"] is True


@pytest.mark.parametrize(
    ("order", "error"),
    [
        ({"table": 0, "items": ["Pasta"]}, "unknown_table"),
        ({"table": 1000, "items": ["Pasta"]}, "unknown_table"),
        ({"table": 10**30, "items": ["Pasta"]}, "unknown_table"),
        ({"items": ["Pasta"]}, "no_table"),
        ({"table": "four", "items": ["Pasta"]}, "malformed"),
        ({"table": 4}, "malformed"),
        ({"table": 4, "items": []}, "malformed"),
        ({"table": 4, "items": [""]}, "malformed"),
        ({"table": 4, "items": "Pasta"}, "malformed"),
        ({"table": 4, "items": ["Pasta"] * 101}, "too_many_items"),
        ({"table": 4, "items": ["x" * 61]}, "malformed"),
        ([], "malformed"),
        ("Pasta", "malformed"),
        (None, "malformed"),
        (4, "malformed"),
    ],
)
def test_bad_orders_are_refused_in_the_one_shape(
    server: RunningServer, connect: Connect, order: object, error: str
) -> None:
    answer = connect(server).ask("new_order", order)
    assert answer["error"] == error
    assert isinstance(answer["message"], str)
    assert answer["message"]
    assert "ok" not in answer


def test_the_console_line(server: RunningServer, connect: Connect) -> None:
    customer = connect(server)
    customer.ask("new_order", {"table": 31, "items": ["Burger", "Pasta"]})
    server.lines.wait_for("New order from Table 31: Burger, Pasta")


def test_no_dish_can_write_on_the_console(server: RunningServer, connect: Connect) -> None:
    customer = connect(server)
    customer.ask("new_order", {"table": 32, "items": ["\x1b[2JGone\nNew order", "\u202etfel"]})
    server.lines.wait_for("New order from Table 32: \\x1b[2JGone\\nNew order, \\u202etfel")


def test_orders_json_begins_as_an_empty_list_and_is_appended_to(
    start: Start, connect: Connect
) -> None:
    server = start("--trust-lan")
    assert (server.folder / "orders.json").read_text().strip() == EMPTY_LIST
    waiter, customer = connect(server), connect(server, {"role": "customer"})
    for table in (1, 2, 3):
        answer = customer.ask("new_order", {"table": table, "items": ["Burger"] * table})
        kept = server.orders()
        assert len(kept) == table
        assert kept[-1].keys() == {"table", "items", "timestamp", "order_id", "total"}
        assert kept[-1]["order_id"] == answer["order_id"] == f"ORD-1-{table}"
    waiter.wait_for("order_update", 3)
    assert waiter.told("order_update") == server.orders()
    customer.ask("set_order_status", {"order_id": "ORD-1-1", "status": "completed"})
    assert server.orders()[0]["items"] == ["Burger"]
