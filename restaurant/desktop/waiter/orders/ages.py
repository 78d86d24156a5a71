"""Beside the list of orders: how old each is and how far, on a canvas that goes with the list's rows."""

import tkinter as tk
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from restaurant.desktop.terminal.status import ORDER_TONES
from restaurant.desktop.waiter.orders.lines import age_of, tone_of
from restaurant.desktop.window.shell import Shell
from restaurant.protocol.documents import OrderDocument

WIDTH = 136


class Beside(NamedTuple):
    """What is written beside a row; `tint` is what the row stands on, empty for nothing."""

    order: OrderDocument
    tint: str
    is_new: bool
    is_cut: bool
    """Whether the row has more to say than there is room for."""


class Ages:
    """The canvas; `beside` tells of a row by its place, `pressed` is told the place of a tapped one."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        box: tk.Listbox,
        *,
        now: Callable[[], datetime],
        beside: Callable[[int], Beside | None],
        pressed: Callable[[int], object],
    ) -> None:
        self._shell, self._box, self._now = shell, box, now
        self._beside, self._pressed = beside, pressed
        theme = shell.theme
        self.canvas = tk.Canvas(
            master, width=theme.px(WIDTH), background=theme.colour("surface"),
            highlightthickness=0, borderwidth=0, takefocus=0,
        )  # fmt: skip
        for event in ("<Button-4>", "<Button-5>", "<MouseWheel>"):
            self.canvas.bind(event, self._wheel)
        self.canvas.bind("<Button-1>", lambda event: self._pressed(self._nearest(event.y)))
        self.canvas.bind("<Configure>", lambda _event: self.draw())

    def draw(self) -> None:
        """Writes beside the rows that are in sight."""
        self.canvas.delete("all")
        index, now = self._nearest(0), self._now()
        while (shown := self._beside(index)) is not None and (area := self._box.bbox(index)):
            self._draw_one(shown, area[1], area[3], now)
            index += 1

    def _draw_one(self, shown: Beside, top: int, height: int, now: datetime) -> None:
        canvas, theme, text = self.canvas, self._shell.theme, self._shell.text
        order, new = shown.order, shown.is_new
        space = int(self._box.cget("selectborderwidth"))
        top, height = top - space, height + 2 * space + 1
        width, middle = canvas.winfo_width(), top + height // 2
        if shown.tint:
            canvas.create_rectangle(0, top, width, top + height, fill=shown.tint, outline="")
        right = width - theme.px(8)
        aged = theme.colour(tone_of(order.placed_at, now))
        canvas.create_text(
            right, middle, anchor="se", text=age_of(order.placed_at, now, text),
            font=theme.font("body_bold"), fill=aged,
        )  # fmt: skip
        canvas.create_text(
            right, middle, anchor="ne", tags="words",
            text=text("waiter.new" if new else f"status.{order.status}"),
            font=theme.font("body_bold" if new else "small"), fill=theme.colour(ORDER_TONES[order.status]),
        )  # fmt: skip
        if shown.is_cut:
            canvas.create_text(
                theme.px(2), middle, anchor="w", text="…", font=theme.font("list"), fill=aged
            )

    def _nearest(self, y: int) -> int:
        """The row at a height; -1 in an empty list."""
        return int(self._box.nearest(y))  # type: ignore[no-untyped-call]

    def _wheel(self, event: "tk.Event[tk.Misc]") -> None:
        up = event.num == 4 or event.delta > 0
        self._box.yview_scroll(-2 if up else 2, "units")
