"""How far the orders of this terminal are, in words and in a bar of four steps."""

import tkinter as tk
from collections.abc import Sequence

from restaurant.desktop.customer.sending import Sent
from restaurant.desktop.look import Tone
from restaurant.desktop.shell import Shell
from restaurant.desktop.status import ORDER_TONES, PROGRESS
from restaurant.desktop.widgets import Elided, Pill, card, row, sentence, words

WAY_TONES: dict[str, Tone] = {
    "sending": "muted",
    "waiting": "retry",
    "placed": "received",
    "refused": "late",
    "too_old": "late",
}
SHOWN = 3
"""As many as fit under the cart on a screen of 768 lines; the newest ones."""


class ProgressPanel:
    """A card under the cart, there only when something is on its way."""

    def __init__(self, master: tk.Misc, shell: Shell) -> None:
        self._shell = shell
        self.frame = card(master, shell.theme)
        words(self.frame, shell.theme, shell.text("customer.progress"), font="section").pack(
            anchor="w"
        )
        self.rows: list[ProgressRow] = []

    def show(self, orders: Sequence[Sent]) -> None:
        """The orders as they are now, newest first."""
        shown = list(reversed(orders))[:SHOWN]
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
        steps = row(self.frame)
        self._steps_row = steps
        self._steps = []
        for column in range(len(PROGRESS)):
            step = tk.Frame(steps, height=theme.px(6), background=theme.colour("line"))
            step.grid(row=0, column=column, sticky="ew", padx=(theme.px(4) if column else 0, 0))
            steps.columnconfigure(column, weight=1, uniform="step")
            self._steps.append(step)
        self._why = sentence(self.frame, theme, tone="muted")

    def show(self, sent: Sent) -> None:
        """The order as it is now."""
        name = self._shell.text("customer.progress_table", table=sent.table)
        self._name.show(f"{name} · {sent.order_id}" if sent.order_id else name)
        self.pill.show(*self._state(sent))
        self._show_why(sent)
        done = PROGRESS.index(sent.order.status) + 1 if _on_its_way(sent) else 0  # type: ignore[union-attr]
        for place, step in enumerate(self._steps):
            tone = self.pill.tone if place < done else "line"
            step.configure(background=self._shell.theme.colour(tone))
        if sent.way in ("refused", "too_old") or (sent.order and not done):
            self._steps_row.pack_forget()
        else:
            self._steps_row.pack(fill="x", pady=(self._shell.theme.px(8), self._shell.theme.px(4)))

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


def _on_its_way(sent: Sent) -> bool:
    return sent.order is not None and sent.order.status in PROGRESS
