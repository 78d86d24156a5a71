"""Which table the guest sits at: the field, its keypad, and what can be wrong with a number."""

import tkinter as tk
from collections.abc import Callable
from functools import partial

from restaurant.desktop.shell import Shell
from restaurant.desktop.widgets import button, field, words
from restaurant.domain.tables import is_table
from restaurant.protocol.documents import RestaurantDocument


class BadTable(Exception):
    """`key` of the strings says what is wrong with what was written."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(key, text)
        self.key, self.text = key, text


def read_table(text: str, restaurant: RestaurantDocument | None) -> int:
    """The number of a table of this restaurant. Raises BadTable."""
    text = text.strip()
    if not text:
        raise BadTable("customer.table_missing", text)
    if not text.isdecimal():
        raise BadTable("customer.table_not_numeric", text)
    number = int(text[:20])
    if restaurant is not None and not is_table(restaurant.tables, number):
        raise BadTable("customer.table_unknown", str(number))
    return number


class TableField(tk.Frame):
    """A large field for the number; a tap on it opens a keypad, as touch screens have no keys."""

    def __init__(self, master: tk.Misc, shell: Shell) -> None:
        theme = shell.theme
        super().__init__(master, background=theme.colour("surface"))
        self._shell = shell
        self.value = tk.StringVar(self)
        words(self, theme, shell.text("customer.table"), font="section").pack(side="left")
        self.entry = field(self, theme, self.value, width=5, justify="center")
        self.entry.configure(font=theme.font("far_entry"))
        self.entry.pack(side="left", padx=(theme.px(12), 0))
        self.pad: tk.Frame | None = None
        self.entry.bind("<Button-1>", lambda _event: self.open_pad())
        self.entry.bind("<Escape>", lambda _event: self.close_pad())
        self.entry.bind("<Return>", lambda _event: self.close_pad())
        self.value.trace_add("write", lambda *_: self.mark(wrong=False))
        shell.root.bind("<Button-1>", self._pressed, add="+")

    def mark(self, *, wrong: bool) -> None:
        """Shows whether something is wrong with the number."""
        self.entry.state(["invalid" if wrong else "!invalid"])

    def clear(self) -> None:
        """For the next guest."""
        self.value.set("")

    def open_pad(self) -> None:
        """Shows the keypad under the field."""
        if self.pad is None:
            self.pad = _keypad(self._shell, self._press)
        root = self._shell.root
        x = self.entry.winfo_rootx() - root.winfo_rootx()
        y = self.entry.winfo_rooty() - root.winfo_rooty() + self.entry.winfo_height()
        self.pad.place(in_=root, x=x, y=y + self._shell.theme.px(4))
        self.pad.lift()

    def close_pad(self) -> None:
        """Takes the keypad away."""
        if self.pad is not None:
            self.pad.place_forget()

    def _press(self, key: str) -> None:
        text = self.value.get()
        if key == "ok":
            self.close_pad()
        elif key == "back":
            self.value.set(text[:-1])
        else:
            self.value.set((text + key)[:4])
        self.entry.icursor("end")

    def _pressed(self, event: "tk.Event[tk.Misc]") -> None:
        inside = (str(self.entry), str(self.pad))
        if self.pad is not None and not str(event.widget).startswith(inside):
            self.close_pad()


def _keypad(shell: Shell, press: Callable[[str], object]) -> tk.Frame:
    theme = shell.theme
    outer = tk.Frame(shell.root, background=theme.colour("muted"))
    paper = tk.Frame(outer, background=theme.colour("surface"), padx=theme.px(8), pady=theme.px(8))
    paper.pack(padx=theme.px(1), pady=theme.px(1))
    keys = [*"123456789", "back", "0", "ok"]
    for index, key in enumerate(keys):
        sign = {"back": "⌫", "ok": shell.text("common.ok")}.get(key, key)
        made = button(
            paper,
            theme,
            sign,
            partial(press, key),
            kind="Main" if key == "ok" else "Plain",
            width=4,
        )
        made.configure(takefocus=False)
        made.grid(
            row=index // 3,
            column=index % 3,
            padx=theme.px(2),
            pady=theme.px(2),
            sticky="nsew",
            ipady=theme.px(4),
        )
    return outer
