"""The owner's files and the state follow each other; nobody's edit is ever overwritten."""

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import asdict, replace

from restaurant.common import files
from restaurant.domain import restaurant
from restaurant.domain.events import (
    AvailabilitySet,
    CategoryPut,
    MenuItemPut,
    SettingsPut,
)
from restaurant.domain.state import State
from restaurant.domain.values.hours import WeekHours
from restaurant.domain.values.menu import Category
from restaurant.domain.values.settings import Limits, Settings
from restaurant.server.upkeep.first_files import give_first_files
from restaurant.storage import owner_files
from restaurant.storage.menu_file import slug
from restaurant.storage.owner_files import OwnerFiles
from tests.domain.histories import NOON, PIZZA, actor, state_after
from tests.engine.parts import BOSS, ask
from tests.storage.golden.history import EVENINGS, HOUSE, LUNCH
from tests.storage.golden.history import PIZZA as RICH_DISH
from tests.storage.owner_desk import DISHES, HISTORY, STATE, Desk, by_name
from tests.storage.shop import Shop

# ----------------------------------------------------------------------------- there and back


@pytest.mark.parametrize(
    "state",
    [
        State(),
        STATE,
        state_after(
            SettingsPut(settings=HOUSE),
            CategoryPut(category=Category("mains", "Mains", 1)),
            MenuItemPut(item=RICH_DISH),
            MenuItemPut(item=PIZZA),
        ),
        state_after(
            SettingsPut(settings=replace(HOUSE, opening_hours=EVENINGS, last_orders_minutes=20)),
            CategoryPut(category=Category("mains", "Mains", 1, LUNCH)),
            MenuItemPut(item=replace(RICH_DISH, hours=EVENINGS)),
        ),
        state_after(
            SettingsPut(settings=Settings(currency="JPY")),
            CategoryPut(category=Category("mains", "Mains")),
            MenuItemPut(item=PIZZA),
        ),
        # orders that tie or have gaps, as commands from a desk leave them
        state_after(*HISTORY, MenuItemPut(item=replace(DISHES["Soup"], order=70))),
        state_after(*HISTORY, *(MenuItemPut(item=replace(d, order=0)) for d in DISHES.values())),
    ],
)
def test_what_is_written_is_read_as_no_change(tmp_path: Path, state: State) -> None:
    files = OwnerFiles(tmp_path)
    files.write(state)
    assert files.edited() == []
    for name in ("settings.json", "menu.json"):
        assert files.change(tmp_path / name, state) is None


def test_hours_are_as_people_write_them(desk: Desk) -> None:
    def timed(plain: dict[str, Any]) -> None:
        plain["categories"][1]["hours"] = {"friday": ["17:00 - 2:00"]}
        by_name(plain, "Soup")["hours"] = {"monday": ["11:30-14:30", "18:00-21:00"]}

    desk.edit("menu.json", timed)
    desk.take()
    assert desk.state.menu.categories["drinks"].hours == WeekHours(friday=("17:00 - 2:00",))
    assert desk.state.menu.items["soup"].hours == WeekHours(monday=("11:30-14:30", "18:00-21:00"))


def test_a_setting_that_is_taken_out_of_the_file_is_as_it_comes(desk: Desk) -> None:
    desk.edit("settings.json", lambda plain: plain.update(last_orders_minutes=20, total_tables=4))
    desk.take()
    assert desk.state.settings == Settings(last_orders_minutes=20, total_tables=4)
    desk.edit("settings.json", lambda plain: plain.pop("last_orders_minutes"))
    desk.take()
    assert desk.state.settings == Settings(total_tables=4)


def test_prices_are_as_people_write_them(desk: Desk) -> None:
    text = (desk.folder / "menu.json").read_text("utf-8")
    assert '"price": "3.00"' in text
    assert text.endswith("}\n")


def test_files_follow_the_state(desk: Desk) -> None:
    sold_out = AvailabilitySet(item_id="soup", available=False)
    desk.files.write(restaurant.evolve(desk.state, sold_out, NOON))
    plain = json.loads((desk.folder / "menu.json").read_text("utf-8"))
    assert by_name(plain, "Soup")["available"] is False
    old = json.loads((desk.folder / "menu.json.old").read_text("utf-8"))
    assert by_name(old, "Soup")["available"] is True


def test_a_file_that_was_deleted_is_written_again(desk: Desk) -> None:
    (desk.folder / "menu.json").unlink()
    assert desk.take() == []
    assert desk.names()[:2] == ["Burger", "Pasta"]


def test_files_survive_a_restart(desk: Desk) -> None:
    assert OwnerFiles(desk.folder).edited() == []
    desk.edit("menu.json", lambda plain: by_name(plain, "Soup").update(price="9"))
    assert OwnerFiles(desk.folder).edited() == [desk.folder / "menu.json"]


def test_without_its_memory_a_file_is_compared(desk: Desk) -> None:
    (desk.folder / "taken.json").write_text("{torn")
    desk.files = OwnerFiles(desk.folder)
    assert len(desk.files.edited()) == 2
    assert desk.take() == []
    assert desk.files.edited() == []


# --------------------------------------------------------------------- nobody is overwritten


@pytest.mark.parametrize("name", ["menu.json", "settings.json"])
@pytest.mark.parametrize("content", ["", "{torn", "[]", "\ufeff{}", '{"name": "mine"}'])
def test_an_edited_file_is_never_overwritten(desk: Desk, name: str, content: str) -> None:
    (desk.folder / name).write_text(content, "utf-8")
    desk.files.write(replace(STATE, settings=Settings(name="New")))
    assert (desk.folder / name).read_text("utf-8") == content
    other = "settings.json" if name == "menu.json" else "menu.json"
    assert desk.files.edited() == [desk.folder / name]
    assert (desk.folder / other).exists()


def test_the_other_file_is_written_beside_a_broken_one(desk: Desk) -> None:
    (desk.folder / "settings.json").write_bytes(b"\xff\xfe{")
    (desk.folder / "menu.json").unlink()
    desk.files.write(STATE)
    assert (desk.folder / "menu.json").exists()


def test_an_edit_between_reading_and_taking_is_not_lost(desk: Desk) -> None:
    desk.edit("menu.json", lambda plain: by_name(plain, "Soup").update(price="2.50"))
    [path] = desk.files.edited()
    desk.files.change(path, desk.state)
    desk.edit("menu.json", lambda plain: by_name(plain, "Soup").update(price="2.60"))
    desk.files.took(path)
    assert desk.files.edited() == [path]
    desk.take()
    assert desk.state.menu.items["soup"].price == 260


def test_a_file_saved_again_while_it_is_written_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and writing somebody saves: theirs stays, and is seen as theirs."""

    def saved_meanwhile(path: Path, data: bytes) -> Path:
        (desk.folder / "menu.json").write_text("{mine")
        return files.write_beside(path, data)

    monkeypatch.setattr(owner_files, "write_beside", saved_meanwhile)
    desk.files.write(state_after(*HISTORY, AvailabilitySet(item_id="soup", available=False)))
    assert (desk.folder / "menu.json").read_text() == "{mine"
    assert desk.files.edited() == [desk.folder / "menu.json"]


def test_what_the_desk_sold_out_stays_so_when_the_owner_changes_something_else(
    desk: Desk,
) -> None:
    """The file was not rewritten since, as happens while a typing error stands in it."""
    desk.state = state_after(*HISTORY, AvailabilitySet(item_id="soup", available=False, left=3))
    desk.edit("menu.json", lambda menu: by_name(menu, "Soup").update(price="9.00"))
    [change] = desk.take()
    assert change == MenuItemPut(item=replace(DISHES["Soup"], price=900, available=False, left=3))


def test_a_write_that_gave_way_does_not_count_as_read_by_the_owner(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the owner saved that moment was written from the file before: the desk's 86 holds."""
    desk.state = state_after(*HISTORY, AvailabilitySet(item_id="soup", available=False))

    def saved_meanwhile(path: Path, data: bytes) -> Path:
        desk.edit("menu.json", lambda menu: by_name(menu, "Soup").update(price="9.00"))
        return files.write_beside(path, data)

    monkeypatch.setattr(owner_files, "write_beside", saved_meanwhile)
    desk.files.write(desk.state)
    assert desk.take() == [MenuItemPut(item=replace(DISHES["Soup"], price=900, available=False))]


def test_what_the_desk_sells_while_the_file_is_read_holds(desk: Desk) -> None:
    """Between the reading of a file and its command: the command does not count back."""
    desk.edit("menu.json", lambda menu: by_name(menu, "Soup").update(price="9.00"))
    command = desk.files.change(desk.folder / "menu.json", desk.state)
    assert command is not None
    later = state_after(*HISTORY, AvailabilitySet(item_id="burger", available=True, left=3))
    assert restaurant.decide(later, command, actor("manager"), NOON) == [
        MenuItemPut(item=replace(DISHES["Soup"], price=900))
    ]


def test_the_owner_may_count_a_dish_in_the_file(desk: Desk) -> None:
    desk.edit("menu.json", lambda menu: by_name(menu, "Soup").update(left=9))
    assert desk.take() == [MenuItemPut(item=replace(DISHES["Soup"], left=9))]


def test_edits_are_the_owner_s_commands(tmp_path: Path) -> None:
    """From a served folder, through the journal, and there after a restart."""
    with Shop(tmp_path) as shop:
        files = OwnerFiles(tmp_path)
        files.write(shop.state)
        plain = json.loads((tmp_path / "menu.json").read_text())
        plain["categories"].append({"name": "Mains"})
        plain["items"].append({"name": "Burger", "category": "mains", "price": "9"})
        (tmp_path / "menu.json").write_text(json.dumps(plain))
        [path] = files.edited()
        command = files.change(path, shop.state)
        assert command is not None
        before = shop.engine.seq
        shop.send(ask(command, "edit", BOSS))
        assert shop.engine.seq == before + 1
        files.took(path)
    with Shop(tmp_path) as shop:
        assert shop.state.menu.items["burger"].price == 900
        assert OwnerFiles(tmp_path).edited() == []


def test_ids_made_of_names() -> None:
    names = {
        "Crème brûlée": "creme-brulee",
        "  ": "item",
        "A & B (large)": "a-b-large",
        "寿司": "寿司",
    }
    assert {name: slug(name) for name in names} == names
    assert len(slug("x" * 200)) == 64


# ----------------------------------------------------------------------------- a new restaurant


def test_every_limit_stands_in_the_file(desk: Desk) -> None:
    """Also those that are as they come: who does not see a setting does not know of it."""
    plain = json.loads((desk.folder / "settings.json").read_text("utf-8"))
    assert plain.keys() == set(Settings.__struct_fields__)
    assert plain["limits"] == asdict(Limits())


@pytest.mark.parametrize("kind", ["starter", "sample"])
def test_what_a_restaurant_begins_with_is_as_the_server_writes_it(
    tmp_path: Path, kind: str
) -> None:
    give_first_files(tmp_path, sample=kind == "sample")
    given = {path: path.read_text("utf-8") for path in tmp_path.glob("*.json")}
    desk = Desk(tmp_path, State())
    assert desk.take()
    desk.files.write(desk.state)
    assert {path: path.read_text("utf-8") for path in given} == given
    assert [*tmp_path.glob("*.old")] == []
