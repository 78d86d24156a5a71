"""The chosen line of a draft: how many, which options, and a note."""

import tkinter as tk
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from tkinter import ttk

from restaurant.desktop.parts.buttons import Stepper
from restaurant.desktop.parts.fields import field, placeholder
from restaurant.desktop.parts.frames import Flow, clear, row
from restaurant.desktop.parts.scrolled import Scrolled
from restaurant.desktop.parts.words import sentence, words
from restaurant.desktop.terminal.question import chip_style, how_many, option_text
from restaurant.desktop.waiter.composer.draft import DraftLine
from restaurant.desktop.waiter.keys import on_return
from restaurant.desktop.window.shell import Shell
from restaurant.domain.modifiers import Offer, offers, picked, toggled
from restaurant.domain.values.basics import MOST_PORTIONS, TEXT_LENGTH
from restaurant.domain.values.menu import MenuItem


class LinePanel:
    """`changed` gets the line as it is wanted now; a quantity of 0 takes it out."""

    def __init__(
        self, master: tk.Misc, shell: Shell, *, changed: Callable[[DraftLine], object]
    ) -> None:
        self._shell, self._changed = shell, changed
        self._line: DraftLine | None = None
        self._dish: MenuItem | None = None
        self._currency = ""
        theme = shell.theme
        self.frame = row(master)
        self._top = row(self.frame)
        self.quantity = Stepper(self._top, theme, least=0, most=MOST_PORTIONS, changed=self._count)
        self.quantity.pack(side="left", fill="y")
        self.note = tk.StringVar(self.frame)
        self.note_field = field(self._top, theme, self.note)
        self.note_field.pack(side="left", fill="x", expand=True, padx=(theme.px(12), 0))
        placeholder(self.note_field, theme, self.note, shell.text("customer.note"))
        self.note.trace_add("write", lambda *_: self._noted())
        self._asked = Scrolled(self.frame, theme)
        self._hint = sentence(self.frame, theme, font="list", tone="muted")
        self.chips: dict[str, ttk.Checkbutton] = {}
        self.show(None, None, "")

    def show(self, line: DraftLine | None, dish: MenuItem | None, currency: str) -> None:
        """Another line, or the same one as it is now."""
        before, self._line, self._currency = self._line, line, currency
        anew = dish != self._dish or (line is None) != (before is None)
        self._dish = dish
        if line is None or line.begun:
            self._explain("waiter.line_none" if line is None else "waiter.line_begun")
            return
        self.quantity.show(line.quantity)
        if self.note.get() != line.note:
            self.note.set(line.note)
        if anew or not self.chips:
            self._ask(dish)
        chosen = {one.label for one in picked(dish, line.options) if one} if dish else set()
        for label, chip in self.chips.items():
            chip.state(["selected" if label in chosen else "!selected"])
        self._lay_out()

    def focus(self) -> None:
        """To the first question, or to the note where the dish asks none."""
        next(iter(self.chips.values()), self.note_field).focus_set()

    def _explain(self, key: str) -> None:
        for part in (self._top, self._asked):
            part.pack_forget()
        self._hint.configure(text=self._shell.text(key))
        self._hint.pack(fill="x")

    def _lay_out(self) -> None:
        gap = self._shell.theme.gap
        self._hint.pack_forget()
        self._top.pack(fill="x")
        self._asked.pack(fill="both", expand=True, pady=(gap, 0))

    def _ask(self, dish: MenuItem | None) -> None:
        clear(self._asked.content)
        self.chips = {}
        if dish is not None:
            for place in range(len(dish.modifiers)):
                self._ask_one(dish, place)
        self._asked.to_top()

    def _ask_one(self, dish: MenuItem, place: int) -> None:
        theme, text = self._shell.theme, self._shell.text
        asked = dish.modifiers[place]
        how = how_many(self._shell.strings, asked)
        title = text("waiter.asked", what=asked.name, how=how)
        words(self._asked.content, theme, title, tone="muted").pack(anchor="w")
        flow = Flow(self._asked.content, gap=theme.gap)
        flow.pack(fill="x", pady=(theme.px(4), theme.gap))
        for offer in offers(dish):
            if offer.asked == place:
                chip = self._chip(flow, dish, offer)
                chip.configure(style=chip_style(asked))
                self.chips[offer.label] = chip
        flow.arrange()

    def _chip(self, master: tk.Misc, dish: MenuItem, offer: Offer) -> ttk.Checkbutton:
        text = option_text(self._shell.strings, offer.option, self._currency)
        chip = ttk.Checkbutton(master, text=text, command=partial(self._toggle, dish, offer))
        chip.state(["!alternate"])
        on_return(chip, chip.invoke)
        return chip

    def _toggle(self, dish: MenuItem, offer: Offer) -> None:
        if self._line is not None:
            options = toggled(dish, self._line.options, offer)
            self._changed(replace(self._line, options=options))

    def _count(self, quantity: int) -> None:
        if self._line is not None:
            self._changed(replace(self._line, quantity=quantity))

    def _noted(self) -> None:
        note = self.note.get()[:TEXT_LENGTH]
        if self._line is not None and note != self._line.note:
            self._changed(replace(self._line, note=note))
