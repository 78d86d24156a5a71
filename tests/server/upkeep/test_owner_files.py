"""`menu.json` and `settings.json` as their owner edits them: taken, refused with a reason, rewritten."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.server.clients import Terminal, after, command, http_ask, post, view
from tests.server.conftest import Connect, Start, serving
from tests.server.running import RunningServer
from tests.waiting import until


def menu_of(server: RunningServer) -> Any:
    return json.loads((server.folder / "menu.json").read_bytes())


def write_menu(server: RunningServer, menu: Any) -> None:
    text = menu if isinstance(menu, str) else json.dumps(menu, indent=2)
    (server.folder / "menu.json").write_text(text, encoding="utf-8")


def items(screen: Terminal) -> dict[str, Any]:
    return after(screen.views("menu"))["items"]


def faults(screen: Terminal) -> list[str]:
    return [fault["message"] for fault in after(screen.views("console"))["faults"].values()]


def test_a_new_folder_gets_files_to_edit(start: Start) -> None:
    server = start("--trust-lan")
    assert [item["name"] for item in menu_of(server)["items"]][:2] == ["Pasta", "Pizza"]
    settings = json.loads((server.folder / "settings.json").read_bytes())
    assert settings["name"] == "My Restaurant"


def test_an_edit_by_hand_shows_in_the_menu(start: Start, connect: Connect) -> None:
    server = start("--trust-lan")
    screen = connect(server)
    screen.watch("menu")
    menu = menu_of(server)
    menu["items"][0]["price"] = "13.00"
    menu["items"] = [item for item in menu["items"] if item["id"] != "water"]
    menu["items"].append({"name": "Crème brûlée", "category": "desserts", "price": "6,50"})
    write_menu(server, menu)
    screen.heard.wait(lambda: "water" not in items(screen))
    screen.heard.wait(lambda: items(screen)["pasta"]["price"] == 1300)
    screen.heard.wait(lambda: "creme-brulee" in items(screen))
    assert items(screen)["creme-brulee"]["price"] == 650


def test_an_edit_while_the_server_was_off_is_taken_at_the_start(start: Start) -> None:
    server = start("--trust-lan")
    assert server.end() == 0
    menu = menu_of(server)
    menu["items"][0]["name"] = "Spaghetti"
    write_menu(server, menu)
    server.start()
    shown = view(server, "menu").json["snapshot"]["items"]
    assert shown["pasta"]["name"] == "Spaghetti"


BAD_MENUS: list[tuple[Any, str]] = [
    ('{"currency": "EUR",\n "categories": [}', "menu.json, line 2"),
    ('{"currency": "USD", "categories": [], "items": []}', "but EUR in settings.json"),
    ('{"currency": "EUR", "categories": [], "items": [5]}', "menu.json, line 1"),
    ("[" * 100_000, "menu.json, line 1"),
    ("", "menu.json: The file is empty"),
    ("null", "menu.json, line 1"),
    ("\udcff", "menu.json, line 1"),
    ({"items": [{"name": "Soup", "category": "moon", "price": "1"}]}, "is “moon”, but no category"),
    ({"items": [{"name": "Soup", "category": "dishes", "price": "much"}]}, 'cannot be "much"'),
    (
        {"items": [{"name": "S", "category": "dishes", "price": "1e999999"}]},
        "The price of the dish",
    ),
    ({"items": [{"name": "\ud800", "category": "dishes", "price": "1"}]}, "menu.json, line"),
]


def bad_menu(server: RunningServer, bad: Any) -> None:
    if isinstance(bad, dict):
        bad = json.dumps({**menu_of(server), **bad}, indent=2)
    (server.folder / "menu.json").write_text(bad, encoding="utf-8", errors="surrogateescape")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A restaurant whose menu many tests spoil, and mend."""
    yield from serving(tmp_path_factory.mktemp("edited"), "--trust-lan")


@pytest.mark.parametrize(("bad", "words"), BAD_MENUS)
def test_a_bad_edit_is_refused_with_line_and_reason_until_it_is_mended(
    edited: RunningServer, connect: Connect, bad: Any, words: str
) -> None:
    good, before = menu_of(edited), view(edited, "menu").json["snapshot"]
    screen = connect(edited)
    screen.watch("console")
    screen.watch("menu")
    told = set(after(screen.views("console"))["faults"])

    def is_told(text: str) -> bool:
        faults = after(screen.views("console"))["faults"]
        return any(text in fault["message"] for key, fault in faults.items() if key not in told)

    bad_menu(edited, bad)
    screen.heard.wait(lambda: is_told(words))
    assert view(edited, "menu").json["snapshot"] == before
    euros = items(screen)["pasta"]["price"] // 100 + 1
    good["items"][0]["price"] = f"{euros}.00"
    write_menu(edited, good)
    screen.heard.wait(lambda: items(screen)["pasta"]["price"] == 100 * euros)
    screen.heard.wait(lambda: is_told("in order again"))


@pytest.mark.parametrize(("bad", "words"), [BAD_MENUS[place] for place in (0, 1, 3, 6)])
def test_a_bad_edit_while_the_server_was_off_is_refused_at_its_start(
    start: Start, connect: Connect, bad: Any, words: str
) -> None:
    """Also one that would break a less careful reader, for then there were no server to tell of it."""
    server = start("--trust-lan")
    good, before = menu_of(server), view(server, "menu").json["snapshot"]
    assert server.end() == 0
    bad_menu(server, bad)
    server.start()
    assert any(words in fault for fault in faults_at_start(server))
    assert view(server, "menu").json["snapshot"] == before
    screen = connect(server)
    screen.watch("menu")
    good["items"][0]["price"] = "1.00"
    write_menu(server, good)
    screen.heard.wait(lambda: items(screen)["pasta"]["price"] == 100)
    screen.watch("console")
    screen.heard.wait(lambda: any("in order again" in f for f in faults(screen)))
    assert server.tracebacks() == []


def faults_at_start(server: RunningServer) -> list[str]:
    shown = view(server, "console").json["snapshot"]["faults"]
    return [fault["message"] for fault in shown.values()]


def test_a_bad_menu_at_the_first_start(tmp_path: Path) -> None:
    server = RunningServer(tmp_path / "server", "--trust-lan")
    server.folder.mkdir()
    (server.folder / "menu.json").write_text('{"currency": "EUR"')
    try:
        server.start()
        assert view(server, "menu").json["snapshot"]["items"] == {}
        assert any("menu.json, line 1" in fault for fault in faults_at_start(server))
        assert (server.folder / "menu.json").read_text() == '{"currency": "EUR"'
    finally:
        server.stop()
    assert server.tracebacks() == []


@pytest.mark.parametrize("name", ["menu.json", "settings.json"])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    server = RunningServer(tmp_path / "server", "--trust-lan")
    (server.folder / name).mkdir(parents=True)
    try:
        server.start()
        assert any(name in fault for fault in faults_at_start(server))
        assert http_ask(server, "GET", "/healthz").status == 200
    finally:
        server.stop()
    assert server.tracebacks() == []


def test_of_an_edit_that_is_refused_nothing_is_in_force(start: Start, connect: Connect) -> None:
    """The second dish has no category: the first one's price stays as well."""
    server = start("--trust-lan")
    console = connect(server)
    console.watch("console")
    before = view(server, "menu").json
    menu = menu_of(server)
    menu["items"][0]["price"] = "1.00"
    menu["items"][1]["category"] = "moon"
    write_menu(server, menu)
    console.heard.wait(lambda: any("“moon”" in fault for fault in faults(console)))
    assert view(server, "menu").json == before


def test_an_edit_is_one_command(start: Start, connect: Connect) -> None:
    server = start("--trust-lan")
    screen = connect(server)
    screen.watch("menu")
    before = view(server, "menu").json["seq"]
    menu = menu_of(server)
    for item in menu["items"]:
        item["price"] = "1.00"
    write_menu(server, menu)
    screen.heard.wait(lambda: all(i["price"] == 100 for i in items(screen).values()))
    assert view(server, "menu").json["seq"] == before + 1


def test_what_the_rules_refuse_is_told_in_their_words(start: Start, connect: Connect) -> None:
    server = start("--trust-lan")
    console = connect(server)
    console.watch("console")
    post(server, command("new_order", items=["Pasta"], table=1))
    settings = json.loads((server.folder / "settings.json").read_bytes())
    text = json.dumps({**settings, "currency": "USD"})
    (server.folder / "settings.json").write_text(text, encoding="utf-8")
    words = "settings.json: It cannot be put in force. Number and currency of the restaurant stay"
    console.heard.wait(lambda: any(words in fault for fault in faults(console)))


def test_the_window_shows_a_new_day_before_its_first_order(
    tmp_path: Path, connect: Connect
) -> None:
    """The restaurant moves a day ahead on the globe, as the clock would."""
    server = RunningServer(tmp_path / "server", "--trust-lan")
    server.folder.mkdir()
    path = server.folder / "settings.json"
    path.write_text('{"time_zone": "Etc/GMT+12"}')
    try:
        server.start()
        console = connect(server)
        console.watch("console")
        post(server, command("new_order", items=["Pasta"], table=1))
        console.heard.wait(lambda: figures(console)["orders"] == 1)
        yesterday = figures(console)["day"]
        path.write_text('{"time_zone": "Pacific/Kiritimati"}')
        console.heard.wait(lambda: figures(console)["orders"] == 0)
        shown = figures(console)
        assert (shown["takings"], shown["open_orders"]) == (0, 1)
        assert shown["day"] > yesterday
        assert server.end() == 0
        server.start()
        assert view(server, "console").json["snapshot"]["figures"]["1"] == shown
    finally:
        server.stop()


def figures(screen: Terminal) -> dict[str, Any]:
    shown: dict[str, Any] = after(screen.views("console"))["figures"]["1"]
    return shown


def test_a_torn_journal_is_told_in_the_window(start: Start) -> None:
    server = start("--trust-lan")
    assert server.end() == 0
    (server.folder / "snapshot.json").unlink()
    [path] = (server.folder / "journal").glob("*.jsonl")
    with path.open("ab") as file:
        file.write(b'{"v":')
    server.start()
    [fault] = faults_at_start(server)
    assert fault.startswith("This computer stopped while an order was being written.")
    assert "torn-" in fault


def test_a_desk_edit_rewrites_the_file(start: Start) -> None:
    server = start("--trust-lan")
    dish = {"id": "soup", "name": "Soup", "category": "dishes", "price": 450}
    post(server, command("put_menu_item", item=dish))
    until(lambda: any(i["id"] == "soup" for i in menu_of(server)["items"]))
    entry = next(i for i in menu_of(server)["items"] if i["id"] == "soup")
    assert entry["price"] == "4.50"
    old = json.loads((server.folder / "menu.json.old").read_bytes())
    assert all(i["id"] != "soup" for i in old["items"])
    assert server.end() == 0
    before = view_after_start(server)
    assert before["soup"]["price"] == 450


def view_after_start(server: RunningServer) -> dict[str, Any]:
    server.start()
    shown: dict[str, Any] = view(server, "menu").json["snapshot"]["items"]
    return shown
