"""The owner's files and the state follow each other; nobody's edit is ever overwritten."""

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from restaurant.common import files
from restaurant.domain import restaurant
from restaurant.domain.events import (
    AvailabilitySet,
    CategoryPut,
    Event,
    MenuItemPut,
    MenuItemRemoved,
    SettingsPut,
)
from restaurant.domain.state import State
from restaurant.domain.values import Area, Category, MenuItem, Settings, WeekHours
from restaurant.storage import owner_files
from restaurant.storage.menu_file import slug
from restaurant.storage.owner_files import OwnerFiles
from tests.domain.histories import NOON, PIZZA, Happened, actor, state_after
from tests.engine.parts import BOSS, ask
from tests.storage.golden.history import EVENINGS, HOUSE, LUNCH
from tests.storage.golden.history import PIZZA as RICH_DISH
from tests.storage.shop import Shop

DISHES = {
    name: MenuItem(id=name.lower(), name=name, category="mains", price=100 * n, order=n)
    for n, name in enumerate(["Burger", "Pasta", "Soup", "Salad"])
}
HISTORY: tuple[Happened, ...] = (
    CategoryPut(category=Category("mains", "Mains", 1)),
    CategoryPut(category=Category("drinks", "Drinks", 2)),
    *(MenuItemPut(item=item) for item in DISHES.values()),
    MenuItemPut(item=MenuItem("cola", "Cola", "drinks", 300)),
)
STATE = state_after(*HISTORY)


class Desk:
    """A folder with both files, and the state that its edits lead to."""

    def __init__(self, folder: Path, state: State = STATE) -> None:
        self.folder, self.state = folder, state
        self.files = OwnerFiles(folder)
        self.files.write(state)

    def edit(self, name: str, change: Any) -> None:
        """Open a file in an editor, change its object, save it."""
        path = self.folder / name
        plain = json.loads(path.read_text("utf-8"))
        change(plain)
        path.write_text(json.dumps(plain, indent=2, ensure_ascii=False), "utf-8")

    def take(self) -> list[Event]:
        """The events of what was edited, each file being a command that nobody may refuse."""
        taken: list[Event] = []
        for path in self.files.edited():
            command = self.files.change(path, self.state)
            if command is not None:
                for event in restaurant.decide(self.state, command, actor("manager"), NOON):
                    self.state = restaurant.evolve(self.state, event, NOON)
                    taken.append(event)
            self.files.took(path)
        return taken

    def names(self) -> list[str]:
        """The dishes in the order of the file that the state makes."""
        self.files.write(self.state)
        return [i["name"] for i in json.loads((self.folder / "menu.json").read_text())["items"]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def by_name(plain: dict[str, Any], name: str) -> dict[str, Any]:
    return next(item for item in plain["items"] if item["name"] == name)


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


# ------------------------------------------------------------------------------- edits


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
