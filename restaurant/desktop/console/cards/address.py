"""Where terminals and browsers find the server: large enough to be read across a room, and as a QR."""

import tkinter as tk
from collections.abc import Sequence

from restaurant.common.network.addresses import is_loopback, join_address
from restaurant.desktop.console.cards.fitted import Fitted
from restaurant.desktop.console.cards.qr import qr_picture
from restaurant.desktop.console.lists.drawn import HEAD
from restaurant.desktop.parts.buttons import button
from restaurant.desktop.parts.frames import card, row
from restaurant.desktop.parts.words import sentence, words
from restaurant.desktop.window.shell import Shell

MOST_OTHERS = 3
"""Addresses beside the best one: virtual adapters can bring a dozen that lead nowhere."""
QR, QR_INK, QR_GROUND = 132, "#000000", "#FFFFFF"
"""Pixels of the look; cameras want it dark on light in the dark scheme as well."""


class AddressCard:
    """The address to type or to scan, and the others."""

    def __init__(self, master: tk.Misc, shell: Shell) -> None:
        self._shell = shell
        theme = shell.theme
        self.url = ""
        """What the QR leads to."""
        self.frame = card(master, theme)
        self.qr = tk.Label(self.frame, background=theme.colour("surface"), borderwidth=0)
        self._picture: tk.PhotoImage | None = None
        self._texts = row(self.frame)
        self._texts.pack(side="right", fill="both", expand=True)
        head = row(self._texts)
        head.configure(height=theme.px(HEAD))
        head.pack(fill="x")
        head.pack_propagate(False)
        words(head, theme, shell.text("console.address"), tone="muted").pack(side="left")
        self.copy = button(
            head, theme, shell.text("console.copy"), self._copy, kind="Quiet", size="Small."
        )
        self.address = Fitted(self._texts, theme, ("far", "title", "section", "list_bold"))
        self.address.pack(fill="x")
        self.more = sentence(self._texts, theme, tone="muted")
        self.more.pack(fill="x", pady=(theme.px(4), 0))

    def show(self, hosts: Sequence[str], port: int | None, *, serving: bool) -> None:
        """The server's addresses on its networks, the best one first."""
        places = [join_address(host, port) for host in hosts] if port else []
        self._show_qr(hosts, places)
        self.address.show(
            places[0] if places else self._shell.text("console.no_address"),
            "ink" if places and serving else "muted",
        )
        if places:
            self.copy.pack(side="right")
        self.more.configure(text=self._more(hosts, places))

    def _show_qr(self, hosts: Sequence[str], places: Sequence[str]) -> None:
        """Nothing where it would lead a phone to itself."""
        url = f"http://{places[0]}/" if places and not is_loopback(hosts[0]) else ""
        if url == self.url:
            return
        self.url = url
        if not url:
            self.qr.pack_forget()
            return
        theme = self._shell.theme
        ink, ground = QR_INK, QR_GROUND
        self._picture = qr_picture(self.frame, url, theme.px(QR), ink=ink, ground=ground)
        self.qr.configure(image=self._picture)
        self.qr.pack(side="left", anchor="n", padx=(0, theme.px(12)), before=self._texts)

    def _more(self, hosts: Sequence[str], places: Sequence[str]) -> str:
        text = self._shell.text
        if not places:
            return ""
        if is_loopback(hosts[0]):
            return text("console.only_here")
        how, others = text("console.how_to_connect"), places[1 : MOST_OTHERS + 1]
        return text("console.also", how=how, addresses=", ".join(others)) if others else how

    def _copy(self) -> None:
        self._shell.root.clipboard_clear()
        self._shell.root.clipboard_append(self.url or f"http://{self.address.full}/")
        self._shell.say(self._shell.text("console.copied", what=self.address.full), "received")
