"""The menu of the customer terminal: categories as tabs, a search, the dishes as tiles."""

import tkinter as tk
from collections.abc import Callable, Iterable, Mapping
from tkinter import ttk

from restaurant.desktop.customer.tile import WIDTH, DishTile
from restaurant.desktop.scrolled import Scrolled
from restaurant.desktop.shell import Shell
from restaurant.desktop.widgets import Flow, empty_state, field, placeholder, row
from restaurant.domain.menu import name_key
from restaurant.domain.values import Category, MenuItem

MOST_COLUMNS = 4
"""On a wide screen tiles grow rather than become many: a menu is read, not searched."""


class MenuBoard(tk.Frame):
    """Shows the dishes of one category, or those that a search finds; tells which is chosen."""

    def __init__(self, master: tk.Misc, shell: Shell, *, choose: Callable[[str], object]) -> None:
        theme = shell.theme
        super().__init__(master, background=theme.colour("background"))
        self._shell, self._choose = shell, choose
        self._categories: list[Category] = []
        self._items: Mapping[str, MenuItem] = {}
        self._currency = ""
        self._columns = 0
        self.chosen = tk.StringVar(self)
        self.category = tk.StringVar(self)
        self.search = tk.StringVar(self)
        self.tiles: dict[str, DishTile] = {}
        self.tabs: dict[str, ttk.Radiobutton] = {}
        self._empty: tk.Frame | None = None
        self._build()
        self.chosen.trace_add("write", lambda *_: self._paint())
        self.search.trace_add("write", lambda *_: self._arrange())

    def show(
        self, categories: Iterable[Category], items: Mapping[str, MenuItem], currency: str
    ) -> None:
        """The menu as it is now."""
        used = {item.category for item in items.values()}
        ordered = sorted(categories, key=lambda category: (category.order, category.name))
        ordered = [category for category in ordered if category.id in used]
        self._items, self._currency = items, currency
        if ordered != self._categories:
            self._categories = ordered
            self._make_tabs()
        self._arrange()

    def empty(self, title: str, text: str) -> None:
        """Says why there is no menu."""
        self._forget_tiles()
        self._say(title, text)

    def _build(self) -> None:
        theme = self._shell.theme
        top = row(self)
        top.pack(fill="x", padx=(0, theme.px(16)), pady=(0, theme.px(12)))
        find = field(top, theme, self.search, width=16)
        find.pack(side="right", anchor="n")
        placeholder(find, theme, self.search, self._shell.text("customer.search"))
        find.bind("<Escape>", lambda _event: self.search.set(""))
        self.search_field = find
        self._tabs = Flow(top, gap=theme.gap)
        self._tabs.pack(side="left", fill="x", expand=True, padx=(0, theme.px(12)))
        self._board = Scrolled(self, theme, gutter=True)
        self._board.pack(fill="both", expand=True)
        self._board.content.bind("<Configure>", lambda event: self._fit(event.width), add="+")

    def _make_tabs(self) -> None:
        for tab in self.tabs.values():
            tab.destroy()
        self.tabs = {
            category.id: ttk.Radiobutton(
                self._tabs, text=category.name, value=category.id, variable=self.category,
                style="Tab.TRadiobutton", command=self._turn,
            )
            for category in self._categories
        }  # fmt: skip
        if self._categories and self.category.get() not in self.tabs:
            self.category.set(self._categories[0].id)
        self._tabs.after_idle(self._tabs.arrange)

    def _turn(self) -> None:
        self.search.set("")
        self._arrange()
        self._board.to_top()

    def _wanted(self) -> list[MenuItem]:
        sought = name_key(self.search.get())
        order = {category.id: place for place, category in enumerate(self._categories)}
        found = [
            item
            for item in self._items.values()
            if (sought in name_key(item.name) if sought else item.category == self.category.get())
        ]
        return sorted(found, key=lambda item: (order.get(item.category, 0), item.order, item.name))

    def _arrange(self) -> None:
        wanted = self._wanted()
        if [item.id for item in wanted] != list(self.tiles):
            self._make_tiles(wanted)
        for item in wanted:
            tile = self.tiles[item.id]
            if tile.item != item or tile.currency != self._currency:
                tile.show(item, self._currency)
        self._explain(wanted)

    def _explain(self, wanted: list[MenuItem]) -> None:
        text = self._shell.text
        if wanted:
            self._unsay()
        elif self.search.get():
            self._say(text("customer.not_found_title"), text("customer.not_found"))
        else:
            self._say(text("customer.menu_empty_title"), text("customer.menu_empty"))

    def _make_tiles(self, wanted: list[MenuItem]) -> None:
        self._forget_tiles()
        for item in wanted:
            self.tiles[item.id] = DishTile(
                self._board.content, self._shell, chosen=self.chosen, choose=self._choose
            )
        self._columns = 0
        self._fit(self._board.content.winfo_width())

    def _forget_tiles(self) -> None:
        for tile in self.tiles.values():
            tile.frame.destroy()
        self.tiles = {}

    def _fit(self, width: int) -> None:
        """As many columns as there is room for."""
        theme = self._shell.theme
        columns = min(MOST_COLUMNS, max(2, width // theme.px(WIDTH)))
        if columns == self._columns:
            return
        content = self._board.content
        for column in range(max(columns, self._columns)):
            used = column < columns
            content.columnconfigure(column, weight=int(used), uniform="tile" if used else "")
        self._columns = columns
        for place, tile in enumerate(self.tiles.values()):
            line, column = divmod(place, columns)
            tile.frame.grid(
                row=line, column=column, sticky="nsew", padx=(0, theme.gap), pady=(0, theme.gap)
            )

    def _paint(self) -> None:
        for tile in self.tiles.values():
            tile.paint()

    def _say(self, title: str, text: str) -> None:
        self._unsay()
        self._board.pack_forget()
        self._empty = empty_state(self, self._shell.theme, title, text)
        self._empty.pack(fill="both", expand=True)

    def _unsay(self) -> None:
        if self._empty is not None:
            self._empty.destroy()
            self._empty = None
        if not self._board.winfo_manager():
            self._board.pack(fill="both", expand=True)
