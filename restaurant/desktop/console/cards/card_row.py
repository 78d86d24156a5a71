"""Cards between the figures and the lists, there while a person has something to read or to do."""

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from restaurant.desktop.console.cards.fitted import Fitted
from restaurant.desktop.look.theme import FontName
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.buttons import button
from restaurant.desktop.parts.frames import card, row
from restaurant.desktop.parts.words import sentence
from restaurant.desktop.window.shell import Shell

STRIPE = 4
LARGE: tuple[FontName, ...] = ("code", "far", "title")
MOST = 2
"""Side by side; another one waits until one of these is done with."""
LOW = 760
"""Pixels of the look: in a window less high the lists need the room more."""


class Card:
    """One card: a title, perhaps something very large to read out, a sentence, its buttons."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        title: str,
        *,
        tone: Tone,
        choices: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        theme = shell.theme
        self.frame = card(master, theme)
        self.shown = False
        stripe = tk.Frame(self.frame, background=theme.colour(tone), width=theme.px(STRIPE))
        stripe.pack(side="left", fill="y", padx=(0, theme.px(12)))
        texts = row(self.frame)
        texts.pack(side="left", fill="both", expand=True)
        head = row(texts)
        head.pack(fill="x")
        self.buttons: list[ttk.Button] = []
        for text, act in reversed(choices):
            made = button(head, theme, text, act)
            made.pack(side="right", padx=(theme.gap, 0))
            self.buttons.insert(0, made)
        self.title = sentence(head, theme, title, font="section")
        self.title.pack(side="left", fill="x", expand=True)
        self.large = Fitted(texts, theme, LARGE)
        self.sentence = sentence(texts, theme, font="list", tone="muted")
        self.sentence.pack(fill="x", side="bottom", pady=(theme.px(4), 0))

    def say(self, text: str, large: str = "") -> None:
        """What it says; the card is there from now on."""
        self.shown = True
        if large and large != self.large.full:
            self.large.show(large)
            self.large.pack(fill="x")
        if text != str(self.sentence.cget("text")):
            self.sentence.configure(text=text)

    def hide(self) -> None:
        """It has nothing to say any more, and what was large is not kept."""
        self.shown = False
        self.large.show("")


class CardRow:
    """The first cards that have something to say, over the whole width; gone if there are none."""

    def __init__(self, master: tk.Misc, shell: Shell) -> None:
        self._shell = shell
        self.frame = row(master)
        self._cards: list[Card] = []
        self._arranged: list[Card] = []

    def add(self, one: Card) -> Card:
        """One more, less urgent than those before."""
        self._cards.append(one)
        return one

    def arrange(self, *, before: tk.Widget) -> None:
        """Give the room to those that are shown; the row stands above the widget `before`."""
        shown = [one for one in self._cards if one.shown][:MOST]
        theme = self._shell.theme
        is_low = self._shell.root.winfo_height() < theme.px(LOW)
        for one in shown:
            one.large.allow(LARGE[1:] if is_low else LARGE)
        if shown == self._arranged:
            return
        for one in self._arranged:
            one.frame.grid_forget()
        for column in range(MOST):
            uniform = "card" if column < len(shown) else ""
            self.frame.columnconfigure(column, weight=int(column < len(shown)), uniform=uniform)
        for column, one in enumerate(shown):
            space = (theme.gap if column else 0, 0)
            one.frame.grid(row=0, column=column, sticky="nsew", padx=space)
        self._arranged = shown
        if shown:
            self.frame.pack(fill="x", pady=(theme.gap, 0), before=before)
        else:
            self.frame.pack_forget()
