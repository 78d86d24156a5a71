"""Where terminals and browsers find the server, large enough to be read out across a room."""

import tkinter as tk
from collections.abc import Sequence

from restaurant.common.addresses import join_address
from restaurant.desktop.console.drawn import HEAD
from restaurant.desktop.console.fitted import Fitted
from restaurant.desktop.shell import Shell
from restaurant.desktop.widgets import button, card, row, sentence, words

MOST_OTHERS = 3
"""Addresses beside the best one: virtual adapters can bring a dozen that lead nowhere."""


class AddressCard:
    """The address to type, the others, and who is let in there."""

    def __init__(self, master: tk.Misc, shell: Shell, *, trust_lan: bool) -> None:
        self._shell = shell
        theme = shell.theme
        self.frame = card(master, theme)
        head = row(self.frame)
        head.configure(height=theme.px(HEAD))
        head.pack(fill="x")
        head.pack_propagate(False)
        words(head, theme, shell.text("console.address"), tone="muted").pack(side="left")
        self.copy = button(
            head, theme, shell.text("console.copy"), self._copy, kind="Quiet", size="Small."
        )
        self.address = Fitted(self.frame, theme, ("title", "section", "list_bold"))
        self.address.pack(fill="x", pady=(theme.px(4), 0))
        self.more = sentence(self.frame, theme, tone="muted")
        self.more.pack(fill="x", pady=(theme.px(4), 0))
        self.trust = sentence(
            self.frame, theme, shell.text("console.trust_lan"), font="body_bold", tone="retry"
        )
        if trust_lan:
            self.trust.pack(fill="x", pady=(theme.px(8), 0))

    def show(self, hosts: Sequence[str], port: int | None, *, serving: bool) -> None:
        """The server's addresses on its networks, the best one first."""
        text = self._shell.text
        urls = [f"http://{join_address(host, port)}" for host in hosts] if port else []
        self.address.show(
            urls[0] if urls else text("console.no_address"), "ink" if urls and serving else "muted"
        )
        if urls:
            self.copy.pack(side="right")
        self.more.configure(text=self._more(hosts, port) if hosts and port else "")

    def _more(self, hosts: Sequence[str], port: int) -> str:
        text = self._shell.text
        first, *others = (join_address(host, port) for host in hosts)
        if hosts[0].startswith("127.") or hosts[0] in ("::1", "localhost"):
            return text("console.only_here")
        how = text("console.how_to_connect", address=first)
        return (
            text("console.also", how=how, addresses=", ".join(others[:MOST_OTHERS]))
            if others
            else how
        )

    def _copy(self) -> None:
        self._shell.root.clipboard_clear()
        self._shell.root.clipboard_append(self.address.full)
        self._shell.say(self._shell.text("console.copied", what=self.address.full), "received")
