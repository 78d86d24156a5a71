"""A short list of lines with one marked: a Listbox that tints the marked row and frames none."""

import tkinter as tk
from collections.abc import Callable, Sequence
from typing import NamedTuple

from restaurant.desktop.look.style_parts import TINT
from restaurant.desktop.look.theme import Theme
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.frames import card
from restaurant.desktop.parts.words import elide


class PlainRow(NamedTuple):
    """What a row says, and in which colour."""

    text: str
    tone: Tone = "ink"


class PlainList:
    """`picked` is told the row that was tapped or gone to with the arrows."""

    def __init__(
        self,
        master: tk.Misc,
        theme: Theme,
        *,
        picked: Callable[[int], object],
        space: int,
        takefocus: bool = True,
    ) -> None:
        """`space` is left over and under each line, in pixels of the look."""
        self._theme, self._picked = theme, picked
        self._rows: Sequence[PlainRow] = ()
        self.marked = 0
        self.frame = card(master, theme)
        self.frame.configure(padding=theme.px(4))
        # The border of a selection makes the rows tall; it is never seen, as none is left selected.
        self.box = tk.Listbox(
            self.frame, font=theme.font("list"), activestyle="none", exportselection=False, width=1, height=1,
            borderwidth=0, highlightthickness=0, selectborderwidth=theme.px(space), takefocus=takefocus,
            background=theme.colour("surface"), foreground=theme.colour("ink"),
            selectbackground=theme.tint("accent", TINT), selectforeground=theme.colour("ink"),
        )  # fmt: skip
        self.box.pack(fill="both", expand=True)
        self.box.bind("<<ListboxSelect>>", lambda _event: self._selected())
        self.box.bind("<Configure>", lambda _event: self._draw())
        self.box.bind("<FocusIn>", lambda _event: self.frame.state(["focus"]))
        self.box.bind("<FocusOut>", lambda _event: self.frame.state(["!focus"]))

    @property
    def texts(self) -> list[str]:
        """What the rows say, however much of it there is room for."""
        return [row.text for row in self._rows]

    def show(self, rows: Sequence[PlainRow], marked: int) -> None:
        """Other rows."""
        self._rows = rows
        self._draw()
        self.mark(marked)

    def mark(self, index: int) -> None:
        """Marks a row, the nearest one there is."""
        before, self.marked = self.marked, min(max(index, 0), max(0, len(self._rows) - 1))
        for row in {before, self.marked}:
            self._tint(row)
        self.box.activate(self.marked)
        self.box.see(self.marked)

    def _draw(self) -> None:
        theme, room = self._theme, self.box.winfo_width() - 2 * self._theme.px(8)
        top = self.box.yview()[0]
        self.box.delete(0, "end")
        for index, (text, tone) in enumerate(self._rows):
            self.box.insert("end", elide(theme.font("list"), text, room) if room > 0 else text)
            self.box.itemconfigure(index, foreground=theme.colour(tone))
        self._tint(self.marked)
        self.box.yview_moveto(top)

    def _tint(self, index: int) -> None:
        if index < len(self._rows):
            tint = self._theme.tint("accent", TINT) if index == self.marked else ""
            self.box.itemconfigure(index, background=tint)

    def _selected(self) -> None:
        found = self.box.curselection()  # type: ignore[no-untyped-call]
        self.box.selection_clear(0, "end")
        if found:
            self.mark(int(found[0]))
            self._picked(self.marked)
