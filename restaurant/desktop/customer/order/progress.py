"""How far the orders of this terminal are: a picture for each step, and the word for where it is."""

import tkinter as tk
from collections.abc import Sequence

from restaurant.desktop.customer.order.sending import Sent
from restaurant.desktop.customer.pictures import picture
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.frames import card, row
from restaurant.desktop.parts.words import Elided, Pill, sentence, words
from restaurant.desktop.terminal.status import ORDER_TONES, PROGRESS
from restaurant.desktop.window.shell import Shell
from restaurant.domain.values.orders import OrderStatus

WAY_TONES: dict[str, Tone] = {
    "sending": "muted",
    "waiting": "retry",
    "placed": "received",
    "refused": "late",
    "too_old": "late",
}
MOST, TITLE_HEIGHT, ROW_HEIGHT = 3, 60, 80
"""As many orders as are shown, the newest ones, where there is room; pixels of the look that they take."""
PICTURE = 30
AHEAD = 0.4
"""How much ink the picture of a step has that is still to come."""


class ProgressPanel:
    """A card under the cart, there only when something is on its way."""

    def __init__(self, master: tk.Misc, shell: Shell) -> None:
        self._shell = shell
        self.frame = card(master, shell.theme)
        words(self.frame, shell.theme, shell.text("customer.progress"), font="section").pack(
            anchor="w"
        )
        self.rows: list[ProgressRow] = []

    def show(self, orders: Sequence[Sent], *, room: int) -> None:
        """The orders as they are now: those under way first, then the newest, as many as fit in `room`."""
        theme = self._shell.theme
        fit = (room - theme.px(TITLE_HEIGHT)) // theme.px(ROW_HEIGHT)
        most = max(1, min(MOST, fit))
        newest = orders[::-1]
        shown = sorted(newest, key=lambda sent: sent.finished)[:most]
        while len(self.rows) > len(shown):
            self.rows.pop().frame.destroy()
        while len(self.rows) < len(shown):
            self.rows.append(ProgressRow(self.frame, self._shell))
        for made, sent in zip(self.rows, shown, strict=True):
            made.show(sent)


class ProgressRow:
    """One order."""

    def __init__(self, master: tk.Misc, shell: Shell) -> None:
        self._shell = shell
        theme = shell.theme
        self.frame = row(master)
        self.frame.pack(fill="x", pady=(theme.px(8), 0))
        top = row(self.frame)
        top.pack(fill="x")
        self.pill = Pill(top, theme)
        self.pill.pack(side="right", padx=(theme.gap, 0))
        self._name = Elided(top, theme, font="list")
        self._name.pack(side="left", fill="x", expand=True)
        self.steps = Steps(self.frame, shell)
        self._why = sentence(self.frame, theme, tone="muted")

    def show(self, sent: Sent) -> None:
        """The order as it is now."""
        name = sent.place.title(self._shell.text)
        self._name.show(f"{name} · {sent.order_id}" if sent.order_id else name)
        self.pill.show(*self._state(sent))
        self._show_why(sent)
        self.steps.show(_picture_of(sent), self.pill.tone)
        self.steps.frame.pack(fill="x", pady=(self._shell.theme.px(6), 0))

    def _state(self, sent: Sent) -> tuple[str, Tone]:
        if sent.order is not None:
            status = sent.order.status
            return self._shell.text(f"status.{status}"), ORDER_TONES[status]
        return self._shell.text(f"customer.way_{sent.way}"), WAY_TONES[sent.way]

    def _show_why(self, sent: Sent) -> None:
        why = (sent.order.cancelled or "") if sent.order else sent.why
        self._why.configure(text=why)
        if why:
            self._why.pack(fill="x", pady=(self._shell.theme.px(4), 0), side="bottom")
        else:
            self._why.pack_forget()


class Steps:
    """The pictures of the steps side by side, joined by bars: what is done has colour."""

    def __init__(self, master: tk.Misc, shell: Shell) -> None:
        self._shell = shell
        theme = shell.theme
        self.frame = row(master)
        self.pictures: list[tk.Label] = []
        self.bars: list[tk.Frame] = []
        self.shown: tuple[str, Tone] | None = None
        for place in range(len(PROGRESS)):
            if place:
                bar = tk.Frame(self.frame, height=theme.px(4))
                bar.grid(row=0, column=2 * place - 1, sticky="ew", padx=theme.px(4))
                self.frame.columnconfigure(2 * place - 1, weight=1)
                self.bars.append(bar)
            label = tk.Label(self.frame, borderwidth=0, background=theme.colour("surface"))
            label.grid(row=0, column=2 * place)
            self.pictures.append(label)

    def show(self, name: str, tone: Tone) -> None:
        """The step that the order is at; what is no step stands in place of the first."""
        if self.shown == (name, tone):
            return
        self.shown = name, tone
        theme = self._shell.theme
        done = PROGRESS.index(name) if name in PROGRESS else 0
        names = [PROGRESS[0] if name in PROGRESS else name, *PROGRESS[1:]]
        for place, (label, status) in enumerate(zip(self.pictures, names, strict=True)):
            if place <= done:
                label.configure(image=picture(theme, status, PICTURE, tone))
            else:
                label.configure(image=picture(theme, status, PICTURE, "muted", ink=AHEAD))
        for place, bar in enumerate(self.bars):
            bar.configure(background=theme.colour(tone if place < done else "line"))
        self._show_way(there=name != "cancelled")

    def _show_way(self, *, there: bool) -> None:
        """What was called off has no way left to go."""
        for widget in (*self.pictures[1:], *self.bars):
            if there:
                widget.grid()
            else:
                widget.grid_remove()


def _picture_of(sent: Sent) -> str:
    status: OrderStatus | None = sent.order.status if sent.order else None
    if status is not None:
        return status if status in PROGRESS or status == "cancelled" else "waiting"
    return {"refused": "cancelled", "too_old": "cancelled", "placed": "received"}.get(
        sent.way, "waiting"
    )
