"""Asks for the reason of a cancellation: one tap for the usual ones, a field for the others."""

import tkinter as tk
from collections.abc import Callable
from functools import partial

from restaurant.desktop.parts.buttons import button
from restaurant.desktop.parts.fields import field, placeholder
from restaurant.desktop.parts.frames import Flow
from restaurant.desktop.parts.popup import Choice, Popup
from restaurant.desktop.parts.words import words
from restaurant.desktop.window.shell import Shell
from restaurant.domain.values.basics import TEXT_LENGTH

USUAL = ("waiter.reason_guest", "waiter.reason_sold_out", "waiter.reason_mistake")


class AskReason:
    """A popup; `then` gets the reason, which is never empty."""

    def __init__(self, shell: Shell, title: str, then: Callable[[str], object]) -> None:
        theme, text = shell.theme, shell.text
        self._then, self._enabled = then, True
        self.popup = popup = Popup(shell.root, theme, title)
        words(popup.content, theme, title, font="section", wraplength=theme.px(460)).pack(
            anchor="w"
        )
        words(popup.content, theme, text("waiter.reason"), font="list", tone="muted").pack(
            anchor="w", pady=(theme.px(4), theme.px(12))
        )
        self.reason = tk.StringVar(popup.top)
        usual = Flow(popup.content, gap=theme.gap)
        usual.pack(fill="x", pady=(0, theme.px(12)))
        for key in USUAL:
            button(usual, theme, text(key), partial(self.reason.set, text(key)))
        self.field = field(popup.content, theme, self.reason)
        self.field.pack(fill="x")
        placeholder(self.field, theme, self.reason, text("waiter.reason_other"))
        popup.add(Choice(text("waiter.keep"), kind="Plain"))
        popup.add(Choice(text("waiter.cancel_now"), self._finish, "Danger"))
        self.done = popup.buttons[-1]
        self.field.bind("<Return>", lambda _event: self.done.invoke())
        self.reason.trace_add("write", lambda *_: self._check())
        self._check()
        popup.show(focus=self.field)

    def enable(self, enabled: bool) -> None:
        """Whether something can be sent now."""
        self._enabled = enabled
        self._check()

    def _check(self) -> None:
        ready = self._enabled and self.reason.get().strip()
        self.done.state(["!disabled" if ready else "disabled"])

    def _finish(self) -> None:
        self._then(self.reason.get().strip()[:TEXT_LENGTH])
