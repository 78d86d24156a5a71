"""The role picker: mouse, keys, focus, and what it remembers."""

import subprocess
import sys
import tkinter as tk
from dataclasses import replace
from pathlib import Path
from tkinter import ttk
from typing import cast

import pytest

from restaurant.client.finding.found import Found
from restaurant.client.finding.known_server import KnownServer, keep_known, read_known
from restaurant.client.finding.picked import PickedServer
from restaurant.common.language.strings import Strings
from restaurant.common.options import Options, parse
from restaurant.common.remembered import remember_role, remembered_kiosk, remembered_role
from restaurant.desktop.picker import choose, start_with_computer
from restaurant.desktop.picker.window import Picker
from restaurant.desktop.terminal.remedies import forget_role
from restaurant.desktop.window import shell
from tests.desktop.sample import found as restaurant
from tests.desktop.screen import PATIENCE_S, Screen, buttons_in, words_in


@pytest.fixture
def remembered() -> list[str]:
    return []


@pytest.fixture
def started() -> list[str]:
    """Roles that start with the computer; a full disk is in the way while this says so."""
    return []


@pytest.fixture
def window(screen: Screen, strings: Strings, remembered: list[str], started: list[str]) -> Picker:
    def at_start(role: str) -> None:
        if started == ["disk full"]:
            raise OSError(28, "No space left on device")
        started.append(role)

    root = screen.open()
    made = Picker(
        root, strings, remember=remembered.append, start_with_computer=at_start, server_known=True
    )
    screen.settle()
    root.focus_force()
    made.tiles[0].frame.focus_force()
    screen.until(lambda: root.focus_get() is made.tiles[0].frame)
    return made


def press(window: Picker, key: str) -> None:
    """A key goes to the widget that has the focus."""
    focus = window.root.focus_get()
    assert focus is not None
    focus.event_generate(key)


def test_it_shows_three_roles(screen: Screen, window: Picker) -> None:
    assert [tile.role for tile in window.tiles] == ["server", "customer", "waiter"]
    assert window.root.title() == "Restaurant"
    screen.until(lambda: all(tile.icon.find_all() for tile in window.tiles), "icons drawn")
    screen.shoot("picker")


@pytest.mark.parametrize(("key", "role"), [("1", "server"), ("2", "customer"), ("3", "waiter")])
def test_a_digit_chooses(screen: Screen, window: Picker, key: str, role: str) -> None:
    window.root.event_generate(f"<Key-{key}>")
    screen.until(screen.gone)
    assert window.chosen == role


def test_arrows_and_enter_choose(screen: Screen, window: Picker) -> None:
    press(window, "<Right>")
    press(window, "<Right>")
    screen.until(lambda: window.tiles[2].frame.instate(["focus"]), "focus shown")
    screen.shoot("picker-focus")
    press(window, "<Left>")
    press(window, "<Return>")
    screen.until(screen.gone)
    assert window.chosen == "customer"


def test_arrows_go_round(screen: Screen, window: Picker) -> None:
    press(window, "<Left>")
    screen.until(lambda: window.root.focus_get() is window.tiles[2].frame)


def test_a_tap_anywhere_on_a_tile_chooses(screen: Screen, window: Picker) -> None:
    icon = window.tiles[2].icon
    icon.event_generate("<ButtonPress-1>", x=10, y=10, rootx=icon.winfo_rootx() + 10,
                        rooty=icon.winfo_rooty() + 10)  # fmt: skip
    icon.event_generate("<ButtonRelease-1>", x=10, y=10, rootx=icon.winfo_rootx() + 10,
                        rooty=icon.winfo_rooty() + 10)  # fmt: skip
    screen.until(screen.gone)
    assert window.chosen == "waiter"


def test_on_a_low_screen_the_language_can_still_be_chosen(screen: Screen, strings: Strings) -> None:
    root = screen.open("1024x600")
    made = Picker(root, strings, remember=str, start_with_computer=str, server_known=True)
    screen.settle()
    button = made.languages.button
    x = button.winfo_rootx() + button.winfo_width() // 2
    y = button.winfo_rooty() + button.winfo_height() // 2
    screen.until(lambda: root.winfo_containing(x, y) is button)


def test_a_finger_that_leaves_the_tile_chooses_nothing(window: Picker) -> None:
    frame = window.tiles[1].frame
    frame.event_generate("<ButtonPress-1>", x=5, y=5)
    frame.event_generate("<ButtonRelease-1>", x=-50, y=5, rootx=1, rooty=1)
    assert window.chosen is None


def test_it_remembers_only_if_asked_to(
    screen: Screen, window: Picker, remembered: list[str]
) -> None:
    window.choose("waiter")
    assert remembered == []


def test_it_remembers_if_asked_to(window: Picker, remembered: list[str]) -> None:
    window.always_box.invoke()
    window.choose("waiter")
    assert remembered == ["waiter"]


def test_it_starts_with_the_computer_only_if_asked_to(
    screen: Screen, window: Picker, started: list[str]
) -> None:
    window.choose("waiter")
    screen.until(screen.gone)
    assert started == []


def test_it_starts_with_the_computer_if_asked_to(
    screen: Screen, window: Picker, started: list[str]
) -> None:
    window.with_computer_box.invoke()
    window.choose("waiter")
    screen.until(screen.gone)
    assert (started, window.chosen) == (["waiter"], "waiter")


def test_what_keeps_it_from_starting_with_the_computer_is_said(
    screen: Screen, window: Picker, started: list[str]
) -> None:
    started.append("disk full")
    window.with_computer_box.invoke()
    window.choose("customer")
    screen.settle()
    assert window.chosen is None
    assert "No space left on device" in words_in(window.root)
    screen.errors.clear()
    window.choose("customer")  # without it then
    screen.until(screen.gone)
    assert window.chosen == "customer"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the entry as XDG has it")
def test_the_entry_starts_the_role_and_choosing_again_takes_it_away(tmp_path: Path) -> None:
    options = Options(user_folder=tmp_path, autostart_folder=tmp_path / "autostart")
    start_with_computer(options, "waiter")
    [entry] = (tmp_path / "autostart").iterdir()
    assert '"--role" "waiter"' in entry.read_text("utf-8")
    remember_role(options.data_folder(None), "waiter")
    forget_role(replace(options, role="waiter"))
    assert list((tmp_path / "autostart").iterdir()) == []
    assert remembered_role(options.data_folder(None)) is None


def test_a_kiosk_is_chosen_and_stays_one(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a command line: whoever sets it up has only the file to double-click."""
    options = parse(["--data", str(tmp_path), "--server", "192.0.2.7"], {})
    for ticked in (True, False):  # the box shows what was chosen last; each time it is tapped once
        root = screen.open()

        def tap(root: tk.Tk = root) -> None:
            if root.focus_displayof() is None:  # A key without a focus goes nowhere.
                root.focus_force()
                root.after(20, tap)
                return
            [box] = [b for b in checks_in(root) if "PIN" in b.cget("text")]
            box.invoke()
            root.event_generate("<Key-2>")

        root.after(20, tap)
        root.after(int(PATIENCE_S * 1000), root.destroy)
        with monkeypatch.context() as patch:
            patch.setattr(shell, "open_root", lambda *_title, root=root, **_least: root)
            assert choose(options) == "customer"
        assert remembered_kiosk(tmp_path) is ticked


def checks_in(widget: tk.Misc) -> list[ttk.Checkbutton]:
    """Every box to tick below a widget."""
    found = [c for child in widget.winfo_children() for c in checks_in(child)]
    return [widget, *found] if isinstance(widget, ttk.Checkbutton) else found


def test_a_closed_window_is_no_choice(screen: Screen, window: Picker) -> None:
    window.root.event_generate("<Escape>")
    screen.until(screen.gone)
    assert window.chosen is None


class FakePicked:
    """Finds what the test says."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.name = ""

    def found(self) -> tuple[Found, ...]:
        return tuple(restaurant(name) for name in self.names)

    def choose(self, found: Found) -> None:
        self.name = found.name

    def stop(self) -> None:
        """There is nothing to stop."""


def test_it_says_what_was_found_and_lets_choose(screen: Screen, window: Picker) -> None:
    fake = FakePicked()
    window.places.picked = cast(PickedServer, fake)
    window.places.poll()
    assert "No restaurant found yet" in words_in(window.shell.body)
    screen.shoot("picker-nothing-found")
    fake.names = ["Trattoria Blu"]
    screen.until(lambda: "Found: Trattoria Blu" in words_in(window.shell.body))
    screen.shoot("picker-found")
    fake.names = ["Osteria Rossa", "Trattoria Blu"]
    screen.until(lambda: "2 restaurants found" in words_in(window.shell.body))
    window.places.ask()
    asking = window.places.asking
    assert asking is not None
    screen.until(lambda: asking.popup.top.winfo_ismapped())
    screen.shoot("picker-where")
    buttons_in(asking.restaurants)[0].invoke()
    screen.until(lambda: "Chosen: Osteria Rossa" in words_in(window.shell.body))


def test_what_was_picked_is_left_to_the_terminal(tmp_path: Path) -> None:
    picked = PickedServer()
    picked.keep(tmp_path)
    assert read_known(tmp_path) == KnownServer()
    picked.choose(restaurant("Osteria Rossa"))
    picked.keep(tmp_path)
    assert read_known(tmp_path) == KnownServer(identity="a" * 32, name="Osteria Rossa")
    paired = KnownServer(identity="a" * 32, name="Osteria Rossa", token="secret")
    keep_known(tmp_path, paired)
    picked.keep(tmp_path)
    assert read_known(tmp_path) == paired


def test_it_imports_next_to_nothing() -> None:
    code = (
        "import sys, restaurant.desktop.picker.window\n"
        "from restaurant.common.machine import computers_language\n"
        "computers_language()\n"
        "heavy = {'msgspec', 'zeroconf', 'asyncio', 'socketio', 'requests', 'subprocess', 'ctypes'}\n"
        "heavy |= {'platformdirs', 'immutables', 'eventlet'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
