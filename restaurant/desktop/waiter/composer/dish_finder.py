"""Finding a dish by some letters: a field, and the dishes that are meant; Return adds the marked one."""

import tkinter as tk
from collections.abc import Callable
from dataclasses import replace

from restaurant.common.language.hours_words import since
from restaurant.common.language.writing import amount
from restaurant.desktop.parts.fields import field, placeholder
from restaurant.desktop.waiter.composer.draft import (
    DraftLine,
    Menu,
    find_dishes,
    new_line,
    open_line,
    read_typed,
)
from restaurant.desktop.waiter.composer.plain_list import PlainList, PlainRow
from restaurant.desktop.waiter.keys import on_return
from restaurant.desktop.window.shell import Shell
from restaurant.domain.menu import name_key
from restaurant.domain.values.basics import NAME_LENGTH
from restaurant.protocol.documents import DishDocument

PRICE_LENGTH, FIGURE_SPACE = 6, "\u2007"


class DishFinder:
    """`add` gets the line; `step` is told of + and − where nothing is typed."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        *,
        add: Callable[[DraftLine], object],
        step: Callable[[int], object],
    ) -> None:
        self._shell, self._add, self._step = shell, add, step
        self._menu: Menu = {}
        self._currency = ""
        self._offers: list[DraftLine | None] = []
        theme = shell.theme
        self.frame = tk.Frame(master, background=theme.colour("surface"))
        self.typed = tk.StringVar(self.frame)
        self.field = field(self.frame, theme, self.typed)
        self.field.pack(fill="x", pady=(0, theme.gap))
        placeholder(self.field, theme, self.typed, shell.text("waiter.find_dish"))
        self.found = PlainList(
            self.frame, theme, picked=lambda _index: self._pick(), space=6, takefocus=False
        )
        self.found.frame.pack(fill="both", expand=True)
        self.typed.trace_add("write", lambda *_: self._find())
        self._bind()

    def show(self, menu: Menu, currency: str) -> None:
        """The menu as it is now; what is marked stays marked."""
        self._menu, self._currency = menu, currency
        self._find(self.found.marked)

    def begin(self, letter: str) -> None:
        """Goes on with a letter that was typed elsewhere."""
        self.typed.set(self.typed.get() + letter)
        self.field.icursor("end")
        self.field.focus_set()

    def _bind(self) -> None:
        on_return(self.field, self._pick)
        self.field.bind("<Down>", lambda _event: self._move(1))
        self.field.bind("<Up>", lambda _event: self._move(-1))
        for key, step in (("plus", 1), ("KP_Add", 1), ("minus", -1), ("KP_Subtract", -1)):
            self.field.bind(f"<{key}>", lambda _event, step=step: self._stepped(step))  # type: ignore[misc]

    def _find(self, marked: int = 0) -> None:
        quantity, letters = read_typed(self.typed.get())
        dishes = find_dishes(self._menu.values(), letters)
        rows = [self._row(dish) for dish in dishes]
        lines = [None if dish.sold_out else new_line(dish) for dish in dishes]
        if letters and not any(name_key(dish.name) == name_key(letters) for dish in dishes):
            name = letters[:NAME_LENGTH]
            rows.append(PlainRow(self._shell.text("waiter.dish_open", dish=name), "retry"))
            lines.append(open_line(name))
        self._offers = [line and replace(line, quantity=quantity) for line in lines]
        self.found.show(rows, marked)

    def _row(self, dish: DishDocument) -> PlainRow:
        text = self._shell.text
        price = aligned(amount(self._shell.strings, dish.price, self._currency))
        if dish.sold_out:
            return PlainRow(text("waiter.dish_sold_out", dish=dish.name, price=price), "muted")
        if dish.service is not None and not dish.service.now:
            key = "waiter.dish_not_now"
            return PlainRow(
                text(key, dish=dish.name, price=price, since=since(dish.service)), "retry"
            )
        if dish.left is not None:
            return PlainRow(
                text("waiter.dish_left", dish=dish.name, price=price, left=dish.left), "preparing"
            )
        return PlainRow(text("waiter.dish_price", dish=dish.name, price=price))

    def _move(self, step: int) -> str:
        self.found.mark(self.found.marked + step)
        return "break"

    def _pick(self) -> None:
        """Adds what is marked, and begins anew; a sold-out dish stays where it is."""
        index = self.found.marked
        line = self._offers[index] if index < len(self._offers) else None
        if line is not None:
            self.typed.set("")
            self._add(line)

    def _stepped(self, step: int) -> str | None:
        """With something typed + and − are letters like any others."""
        if self.typed.get():
            return None
        self._step(step)
        return "break"


def aligned(price: str) -> str:
    """A price with room before it, so that prices under each other end under each other."""
    return price.rjust(PRICE_LENGTH, FIGURE_SPACE)
