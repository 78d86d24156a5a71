"""Asks a person where the server is: the restaurants that were found, or an address to type."""

import queue
import threading
import tkinter as tk
from collections.abc import Callable
from functools import partial
from typing import Protocol

from restaurant.client.address import Address, parse_address
from restaurant.client.finding.found import Found
from restaurant.client.no_link import NoLink
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.buttons import button
from restaurant.desktop.parts.fields import field
from restaurant.desktop.parts.frames import clear, row
from restaurant.desktop.parts.popup import SIDE, WIDTH, Choice, Popup
from restaurant.desktop.parts.words import elide, words
from restaurant.desktop.window.shell import Shell
from restaurant.protocol.finding import Health

EVERY_MS = 250
MOST_SHOWN = 5


class Seeking(Protocol):
    """Who finds servers, and takes a person's word for which one."""

    def found(self) -> tuple[Found, ...]: ...
    def check(self, address: Address) -> Health: ...
    def use(self, address: Address, said: Health) -> None: ...
    def choose(self, found: Found) -> None: ...


class WhereIsServer:
    """A popup; `chosen` is called when the person has decided. One more choice may stand at its foot."""

    def __init__(
        self,
        shell: Shell,
        seeking: Seeking,
        *,
        chosen: Callable[[], object] = lambda: None,
        more: Choice | None = None,
    ) -> None:
        self._shell, self._seeking, self._chosen = shell, seeking, chosen
        self._shown: tuple[Found, ...] | None = None
        self._answers: queue.SimpleQueue[tuple[Address, Health | NoLink]] = queue.SimpleQueue()
        theme, text = shell.theme, shell.text
        self.popup = popup = Popup(shell.root, theme, text("where.title"))
        room = theme.px(WIDTH - 2 * SIDE)
        words(popup.content, theme, text("where.title"), font="section").pack(anchor="w")
        self.hint = words(popup.content, theme, font="list", tone="muted", wraplength=room)
        self.hint.pack(fill="x", pady=(theme.px(4), theme.px(12)))
        self.restaurants = row(popup.content)
        self.restaurants.pack(fill="x")
        words(popup.content, theme, text("where.address"), tone="muted").pack(
            anchor="w", pady=(theme.px(12), theme.px(4))
        )
        self.address = tk.StringVar(popup.top)
        self.entry = field(popup.content, theme, self.address)
        self.entry.pack(fill="x")
        self.problem = words(popup.content, theme, font="list", tone="late", wraplength=room)
        self.problem.pack(fill="x", pady=(theme.px(8), 0))
        if more is not None:
            popup.add(more)
        popup.add(Choice(text("common.close")))
        self.connect = button(popup.foot, theme, text("where.connect"), self.check, kind="Main")
        self.connect.pack(side="left", fill="x", expand=True, padx=(theme.gap, 0))
        self.entry.bind("<Return>", lambda _event: self.connect.invoke())
        self._look()
        popup.show(focus=self.entry)

    def check(self) -> None:
        """Asks the server at the typed address which restaurant it is."""
        text = self._shell.text
        try:
            address = parse_address(self.address.get())
        except ValueError:
            self._say(text("where.no_address", text=self.address.get().strip()[:60]))
            return
        self.connect.state(["disabled"])
        self._say(text("where.trying", address=address), "muted")
        threading.Thread(target=self._ask, args=(address,), daemon=True).start()

    def _ask(self, address: Address) -> None:
        try:
            self._answers.put((address, self._seeking.check(address)))
        except NoLink as failed:
            self._answers.put((address, failed))

    def _look(self) -> None:
        """Shows what is new, as long as the popup is there."""
        if not self.popup.open:
            return
        self.popup.top.after(EVERY_MS, self._look)
        found = self._seeking.found()
        if found != self._shown:
            self._shown = found
            self._show(found)
        while not self._answers.empty():
            self._answered(*self._answers.get())

    def _show(self, found: tuple[Found, ...]) -> None:
        theme, text = self._shell.theme, self._shell.text
        self.hint.configure(text=text("where.found" if found else "where.nothing"))
        clear(self.restaurants)
        for one in found[:MOST_SHOWN]:
            said = text("where.restaurant", name=one.name, address=one.addresses[0])
            shown = elide(theme.font("list"), said, theme.px(WIDTH - 4 * SIDE))
            button(self.restaurants, theme, shown, partial(self._choose, one)).pack(
                fill="x", pady=(0, theme.gap)
            )
        if not found:  # An empty frame would keep the height that it had.
            self.restaurants.configure(height=1)

    def _choose(self, found: Found) -> None:
        self._seeking.choose(found)
        self._done()

    def _answered(self, address: Address, said: Health | NoLink) -> None:
        if not self.popup.open:
            return
        if isinstance(said, NoLink):
            self.connect.state(["!disabled"])
            self._say(self._shell.text(f"where.{said.reason.partition('.')[2]}", address=address))
            return
        self._seeking.use(address, said)
        self._done()

    def _done(self) -> None:
        self.popup.close()
        self._chosen()

    def _say(self, text: str, tone: Tone = "late") -> None:
        self.problem.configure(text=text, foreground=self._shell.theme.colour(tone))
