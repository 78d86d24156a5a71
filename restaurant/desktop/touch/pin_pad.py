"""The pad for a personal PIN: four to eight digits, by finger or keyboard, never shown as digits."""

import tkinter as tk
from collections.abc import Callable
from functools import partial
from tkinter import ttk
from typing import NamedTuple

from restaurant.desktop.parts.buttons import button
from restaurant.desktop.parts.frames import row
from restaurant.desktop.parts.popup import Choice, Popup
from restaurant.desktop.parts.words import words
from restaurant.desktop.window.shell import Shell
from restaurant.domain.values.people import PIN_FEWEST, PIN_MOST

WIDTH = 400
KEYS = ("123", "456", "789", "⌫0✓")
BACK, DONE = "⌫", "✓"


class Denied(NamedTuple):
    """The server's sentence; `seconds` for which this terminal is locked after too many wrong ones."""

    message: str
    seconds: int = 0


Answered = Callable[[Denied | None], object]
"""Is told, in Tk's thread, what the server says of a PIN: None is yes."""

Check = Callable[[str, Answered], object]
"""Asks the server about a PIN."""


class PinPad:
    """A popup; `right` is called when the server said yes. `hint` tells what the PIN is for."""

    def __init__(
        self,
        shell: Shell,
        check: Check,
        right: Callable[[], object],
        *,
        hint: str = "",
        more: Choice | None = None,
        close: str = "",
    ) -> None:
        self._shell, self._check, self._right = shell, check, right
        self._digits = ""
        self._asking = False
        self._locked = 0
        self._timer: str | None = None
        self.popup = Popup(shell.root, shell.theme, shell.text("pin.title"), width=WIDTH)
        self.popup.closed = self._stop
        self._build(hint)
        self._bind()
        if more is not None:
            self.popup.add(more)
        self.popup.add(Choice(close or shell.text("common.close"), self._stop))
        self._show()
        self.popup.show(focus=self.popup.top)

    @property
    def said(self) -> str:
        """The sentence under the dots."""
        return str(self._sentence.cget("text"))

    def press(self, key: str) -> None:
        """A key of the pad, or its twin on the keyboard."""
        if self._asking or self._locked:
            return
        if key == DONE:
            self._ask()
        elif key == BACK:
            self._digits = self._digits[:-1]
        elif len(self._digits) < PIN_MOST:
            self._digits += key
            self._sentence.configure(text="")
        if self.popup.open:
            self._show()

    # -------------------------------------------------------------------------- building

    def _build(self, hint: str) -> None:
        theme, paper = self._shell.theme, self.popup.content
        words(paper, theme, self._shell.text("pin.title"), font="section").pack()
        if hint:
            words(
                paper, theme, hint, font="list", tone="muted", justify="center", anchor="center",
                wraplength=theme.px(WIDTH - 48),
            ).pack(fill="x", pady=(theme.px(4), 0))  # fmt: skip
        self.dots = words(paper, theme, font="title", tone="accent")
        self.dots.pack(pady=theme.px(8))
        self._sentence = words(
            paper, theme, font="list", tone="late", justify="center", anchor="center",
            wraplength=theme.px(WIDTH - 48),
        )  # fmt: skip
        self._sentence.pack(fill="x", pady=(0, theme.px(8)))
        pad = row(paper)
        pad.pack(fill="x")
        self.keys: dict[str, ttk.Button] = {}
        for line, keys in enumerate(KEYS):
            for column, key in enumerate(keys):
                made = button(
                    pad, theme, key, partial(self.press, key), size="Big.", width=3,
                    kind="Main" if key == DONE else "Plain", takefocus=False,
                )  # fmt: skip
                gap = theme.gap // 2
                made.grid(row=line, column=column, sticky="nsew", padx=gap, pady=gap, ipady=gap)
                pad.columnconfigure(column, weight=1, uniform="key")
                self.keys[key] = made

    def _bind(self) -> None:
        top = self.popup.top
        for digit in "0123456789":
            for key in (f"<Key-{digit}>", f"<KP_{digit}>"):
                self._twin(top, key, digit)
        for key in ("<Return>", "<KP_Enter>"):
            self._twin(top, key, DONE)
        self._twin(top, "<BackSpace>", BACK)

    def _twin(self, top: tk.Toplevel, key: str, pressed: str) -> None:
        top.bind(key, lambda _event: self.press(pressed))

    # --------------------------------------------------------------------------- showing

    def _show(self) -> None:
        count = len(self._digits)
        self.dots.configure(text="● " * count + "○ " * max(0, PIN_FEWEST - count))
        rests = self._asking or bool(self._locked)
        for key, made in self.keys.items():
            rest = rests or (key == DONE and count < PIN_FEWEST) or (key == BACK and not count)
            made.state(["disabled" if rest else "!disabled"])

    def _ask(self) -> None:
        if len(self._digits) < PIN_FEWEST:
            return
        pin, self._digits, self._asking = self._digits, "", True
        self._sentence.configure(text=self._shell.text("pin.asking"))
        self._check(pin, self._answered)

    def _answered(self, denied: Denied | None) -> None:
        self._asking = False
        if denied is None:
            self._stop()
            if self.popup.open:
                self.popup.close()
            self._right()
        elif self.popup.open:
            self._sentence.configure(text=denied.message)
            self._lock(denied.seconds)
            self._show()

    def _lock(self, seconds: int) -> None:
        """Counts down, in words, until the pad may be used again."""
        self._locked = seconds
        if seconds <= 0:
            return
        self._sentence.configure(text=self._shell.text("pin.locked", seconds=seconds))
        self._timer = self._shell.root.after(1000, self._tick)

    def _tick(self) -> None:
        self._timer = None
        if self._locked == 1:
            self._sentence.configure(text="")
        self._lock(self._locked - 1)
        self._show()

    def _stop(self) -> None:
        if self._timer is not None:
            self._shell.root.after_cancel(self._timer)
            self._timer = None
