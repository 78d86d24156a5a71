"""The server's window: the restaurant at a glance, who is connected, what happens, stop and start."""

import threading
import tkinter as tk
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from restaurant.common.strings import Strings
from restaurant.desktop.console import process
from restaurant.desktop.console.addresses import AddressCard
from restaurant.desktop.console.folder import open_folder
from restaurant.desktop.console.happenings import HappeningList
from restaurant.desktop.console.head import Head
from restaurant.desktop.console.state import FromLink, Message, ServerState
from restaurant.desktop.console.terminals import TerminalList
from restaurant.desktop.console.today import TodayCard
from restaurant.desktop.console.trouble import TroubleCard
from restaurant.desktop.look import Scheme
from restaurant.desktop.popup import Choice, Popup, tell
from restaurant.desktop.pump import LinkFactory, LinkLike, Pump
from restaurant.desktop.shell import Shell
from restaurant.desktop.widgets import Elided, button, row


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
        trust_lan: bool = False,
        scheme: Scheme = "light",
    ) -> None:
        self.root, self._make_link, self._trust_lan = root, make_link, trust_lan
        self.data_folder = data_folder
        self.shell = Shell(root, strings, scheme=scheme)
        self.state = ServerState(self.shell.text)
        self.popup: Popup | None = None
        self._link: LinkLike | None = None
        self._closing = False
        self._build()
        self.pump: Pump[Message] = Pump(root, self.receive)
        self.shell.at_end(self.pump.stop)
        self.shell.at_end(self._drop_link)
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
        lists = row(body)
        lists.pack(fill="both", expand=True, pady=theme.gap)
        lists.rowconfigure(0, weight=1)
        self.terminals = TerminalList(lists, shell)
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
        self.address = AddressCard(self._top, shell, trust_lan=self._trust_lan)
        self.address.frame.pack(side="left", fill="both", expand=True)
        self.trouble = TroubleCard(top, shell, again=self.start)

    def _build_foot(self, body: tk.Misc) -> None:
        shell, theme = self.shell, self.shell.theme
        foot = row(body)
        foot.pack(side="bottom", fill="x")
        self.switch = button(foot, theme, "", self._switch)
        text = shell.text("console.open_folder")
        self.folder = button(foot, theme, text, self._open_folder)
        self.folder.pack(side="left")
        text = shell.text("console.data_folder", folder=self.data_folder)
        Elided(foot, theme, text, tone="muted", anchor="e").pack(
            side="left", fill="x", expand=True, padx=(theme.gap, 0)
        )

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
            self._ask(self.shell.text("console.stop_and_close"), self.close)
        else:
            self.close()

    def _switch(self) -> None:
        if self.state.runs:
            self._ask(self.shell.text("console.stop"), self.stop)
        elif self.state.phase == "stopped":
            self.start()

    def _ask(self, yes: str, act: Callable[[], object]) -> None:
        if self.popup is not None and self.popup.open:
            return
        text, count = self.shell.text, len(self.state.terminals)
        name = {0: "none", 1: "one"}.get(count, "many")
        keep = Choice(text("console.keep_running"), kind="Main")
        self.popup = tell(
            self.root, self.shell.theme, title=text("console.ask_title"),
            text=text(f"console.ask_{name}", count=count), tone="retry",
            choices=[Choice(yes, act, "Danger"), keep],
        )  # fmt: skip

    def _open_folder(self) -> None:
        open_folder(self.data_folder, lambda: self.pump.call(self._cannot_open))

    def _cannot_open(self) -> None:
        self.shell.say(
            self.shell.text("console.cannot_open_folder", folder=self.data_folder), "received"
        )

    # ------------------------------------------------------------------------- receiving

    def receive(self, messages: Sequence[Message]) -> None:
        """Takes in what the process and the link told, and redraws once."""
        for message in messages:
            self.state.take(message)
            match message:
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
        self._link.start()

    def _drop_link(self) -> None:
        if self._link is not None:
            threading.Thread(target=self._link.stop, daemon=True).start()  # it waits a second
            self._link = None

    # --------------------------------------------------------------------------- showing

    def _show(self) -> None:
        state, text = self.state, self.shell.text
        serving = state.phase == "serving"
        self.head.show(state)
        self._show_top(serving=serving)
        self.terminals.show(state.terminals.values())
        hint = "console.nobody" if serving else "console.nobody_stopped"
        nobody = None if state.terminals else text("console.nobody_title")
        self.terminals.explain(nobody, text(hint))
        self.happenings.show(state.history.newest_first)
        self._show_switch()

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

    def _show_switch(self) -> None:
        text, phase = self.shell.text, self.state.phase
        runs = self.state.runs or phase == "stopping"
        self.switch.configure(
            text=text("console.stop" if runs else "console.start"),
            style=f"Ground.{'Danger' if runs else 'Main'}.TButton",
        )
        self.switch.state(["disabled" if phase == "stopping" else "!disabled"])
        if phase == "cannot_start":
            self.switch.pack_forget()  # "Try again" stands beside the reason
        else:
            self.switch.pack(side="left", before=self.folder, padx=(0, self.shell.theme.gap))
