"""A field for a pairing code: it writes the hyphen itself, and keeps up with a quick hand."""

import sys
import tkinter as tk
from collections.abc import Callable

from restaurant.desktop.look.theme import Theme
from restaurant.desktop.parts.fields import field
from restaurant.protocol.pairing import LENGTH, normal_code, shown_code

HALF = LENGTH // 2
COMMAND = 0x8 if sys.platform == "darwin" else 0
"""Held down with a letter it is no letter; Control makes another sign of it."""


class CodeField:
    """`changed` is called after each change."""

    def __init__(self, master: tk.Misc, theme: Theme, *, changed: Callable[[], object]) -> None:
        self._text = tk.StringVar(master)
        self._changed = changed
        self.entry = field(master, theme, self._text, justify="center")
        self.entry.configure(font=theme.font("title"))
        self.entry.bind("<Key>", self._typed)
        self._text.trace_add("write", lambda *_: self._tidy())

    @property
    def signs(self) -> str:
        """The code as it is compared, as far as it is there."""
        return normal_code(self._text.get())[:LENGTH]

    def get(self) -> str:
        """What stands in it."""
        return self._text.get()

    def add(self, sign: str) -> None:
        """One more at the end."""
        self._put(self.signs + sign, LENGTH)

    def take_back(self) -> None:
        """The last one goes."""
        self._put(self.signs[:-1], LENGTH)

    def _typed(self, event: "tk.Event[tk.Misc]") -> str | None:
        """A sign goes to where the cursor is, and so it is taken away.

        The entry itself would put its cursor behind the sign, and before the hyphen's move is made up
        for in a pause the next sign may be there: on a busy computer letters changed places.
        """
        entry, text = self.entry, self._text.get()
        first = last = entry.index("insert")
        if is_marked := entry.selection_present():
            first, last = entry.index("sel.first"), entry.index("sel.last")
        before, after = normal_code(text[:first]), normal_code(text[last:])
        sign = normal_code(event.char)
        if sign and not int(event.state) & COMMAND:
            before += sign
        elif event.keysym == "BackSpace":
            before = before if is_marked else before[:-1]
        elif event.keysym == "Delete":
            after = after if is_marked else after[1:]
        else:
            return None
        entry.selection_clear()
        self._put(before + after, len(before))
        return "break"

    def _put(self, signs: str, place: int) -> None:
        """These signs, the cursor behind so many of them."""
        self._text.set(_shown(signs[:LENGTH]))
        self.entry.icursor(place if place <= HALF else place + 1)

    def _tidy(self) -> None:
        """As the server's window shows it, and no longer, whatever was pasted or cut."""
        shown = _shown(self.signs)
        if self._text.get() != shown:
            self._text.set(shown)
            # Once the entry has placed its cursor, which may be a sign further now.
            self.entry.after_idle(self._to_the_end)
        self._changed()

    def _to_the_end(self) -> None:
        if self.entry.winfo_exists():
            self.entry.icursor("end")


def _shown(signs: str) -> str:
    return shown_code(signs) if len(signs) > HALF else signs
