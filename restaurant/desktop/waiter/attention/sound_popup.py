"""How a new order is heard: volume, a try, and the quiet mode."""

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from msgspec.structs import replace

from restaurant.desktop.parts.buttons import Stepper, button
from restaurant.desktop.parts.frames import row
from restaurant.desktop.parts.popup import Choice, Popup
from restaurant.desktop.parts.words import words
from restaurant.desktop.waiter.attention.preferences import STEP, Preferences
from restaurant.desktop.window.shell import Shell


class SoundPopup:
    """`change` gets the preferences, `play` a volume to be heard."""

    def __init__(
        self,
        shell: Shell,
        preferences: Preferences,
        *,
        change: Callable[[Preferences], object],
        play: Callable[[int], object],
    ) -> None:
        self._preferences, self._change, self._play = preferences, change, play
        theme, text = shell.theme, shell.text
        self.popup = popup = Popup(shell.root, theme, text("waiter.sound"))
        words(popup.content, theme, text("waiter.sound"), font="section").pack(anchor="w")
        words(
            popup.content, theme, text("waiter.sound_about"), font="list", tone="muted",
            wraplength=theme.px(470),
        ).pack(anchor="w", pady=(theme.px(4), theme.px(16)))  # fmt: skip
        line = row(popup.content)
        line.pack(fill="x")
        words(line, theme, text("waiter.volume"), font="list").pack(side="left")
        self.hear = button(line, theme, text("waiter.hear"), self._hear)
        self.hear.pack(side="right", padx=(theme.gap, 0))
        self.volume = Stepper(line, theme, least=0, most=100 // STEP, changed=self._set_volume)
        self.volume.show(preferences.volume // STEP)
        self.volume.pack(side="right")
        self._quiet = tk.BooleanVar(popup.top, preferences.quiet)
        self.quiet = ttk.Checkbutton(
            popup.content, text=f"  {text('waiter.quiet_mode')}", variable=self._quiet,
            command=self._set_quiet,
        )  # fmt: skip
        self.quiet.pack(anchor="w", pady=(theme.px(12), 0))
        popup.add(Choice(text("common.close")))
        popup.show()

    def _hear(self) -> None:
        self._play(self._preferences.volume)

    def _set_volume(self, steps: int) -> None:
        self._set(replace(self._preferences, volume=steps * STEP))
        self._hear()

    def _set_quiet(self) -> None:
        self._set(replace(self._preferences, quiet=self._quiet.get()))

    def _set(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._change(preferences)
