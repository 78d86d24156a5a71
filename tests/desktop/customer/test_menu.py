"""The customer terminal in a real window: the menu, its tiles, how it looks."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from restaurant.client.kept.kept_menu import KeptMenu
from restaurant.client.notices import Documents, Notice, Snapshot
from restaurant.common.language.strings import Strings
from restaurant.desktop.customer.window import CustomerWindow
from restaurant.desktop.look.tokens import Scheme
from restaurant.desktop.terminal.links import with_kept_menu
from restaurant.domain.values.menu import Category
from tests.desktop.customer.customer_terminal import CustomerTerminal
from tests.desktop.fake_link import FakeLink, show_menu
from tests.desktop.sample import CATEGORIES, DISHES, restaurant
from tests.desktop.screen import Screen, words_in

# ------------------------------------------------------------------------------ the menu


def test_before_the_server_was_seen_it_says_what_to_do(screen: Screen, strings: Strings) -> None:
    made = CustomerTerminal(screen, strings)
    screen.shoot("customer-connecting")
    made.link.offline("link.no_server")
    screen.until(lambda: made.window.shell.banner.text)
    assert not made.window.board.tiles
    assert "192.168.1.20:5000" in words_in(made.window.board)
    screen.shoot("customer-no-menu")


def test_a_restaurant_without_dishes_has_a_sentence(screen: Screen, strings: Strings) -> None:
    made = CustomerTerminal(screen, strings)
    show_menu(made.link, items={}, categories={})
    screen.until(lambda: "Nothing is on the menu yet" in words_in(made.window.board))
    screen.shoot("customer-empty-menu")


def test_the_menu_stands_under_its_categories(screen: Screen, terminal: CustomerTerminal) -> None:
    board = terminal.window.board
    assert [tab.cget("text") for tab in board.tabs.values()] == [
        category.name for category in CATEGORIES.values()
    ]
    assert set(board.tiles) == {d.id for d in DISHES.values() if d.category == "starters"}
    screen.shoot("customer-menu")
    board.tabs["mains"].invoke()
    assert set(board.tiles) == {d.id for d in DISHES.values() if d.category == "mains"}


def test_a_tile_says_what_a_guest_needs_to_know(terminal: CustomerTerminal) -> None:
    said = words_in(terminal.window.board.tiles["caprese"].frame)
    for words in ("Caprese", "8.90", "Contains milk", "vegetarian", "Only 3 left"):
        assert words in said


def test_a_sold_out_dish_is_greyed_with_the_word(terminal: CustomerTerminal) -> None:
    tile = terminal.window.board.tiles["vitello"]
    assert "Sold out" in words_in(tile.frame)
    assert tile.radio.instate(["disabled"])
    tile.frame.event_generate("<ButtonRelease-1>")
    assert terminal.window.board.chosen.get() == ""


def test_a_dish_sold_out_while_it_is_chosen_is_let_go(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    terminal.window.board.tiles["soup"].radio.invoke()
    terminal.link.put("menu", items={"soup": replace(DISHES["soup"], available=False)})
    screen.until(lambda: terminal.window.board.tiles["soup"].radio.instate(["disabled"]))
    assert terminal.window.board.chosen.get() == ""
    assert terminal.window.dish_panel.add_button.instate(["disabled"])


def test_a_tap_on_the_tile_chooses_and_return_on_the_button_too(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    tiles = terminal.window.board.tiles
    tiles["soup"].frame.event_generate("<ButtonRelease-1>")
    assert terminal.window.board.chosen.get() == "soup"
    screen.until(lambda: tiles["soup"].frame.instate(["selected"]))
    tiles["olives"].radio.focus_force()
    tiles["olives"].radio.event_generate("<Return>")
    assert terminal.window.board.chosen.get() == "olives"
    assert not tiles["soup"].frame.instate(["selected"])


def test_a_drag_scrolls_and_chooses_nothing(screen: Screen, strings: Strings) -> None:
    made = CustomerTerminal(screen, strings, size="1024x700")
    many = {f"d{i}": replace(DISHES["soup"], id=f"d{i}", name=f"Dish {i:02}") for i in range(40)}
    show_menu(made.link, items=many)
    screen.until(lambda: made.window.board.tiles)
    screen.settle()
    tile, view = made.window.board.tiles["d4"].frame, made.window.board.grid_of_tiles.view
    x, y = tile.winfo_rootx() + 9, tile.winfo_rooty() + 9
    tile.event_generate("<ButtonPress-1>", x=9, y=9, rootx=x, rooty=y)
    tile.event_generate("<B1-Motion>", x=9, y=-60, rootx=x, rooty=y - 69)
    tile.event_generate("<ButtonRelease-1>", x=9, y=-60, rootx=x, rooty=y - 69)
    screen.settle()
    assert view.canvasy(0) > 0
    assert made.window.board.chosen.get() == ""


def test_search_finds_in_all_categories(screen: Screen, terminal: CustomerTerminal) -> None:
    board = terminal.window.board
    board.search.set("tIRa")
    screen.until(lambda: set(board.tiles) == {"tiramisu"})
    board.search.set("basil tomato")
    screen.until(lambda: set(board.tiles) == {"bruschetta"}, "found by its description")
    board.search.set("sushi")
    screen.until(lambda: "No dish found" in words_in(board))
    screen.shoot("customer-search-nothing")
    terminal.window.board.search_field.event_generate("<Escape>")


def test_the_filter_shows_what_a_guest_can_eat(screen: Screen, terminal: CustomerTerminal) -> None:
    board = terminal.window.board
    board.filter_button.invoke()
    panel = board.filter
    assert panel is not None
    screen.until(panel.popup.top.winfo_viewable)
    assert list(panel.diets) == ["vegan", "vegetarian"]
    assert "gluten" in panel.without
    panel.without["gluten"][0].invoke()
    panel.diets["vegetarian"][0].invoke()
    screen.shoot("customer-filter")
    assert set(board.tiles) == {"soup", "caprese", "olives"}, "shown at once, vegan ones too"
    panel.popup.buttons[-1].invoke()
    assert board.filter_button.cget("text") == "Filter (2)"
    board.tabs["pizza"].invoke()
    assert "No such dish in this category" in words_in(board)
    screen.shoot("customer-filtered-out")
    board.filter_button.invoke()
    assert board.filter is not None
    assert board.filter.without["gluten"][1].get(), "it remembers"
    screen.until(board.filter.popup.top.winfo_viewable)
    board.filter.popup.buttons[0].invoke()
    assert board.filter_button.cget("text") == "Filter"
    assert set(board.tiles) == {"margherita"}


def test_dozens_of_categories_leave_room_for_dishes(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    chapters = {f"c{n}": Category(f"c{n}", f"Dishes of chapter {n}", n) for n in range(40)}
    dishes = {f"d{n}": replace(DISHES["soup"], id=f"d{n}", category=f"c{n}") for n in range(40)}
    terminal.link.put("menu", categories=chapters, items=dishes)
    board = terminal.window.board
    screen.until(lambda: "c39" in board.tabs)
    screen.settle()
    screen.shoot("customer-categories")
    room = board._tabs
    one = board.tabs["c0"].winfo_height()
    assert 3 * one < room.view.winfo_height() < 4.5 * one
    last = board.tabs["c39"]
    last.focus_force()
    screen.settle()
    assert room.winfo_rooty() <= last.winfo_rooty()
    assert last.winfo_rooty() + one <= room.winfo_rooty() + room.winfo_height()
    last.invoke()
    screen.until(lambda: "d39" in board.tiles)
    board.start_again()
    screen.settle()
    assert board.tabs["c0"].winfo_rooty() == room.winfo_rooty()


def test_two_hundred_dishes_in_one_category(
    screen: Screen, strings: Strings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first screen is there at once, the rest follows; other categories use the tiles again."""
    made = CustomerTerminal(screen, strings)
    board = made.window.board
    delayed: list[tuple[Callable[[int], None], int]] = []
    monkeypatch.setattr(board.grid_of_tiles, "after", lambda _ms, *call: delayed.append(call))
    dish = DISHES["soup"]
    many = {f"d{i}": replace(dish, id=f"d{i}", name=f"Dish {i:03}") for i in range(200)}
    show_menu(made.link, items={**many, "wine": DISHES["wine"]})
    screen.until(lambda: board.tiles)
    assert len(board.tiles) == 16
    while delayed:
        make, count = delayed.pop()
        make(count)
    assert list(board.tiles) == list(many)
    widgets = {id(tile) for tile in board.tiles.values()}
    board.tabs["drinks"].invoke()
    assert [tile.item for tile in board.tiles.values()] == [DISHES["wine"]]
    assert id(board.tiles["wine"]) in widgets
    screen.settle()
    shown = [
        child for child in board.grid_of_tiles.content.winfo_children() if child.winfo_manager()
    ]
    assert len(shown) == 1


class PhotoFolder:
    """Photos without a server."""

    def __init__(self) -> None:
        file = BytesIO()
        Image.new("RGB", (60, 40), "#B5391F").save(file, "JPEG")
        self.photo = file.getvalue()

    def read(self, name: str) -> bytes | None:
        return self.photo if name == "soup.jpg" else None

    def renew(self, name: str) -> bool:
        return False


def test_photos_stand_on_the_tiles_and_a_plate_where_there_is_none(
    screen: Screen, strings: Strings
) -> None:
    made = CustomerTerminal(screen, strings, photos=PhotoFolder())
    soup = replace(DISHES["soup"], photo="soup.jpg")
    show_menu(made.link, items={**DISHES, "soup": soup})
    board = made.window.board
    screen.until(lambda: board.tiles)
    screen.settle()
    plate = str(board.tiles["olives"].picture.cget("image"))
    assert plate
    screen.until(lambda: str(board.tiles["soup"].picture.cget("image")) not in ("", plate))
    size = board.tiles["soup"].picture.winfo_width(), board.tiles["soup"].picture.winfo_height()
    plates = board.tiles["olives"].picture
    assert size == (plates.winfo_width(), plates.winfo_height())
    screen.shoot("customer-photos")
    board.tabs["drinks"].invoke()
    assert not board.tiles["wine"].picture.winfo_manager(), "no dish here has one"


# ----------------------------------------------------------------------------- the look


def test_nothing_moves_when_the_link_goes(screen: Screen, terminal: CustomerTerminal) -> None:
    terminal.add("soup")
    terminal.window.board.tiles["olives"].radio.invoke()
    screen.settle()
    window = terminal.window
    watched = (
        window.place, window.board.search_field, window.board.tiles["soup"].frame,
        window.dish_panel.add_button, window.cart_panel.send_button,
    )  # fmt: skip

    def places() -> list[tuple[int, int]]:
        return [(widget.winfo_rootx(), widget.winfo_rooty()) for widget in watched]

    before = places()
    terminal.link.offline()
    screen.until(lambda: window.shell.banner.text)
    screen.settle()
    assert places() == before


@pytest.mark.parametrize("size", ["1024x600", "1366x768", "1920x1080"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off(screen: Screen, strings: Strings, size: str, scheme: Scheme) -> None:
    made = CustomerTerminal(screen, strings, size=size, scheme=scheme)
    show_menu(made.link)
    screen.until(lambda: made.window.board.tiles)
    made.window.board.tabs["mains"].invoke()
    made.window.board.tiles["steak"].radio.invoke()
    screen.settle()
    root = made.window.root
    for widget in (made.window.cart_panel.send_button, made.window.dish_panel.add_button):
        assert (
            widget.winfo_rooty() + widget.winfo_height() <= root.winfo_rooty() + root.winfo_height()
        )
        assert (
            widget.winfo_rootx() + widget.winfo_width() <= root.winfo_rootx() + root.winfo_width()
        )
        assert widget.winfo_width() >= widget.winfo_reqwidth()
        assert widget.winfo_height() >= 44
    screen.shoot(f"customer-{size}-{scheme}")


def test_a_very_long_name_stays_inside_its_tile(screen: Screen, strings: Strings) -> None:
    made = CustomerTerminal(screen, strings)
    long = replace(DISHES["soup"], name="Überbackene " * 5)
    show_menu(made.link, items={"soup": long}, restaurant={"1": restaurant(name="Zum " * 15)})
    screen.until(lambda: made.window.board.tiles)
    screen.settle()
    tile = made.window.board.tiles["soup"]
    assert tile._name.winfo_height() >= tile._name.winfo_reqheight()
    assert tile._price.winfo_viewable()
    made.add("soup")
    screen.shoot("customer-long-names")


def test_a_terminal_that_starts_without_its_server_has_the_menu_of_last_time(
    screen: Screen, strings: Strings, tmp_path: Path
) -> None:
    """And takes orders, which wait for the server."""
    links: list[FakeLink] = []

    def make(notice: Callable[[Notice], None]) -> FakeLink:
        links.append(FakeLink(notice))
        return links[-1]

    path = tmp_path / "menu_seen.json"
    documents: Documents = {
        "restaurant": {"1": restaurant()},
        "categories": {**CATEGORIES},
        "items": {**DISHES},
    }
    KeptMenu(path).take(Snapshot("menu", None, documents))
    window = CustomerWindow(
        screen.open(),
        with_kept_menu(make, path),
        strings=strings,
        write_choice=lambda _table, _names, *, name="": None,
        address="192.168.1.20:5000",
    )
    links[0].offline("link.no_server")
    screen.until(lambda: window.board.tiles and window.shell.banner.text)
    window.board.tabs["mains"].invoke()
    window.board.tiles["pasta"].radio.invoke()
    window.dish_panel.add_button.invoke()
    window.place.table.set("7")
    window.cart_panel.send_button.invoke()
    screen.until(lambda: links[0].sent)
    screen.shoot("customer-menu-of-last-time")
