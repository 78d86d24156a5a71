"""What an owner's edit of `menu.json` or `settings.json` comes to: the fewest events that say it."""

import json
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from restaurant.domain.events import (
    MenuItemPut,
    MenuItemRemoved,
    SettingsPut,
)
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.domain.values.settings import Area, Settings
from tests.domain.histories import state_after
from tests.storage.owner_desk import DISHES, HISTORY, Desk, by_name


def test_an_edited_price_is_one_event(desk: Desk) -> None:
    desk.edit("menu.json", lambda plain: by_name(plain, "Soup").update(price="2,50"))
    assert desk.take() == [MenuItemPut(item=replace(DISHES["Soup"], price=250))]
    assert desk.take() == []


def test_an_edited_setting_is_one_event(desk: Desk) -> None:
    desk.edit("settings.json", lambda plain: plain.update(name="Chez nous"))
    assert desk.take() == [SettingsPut(settings=Settings(name="Chez nous"))]


def test_a_removed_dish(desk: Desk) -> None:
    desk.edit("menu.json", lambda plain: plain["items"].remove(by_name(plain, "Pasta")))
    assert desk.take() == [MenuItemRemoved(item_id="pasta")]
    assert desk.names() == ["Burger", "Soup", "Salad", "Cola"]


def test_a_new_dish_gets_an_id_from_its_name(desk: Desk) -> None:
    dish = {"name": "Crème brûlée", "category": "mains", "price": "6.50"}
    desk.edit("menu.json", lambda plain: plain["items"].insert(1, dish))
    desk.take()
    assert desk.state.menu.items["creme-brulee"].price == 650
    assert desk.names() == ["Burger", "Crème brûlée", "Pasta", "Soup", "Salad", "Cola"]


def test_another_order(desk: Desk) -> None:
    desk.edit("menu.json", lambda plain: plain["items"].sort(key=lambda item: item["name"]))
    desk.take()
    assert desk.names() == ["Burger", "Pasta", "Salad", "Soup", "Cola"]
    assert desk.take() == []


def test_two_dishes_swap_their_names(desk: Desk) -> None:
    def swap(plain: dict[str, Any]) -> None:
        one, two = by_name(plain, "Pasta"), by_name(plain, "Soup")
        one["name"], two["name"] = "Soup", "Pasta"

    desk.edit("menu.json", swap)
    desk.take()
    assert {i.id: i.name for i in desk.state.menu.items.values()} == {
        "burger": "Burger",
        "pasta": "Soup",
        "soup": "Pasta",
        "salad": "Salad",
        "cola": "Cola",
    }


def test_long_names_go_round(tmp_path: Path) -> None:
    names = [letter * 60 for letter in "abc"]
    dishes = [MenuItem(f"{n}" * 64, name, "mains", 1, order=n) for n, name in enumerate(names)]
    desk = Desk(tmp_path, state_after(HISTORY[0], *(MenuItemPut(item=d) for d in dishes)))

    def rotate(plain: dict[str, Any]) -> None:
        for n, item in enumerate(plain["items"]):
            item["name"] = names[(n + 1) % 3]

    desk.edit("menu.json", rotate)
    desk.take()
    assert desk.names() == [names[1], names[2], names[0]]


def test_the_name_of_a_dish_that_goes(desk: Desk) -> None:
    def change(plain: dict[str, Any]) -> None:
        plain["items"].remove(by_name(plain, "Pasta"))
        by_name(plain, "Soup")["name"] = "Pasta"

    desk.edit("menu.json", change)
    desk.take()
    assert desk.names() == ["Burger", "Pasta", "Salad", "Cola"]


def test_headings_come_and_go_with_their_dishes(desk: Desk) -> None:
    def change(plain: dict[str, Any]) -> None:
        plain["categories"] = [{"id": "all", "name": "Everything"}]
        for item in plain["items"]:
            item["category"] = "all"

    desk.edit("menu.json", change)
    desk.take()
    assert dict(desk.state.menu.categories) == {"all": Category("all", "Everything")}
    assert len(desk.names()) == 5


def test_settings_and_menu_at_once(desk: Desk) -> None:
    """The currency first: the prices of the menu are read in it."""
    desk.edit("settings.json", lambda plain: plain.update(currency="USD"))
    desk.edit("menu.json", lambda plain: plain.update(currency="USD"))
    desk.take()
    assert desk.state.settings.currency == "USD"


def test_tables(desk: Desk) -> None:
    areas = [{"name": "Hall", "tables": [1, 2]}, {"name": "Garden", "tables": [7]}]
    desk.edit("settings.json", lambda plain: plain.update(areas=areas))
    desk.take()
    assert desk.state.settings.areas == (Area("Hall", (1, 2)), Area("Garden", (7,)))


def test_command_line_options_stay_in_the_file(desk: Desk) -> None:
    desk.edit("settings.json", lambda plain: plain.update(options={"port": 5010}))
    assert desk.take() == []
    desk.files.write(replace(desk.state, settings=Settings(name="New")))
    plain = json.loads((desk.folder / "settings.json").read_text("utf-8"))
    assert (plain["name"], plain["options"]) == ("New", {"port": 5010})
