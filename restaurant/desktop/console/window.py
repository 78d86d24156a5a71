"""The server's window: the restaurant at a glance, who is connected, what happens, what can be done."""

import threading
import tkinter as tk
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tkinter import filedialog
from typing import Protocol

from restaurant.client.notices import Answered
from restaurant.common.language.strings import Strings
from restaurant.desktop.console.cards.address import AddressCard
from restaurant.desktop.console.cards.owner_cards import OwnerCards
from restaurant.desktop.console.cards.today import TodayCard
from restaurant.desktop.console.cards.trouble import TroubleCard
from restaurant.desktop.console.computer import ComputerLike
from restaurant.desktop.console.foot import Foot
from restaurant.desktop.console.head import Head
from restaurant.desktop.console.lists.happenings import HappeningList
from restaurant.desktop.console.lists.terminals import TerminalList
from restaurant.desktop.console.questions import Questions
from restaurant.desktop.console.watched import process
from restaurant.desktop.console.watched.asking import Asking
from restaurant.desktop.console.watched.known_address import KnownAddress
from restaurant.desktop.console.watched.state import FromLink, Message, ServerState
from restaurant.desktop.console.watched.terminals import Row
from restaurant.desktop.look.tokens import Scheme
from restaurant.desktop.parts.frames import row
from restaurant.desktop.parts.words import sentence
from restaurant.desktop.window.pump import LinkFactory, LinkLike, Pump
from restaurant.desktop.window.shell import Shell

EVERY_MS = 1000
"""How often what changes with the time is shown anew: minutes that are left, seconds that it takes."""


class ProcessLike(Protocol):
    """What the window wants of `ServerProcess`."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def close(self) -> None: ...


class ConsoleWindow:
    """The window; `make_process` gets what takes its notices, `make_link` makes a link to a port."""

    def __init__(
        self,
        root: tk.Tk,
        make_process: Callable[[Callable[[process.Notice], None]], ProcessLike],
        make_link: Callable[[int], LinkFactory],
        *,
        strings: Strings,
        data_folder: Path,
        computer: ComputerLike,
        trust_lan: bool = False,
        scheme: Scheme = "light",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._computer, self._now = computer, now
        self.root, self._make_link, self._trust_lan = root, make_link, trust_lan
        self.data_folder = data_folder
        self.shell = Shell(root, strings, scheme=scheme)
        self.state = ServerState(self.shell.text)
        self.questions = Questions(root, self.shell)
        self.asking = Asking(lambda sentence: self.shell.say(sentence, "late"))
        self._sleep_again: Callable[[], object] | None = None
        self._link: LinkLike | None = None
        self._closing = False
        self._build()
        self.pump: Pump[Message] = Pump(root, self.receive)
        self.shell.at_end(self.pump.stop)
        self.shell.at_end(self._drop_link)
        self.shell.at_end(lambda: self._keep_awake(wanted=False))
        self._timer = root.after(EVERY_MS, self._look_at_clock)
        self.shell.at_end(lambda: root.after_cancel(self._timer))
        self.shell.on_close = self.ask_to_close
        self.process = make_process(self.pump.put)
        self.start()

    # -------------------------------------------------------------------------- building

    def _build(self) -> None:
        shell, theme = self.shell, self.shell.theme
        self.head = Head(shell)
        body = row(shell.body)
        body.pack(fill="both", expand=True, padx=theme.px(16), pady=theme.px(16))
        self._build_top(body)
        self._build_foot(body)
        self.owner_cards = OwnerCards(
            body, shell, KnownAddress(self.data_folder / "window" / "notes.json"),
            close_pairing=self.asking.close_pairing,
        )  # fmt: skip
        self.owner_cards.changed = self._show
        self._lists = lists = row(body)
        lists.pack(fill="both", expand=True, pady=theme.gap)
        lists.rowconfigure(0, weight=1)
        self.terminals = TerminalList(lists, shell, revoke=self._ask_to_revoke, now=self._now)
        self.happenings = HappeningList(lists, shell)
        for column, made in enumerate((self.terminals, self.happenings)):
            lists.columnconfigure(column, weight=1, uniform="list")
            made.frame.grid(
                row=0, column=column, sticky="nsew", padx=(theme.gap if column else 0, 0)
            )

    def _build_top(self, body: tk.Misc) -> None:
        shell = self.shell
        top = row(body)
        top.pack(fill="x")
        self._top = row(top)
        self._top.pack(fill="x")
        self.today = TodayCard(self._top, shell)
        self.today.frame.pack(side="right", fill="y", padx=(shell.theme.gap, 0))
        self.address = AddressCard(self._top, shell)
        self.address.frame.pack(side="left", fill="both", expand=True)
        self.trouble = TroubleCard(top, shell, again=self.start)
        text = shell.text("console.trust_lan")
        self.trust = sentence(top, shell.theme, text, font="body_bold", tone="retry")
        if self._trust_lan:
            self.trust.pack(side="bottom", fill="x", pady=(shell.theme.gap, 0))

    def _build_foot(self, body: tk.Misc) -> None:
        self.foot = Foot(
            body, self.shell, self._computer,
            switch=self._switch, pair=self.asking.open_pairing, manage=self._open_page,
            back_up=self._back_up, reset_pin=self._ask_to_reset, open_folder=self._open_folder,
        )  # fmt: skip
        self.foot.frame.pack(side="bottom", fill="x")
        self.switch = self.foot.switch

    # --------------------------------------------------------------------------- actions

    def start(self) -> None:
        """Starts the server."""
        self.state.begin()
        self.process.start()
        self._show()

    def stop(self) -> None:
        """Stops the server without asking; the window stays."""
        if self.state.runs:
            self.state.end()
            self.process.stop()
            self._show()

    def close(self) -> None:
        """Ends the server, then the window, without asking."""
        self._closing = True
        self.stop()
        if self.state.phase != "stopping":
            self.shell.close()

    def ask_to_close(self) -> None:
        """Closes the window, after a question while the server runs."""
        if self.state.runs:
            self._ask_to_stop(self.shell.text("console.stop_and_close"), self.close)
        else:
            self.close()

    def _switch(self) -> None:
        if self.state.runs:
            self._ask_to_stop(self.shell.text("console.stop"), self.stop)
        elif self.state.phase in ("stopped", "cannot_start"):
            self.start()

    def _ask_to_stop(self, yes: str, act: Callable[[], object]) -> None:
        self.questions.stop(len(self.state.terminals), yes, act)

    def _ask_to_revoke(self, terminal: Row) -> None:
        def revoke() -> None:
            self.asking.revoke(terminal.terminal_id, lambda: self.terminals.choose(None))

        self.questions.revoke(terminal.name, revoke)

    def _ask_to_reset(self) -> None:
        self.questions.reset_pin(lambda: self.asking.reset_manager_pin(self.owner_cards.show_pin))

    def _back_up(self) -> None:
        """Ask where; the server checks the folder, and its window shows what comes of it."""
        chosen = filedialog.askdirectory(
            parent=self.root, title=self.shell.text("console.back_up_where"), mustexist=True
        )
        if chosen:
            self.asking.back_up(Path(chosen).resolve())

    def _open_page(self) -> None:
        """The manager's page, by loopback, where a sign-in needs no TLS."""
        self._open_outside(
            f"http://localhost:{self.state.port}/manager", "console.cannot_open_page"
        )

    def _open_folder(self) -> None:
        self._open_outside(self.data_folder, "console.cannot_open_folder")

    def _open_outside(self, what: Path | str, sorry: str) -> None:
        sentence = self.shell.text(sorry, what=what)
        self._computer.show(
            what, lambda: self.pump.call(lambda: self.shell.say(sentence, "received"))
        )

    # ------------------------------------------------------------------------- receiving

    def receive(self, messages: Sequence[Message]) -> None:
        """Takes in what the process and the link told, and redraws once."""
        for message in messages:
            self.state.take(message)
            match message:
                case FromLink(notice=Answered() as answered):
                    self.asking.take(answered)
                case process.Serving(port=port):
                    self._connect(port)
                case process.Died() | process.Stopped() | process.CannotStart():
                    self._drop_link()
        if self._closing and self.state.phase in ("stopped", "cannot_start"):
            self.shell.close()
        else:
            self._show()

    def _connect(self, port: int) -> None:
        """A link of its own for each run: before, another program may have been at the port."""
        self._drop_link()
        run, put = self.state.run, self.pump.put
        self._link = self._make_link(port)(lambda notice: put(FromLink(run, notice)))
        self.asking.through(self._link)
        self._link.start()

    def _drop_link(self) -> None:
        self.asking.through(None)
        if self._link is not None:
            threading.Thread(target=self._link.stop, daemon=True).start()  # it waits a second
            self._link = None

    # --------------------------------------------------------------------------- showing

    def _show(self) -> None:
        state, text = self.state, self.shell.text
        serving = state.phase == "serving"
        self.head.show(state)
        self._show_top(serving=serving)
        self._show_owner_cards()
        rows = state.rows
        self.terminals.show(rows, state.server.version if state.server else "")
        hint = "console.nobody" if serving else "console.nobody_stopped"
        self.terminals.explain(None if rows else text("console.nobody_title"), text(hint))
        self.happenings.show(state.happenings.newest_first)
        self.foot.show(state, self._now())
        self._keep_awake(wanted=serving)

    def _show_owner_cards(self) -> None:
        self.owner_cards.show(self.state, self._now())
        self.owner_cards.row.arrange(before=self._lists)

    def _look_at_clock(self) -> None:
        self._timer = self.root.after(EVERY_MS, self._look_at_clock)
        if self.owner_cards.counts:
            self._show_owner_cards()
        if self.foot.counts:
            self.foot.show(self.state, self._now())

    def _keep_awake(self, *, wanted: bool) -> None:
        """A server that sleeps takes no orders; one that is stopped may."""
        if wanted and self._sleep_again is None:
            self._sleep_again = self._computer.keep_awake(self.root.winfo_id())
        elif not wanted and self._sleep_again is not None:
            self._sleep_again()
            self._sleep_again = None

    def _show_top(self, *, serving: bool) -> None:
        state = self.state
        in_trouble = state.phase == "cannot_start"
        shown, hidden = (
            (self.trouble.frame, self._top) if in_trouble else (self._top, self.trouble.frame)
        )
        hidden.pack_forget()
        shown.pack(fill="x")
        self.trouble.show(state.sentence)
        addresses = state.server.addresses if state.server else ()
        self.address.show(addresses, state.port, serving=serving)
        self.today.show(state.figures, serving=serving)
