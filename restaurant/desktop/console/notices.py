"""Cards between the figures and the lists, there while a person has something to read or to do."""

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from restaurant.desktop.console.fitted import Fitted
from restaurant.desktop.look import Tone
from restaurant.desktop.shell import Shell
from restaurant.desktop.widgets import button, card, row, sentence, words

STRIPE = 4


class Notice:
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
        self.title = words(head, theme, title, font="section", wraplength=theme.px(320))
        self.title.pack(side="left")
        self.large = Fitted(texts, theme, ("code", "far", "title"))
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


class NoticeRow:
    """The cards that have something to say, side by side over the whole width; gone if there are none."""

    def __init__(self, master: tk.Misc, shell: Shell) -> None:
        self._theme = shell.theme
        self.frame = row(master)
        self._place: dict[str, object] = {}
        self._cards: list[Notice] = []
        self._arranged: list[Notice] = []

    def add(self, notice: Notice) -> Notice:
        """One more; the first ones stand at the left."""
        self._cards.append(notice)
        return notice

    def arrange(self, *, before: tk.Widget) -> None:
        """Give the room to those that are shown; the row stands above the widget `before`."""
        shown = [notice for notice in self._cards if notice.shown]
        if shown == self._arranged:
            return
        for notice in self._arranged:
            notice.frame.grid_forget()
        for column in range(len(self._cards)):
            uniform = "notice" if column < len(shown) else ""
            self.frame.columnconfigure(column, weight=int(column < len(shown)), uniform=uniform)
        for column, notice in enumerate(shown):
            space = (self._theme.gap if column else 0, 0)
            notice.frame.grid(row=0, column=column, sticky="nsew", padx=space)
        self._arranged = shown
        if shown:
            self.frame.pack(fill="x", pady=(self._theme.gap, 0), before=before)
        else:
            self.frame.pack_forget()
