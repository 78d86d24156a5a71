"""The menu of the customer terminal: categories as tabs, a search, a filter, the dishes as tiles."""

import tkinter as tk
from collections.abc import Callable, Iterable, Mapping
from tkinter import ttk

from restaurant.desktop.customer.menu.filter_panel import FilterPanel
from restaurant.desktop.customer.menu.photos import Photos
from restaurant.desktop.customer.menu.tabs import CategoryTabs
from restaurant.desktop.customer.menu.tile import DishTile
from restaurant.desktop.customer.menu.tile_grid import TileGrid
from restaurant.desktop.customer.menu.wishes import Wishes, is_found, used
from restaurant.desktop.parts.buttons import button
from restaurant.desktop.parts.fields import field, placeholder
from restaurant.desktop.parts.frames import empty_state, row
from restaurant.desktop.touch.key_panel import Target
from restaurant.desktop.touch.keyboard import Keyboard
from restaurant.desktop.window.shell import Shell
from restaurant.domain.values.menu import Category
from restaurant.protocol.documents import DishDocument

SEARCH_MS = 120
"""So long after a letter the menu is searched: quick writers see it change once."""


class MenuBoard(tk.Frame):
    """Shows the dishes of one category, or those that a search finds; tells which is chosen."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        keyboard: Keyboard,
        *,
        choose: Callable[[str], object],
        photos: Photos | None = None,
    ) -> None:
        theme = shell.theme
        super().__init__(master, background=theme.colour("background"))
        self._shell = shell
        self._categories: list[Category] = []
        self._items: Mapping[str, DishDocument] = {}
        self._currency = ""
        self._timer: str | None = None
        self.chosen = tk.StringVar(self)
        self.category = tk.StringVar(self)
        self.search = tk.StringVar(self)
        self.wishes = Wishes()
        self.filter: FilterPanel | None = None
        self._empty: tk.Frame | None = None
        self._build_head(keyboard)
        self.grid_of_tiles = TileGrid(self, shell, chosen=self.chosen, choose=choose, photos=photos)
        self.grid_of_tiles.pack(fill="both", expand=True)
        self.search.trace_add("write", lambda *_: self._search_soon())

    @property
    def tabs(self) -> dict[str, ttk.Radiobutton]:
        """The tabs, by category."""
        return self._tabs.tabs

    @property
    def tiles(self) -> dict[str, DishTile]:
        """The tiles that are shown, by dish."""
        return self.grid_of_tiles.tiles

    def show(
        self, categories: Iterable[Category], items: Mapping[str, DishDocument], currency: str
    ) -> None:
        """The menu as it is now."""
        in_use = {item.category for item in items.values()}
        ordered = sorted(categories, key=lambda category: (category.order, category.name))
        ordered = [category for category in ordered if category.id in in_use]
        self._items, self._currency = items, currency
        if ordered != self._categories:
            self._categories = ordered
            self._tabs.show(ordered)
            if ordered and self.category.get() not in self.tabs:
                self.category.set(ordered[0].id)
        self.filter_button.state(["!disabled" if any(used(items.values())) else "disabled"])
        self._arrange()

    def empty(self, title: str, text: str) -> None:
        """Says why there is no menu."""
        self.grid_of_tiles.show([], "")
        self._say(title, text)

    def reveal(self, dish_id: str) -> None:
        """Scrolls to a dish."""
        if dish_id in self.tiles:
            self.update_idletasks()
            self.grid_of_tiles.see(self.tiles[dish_id].frame)

    def start_again(self) -> None:
        """For the next guest: the first category, nothing sought, nothing filtered."""
        if self.filter is not None and self.filter.popup.open:
            self.filter.popup.close()
        self.chosen.set("")
        self.search.set("")
        self.wish(Wishes())
        if self._categories:
            self.category.set(self._categories[0].id)
            self._tabs.to_top()
            self._turn()

    def wish(self, wishes: Wishes) -> None:
        """Shows only what suits these wishes."""
        self.wishes = wishes
        key = "customer.filter_on" if wishes.count else "customer.filter_off"
        self.filter_button.configure(
            text=self._shell.text(key, count=wishes.count),
            style=f"Ground.{'Chosen' if wishes.count else 'Plain'}.TButton",
        )
        self._arrange()

    def open_filter(self) -> None:
        """Asks for wishes."""
        offered = used(self._items.values())
        self.filter = FilterPanel(self._shell, offered, self.wishes, changed=self.wish)

    # -------------------------------------------------------------------------- building

    def _build_head(self, keyboard: Keyboard) -> None:
        theme, text = self._shell.theme, self._shell.text
        top = row(self)
        top.pack(fill="x", padx=(0, theme.px(16)), pady=(0, theme.px(12)))
        self.filter_button = button(top, theme, text("customer.filter_off"), self.open_filter)
        self.filter_button.configure(width=0)
        self.filter_button.pack(side="right", anchor="n")
        find = field(top, theme, self.search, width=14)
        find.pack(side="right", anchor="n", padx=(0, theme.gap))
        placeholder(find, theme, self.search, text("customer.search"))
        find.bind("<Escape>", lambda _event: self.search.set(""))
        keyboard.attach(Target(entry=find, text=self.search, title=text("customer.search")))
        self.search_field = find
        self._tabs = CategoryTabs(top, theme, chosen=self.category, turn=self._turn)
        self._tabs.pack(side="left", fill="x", expand=True, padx=(0, theme.px(12)))

    # -------------------------------------------------------------------------- choosing

    def _turn(self) -> None:
        self.search.set("")
        self._arrange()
        self.grid_of_tiles.to_top()

    def _search_soon(self) -> None:
        if self._timer is not None:
            self.after_cancel(self._timer)
        self._timer = self.after(SEARCH_MS, self._searched)

    def _searched(self) -> None:
        self._timer = None
        self._arrange()
        self.grid_of_tiles.to_top()

    def _wanted(self) -> list[DishDocument]:
        sought = self.search.get().strip()
        order = {category.id: place for place, category in enumerate(self._categories)}
        found = [
            item
            for item in self._items.values()
            if (is_found(item, sought) if sought else item.category == self.category.get())
            and self.wishes.allow(item)
        ]
        return sorted(found, key=lambda item: (order.get(item.category, 0), item.order, item.name))

    def _arrange(self) -> None:
        wanted = self._wanted()
        self.grid_of_tiles.show(wanted, self._currency)
        text = self._shell.text
        if wanted:
            self._unsay()
        elif self.search.get().strip():
            self._say(text("customer.not_found_title"), text("customer.not_found"))
        elif self.wishes.count:
            self._say(text("customer.filtered_title"), text("customer.filtered"))
        else:
            self._say(text("customer.menu_empty_title"), text("customer.menu_empty"))

    def _say(self, title: str, text: str) -> None:
        self._unsay()
        self.grid_of_tiles.pack_forget()
        self._empty = empty_state(self, self._shell.theme, title, text)
        self._empty.pack(fill="both", expand=True)

    def _unsay(self) -> None:
        if self._empty is not None:
            self._empty.destroy()
            self._empty = None
        if not self.grid_of_tiles.winfo_manager():
            self.grid_of_tiles.pack(fill="both", expand=True)
