"""The filters above the list: all, mine, a table, a state, and a field to search in."""

import tkinter as tk
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from tkinter import ttk

from restaurant.desktop.parts.fields import field, placeholder
from restaurant.desktop.parts.frames import menu, row
from restaurant.desktop.waiter.orders.filters import STATES, WHICH, Filter, Which, is_mine, places
from restaurant.desktop.window.shell import Shell
from restaurant.protocol.documents import OrderDocument

SEARCH_WIDTH = 11
POINTS_DOWN = " ▾"


class FilterBar:
    """`changed` is told the filter; `orders` are those that there are to choose from."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        *,
        orders: Callable[[], Mapping[str, OrderDocument]],
        changed: Callable[[Filter], object],
    ) -> None:
        self._shell, self._orders, self._changed = shell, orders, changed
        self.filter = Filter()
        self.frame = row(master)
        self._which = tk.StringVar(self.frame, "all")
        self.tabs: dict[Which, ttk.Radiobutton] = {}
        theme = shell.theme
        for place, which in enumerate(WHICH):
            tab = ttk.Radiobutton(
                self.frame, value=which, variable=self._which, style="Tab.TRadiobutton",
                command=partial(self.choose, which),
            )  # fmt: skip
            tab.pack(side="left", padx=(theme.gap if place else 0, 0))
            for key, step in (("<Left>", -1), ("<Right>", 1)):
                tab.bind(key, lambda _event, place=place, step=step: self._focus(place + step))  # type: ignore[misc]
            tab.bind("<Return>", lambda _event, tab=tab: tab.invoke())  # type: ignore[misc]
            self.tabs[which] = tab
        self.search = tk.StringVar(self.frame)
        self.field = field(self.frame, theme, self.search, width=SEARCH_WIDTH)
        self.field.pack(side="left", fill="both", expand=True, padx=(theme.gap, 0))
        placeholder(self.field, theme, self.search, shell.text("waiter.search"))
        self.search.trace_add(
            "write", lambda *_: self._set(replace(self.filter, search=self.search.get()))
        )
        self.field.bind("<Escape>", lambda _event: self.search.set(""))
        self.menu = menu(self.frame, theme)
        self.show()

    def show(self) -> None:
        """The words of the tabs, with how many orders there are."""
        text, chosen = self._shell.text, self.filter
        orders = self._orders().values()
        mine = sum(is_mine(order, chosen.me) for order in orders)
        words = {
            "all": text("waiter.filter_all", count=len(orders)),
            "mine": text("waiter.filter_mine", count=mine),
            "table": text("waiter.filter_table"),
            "state": text("waiter.filter_state"),
        }
        if chosen.which == "table":
            words["table"] = self._place(chosen.table)
        if chosen.which == "state":
            words["state"] = text(f"status.{chosen.state}")
        for which, tab in self.tabs.items():
            points = POINTS_DOWN if which in ("table", "state") else ""
            if tab.cget("text") != words[which] + points:
                tab.configure(text=words[which] + points)

    def focus(self) -> None:
        """The keyboard goes on from the chosen one: arrows and Return."""
        self.tabs[self.filter.which].focus_set()

    def use(self, which: Which) -> None:
        """Another filter, without a menu."""
        self._which.set(which)
        table = self.filter.table
        if which == "table" and self.filter.which != "table":
            table = next(iter(places(self._orders().values())), None)
        self._set(replace(self.filter, which=which, table=table))

    def choose(self, which: Which) -> None:
        """A tab was pressed: what has to be chosen further is chosen from its menu."""
        self.use(which)
        if which in ("table", "state"):
            self.offer(which)
            tab = self.tabs[which]
            self.menu.tk_popup(tab.winfo_rootx(), tab.winfo_rooty() + tab.winfo_height())

    def sign_in(self, me: str) -> None:
        """Another person looks: a staff id."""
        self._set(replace(self.filter, me=me))

    def offer(self, which: Which) -> None:
        """What a tab's menu has to choose from."""
        self.menu.delete(0, "end")
        if which == "table":
            for table in places(self._orders().values()):
                self._add(self._place(table), replace(self.filter, table=table))
        else:
            for state in STATES:
                self._add(self._shell.text(f"status.{state}"), replace(self.filter, state=state))

    # ------------------------------------------------------------------------------ parts

    def _add(self, label: str, wanted: Filter) -> None:
        self.menu.add_command(label=f"  {label}  ", command=partial(self._set, wanted))

    def _place(self, table: int | None) -> str:
        text = self._shell.text
        if table is None:
            return text("waiter.filter_takeaway")
        return text("waiter.place_table", table=table)

    def _focus(self, place: int) -> None:
        self.tabs[WHICH[place % len(WHICH)]].focus_set()

    def _set(self, wanted: Filter) -> None:
        self.filter = wanted
        self.show()
        self._changed(wanted)
