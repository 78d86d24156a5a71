"""A keyboard on the screen, for terminals that have none: which field it writes, when it comes and goes."""

import tkinter as tk

from restaurant.desktop.touch.key_panel import KeyPanel, Target
from restaurant.desktop.window.shell import Shell


class Keyboard:
    """Lies over the foot of a part of the window while a field is written; a tap beside it closes it."""

    def __init__(self, shell: Shell, *, over: tk.Misc) -> None:
        self._shell, self._over = shell, over
        self._targets: list[Target] = []
        self.target: Target | None = None
        self.panel: KeyPanel | None = None
        shell.root.bind("<ButtonPress-1>", self._pressed, add="+")

    @property
    def open(self) -> bool:
        """Whether it is there."""
        return self.panel is not None

    def attach(self, target: Target) -> None:
        """From now on a tap into the field opens the keyboard; its own keys work as well."""
        self._targets.append(target)
        target.entry.bind("<Button-1>", lambda _event: self.show(target), add="+")
        for key in ("<Escape>", "<Return>"):
            target.entry.bind(key, lambda _event: self.close(), add="+")

    def forget(self) -> None:
        """The fields that were attached are gone."""
        self.close()
        self._targets.clear()

    def show(self, target: Target) -> None:
        """Opens it for a field."""
        if self.target is target:
            return
        self.close()
        self.target = target
        self.panel = KeyPanel(self._shell, target, done=self._done)
        self.panel.frame.place(in_=self._over, relx=0, rely=1.0, anchor="sw", relwidth=1.0)
        self.panel.frame.lift()
        self.panel.field.focus_set()
        self.panel.field.icursor("end")

    def close(self) -> None:
        """Takes it away; what was written stays."""
        panel, self.panel, self.target = self.panel, None, None
        if panel is not None:
            panel.destroy()

    def _done(self) -> None:
        target = self.target
        self.close()
        if target is not None:
            target.done()

    def _pressed(self, event: "tk.Event[tk.Misc]") -> None:
        if self.panel is None or self.target is None:
            return
        inside = (str(self.panel.frame), str(self.panel.accents), str(self.target.entry))
        if not str(event.widget).startswith(inside):
            self.close()
