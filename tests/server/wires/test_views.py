"""Snapshots and changes: the same on every wire, without gaps, and adding up to what a snapshot says."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from restaurant.protocol.audiences import AUDIENCES
from tests.server.clients import Message, Terminal, Tool, after, command, post, view
from tests.server.conftest import MODES, Connect, Open, Start, serving
from tests.server.running import RunningServer

SEEDS = (1, 2, 3)
STEPS = 60


@pytest.fixture(scope="module", params=MODES)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """A restaurant of this module's own: the floor of the shared one is full of others' orders."""
    folder = tmp_path_factory.mktemp(f"views-{request.param}")
    yield from serving(folder, "--trust-lan", program=MODES[request.param])


def path_of(audience: str, of: str | None) -> str:
    return AUDIENCES[audience].path.format(of=of, restaurant=1)


def test_snapshots_are_the_same_on_every_wire(
    server: RunningServer, connect: Connect, tool: Open
) -> None:
    order_id = post(server, command("new_order", table=1, items=["Pasta", "Water"])).json[
        "order_id"
    ]
    for name, audience in AUDIENCES.items():
        if name in ("console", "manager"):
            continue  # it shows who is connected, which is another on each wire
        of = order_id if audience.of else None
        by_http = view(server, name, of or "").json
        assert connect(server).watch(name, of)["snapshot"] == by_http["snapshot"]
        assert tool(server, path_of(name, of)).next()["snapshot"] == by_http["snapshot"]


def test_a_bare_number_in_the_url(server: RunningServer, tool: Open) -> None:
    answer = post(server, command("new_order", table=1, items=["Pasta"])).json
    number = answer["order_id"].rpartition("-")[2]
    assert tool(server, f"/ws/orders/{number}/").next()["of"] == answer["order_id"]
    assert tool(server, f"/ws/orders/{number}/items/").next()["of"] == answer["order_id"]
    assert tool(server, "/ws/orders/999999/").next()["error"] == "no_such_order"
    assert tool(server, "/ws/restaurants/2/").next()["error"] == "no_such_page"
    assert tool(server, "/ws/").next()["error"] == "no_such_page"


def random_command(chance: random.Random, orders: list[str]) -> Message:
    """A command as a busy evening has it, refused ones among them."""
    of_an_order = {"order_id": chance.choice(orders)} if orders else {"order_id": "ORD-1-1"}
    status = chance.choice(["preparing", "ready", "completed"])
    step = chance.choice(["preparing", "ready", "served"])
    dish = chance.choice(["pasta", "salad", "water"])
    return chance.choice(
        [
            command(
                "new_order", table=chance.randint(1, 9), items=["Salad"] * chance.randint(1, 3)
            ),
            command("new_order", table=1, items=["Salad", "Water", "Open item"]),
            command("set_order_status", status=status, **of_an_order),
            command("set_item_status", item=chance.randint(1, 3), status=step, **of_an_order),
            command("void_item", item=chance.randint(1, 3), reason="dropped", **of_an_order),
            command("cancel_order", reason="left", **of_an_order),
            command("edit_order", add=[{"name": "Salad"}], **of_an_order),
            command("edit_order", remove=[chance.randint(1, 4)], **of_an_order),
            command("edit_order", change=[{"item": 1, "quantity": 3}], **of_an_order),
            command("set_availability", item_id=dish, available=chance.random() < 0.7, left=5),
            command("put_category", category={"id": "more", "name": chance.choice("abc")}),
            command("remove_category", category_id="more"),
            command("put_settings", settings={"name": chance.choice(["Uno", "Due"])}),
        ]
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("flags", [("--trust-lan",)])
def test_changes_add_up_to_a_fresh_snapshot(
    start: Start, connect: Connect, tool: Open, seed: int, flags: tuple[str, ...]
) -> None:
    server, chance = start(*flags), random.Random(seed)
    first = post(server, command("new_order", table=1, items=["Pasta", "Pasta", "Salad"])).json
    watched: list[tuple[str, str | None]] = [
        *(("floor", None), ("menu", None), ("console", None), ("manager", None)),
        *(("order", first["order_id"]), ("order_items", first["order_id"])),
    ]
    screen = connect(server, hello="Screen")
    tools = {key: tool(server, path_of(*key)) for key in watched}
    for audience, of in watched:
        screen.watch(audience, of)
    orders = [first["order_id"]]
    for _ in range(STEPS):
        answer = post(server, random_command(chance, orders)).json
        if "order_id" in answer and answer.get("ok"):
            orders.append(answer["order_id"])
    last = post(server, command("new_order", table=2, items=["The end"])).json
    _wait_for_the_end(server, screen, tools, last)
    for audience, of in watched:
        fresh = view(server, audience, of or "").json
        by_tool = [m for m in tools[audience, of].heard if m.get("audience") == audience]
        for views in (screen.views(audience, of), by_tool):
            assert _without_time(after(views)) == _without_time(fresh["snapshot"]), seed
            revs = [v["rev"] for v in views]
            assert revs == list(range(revs[0], revs[0] + len(revs))), f"{audience}: {revs}"
            assert revs[-1] == fresh["rev"]
            assert all("snapshot" not in v for v in views[1:])


def _wait_for_the_end(
    server: RunningServer, screen: Terminal, tools: dict[Any, Tool], last: Message
) -> None:
    """Every screen has seen all there was: the last order, and each audience's newest message."""
    revs = {key: view(server, key[0], key[1] or "").json["rev"] for key in tools}
    screen.heard.wait(
        lambda: all(screen.views(*key)[-1]["rev"] >= rev for key, rev in revs.items())
    )
    for key, rev in revs.items():
        tools[key].next(lambda heard, rev=rev: heard.get("rev", -1) >= rev)
    assert last["order_id"] in after(screen.views("floor"))["orders"]


def _without_time(documents: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Without what is counted by the clock alone."""
    return {kind: dict(sorted(by_id.items())) for kind, by_id in documents.items()}


def test_an_order_is_dropped_from_the_floor_when_it_is_done(
    server: RunningServer, connect: Connect
) -> None:
    screen = connect(server)
    order_id = post(server, command("new_order", table=1, items=["Pasta"])).json["order_id"]
    assert order_id in screen.watch("floor")["snapshot"]["orders"]
    assert screen.watch("order", order_id)["snapshot"]["orders"][order_id]["status"] == "received"
    post(server, command("set_order_status", order_id=order_id, status="completed"))
    screen.heard.wait(
        lambda: any(order_id in v.get("drop", {}).get("orders", []) for v in screen.views("floor"))
    )
    screen.heard.wait(lambda: len(screen.views("order", order_id)) > 1)
    done = screen.views("order", order_id)[-1]["put"]["orders"][order_id]
    assert done["status"] == "completed"


def test_who_has_unsubscribed_hears_no_more(server: RunningServer, connect: Connect) -> None:
    leaving, staying = connect(server), connect(server)
    leaving.watch("floor")
    staying.watch("floor")
    assert leaving.ask("unsubscribe", {"audience": "floor"}) == {"ok": True}
    heard = len(leaving.views("floor"))
    order_id = post(server, command("new_order", table=1, items=["Pasta"])).json["order_id"]
    staying.heard.wait(lambda: order_id in after(staying.views("floor"))["orders"])
    leaving.ask("unsubscribe", {"audience": "floor"})
    assert len(leaving.views("floor")) == heard


def test_a_second_subscription_brings_the_snapshot_again(
    server: RunningServer, connect: Connect
) -> None:
    screen = connect(server)
    first, second = screen.watch("menu"), screen.watch("menu")
    assert second["snapshot"] == first["snapshot"]


def test_the_console_shows_who_comes_and_goes(server: RunningServer, connect: Connect) -> None:
    console = connect(server)
    console.watch("console")
    kiosk = connect(server, hello="Kiosk by the door")

    def names() -> list[str]:
        return [t["name"] for t in after(console.views("console"))["terminals"].values()]

    console.heard.wait(lambda: "Kiosk by the door" in names())
    kiosk.close()
    console.heard.wait(lambda: "Kiosk by the door" not in names())
