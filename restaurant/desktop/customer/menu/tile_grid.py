"""The dishes as a grid of tiles that scrolls: made a few at a time, used again, smooth with hundreds."""

import tkinter as tk
from collections.abc import Callable, Sequence

from restaurant.desktop.customer.menu.photos import Photos
from restaurant.desktop.customer.menu.tile import PICTURE_HEIGHTS, PICTURE_SHARE, WIDTH, DishTile
from restaurant.desktop.parts.scrolled import Scrolled
from restaurant.desktop.window.shell import Shell
from restaurant.protocol.documents import DishDocument

MOST_COLUMNS = 4
"""On a wide screen tiles grow rather than become many: a menu is read, not searched."""
AT_ONCE, A_TIME = 16, 8
"""Tiles that are shown at once, a screen full of them, and those that follow in each pause after."""


class TileGrid(Scrolled):
    """Shows the dishes it is given, in their order; tells which is chosen."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        *,
        chosen: tk.StringVar,
        choose: Callable[[str], object],
        photos: Photos | None,
    ) -> None:
        super().__init__(master, shell.theme, gutter=True)
        self._shell, self._chosen, self._choose, self._photos = shell, chosen, choose, photos
        self.tiles: dict[str, DishTile] = {}
        self._spare: list[DishTile] = []
        self._waiting: list[DishDocument] = []
        self._currency = ""
        self._columns = self._picture_width = 0
        self._pictured = False
        self._timer: str | None = None
        self._painted = ""
        chosen.trace_add("write", lambda *_: self._paint())
        self.content.bind("<Configure>", lambda event: self._fit(event.width), add="+")
        if photos is not None:
            photos.arrived = self._arrived

    def show(self, dishes: Sequence[DishDocument], currency: str) -> None:
        """These dishes as they are now; a tile of a dish that stays is only brought up to date."""
        self._currency = currency
        self._pictured = self._photos is not None and any(dish.photo for dish in dishes)
        had = [*self.tiles, *(dish.id for dish in self._waiting)]
        if [dish.id for dish in dishes] == had:
            self._renew(dishes)
            return
        self._stop()
        self._spare = [*self.tiles.values(), *self._spare]
        self.tiles = {}
        self._waiting = list(dishes)
        self._make(AT_ONCE)
        for spare in self._spare:
            spare.frame.grid_remove()

    def _renew(self, dishes: Sequence[DishDocument]) -> None:
        self._waiting = list(dishes[len(self.tiles) :])
        for dish in dishes[: len(self.tiles)]:
            tile = self.tiles[dish.id]
            if tile.item != dish or tile.currency != self._currency:
                tile.show(dish, self._currency)
                self._show_picture(tile)

    def _make(self, count: int) -> None:
        """So many of the tiles that wait, and the others in the next pause."""
        for dish in self._waiting[:count]:
            tile = self._spare.pop(0) if self._spare else self._new()
            tile.show(dish, self._currency)
            self.tiles[dish.id] = tile
            self._put(tile, len(self.tiles) - 1)
            self._show_picture(tile)
        self._waiting = self._waiting[count:]
        self._timer = self.after(1, self._make, A_TIME) if self._waiting else None

    def _stop(self) -> None:
        if self._timer is not None:
            self.after_cancel(self._timer)
            self._timer = None

    def _new(self) -> DishTile:
        return DishTile(self.content, self._shell, chosen=self._chosen, choose=self._choose)

    def _put(self, tile: DishTile, place: int) -> None:
        gap = self._shell.theme.gap
        line, column = divmod(place, max(1, self._columns))
        tile.frame.grid(row=line, column=column, sticky="nsew", padx=(0, gap), pady=(0, gap))

    def _fit(self, width: int) -> None:
        """As many columns as there is room for."""
        theme = self._shell.theme
        columns = min(MOST_COLUMNS, max(2, width // theme.px(WIDTH)))
        room = width // columns - theme.gap - 2 * theme.px(12)
        if columns != self._columns:
            self._set_columns(columns)
        if room != self._picture_width:
            self._picture_width = room
            for tile in self.tiles.values():
                self._show_picture(tile)

    def _set_columns(self, columns: int) -> None:
        for column in range(max(columns, self._columns)):
            used = column < columns
            self.content.columnconfigure(column, weight=int(used), uniform="tile" if used else "")
        self._columns = columns
        for place, tile in enumerate(self.tiles.values()):
            self._put(tile, place)

    # -------------------------------------------------------------------------- pictures

    def _show_picture(self, tile: DishTile) -> None:
        if not self._pictured or self._picture_width < 1:
            tile.show_picture(None, None)
            return
        least, most = map(self._shell.theme.px, PICTURE_HEIGHTS)
        width, picture = self._picture_width, None
        size = width, min(most, max(least, int(width * PICTURE_SHARE)))
        if tile.item is not None and tile.item.photo and self._photos is not None:
            picture = self._photos.picture(tile.item.photo, size)
        tile.show_picture(picture, size)

    def _arrived(self, name: str) -> None:
        for tile in self.tiles.values():
            if tile.item is not None and tile.item.photo == name:
                self._show_picture(tile)

    def _paint(self) -> None:
        """Marks the chosen tile, and the one before no more."""
        before, self._painted = self._painted, self._chosen.get()
        for dish_id in (before, self._painted):
            if dish_id in self.tiles:
                self.tiles[dish_id].paint()
