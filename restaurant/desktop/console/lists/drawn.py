"""A list that is drawn on one canvas: hundreds of rows, as smooth as ten."""

import time
import tkinter as tk
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from restaurant.desktop.look.theme import FontName
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.frames import card, empty_state, row, rule
from restaurant.desktop.parts.scrolled import Scrolled
from restaurant.desktop.parts.words import words
from restaurant.desktop.window.shell import Shell

HEAD = 32
"""Pixels of the look: a title with a button beside it."""
REDRAW_MS = 120
"""At most that often: an opening evening brings two hundred terminals within a second."""


class DrawnList(ABC):
    """A card with a title, a count and a list; an empty list says what that means."""

    def __init__(self, master: tk.Misc, shell: Shell, title: str, *, icon: str) -> None:
        self.shell, self._icon = shell, icon
        theme = self.theme = shell.theme
        self.frame = card(master, theme)
        self.head = row(self.frame)
        self.head.configure(height=theme.px(HEAD))
        self.head.pack(fill="x")
        self.head.pack_propagate(False)
        words(self.head, theme, title, font="section").pack(side="left")
        self.count = words(self.head, theme, font="section", tone="muted")
        self.count.pack(side="left", padx=theme.px(8))
        rule(self.frame, theme).pack(fill="x", pady=(theme.px(8), 0))
        self.room = self._make_room()
        self.scrolled = Scrolled(self.room, theme)
        self.scrolled.pack(fill="both", expand=True)
        self.paper = self._make_paper()
        self._explained: tuple[str, str] | None = None
        self._explanation: tk.Frame | None = None
        self._timer: str | None = None
        self._drawn_at = 0.0
        shell.at_end(self._forget_timer)

    def _make_room(self) -> tk.Frame:
        theme = self.theme
        room = row(self.frame)
        room.configure(highlightthickness=theme.px(1), highlightbackground=theme.colour("surface"))
        room.pack(fill="both", expand=True)
        return room

    def _make_paper(self) -> tk.Canvas:
        theme = self.theme
        paper = tk.Canvas(
            self.scrolled.content, background=theme.colour("surface"), height=1, width=1,
            highlightthickness=0, borderwidth=0, takefocus=True,
        )  # fmt: skip
        paper.pack(fill="x")
        paper.bind("<Configure>", lambda _event: self._resized())
        paper.bind("<FocusIn>", lambda _event: self._ring("muted"))
        paper.bind("<FocusOut>", lambda _event: self._ring("surface"))
        step = theme.px(48)
        moves: dict[str, Callable[[], int]] = {
            "<Up>": lambda: -step,
            "<Down>": lambda: step,
            "<Prior>": lambda: -self.scrolled.view.winfo_height() + step,
            "<Next>": lambda: self.scrolled.view.winfo_height() - step,
        }
        for key, pixels in moves.items():
            paper.bind(key, lambda _event, pixels=pixels: self.scrolled.move(pixels()))  # type: ignore[misc]
        self._width = 0
        return paper

    @abstractmethod
    def draw(self, width: int) -> int:
        """Draws the rows on a clean paper of this width; returns their height."""

    def drawn(self) -> None:  # noqa: B027 - most lists have nothing to do then
        """Called when the paper has its new height."""

    def explain(self, title: str | None, text: str = "") -> None:
        """Says instead of the list what its emptiness means; None shows the list."""
        wanted = None if title is None else (title, text)
        if wanted == self._explained:
            return
        self._explained = wanted
        if self._explanation is not None:
            self._explanation.destroy()
            self._explanation = None
        if title is not None:
            self._explanation = empty_state(self.room, self.theme, title, text, icon=self._icon)
            self._explanation.place(relx=0, rely=0, relwidth=1, relheight=1)

    @property
    def explained(self) -> str:
        """The title of what it says instead of a list; empty if it shows one."""
        return self._explained[0] if self._explained else ""

    def redraw_soon(self) -> None:
        """Draws again, a moment later and once for all that changed until then."""
        if self._timer is None:
            since = round((time.monotonic() - self._drawn_at) * 1000)
            self._timer = self.paper.after(max(1, REDRAW_MS - since), self._redraw_changed)

    def _redraw_changed(self) -> None:
        self._timer = None
        self._drawn_at = time.monotonic()
        self._redraw()

    def _redraw(self) -> None:
        if self._width > 1:
            self.paper.delete("all")
            self.paper.configure(height=max(1, self.draw(self._width)))
            self.drawn()

    def write(
        self, x: float, y: float, text: str, font: FontName, tone: Tone, **options: Any
    ) -> int:
        """Writes on the paper; returns the item."""
        options = {"anchor": "nw"} | options
        theme = self.theme
        return int(
            self.paper.create_text(
                x, y, text=text, font=theme.font(font), fill=theme.colour(tone), **options
            )
        )

    def divide(self, y: float, width: int) -> None:
        """Draws a line between two rows."""
        self.paper.create_line(0, y, width, y, fill=self.theme.colour("line"))

    def _ring(self, tone: Tone) -> None:
        self.room.configure(highlightbackground=self.theme.colour(tone))

    def _resized(self) -> None:
        width = self.paper.winfo_width()
        if width != self._width:
            self._width = width
            self._redraw()

    def _forget_timer(self) -> None:
        if self._timer is not None:
            self.paper.after_cancel(self._timer)
            self._timer = None
