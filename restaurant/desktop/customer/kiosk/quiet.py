"""A quiet minute: when nobody touches a kiosk it asks, counts down, and is free for the next guest."""

import tkinter as tk
from collections.abc import Callable

from restaurant.desktop.parts.popup import Choice, Popup
from restaurant.desktop.parts.words import sentence, words
from restaurant.desktop.window.shell import Shell

QUIET_MS = 60_000
COUNT_FROM = 10
SECOND_MS = 1000
TOUCHES = (
    "<ButtonPress-1>", "<B1-Motion>", "<MouseWheel>", "<Button-4>", "<Button-5>", "<KeyPress>",
)  # fmt: skip
"""As `Touch` names them: of two bindings for one touch Tk calls only the more exact one."""


class Quiet:
    """Calls `over` when nobody touched the window for a minute and let the countdown pass."""

    def __init__(
        self, shell: Shell, *, in_use: Callable[[], bool], over: Callable[[], object]
    ) -> None:
        """While the terminal is not `in_use` there is nothing to end."""
        self._shell, self._in_use, self._over = shell, in_use, over
        self.popup: Popup | None = None
        self._left = 0
        self._timer: str | None = None
        for event in TOUCHES:
            shell.root.bind_all(event, self._touched, add="+")
        self._begin()

    def _begin(self) -> None:
        self._later(QUIET_MS, self._ask)

    def _touched(self, _event: "tk.Event[tk.Misc]") -> None:
        # A touch on the countdown is answered by its own button.
        if self.popup is None:
            self._begin()

    def _ask(self) -> None:
        if not self._in_use():
            self._begin()
            return
        theme, text = self._shell.theme, self._shell.text
        self.popup = popup = Popup(self._shell.root, theme, text("customer.quiet_title"))
        words(popup.content, theme, text("customer.quiet_title"), font="section").pack(anchor="w")
        self._label = sentence(popup.content, theme, font="list", tone="muted")
        self._label.pack(fill="x", pady=(theme.px(8), 0))
        popup.add(Choice(text("customer.quiet_leave"), self._end))
        popup.add(Choice(text("customer.quiet_stay"), self._stay, "Main"))
        popup.closed = self._stay
        self._left = COUNT_FROM
        self._count()
        popup.show()

    def _count(self) -> None:
        if self._left <= 0:
            self._end()
            return
        self._label.configure(text=self._shell.text("customer.quiet", seconds=self._left))
        self._left -= 1
        self._later(SECOND_MS, self._count)

    def _stay(self) -> None:
        self.popup = None
        self._begin()

    def _end(self) -> None:
        popup, self.popup = self.popup, None
        if popup is not None and popup.open:
            popup.closed = lambda: None
            popup.close()
        self._over()
        self._begin()

    def _later(self, wait_ms: int, function: Callable[[], object]) -> None:
        root = self._shell.root
        if self._timer is not None:
            root.after_cancel(self._timer)
        self._timer = root.after(wait_ms, function)
