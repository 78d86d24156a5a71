"""The picker's corner: which restaurants were found on the network, and the language."""

import threading
import tkinter as tk
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from restaurant.desktop.look.theme import Theme
from restaurant.desktop.parts.frames import menu
from restaurant.desktop.parts.words import elide, printable, words
from restaurant.desktop.window.languages import offered
from restaurant.desktop.window.shell import Shell

if TYPE_CHECKING:
    from restaurant.client.finding.picked import PickedServer
    from restaurant.desktop.terminal.where import WhereIsServer

EVERY_MS = 250
NAME_WIDTH = 360


class Places:
    """What was found, in words, and a way to choose or to type; `picked` is None until it looks."""

    def __init__(self, shell: Shell, *, look: bool = True) -> None:
        self._shell, self._look = shell, look
        self.picked: PickedServer | None = None
        self.asking: WhereIsServer | None = None
        self._timer: str | None = None
        self._stopped = False

    def build(self, master: tk.Misc) -> None:
        """Stands in the corner; empty until somebody looks."""
        theme = self._shell.theme
        self.said = words(master, theme, font="list", tone="muted")
        self.said.pack(side="left")
        self.change = words(master, theme, font="list_bold", tone="ink", cursor="hand2")
        self.change.configure(takefocus=True)
        self.change.pack(side="left", padx=(theme.px(12), theme.px(12)))
        for event in ("<Button-1>", "<Return>", "<space>"):
            self.change.bind(event, lambda _event: self.ask())
        self._show()

    def start_after(self, wait_ms: int) -> None:
        """Begins to look once the window has had its time."""
        self._timer = self._shell.root.after(wait_ms, self.start)

    def start(self) -> None:
        """Loads what looks, in a thread: the window is there already, and stays quick."""
        if self._look:
            threading.Thread(target=self._load, daemon=True).start()
            self.poll()

    def stop(self) -> None:
        """Look no more."""
        self._stopped = True
        if self._timer is not None:
            self._shell.root.after_cancel(self._timer)
        if self.picked is not None:
            self.picked.stop()

    def ask(self) -> None:
        """Opens the window that asks where the server is."""
        if self.picked is None:
            return
        from restaurant.desktop.terminal.where import WhereIsServer

        self._shell.theme.complete()
        self.asking = WhereIsServer(self._shell, self.picked, chosen=self._show)

    def _load(self) -> None:
        from restaurant.client.finding.picked import PickedServer

        picked = PickedServer()
        self.picked = picked
        if not self._stopped:
            picked.start()

    def poll(self) -> None:
        """Shows what is new, and looks again soon."""
        self._timer = self._shell.root.after(EVERY_MS, self.poll)
        self._show()

    def _show(self) -> None:
        if self.picked is None:
            return
        text = self._shell.text
        names = [found.name for found in self.picked.found()]
        if self.picked.name:
            said = text("picker.picked", name=self.picked.name)
        elif len(names) == 1:
            said = text("picker.found", name=names[0])
        else:
            key = "picker.found_several" if names else "picker.found_none"
            said = text(key, count=len(names))
        theme = self._shell.theme
        self.said.configure(text=elide(theme.font("list"), printable(said), theme.px(NAME_WIDTH)))
        self.change.configure(text=text("picker.where" if names else "picker.where_type"))


class LanguageMenu:
    """The languages that there are; not there where there is only one."""

    def __init__(
        self, master: tk.Misc, theme: Theme, present: str, speak: Callable[[str], object]
    ) -> None:
        languages = offered(master.tk.call("tk", "windowingsystem"))
        self.codes = [language.code for language in languages]
        if len(languages) < 2:
            return
        self.button = button = tk.Menubutton(
            master, text=f"{present.upper()} ▾", font=theme.font("list_bold"), takefocus=True,
            background=theme.colour("background"), foreground=theme.colour("ink"),
            activebackground=theme.colour("line"), activeforeground=theme.colour("ink"),
            borderwidth=0, highlightthickness=0, padx=theme.px(12), pady=theme.px(8),
        )  # fmt: skip
        self.menu = menu(button, theme)
        for language in languages:
            self.menu.add_command(label=language.name, command=partial(speak, language.code))
        button.configure(menu=self.menu)
        button.pack(side="right")
