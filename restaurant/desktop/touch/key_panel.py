"""The keys of the keyboard on the screen: letters as the language has them, signs, or digits alone."""

import json
import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from tkinter import ttk
from typing import Any

from restaurant.common.assets import asset
from restaurant.desktop.parts.buttons import Kind, button
from restaurant.desktop.parts.fields import field
from restaurant.desktop.parts.frames import row
from restaurant.desktop.parts.words import words
from restaurant.desktop.window.shell import Shell

LONG_MS = 450
"""From so long on a press asks for the letter's accents, or goes on deleting."""
AGAIN_MS = 80
WIDTHS = {" ": 9, "layer": 3, "done": 4}
"""Of keys that are wider than a letter's, which has 2."""
LETTERS, SIGNS, DIGITS = "letters", "signs", "digits"


@dataclass(frozen=True, kw_only=True)
class Target:
    """A field that is written by the keyboard; `title` stands over the keys, `done` is told at the end."""

    entry: ttk.Entry
    text: tk.StringVar
    title: str = ""
    digits: bool = False
    capital: bool = False
    most: int = 500
    done: Callable[[], object] = lambda: None


class KeyPanel:
    """The keys, and over letters the text itself: the field may lie under the keys."""

    def __init__(self, shell: Shell, target: Target, *, done: Callable[[], object]) -> None:
        self._shell, self._target, self._done = shell, target, done
        theme = self._theme = shell.theme
        self.frame = tk.Frame(
            shell.root, background=theme.colour("surface"),
            highlightthickness=1, highlightbackground=theme.colour("muted"),
            highlightcolor=theme.colour("muted"),
        )  # fmt: skip
        self._paper = row(self.frame)
        self._paper.pack(pady=theme.px(8), fill="x", padx=theme.px(16))
        self.field = target.entry if target.digits else self._echo()
        self._rows = row(self._paper)
        self._rows.pack(fill="x")
        self._shift = False
        self._layer = DIGITS if target.digits else LETTERS
        self._timer: str | None = None
        self.accents: tk.Frame | None = None
        self.keys: dict[str, ttk.Button] = {}
        self._draw(capital=target.capital and not target.text.get())

    def destroy(self) -> None:
        """Takes the keys away."""
        self._stop_timer()
        self._close_accents()
        self.frame.destroy()

    def press(self, key: str) -> None:
        """A key was tapped."""
        self._close_accents()
        match key:
            case "done":
                self._done()
            case "back":
                self._delete()
            case "shift":
                self._draw(capital=not self._shift)
            case "layer":
                self._layer = LETTERS if self._layer == SIGNS else SIGNS
                self._draw(capital=False)
            case _:
                self._write(key)

    # -------------------------------------------------------------------------- the field

    def _echo(self) -> ttk.Entry:
        top = row(self._paper)
        top.pack(fill="x", pady=(0, self._theme.px(8)))
        words(top, self._theme, self._target.title, font="list_bold").pack(side="left")
        echo = field(top, self._theme, self._target.text)
        echo.pack(side="left", fill="x", expand=True, padx=(self._theme.px(12), 0))
        echo.bind("<Return>", lambda _event: self._done())
        echo.bind("<Escape>", lambda _event: self._done())
        return echo

    def _write(self, letters: str) -> None:
        entry = self.field
        if entry.selection_present():
            entry.delete("sel.first", "sel.last")
        if len(entry.get()) < self._target.most:
            entry.insert("insert", letters)
        if self._shift:
            self._draw(capital=False)

    def _delete(self) -> None:
        entry = self.field
        if entry.selection_present():
            entry.delete("sel.first", "sel.last")
        elif (place := entry.index("insert")) > 0:
            entry.delete(place - 1)

    # --------------------------------------------------------------------------- the keys

    def _draw(self, *, capital: bool) -> None:
        """The keys of this layer, in capitals or not."""
        self._shift = capital
        letters = [_capitals(line) if capital else list(line) for line in self._lines()]
        for child in self._rows.winfo_children():
            child.destroy()
        self.keys = {}
        if self._layer == DIGITS:
            self._line([*letters[0], "back", "done"])
            return
        for line in letters:
            self._line(line)
        self._line(["shift", "layer", " ", "back", "done"])

    def _lines(self) -> list[str]:
        if self._layer == LETTERS:
            return self._shell.text("keyboard.rows").split()
        return list(keyboards()["rows"][self._layer])

    def _line(self, keys: list[str]) -> None:
        line = row(self._rows)
        line.pack(fill="x", pady=(0, self._theme.px(4)))
        for column, key in enumerate(keys):
            made = self._key(line, key)
            made.grid(row=0, column=column, sticky="nsew", padx=self._theme.px(2))
            line.columnconfigure(column, weight=WIDTHS.get(key, 2), uniform="key")

    def _key(self, master: tk.Misc, key: str) -> ttk.Button:
        kind: Kind = "Main" if key == "done" else "Plain"
        made = button(master, self._theme, self._sign(key), partial(self.press, key), kind=kind)
        made.configure(takefocus=False, width=2)
        made.bind("<ButtonPress-1>", lambda _event: self._hold(key), add="+")
        made.bind("<ButtonRelease-1>", lambda _event: self._stop_timer(), add="+")
        self.keys[key] = made
        return made

    def _sign(self, key: str) -> str:
        text = self._shell.text
        layer = text("keyboard.letters" if self._layer == SIGNS else "keyboard.signs")
        named = {"back": "⌫", "shift": "⇧", "layer": layer, " ": text("keyboard.space")}
        return named.get(key, text("keyboard.done") if key == "done" else key)

    # ------------------------------------------------------------------------ a long press

    def _hold(self, key: str) -> None:
        self._stop_timer()
        if key == "back":
            self._timer = self.frame.after(LONG_MS, self._delete_on)
        elif accents_of(key):
            self._timer = self.frame.after(LONG_MS, lambda: self.show_accents(key))

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self.frame.after_cancel(self._timer)
            self._timer = None

    def _delete_on(self) -> None:
        self._delete()
        self._timer = self.frame.after(AGAIN_MS, self._delete_on)

    def show_accents(self, key: str) -> None:
        """The letter's accents over its key; a tap on one writes it."""
        self._timer = None
        over = self.keys[key]
        over.state(["!pressed"])  # Or the letter itself would be written too, when it is let go.
        theme = self._theme
        strip = tk.Frame(self._shell.root, background=theme.colour("muted"))
        paper = tk.Frame(
            strip, background=theme.colour("surface"), padx=theme.px(4), pady=theme.px(4)
        )
        paper.pack(padx=theme.px(1), pady=theme.px(1))
        for letter in accents_of(key):
            made = button(paper, theme, letter, partial(self.press, letter))
            made.configure(takefocus=False, width=2)
            made.pack(side="left", padx=theme.px(2))
            self.keys[letter] = made
        root = self._shell.root
        strip.update_idletasks()
        x = over.winfo_rootx() - root.winfo_rootx()
        x = max(0, min(x, root.winfo_width() - strip.winfo_reqwidth()))
        y = over.winfo_rooty() - root.winfo_rooty() - strip.winfo_reqheight()
        strip.place(x=x, y=y)
        strip.lift()
        self.accents = strip

    def _close_accents(self) -> None:
        if self.accents is not None:
            self.accents.destroy()
            self.accents = None


@cache
def keyboards() -> dict[str, Any]:
    """What every language has alike: the rows of signs and of digits, and the accents of letters."""
    read: dict[str, Any] = json.loads(asset("keyboards.json").read_text("utf-8"))
    return read


def accents_of(key: str) -> str:
    """The letters that a long press on a key offers, in its case."""
    accents: str = keyboards()["accents"].get(key.lower(), "")
    return "".join(_capitals(accents)) if key.isupper() else accents


def _capitals(letters: str) -> list[str]:
    """Each as one capital letter: Python makes two of ß."""
    return ["ẞ" if letter == "ß" else letter.upper() for letter in letters]
