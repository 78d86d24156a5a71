"""The same command gives the same answer through Socket.IO, WebSocket and HTTP, and is done once."""

from itertools import permutations
from typing import Any

import pytest

from restaurant.protocol.refusals import STATUS
from tests.server.clients import command, http_ask, post
from tests.server.conftest import Connect, Open
from tests.server.running import RunningServer
from tests.server.three_wires import ThreeWires

WIRES = ("Socket.IO", "WebSocket", "HTTP")

PIZZA = {"item_id": "pizza", "options": ["Large"]}
DISH = {"id": "soup", "name": "Soup", "category": "dishes", "price": 500}

REFUSED: list[tuple[str, str, dict[str, Any]]] = [
    ("malformed", "new_order", {"table": "four", "items": ["Pasta"]}),
    ("malformed", "new_order", {"table": 4, "items": ["Pasta"], "waiter": "Ana"}),
    ("malformed", "new_order", {"table": 1.5, "items": ["Pasta"]}),
    ("malformed", "cancel_order", {"order_id": "ORD-1-1", "reason": "  "}),
    ("malformed", "put_settings", {"settings": {"currency": "euro"}}),
    ("unknown_command", "eat", {"table": 4}),
    ("unknown_command", "__proto__", {}),
    ("bad_setting", "put_settings", {"settings": {"time_zone": "Moon/Crater"}}),
    ("no_such_category", "put_menu_item", {"item": {**DISH, "category": "moon"}}),
    ("no_such_category", "remove_category", {"category_id": "moon"}),
    ("no_such_item", "set_availability", {"item_id": "moon", "available": False}),
    ("no_such_item", "new_order", {"table": 4, "items": [{"item_id": "moon"}]}),
    ("no_such_order", "cancel_order", {"order_id": "ORD-9-1", "reason": "gone"}),
    ("no_such_order", "set_order_status", {"order_id": "x", "status": "ready"}),
    ("no_table", "new_order", {"items": ["Pasta"]}),
    ("unknown_table", "new_order", {"table": 1000, "items": ["Pasta"]}),
    ("unknown_table", "new_order", {"table": -(10**40), "items": ["Pasta"]}),
    ("too_many_items", "new_order", {"table": 4, "items": ["Pasta"] * 101}),
    ("wrong_options", "new_order", {"table": 4, "items": [{"item_id": "pizza"}]}),
    ("price_changed", "new_order", {"table": 4, "items": [PIZZA], "expected_total": 1}),
    ("name_taken", "put_menu_item", {"item": {**DISH, "name": " pasta "}}),
    ("category_not_empty", "remove_category", {"category_id": "dishes"}),
    ("too_large", "new_order", {"table": 4, "items": ["Pasta"], "note": "x" * 70_000}),
    ("too_large", "new_order", {"table": 4, "items": ["Pasta"], "note": "\u20ac" * 30_000}),
]


@pytest.fixture
def wires(server: RunningServer, connect: Connect, tool: Open) -> ThreeWires:
    return ThreeWires(server, connect, tool)


@pytest.mark.parametrize(("error", "name", "fields"), REFUSED)
def test_a_refusal_is_the_same_everywhere(
    wires: ThreeWires, error: str, name: str, fields: dict[str, Any]
) -> None:
    if error == "too_large":  # nobody has read as far as the id
        message = command(name, **fields)
        answers = [wires.send["Socket.IO"](message), post(wires.server, message).json]
        wires.tool.tell(message)
        answers.append(wires.tool.next(lambda heard: "error" in heard))
        assert {answer["error"] for answer in answers} == {error}
        return
    answer = wires.same(name, **fields)
    assert answer["error"] == error
    assert answer["message"]
    assert "ok" not in answer


@pytest.mark.parametrize(("error", "name", "fields"), REFUSED)
def test_each_refusal_has_its_http_status(
    server: RunningServer, error: str, name: str, fields: dict[str, Any]
) -> None:
    answer = post(server, command(name, **fields))
    assert (answer.json["error"], answer.status) == (error, STATUS[error])


def test_refusals_that_need_a_history(wires: ThreeWires) -> None:
    order_id = wires.send["HTTP"](command("new_order", table=4, items=["Pasta"]))["order_id"]
    wires.send["HTTP"](command("put_menu_item", item={**DISH, "left": 1}))
    soup = {"table": 4, "items": [{"item_id": "soup", "quantity": 2}]}
    assert wires.same("new_order", **soup)["error"] == "too_few_left"
    wires.send["HTTP"](command("set_availability", item_id="soup", available=False))
    assert wires.same("new_order", table=4, items=["soup"])["error"] == "sold_out"
    back = wires.same("set_item_status", order_id=order_id, item=1, status="ready")
    assert back["error"] == "wrong_status"
    huge = wires.same("set_item_status", order_id=order_id, item=10**30, status="ready")
    assert huge["error"] == "no_such_item"
    wires.send["HTTP"](command("cancel_order", order_id=order_id, reason="gone home"))
    assert wires.same("cancel_order", order_id=order_id, reason="again")["error"] == "order_closed"
    assert wires.same("put_settings", settings={"number": 7})["error"] == "has_orders"
    wires.send["HTTP"](command("remove_menu_item", item_id="soup"))


def test_an_accepted_command_is_answered_alike(wires: ThreeWires) -> None:
    answers = wires.each("new_order", table=4, items=["Pasta"])
    for answer in answers.values():
        assert answer.keys() == {"ok", "id", "seq", "order_id"}
    changed = wires.each("set_availability", item_id="water", available=True)
    for answer in changed.values():
        assert answer.keys() == {"ok", "id", "seq"}
    seqs = [answer["seq"] for answer in [*answers.values(), *changed.values()]]
    assert seqs == sorted(set(seqs))


@pytest.mark.parametrize(("first", "again"), [*permutations(WIRES, 2)])
def test_an_id_sent_again_on_another_wire_makes_no_second_order(
    wires: ThreeWires, first: str, again: str
) -> None:
    order = command("new_order", table=9, items=["Water"])
    before = len(wires.server.orders())
    answer = wires.send[first](order)
    assert answer["ok"] is True
    assert wires.send[again](order) == answer
    assert wires.send[again](order) == answer
    assert len(wires.server.orders()) == before + 1


@pytest.mark.parametrize(
    "fields",
    [{}, {"id": ""}, {"id": "x" * 65}, {"id": 5}, {"id": None}, {"id": []}],
)
def test_a_native_command_needs_an_id(
    wires: ThreeWires, server: RunningServer, fields: dict[str, Any]
) -> None:
    message = {"type": "new_order", "table": 4, "items": ["Water"], **fields}
    by_http = post(server, message)
    assert (by_http.status, by_http.json["error"]) == (400, "malformed")
    assert wires.terminal.ask("new_order", message) == by_http.json
    wires.tool.tell(message)
    assert wires.tool.next(lambda heard: "error" in heard) == by_http.json


@pytest.mark.parametrize("message", [[], "new_order", 5, None, {}, {"id": "1"}, {"type": 5}])
def test_what_is_no_command_is_malformed(
    wires: ThreeWires, server: RunningServer, message: object
) -> None:
    by_http = post(server, message)
    assert (by_http.status, by_http.json["error"]) == (400, "malformed")
    wires.tool.tell(message if not isinstance(message, str) else f'"{message}"')
    assert wires.tool.next(lambda heard: "error" in heard)["error"] == "malformed"


def test_an_event_and_its_type_may_not_differ(wires: ThreeWires) -> None:
    message = command("cancel_order", table=4, items=["Water"])
    assert wires.terminal.ask("new_order", message)["error"] == "malformed"


@pytest.mark.parametrize(
    "body", ["", "{", "nonsense", '{"id": NaN}', "\ud800".encode("utf-8", "surrogatepass")]
)
def test_http_wants_json(server: RunningServer, body: str | bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = http_ask(server, "POST", "/api/v1/commands", body, headers)
    assert (answer.status, answer.json["error"]) == (400, "malformed")


def test_one_hello_for_every_wire(wires: ThreeWires) -> None:
    assert wires.terminal.welcome["protocol"] == 1
    assert wires.terminal.welcome["restaurant"].keys() == {"name", "number"}
    wires.tool.tell({"type": "hello", "protocol": 1, "version": "0.1.0"})
    welcome = wires.tool.next(lambda heard: heard.get("type") == "hello")
    assert welcome.keys() == {"type", *wires.terminal.welcome}
    assert welcome["restaurant"] == wires.terminal.welcome["restaurant"]


def test_another_protocol_is_told_so_on_every_wire(wires: ThreeWires) -> None:
    hello = {"protocol": 2, "version": "9.0.0"}
    by_socketio = wires.terminal.ask("hello", hello)
    assert by_socketio["error"] == "other_protocol"
    wires.tool.tell({"type": "hello", **hello})
    assert wires.tool.next(lambda heard: "error" in heard) == by_socketio
