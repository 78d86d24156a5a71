"""The foot of the server's window: what its owner does with the server, wrapped where the room ends."""

import tkinter as tk
from collections.abc import Callable
from datetime import datetime
from tkinter import ttk

from restaurant.desktop.console.computer import ComputerLike
from restaurant.desktop.console.watched.state import ServerState
from restaurant.desktop.parts.buttons import button
from restaurant.desktop.parts.frames import Flow
from restaurant.desktop.window.shell import Shell


class Foot:
    """The buttons; each calls what it is given."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        computer: ComputerLike,
        *,
        switch: Callable[[], object],
        pair: Callable[[], object],
        manage: Callable[[], object],
        back_up: Callable[[], object],
        reset_pin: Callable[[], object],
        open_folder: Callable[[], object],
    ) -> None:
        self._shell, self._computer = shell, computer
        self.frame = Flow(master, gap=shell.theme.gap)

        def add(key: str, act: Callable[[], object]) -> ttk.Button:
            return button(self.frame, shell.theme, shell.text(key) if key else "", act)

        self.switch = add("", switch)
        self.pair = add("console.pair", pair)
        self.manage = add("console.manage", manage)
        self.back_up = add("console.back_up", back_up)
        self.folder = add("console.open_folder", open_folder)
        self.reset_pin = add("console.reset_pin", reset_pin)
        self._backup_began: datetime | None = None
        self._starts = tk.BooleanVar(master, value=computer.starts_server)
        self.starts = ttk.Checkbutton(
            self.frame, text=" " + shell.text("console.autostart"), variable=self._starts,
            command=self._toggle, style="Ground.TCheckbutton",
        )  # fmt: skip
        if not computer.may_start_server:
            self.starts.destroy()

    def show(self, state: ServerState, now: datetime) -> None:
        """What can be done now, and for how long a backup has been made."""
        phase = state.phase
        runs = state.runs or phase == "stopping"
        self._name(self.switch, "console.stop" if runs else "console.start")
        # Where it cannot start, "Try again" beside the reason is the main thing to do.
        kind = "Danger" if runs else "Plain" if phase == "cannot_start" else "Main"
        self.switch.configure(style=f"Ground.{kind}.TButton")
        _allow(self.switch, phase != "stopping")
        talks = state.online and phase == "serving"
        for made in (self.pair, self.manage, self.reset_pin):
            _allow(made, talks)
        busy = bool(talks and state.server and state.server.backing_up)
        self._backup_began = (self._backup_began or now) if busy else None
        _allow(self.back_up, talks and not busy)
        if self._backup_began is None:
            self._name(self.back_up, "console.back_up")
        else:
            seconds = int((now - self._backup_began).total_seconds())
            self._name(self.back_up, "console.backing_up", seconds=seconds)

    @property
    def counts(self) -> bool:
        """Whether something is shown that changes with the time."""
        return self._backup_began is not None

    def _name(self, made: ttk.Button, key: str, **params: object) -> None:
        text = self._shell.text(key, **params)
        if text != str(made.cget("text")):
            made.configure(text=text)
            self.frame.arrange()

    def _toggle(self) -> None:
        """What stands there afterwards is what is so, whatever came of it."""
        wanted = self._starts.get()
        self._shell.attempt(lambda: self._computer.start_server(at_sign_in=wanted))
        is_so = self._computer.starts_server
        self._starts.set(is_so)
        if is_so == wanted:
            self._tell_start(wanted=wanted)

    def _tell_start(self, *, wanted: bool) -> None:
        text = self._shell.text
        if wanted and (forgotten := self._computer.forgotten):
            options = ", ".join(forgotten)
            self._shell.say(text("console.autostart_forgets", options=options), "retry")
        else:
            self._shell.say(text(f"console.autostart_{'on' if wanted else 'off'}"), "received")


def _allow(made: ttk.Button, yes: bool) -> None:
    made.state(["!disabled" if yes else "disabled"])
