"""Everything by the keyboard: one key an action, none of them while somebody writes in a field."""

import tkinter as tk
from collections.abc import Callable, Mapping
from tkinter import ttk
from typing import NamedTuple

from restaurant.desktop.parts.frames import row
from restaurant.desktop.parts.popup import Choice, Popup
from restaurant.desktop.parts.words import words
from restaurant.desktop.window.shell import Shell

WRITTEN_IN = (tk.Entry, ttk.Entry, tk.Text)
"""What takes letters itself."""
PRESSED = (ttk.Button, ttk.Checkbutton, ttk.Radiobutton)
"""What takes Return itself."""
MOVES = ("Up", "Down")


class Action(NamedTuple):
    """What a key does; `text` is a key of the strings."""

    text: str
    do: Callable[[], object]


class Keys:
    """`actions` by the sign that the keyboard gives, or `Up`, `Down`, `Return`."""

    def __init__(self, root: tk.Tk, actions: Mapping[str, Action]) -> None:
        self._root, self._actions = root, actions
        root.bind("<Key>", self._pressed, add="+")
        # More exact than <Key>, so that Ctrl+S or Alt+F never act as S or F do. On Windows Tk's
        # Command is the Num Lock.
        mac = root.tk.call("tk", "windowingsystem") == "aqua"
        for modifier in ("Control", "Command" if mac else "Alt"):
            root.bind(f"<{modifier}-Key>", lambda _event: None, add="+")

    def _pressed(self, event: "tk.Event[tk.Misc]") -> None:
        focus = self._root.focus_get()
        covered = bool(str(self._root.tk.call("grab", "current", self._root)))
        if covered or isinstance(focus, WRITTEN_IN):
            return
        name = {"KP_Enter": "Return"}.get(event.keysym, event.keysym)
        if name not in (*MOVES, "Return"):
            name = event.char.lower()
        if name == "Return" and isinstance(focus, PRESSED):
            return
        if name in MOVES and isinstance(focus, tk.Listbox):
            return
        action = self._actions.get(name)
        if action is not None:
            action.do()


def on_return(widget: tk.Misc, act: Callable[[], object]) -> None:
    """What Return does on a widget; Ctrl+Return goes on to the window, which sends by it."""

    def pressed(_event: object) -> str:
        act()
        return "break"

    widget.bind("<Return>", pressed)
    widget.bind("<KP_Enter>", pressed)
    widget.bind("<Control-Return>", lambda _event: None)


class KeysPopup:
    """Shows what the keys do."""

    def __init__(self, shell: Shell, actions: Mapping[str, Action]) -> None:
        theme, text = shell.theme, shell.text
        self.popup = popup = Popup(shell.root, theme, text("waiter.keys"), width=600)
        words(popup.content, theme, text("waiter.keys"), font="section").pack(anchor="w")
        table = row(popup.content)
        table.pack(fill="x", pady=(theme.px(12), 0))
        half = (len(actions) + 1) // 2
        for place, (key, action) in enumerate(actions.items()):
            column, line = divmod(place, half)
            words(table, theme, text(f"waiter.key_{key.lower()}") if len(key) > 1 else key.upper(),
                  font="list_bold", anchor="center", width=8).grid(
                row=line, column=2 * column, pady=theme.px(6), sticky="w")  # fmt: skip
            words(table, theme, text(action.text), font="list").grid(
                row=line, column=2 * column + 1, sticky="w", padx=(theme.gap, theme.px(24))
            )
        popup.add(Choice(text("common.close")))
        popup.show()
