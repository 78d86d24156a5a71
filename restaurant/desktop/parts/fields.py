"""Fields to write in, and what stands in an empty one."""

import tkinter as tk
from tkinter import ttk
from typing import Any

from restaurant.desktop.look.theme import Theme
from restaurant.desktop.parts.words import Elided, prefix_of


def field(master: tk.Misc, theme: Theme, variable: tk.StringVar, **options: Any) -> ttk.Entry:
    """A field to write in."""
    style = f"{prefix_of(theme, master)}TEntry"
    made = ttk.Entry(master, textvariable=variable, style=style, font=theme.font("list"), **options)
    made.bind("<Control-a>", lambda _event: _select_all(made))
    return made


def _select_all(entry: ttk.Entry) -> str:
    entry.select_range(0, "end")
    return "break"


def placeholder(entry: ttk.Entry, theme: Theme, variable: tk.StringVar, text: str) -> None:
    """Says in an empty field what belongs there."""
    hint = Elided(entry, theme, text, font="list", tone="muted", cursor="xterm")
    hint.configure(background=theme.colour("surface"))

    def hand_on(_event: object) -> None:
        """A tap on the hint is one into the field: whatever waits for that has to hear of it."""
        entry.focus_set()
        entry.event_generate("<Button-1>", x=1, y=1)
        entry.event_generate("<ButtonRelease-1>", x=1, y=1)

    hint.bind("<Button-1>", hand_on)

    def update(*_: object) -> None:
        if variable.get():
            hint.place_forget()
        else:
            hint.place(x=theme.px(13), rely=0.5, anchor="w", relwidth=1.0, width=-theme.px(24))

    variable.trace_add("write", update)
    update()
