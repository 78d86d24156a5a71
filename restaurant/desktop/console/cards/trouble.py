"""Why the server cannot start, and the button to try again."""

import tkinter as tk
from collections.abc import Callable

from restaurant.desktop.parts.buttons import button
from restaurant.desktop.parts.frames import card, row
from restaurant.desktop.parts.popup import mark
from restaurant.desktop.parts.words import sentence, words
from restaurant.desktop.window.shell import Shell


class TroubleCard:
    """Stands where address and figures stand while the server runs."""

    def __init__(self, master: tk.Misc, shell: Shell, *, again: Callable[[], object]) -> None:
        theme = shell.theme
        self.frame = card(master, theme)
        self._mark = mark(self.frame, theme, "late")
        tk.Label(self.frame, image=self._mark, background=theme.colour("surface")).pack(
            side="left", anchor="n", padx=(0, theme.px(16))
        )
        self.again = button(self.frame, theme, shell.text("console.again"), again, kind="Main")
        self.again.pack(side="right", padx=(theme.px(16), 0))
        texts = row(self.frame)
        texts.pack(side="left", fill="both", expand=True)
        words(texts, theme, shell.text("console.cannot_start_title"), font="section").pack(
            anchor="w"
        )
        self.reason = sentence(texts, theme, font="list")
        self.reason.pack(fill="x", pady=(theme.px(4), 0))

    def show(self, reason: str) -> None:
        """The server's own sentence."""
        self.reason.configure(text=reason)
