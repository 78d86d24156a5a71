"""The list of open orders: a Listbox whose rows are changed one by one, with ages beside it."""

import tkinter as tk
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from tkinter import ttk

from restaurant.desktop.look.style_parts import TINT
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.frames import card
from restaurant.desktop.waiter.orders.ages import Ages, Beside
from restaurant.desktop.waiter.orders.lines import Row, line_of, row_of, tone_of
from restaurant.desktop.window.shell import Shell
from restaurant.protocol.documents import OrderDocument

MANY = 100
"""From so many changed rows on it is quicker to write the list anew (a snapshot) than row by row."""
CHUNK = 250
"""Rows whose colour is looked at in one go: about a millisecond, so that no tap has to wait."""


class OrderList:
    """Oldest first; `chosen` is told the id of a chosen order."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        *,
        now: Callable[[], datetime],
        chosen: Callable[[str], object],
    ) -> None:
        self._shell, self._now, self._chosen = shell, now, chosen
        self._rows: list[Row] = []
        self._by_id: dict[str, Row] = {}
        self._lines: dict[str, str] = {}
        self._tones: dict[str, Tone] = {}
        self._orders: Mapping[str, OrderDocument] = {}
        self._shows: Callable[[OrderDocument], bool] = lambda _order: True
        self._new: frozenset[str] = frozenset()
        self.selected: str | None = None
        self.frame = card(master, shell.theme)
        self.frame.configure(padding=shell.theme.px(4))
        self._build()

    @property
    def ids(self) -> list[str]:
        """Ids of the orders as they stand in the list."""
        return [row[2] for row in self._rows]

    def update(self, changed: Iterable[str], orders: Mapping[str, OrderDocument]) -> None:
        """Takes in the orders that changed; the view stays where it is."""
        self._orders = orders
        changed = list(changed)
        top = self._top()
        if len(changed) > MANY:
            self._rewrite(orders)
        else:
            for order_id in changed:
                self._change(order_id, orders.get(order_id))
        self._restore(top)
        self.ages.draw()

    def show_only(self, shows: Callable[[OrderDocument], bool]) -> None:
        """The orders that this says yes to, from now on."""
        self._shows = shows
        top = self._top()
        self._rewrite(self._orders)
        self._restore(top)
        self.ages.draw()

    def mark(self, new: frozenset[str]) -> None:
        """Marks the orders that nobody has looked at yet, and no others."""
        changed, self._new = self._new ^ new, new
        shown = [order_id for order_id in changed if order_id in self._by_id]
        for order_id in shown:
            self._paint(self._index(self._by_id[order_id]), order_id)
        if shown:
            self.ages.draw()

    def move(self, step: int) -> None:
        """Chooses the row so many below the chosen one; without one the first, or the last."""
        row = self._by_id.get(self.selected or "")
        last = len(self._rows) - 1
        if row is not None:
            self._choose(min(max(self._index(row) + step, 0), last))
        elif self._rows:
            self._choose(0 if step > 0 else last)

    def select(self, order_id: str | None) -> None:
        """Marks an order's row, and that one only."""
        before, self.selected = self.selected, order_id
        for one in (before, order_id):
            if one in self._by_id:
                self._paint(self._index(self._by_id[one]), one)

    def recolour(self, start: int = 0) -> None:
        """Gives rows the colour of their age, some at a time."""
        now, end = self._now(), min(start + CHUNK, len(self._rows))
        for index in range(start, end):
            placed_at, _, order_id = self._rows[index]
            if self._tones[order_id] != tone_of(placed_at, now):
                self._paint(index, order_id)
        if end < len(self._rows):
            self.box.after(1, self.recolour, end)
        else:
            self.ages.draw()

    # ----------------------------------------------------------------------------- rows

    def _change(self, order_id: str, order: OrderDocument | None) -> None:
        row = self._by_id.get(order_id)
        if order is None or not self._shows(order):
            if row is not None:
                self._remove(row)
            return
        line = line_of(order, self._shell.text)
        if row is not None and row == row_of(order) and line == self._lines[order_id]:
            return
        if row is not None:
            self._remove(row)
        self._insert(order, line)

    def _insert(self, order: OrderDocument, line: str) -> None:
        row = row_of(order)
        insort(self._rows, row)
        self._by_id[order.order_id], self._lines[order.order_id] = row, line
        index = self._index(row)
        self.box.insert(index, line)
        self._paint(index, order.order_id)

    def _remove(self, row: Row) -> None:
        index = self._index(row)
        self.box.delete(index)
        del self._rows[index]
        for known in (self._by_id, self._lines, self._tones):
            known.pop(row[2], None)

    def _rewrite(self, orders: Mapping[str, OrderDocument]) -> None:
        self._rows = sorted(row_of(order) for order in orders.values() if self._shows(order))
        self._by_id = {row[2]: row for row in self._rows}
        self._lines = {row[2]: line_of(orders[row[2]], self._shell.text) for row in self._rows}
        self._tones = {}
        self.box.delete(0, "end")
        self.box.insert("end", *self._lines.values())
        for index, row in enumerate(self._rows):
            self._paint(index, row[2])

    def _index(self, row: Row) -> int:
        return bisect_left(self._rows, row)

    def _paint(self, index: int, order_id: str) -> None:
        theme = self._shell.theme
        tone = self._tones[order_id] = tone_of(self._by_id[order_id][0], self._now())
        ink = theme.colour(tone)
        ground = self._ground(order_id)
        self.box.itemconfigure(index, foreground=ink, selectforeground=ink, background=ground)

    def _ground(self, order_id: str) -> str:
        """What a row stands on: nothing, or a tint where it is chosen or new."""
        if order_id == self.selected:
            return self._shell.theme.tint("accent", TINT)
        return self._shell.theme.tint("received", TINT) if order_id in self._new else ""

    def _nearest(self, y: int) -> int:
        """The row at a height; -1 in an empty list."""
        return int(self.box.nearest(y))  # type: ignore[no-untyped-call]

    def _top(self) -> str | None:
        index = self._nearest(0)
        return self._rows[index][2] if 0 <= index < len(self._rows) else None

    def _restore(self, top: str | None) -> None:
        row = self._by_id.get(top or "")
        if row is not None and self._nearest(0) != self._index(row):
            self.box.yview(self._index(row))

    # --------------------------------------------------------------------------- drawing

    def _build(self) -> None:
        theme = self._shell.theme
        font = theme.font("list")
        # A Listbox has no row height of its own: the border of a selection makes the rows tall
        # enough for a finger. It is never drawn, as the selection is cleared as soon as it is told.
        space = (theme.target - font.metrics("linespace") - 1) // 2
        self.box = tk.Listbox(
            self.frame, font=font, activestyle="none", selectmode="browse", exportselection=False,
            borderwidth=0, highlightthickness=0, relief="flat", selectborderwidth=space,
            background=theme.colour("surface"), foreground=theme.colour("ink"),
            selectbackground=theme.tint("accent", TINT), selectforeground=theme.colour("ink"),
            width=1, height=1,
        )  # fmt: skip
        self.ages = Ages(
            self.frame, self._shell, self.box, now=self._now, beside=self._beside,
            pressed=self._pressed_beside,
        )  # fmt: skip
        self.box.configure(yscrollcommand=self._scrolled)
        side = tk.Frame(self.frame, width=theme.px(12), background=theme.colour("surface"))
        side.pack(side="right", fill="y")
        side.pack_propagate(False)
        self._bar = ttk.Scrollbar(
            side, orient="vertical", command=self.box.yview, style="Vertical.TScrollbar"
        )
        self.ages.canvas.pack(side="right", fill="y")
        self.box.pack(side="left", fill="both", expand=True)
        self.box.bind("<<ListboxSelect>>", lambda _event: self._selected())
        self.box.bind("<FocusIn>", lambda _event: self._entered())
        self.box.bind("<FocusOut>", lambda _event: self.frame.state(["!focus"]))

    def _beside(self, index: int) -> Beside | None:
        if not 0 <= index < len(self._rows):
            return None
        order_id = self._rows[index][2]
        return Beside(
            self._orders[order_id], self._ground(order_id), order_id in self._new,
            self._too_long(order_id),
        )  # fmt: skip

    def _too_long(self, order_id: str) -> bool:
        space = int(self.box.cget("selectborderwidth")) + int(self.box.cget("highlightthickness"))
        room = self.box.winfo_width() - space
        return self._shell.theme.font("list").measure(self._lines[order_id]) > room

    # ---------------------------------------------------------------------------- events

    def _scrolled(self, first: float, last: float) -> None:
        self._bar.set(float(first), float(last))
        if float(first) <= 0 and float(last) >= 1:
            self._bar.pack_forget()
        elif not self._bar.winfo_manager():
            self._bar.pack(side="right", fill="y")
        self.ages.draw()

    def _selected(self) -> None:
        found = self.box.curselection()  # type: ignore[no-untyped-call]
        self.box.selection_clear(0, "end")
        if found and found[0] < len(self._rows):
            self._choose(found[0])

    def _choose(self, index: int) -> None:
        order_id = self._rows[index][2]
        self.select(order_id)
        self.box.see(index)
        self.ages.draw()
        self._chosen(order_id)

    def _entered(self) -> None:
        """With the keyboard: go on from the chosen row."""
        self.frame.state(["focus"])
        row = self._by_id.get(self.selected or "")
        if row is not None:
            self.box.activate(self._index(row))

    def _pressed_beside(self, index: int) -> None:
        if 0 <= index < len(self._rows):
            self._choose(index)
