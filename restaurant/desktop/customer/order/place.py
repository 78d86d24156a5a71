"""Where an order goes: to a table by its number, or over the counter to a guest by name."""

import tkinter as tk
from tkinter import ttk
from typing import Literal

from restaurant.desktop.customer.order.sending import Place
from restaurant.desktop.customer.order.tables import BadTable, read_table
from restaurant.desktop.parts.fields import field, placeholder
from restaurant.desktop.parts.frames import row
from restaurant.desktop.touch.key_panel import Target
from restaurant.desktop.touch.keyboard import Keyboard
from restaurant.desktop.window.shell import Shell
from restaurant.domain.values.basics import LAST_TABLE, NAME_LENGTH
from restaurant.protocol.documents import RestaurantDocument

Kind = Literal["table", "takeaway"]
TABLE_LENGTH = len(str(LAST_TABLE)) + 1
"""One digit more than a table has, so that a wrong number is seen and told."""
NAME_WIDTH, TABLE_WIDTH = 172, 112
"""Of the two fields, in pixels of the look."""


class BadPlace(Exception):
    """`key` of the strings says what is wrong with what was written."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(key, text)
        self.key, self.text = key, text


class PlaceField(tk.Frame):
    """A switch between table and takeaway, and the field for the number or the name."""

    def __init__(self, master: tk.Misc, shell: Shell, keyboard: Keyboard) -> None:
        theme = shell.theme
        super().__init__(master, background=theme.colour("surface"))
        self._shell, self._keyboard = shell, keyboard
        self.kind = tk.StringVar(self, value="table")
        self.table, self.name = tk.StringVar(self), tk.StringVar(self)
        self.switches: dict[str, ttk.Radiobutton] = {}
        for kind, key in (("table", "customer.for_table"), ("takeaway", "customer.takeaway")):
            made = ttk.Radiobutton(
                self, text=shell.text(key), value=kind, variable=self.kind,
                style="Switch.TRadiobutton", command=self._switched,
            )  # fmt: skip
            made.pack(side="left", fill="y", padx=(0, theme.px(4)))
            self.switches[kind] = made
        self._room = row(self)
        self._room.configure(height=theme.px(52))
        self._room.pack(side="left", padx=(theme.px(8), 0))
        self._room.pack_propagate(False)
        self.table_entry = field(self._room, theme, self.table)
        self.table_entry.configure(font=theme.font("far_entry"))
        placeholder(self.table_entry, theme, self.table, shell.text("customer.table_number"))
        self.name_entry = field(self._room, theme, self.name)
        placeholder(self.name_entry, theme, self.name, shell.text("customer.name"))
        self._targets = {"table": self._table_target(), "takeaway": self._name_target()}
        for target in self._targets.values():
            keyboard.attach(target)
            target.text.trace_add("write", lambda *_: self.mark(wrong=False))
        self._switched()

    @property
    def entry(self) -> ttk.Entry:
        """The field that is shown."""
        return self.table_entry if self.kind.get() == "table" else self.name_entry

    @property
    def empty(self) -> bool:
        """Whether nobody wrote anything."""
        return not (self.table.get() or self.name.get())

    def read(self, restaurant: RestaurantDocument | None) -> Place:
        """Where the order goes. Raises BadPlace."""
        if self.kind.get() == "table":
            try:
                return Place(read_table(self.table.get(), restaurant))
            except BadTable as bad:
                raise BadPlace(bad.key, bad.text) from None
        name = self.name.get().strip()[:NAME_LENGTH]
        if not name:
            raise BadPlace("customer.name_missing", "")
        return Place(None, name)

    def mark(self, *, wrong: bool) -> None:
        """Shows whether something is wrong with what was written."""
        for entry in (self.table_entry, self.name_entry):
            entry.state(["invalid" if wrong and entry is self.entry else "!invalid"])

    def ask(self) -> None:
        """Has the guest write it now."""
        self.entry.focus_force()
        self.entry.select_range(0, "end")
        self._keyboard.show(self._targets[self.kind.get()])

    def bring_back(self, place: Place) -> None:
        """What an order that was not taken was for, unless something else was written since."""
        if self.empty:
            self.kind.set("table" if place.table is not None else "takeaway")
            self.table.set(str(place.table or ""))
            self.name.set(place.name)
            self._switched()

    @property
    def begun(self) -> tuple[Kind, str, str]:
        """What was written so far: whether to a table, its number, and the name."""
        return (
            ("table" if self.kind.get() == "table" else "takeaway"),
            self.table.get(),
            self.name.get(),
        )

    def go_on(self, kind: Kind, table: str, name: str) -> None:
        """With what another field had."""
        self.kind.set(kind)
        self.table.set(table)
        self.name.set(name)
        self._switched()

    def clear(self) -> None:
        """For the next guest."""
        self.go_on("table", "", "")

    def _switched(self) -> None:
        theme = self._shell.theme
        at_table = self.kind.get() == "table"
        self._keyboard.close()
        self._room.configure(width=theme.px(TABLE_WIDTH if at_table else NAME_WIDTH))
        for entry in (self.table_entry, self.name_entry):
            if entry is self.entry:
                entry.pack(fill="both", expand=True)
            else:
                entry.pack_forget()

    def _table_target(self) -> Target:
        return Target(entry=self.table_entry, text=self.table, digits=True, most=TABLE_LENGTH)

    def _name_target(self) -> Target:
        return Target(
            entry=self.name_entry, text=self.name, capital=True, most=NAME_LENGTH,
            title=self._shell.text("customer.name"),
        )  # fmt: skip
