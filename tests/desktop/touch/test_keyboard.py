"""The keyboard on the screen, in a real window."""

import tkinter as tk
from tkinter import ttk

import pytest

from restaurant.common.language.strings import Strings
from restaurant.desktop.parts.fields import field
from restaurant.desktop.touch.key_panel import KeyPanel, Target, accents_of
from restaurant.desktop.touch.keyboard import Keyboard
from restaurant.desktop.window.shell import Shell
from tests.desktop.screen import Screen
from tests.languages import DRAWN


class Written:
    """A window with a field, and the keyboard under it."""

    def __init__(self, screen: Screen, strings: Strings, **more: object) -> None:
        self.shell = Shell(screen.open("1024x600"), strings)
        self.text = tk.StringVar(self.shell.root)
        self.entry: ttk.Entry = field(self.shell.body, self.shell.theme, self.text)
        self.entry.pack()
        self.keyboard = Keyboard(self.shell, over=self.shell.body)
        self.done = 0
        self.target = Target(
            entry=self.entry, text=self.text, title="Name", done=self._done, **more  # type: ignore[arg-type]
        )  # fmt: skip
        self.keyboard.attach(self.target)
        screen.settle()

    def _done(self) -> None:
        self.done += 1

    @property
    def panel(self) -> KeyPanel:
        assert self.keyboard.panel is not None
        return self.keyboard.panel

    def tap(self, *keys: str) -> None:
        for key in keys:
            self.panel.keys[key].invoke()


@pytest.fixture
def written(screen: Screen, strings: Strings) -> Written:
    return Written(screen, strings)


def test_it_comes_with_a_tap_and_goes_with_one_beside_it(screen: Screen, written: Written) -> None:
    assert not written.keyboard.open
    written.entry.event_generate("<Button-1>", x=4, y=4)
    screen.until(lambda: written.keyboard.open and written.panel.frame.winfo_viewable())
    written.tap("a")
    assert written.keyboard.open
    written.shell.body.event_generate("<ButtonPress-1>", x=300, y=5)
    assert not written.keyboard.open
    assert written.text.get() == "a"


def test_letters_capitals_signs_and_deleting(written: Written) -> None:
    written.keyboard.show(written.target)
    written.tap("shift", "A", "n", "a", " ", "layer", "1", "layer", "back", "shift", "B")
    assert written.text.get() == "Ana B"
    assert written.done == 0
    written.tap("done")
    assert written.done == 1
    assert not written.keyboard.open


def test_a_name_begins_with_a_capital_and_is_no_longer_than_it_may_be(
    screen: Screen, strings: Strings
) -> None:
    written = Written(screen, strings, capital=True, most=3)
    written.keyboard.show(written.target)
    written.tap("A", "n", "a", "n")
    assert written.text.get() == "Ana"


def test_a_long_press_offers_accents(
    screen: Screen, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("restaurant.desktop.touch.key_panel.LONG_MS", 1)
    written.keyboard.show(written.target)
    screen.settle()
    key = written.panel.keys["e"]
    key.event_generate("<ButtonPress-1>", x=5, y=5)
    screen.until(lambda: written.panel.accents is not None)
    key.event_generate("<ButtonRelease-1>", x=5, y=5)
    assert written.text.get() == "", "the letter itself is not written too"
    written.tap("é")
    assert written.text.get() == "é"
    assert written.panel.accents is None


def test_holding_the_delete_key_goes_on_deleting(
    screen: Screen, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LONG_MS", "AGAIN_MS"):
        monkeypatch.setattr(f"restaurant.desktop.touch.key_panel.{name}", 1)
    written.text.set("no onions")
    written.keyboard.show(written.target)
    key = written.panel.keys["back"]
    key.event_generate("<ButtonPress-1>", x=5, y=5)
    screen.until(lambda: written.text.get() == "")
    key.event_generate("<ButtonRelease-1>", x=5, y=5)


def test_the_keys_of_a_real_keyboard_write_as_well(screen: Screen, written: Written) -> None:
    written.keyboard.show(written.target)
    screen.settle()
    written.panel.field.focus_force()
    written.panel.field.event_generate("<Key-z>")
    screen.until(lambda: written.text.get() == "z")


def test_digits_only_stand_in_one_row(written: Written) -> None:
    digits = Target(entry=written.entry, text=written.text, digits=True)
    written.keyboard.show(digits)
    assert [*written.panel.keys] == [*"1234567890", "back", "done"]


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("en", "qwertyuiop"),
        ("de", "qwertzuiopü"),
        ("fr", "azertyuiop"),
        ("es", "qwertyuiopasdfghjklñ"),
    ],
)
def test_the_letters_are_where_the_language_has_them(
    screen: Screen, language: str, begins: str
) -> None:
    written = Written(screen, Strings(language))
    written.keyboard.show(written.target)
    assert [*written.panel.keys][: len(begins)] == [*begins]


@pytest.mark.parametrize("language", DRAWN)
def test_capitals_are_as_many_as_letters(screen: Screen, language: str) -> None:
    written = Written(screen, Strings(language))
    written.keyboard.show(written.target)
    letters = [*written.panel.keys]
    written.tap("shift")
    assert [key.casefold() for key in written.panel.keys] == [key.casefold() for key in letters]


@pytest.mark.parametrize("language", DRAWN)
def test_every_key_can_be_hit(screen: Screen, language: str) -> None:
    written = Written(screen, Strings(language))
    written.keyboard.show(written.target)
    screen.settle()
    assert all(key.winfo_height() >= 44 for key in written.panel.keys.values())
    assert all(key.winfo_width() >= 44 for key in written.panel.keys.values())


@pytest.mark.parametrize(("key", "accents"), [("n", "ñ"), ("N", "Ñ"), ("S", "ẞŞŠ"), ("b", "")])
def test_accents_come_in_the_case_of_their_letter(key: str, accents: str) -> None:
    assert accents_of(key) == accents
