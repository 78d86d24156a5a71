"""Hours and taxes of a running server: who is refused and with which words, and what its screens are told.

No test here may know what time it is: hours are those of every day, or of none.
"""

from typing import Any

import pytest

from restaurant.domain.hours import WEEK
from tests.server.clients import after, command, post, view
from tests.server.conftest import Connect, Start
from tests.server.running import RunningServer

ALWAYS = {day: ["00:00-24:00"] for day in WEEK}
NEVER: dict[str, list[str]] = {}
CLOSED = {"now": False}
OPEN = {"now": True}


def manage(server: RunningServer, name: str, **fields: Any) -> Any:
    return post(server, command(name, **fields), server.token("manager")).json


def order(server: RunningServer, role: str, *dishes: str) -> Any:
    return post(server, command("new_order", table=1, items=dishes), server.token(role)).json


def item(server: RunningServer, dish: str) -> dict[str, Any]:
    found: dict[str, Any] = view(server, "menu").json["snapshot"]["items"][dish]
    return {name: value for name, value in found.items() if name != "service"}


@pytest.fixture
def house(start: Start) -> RunningServer:
    return start()


def test_a_closed_restaurant_takes_orders_of_its_staff_only(
    house: RunningServer, connect: Connect
) -> None:
    screen = connect(house, {"token": house.token("customer")})
    screen.watch("menu")

    def service() -> Any:
        return after(screen.views("menu"))["restaurant"]["1"]["service"]

    assert service() is None
    assert manage(house, "put_settings", settings={"opening_hours": NEVER})["ok"]
    screen.heard.wait(lambda: service() == CLOSED)
    refused = order(house, "customer", "Water")
    assert (refused["error"], refused["opens"]) == ("closed", CLOSED)
    assert refused["message"].startswith("We are closed now.")
    assert order(house, "waiter", "Water")["ok"]
    assert manage(house, "put_settings", settings={"opening_hours": ALWAYS})["ok"]
    screen.heard.wait(lambda: service() == OPEN)
    assert order(house, "customer", "Water")["ok"]


def test_words_are_those_of_the_restaurants_language(house: RunningServer) -> None:
    manage(house, "put_settings", settings={"opening_hours": NEVER, "language": "de"})
    assert order(house, "customer", "Water")["message"].startswith("Wir haben jetzt geschlossen.")


def test_a_dish_that_is_not_served_now(house: RunningServer, connect: Connect) -> None:
    screen = connect(house, {"token": house.token("customer")})
    screen.watch("menu")

    def services() -> Any:
        items = after(screen.views("menu"))["items"]
        return {i: found["service"] for i, found in items.items() if found.get("service")}

    pasta = item(house, "pasta")
    assert manage(house, "put_menu_item", item={**pasta, "hours": NEVER})["ok"]
    screen.heard.wait(lambda: services() == {"pasta": CLOSED})
    refused = order(house, "customer", "Pasta")
    assert (refused["error"], refused["item"], refused["served"]) == ("not_now", "Pasta", CLOSED)
    assert order(house, "waiter", "Pasta")["ok"]
    assert manage(house, "put_menu_item", item={**pasta, "hours": ALWAYS})["ok"]
    screen.heard.wait(lambda: services() == {"pasta": OPEN})
    assert order(house, "customer", "Pasta")["ok"]
    assert manage(house, "put_menu_item", item=pasta)["ok"]
    screen.heard.wait(lambda: services() == {})


def test_hours_hold_over_a_restart(house: RunningServer) -> None:
    manage(house, "put_settings", settings={"opening_hours": NEVER})
    assert house.end() == 0
    house.start()
    assert view(house, "menu").json["snapshot"]["restaurant"]["1"]["service"] == CLOSED
    assert order(house, "customer", "Water")["error"] == "closed"


def test_settings_that_are_not_named_stay(house: RunningServer) -> None:
    settings = {"name": "Blu", "tax_rates": {"food": "7,0"}, "limits": {"order_items": 3}}
    assert manage(house, "put_settings", settings=settings)["ok"]
    assert manage(house, "put_settings", settings={})["ok"]
    assert manage(house, "put_settings", settings={"limits": {"outbox_minutes": 5}})["ok"]
    shown = view(house, "menu").json["snapshot"]["restaurant"]["1"]
    assert (shown["name"], shown["tax_rates"], shown["outbox_minutes"]) == ("Blu", {"food": "7"}, 5)
    assert order(house, "waiter", *["Water", "Pasta"] * 2)["error"] == "too_many_items"
    refused = manage(house, "put_settings", settings={"limits": {"oder_items": 3}})
    assert refused["error"] == "malformed"


def test_a_dish_has_a_tax_that_there_is(house: RunningServer) -> None:
    pasta = item(house, "pasta")
    refused = manage(house, "put_menu_item", item={**pasta, "tax": "food"})
    assert (refused["error"], refused["tax"]) == ("no_such_tax", "food")
    rates = {"tax_rates": {"food": "7"}, "prices_include_tax": False}
    assert manage(house, "put_settings", settings=rates)["ok"]
    assert manage(house, "put_menu_item", item={**pasta, "tax": "food"})["ok"]
    refused = manage(house, "put_settings", settings={"tax_rates": {}})
    assert (refused["error"], refused["item"]) == ("tax_in_use", "Pasta")
    placed = order(house, "waiter", "Pasta", "Pasta")
    shown = view(house, "order", placed["order_id"], token=house.token("waiter")).json
    document = shown["snapshot"]["orders"][placed["order_id"]]
    assert document["taxes"] == [{"rate": "7", "net": 2500, "tax": 175}]
    assert (document["total"], document["tax_added"]) == (2675, True)
