"""The head of the waiter's window: what can be opened, and who is signed in."""

from collections.abc import Callable, Mapping
from tkinter import ttk

from restaurant.desktop.parts.buttons import button
from restaurant.desktop.window.shell import Shell

NAME_LENGTH = 14
"""Letters of a name that fit at the narrowest width."""


class Head:
    """Buttons at the right, in the order of `acts` by the keys of their texts."""

    def __init__(self, shell: Shell, acts: Mapping[str, Callable[[], object]]) -> None:
        self._shell = shell
        theme = shell.theme
        self.buttons: dict[str, ttk.Button] = {}
        for key, act in reversed(list(acts.items())):
            made = button(shell.head, theme, shell.text(key), act, width=0)
            made.pack(side="right", padx=(theme.gap, 0))
            self.buttons[key] = made

    def show_sound(self, key: str, *, quiet: bool) -> None:
        """Whether a new order is heard."""
        text = self._shell.text("waiter.quiet" if quiet else "waiter.sound_on")
        self.buttons[key].configure(text=text)

    def show_name(self, key: str, name: str) -> None:
        """Who is signed in."""
        shown = name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1].rstrip() + "…"
        self.buttons[key].configure(text=shown or self._shell.text(key))
