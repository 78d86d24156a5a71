"""How a terminal is run for real: its folder and log, its server, its link, its end."""

import contextlib
import tkinter as tk
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from restaurant.client.address import parse_address
from restaurant.client.finding.finder import Finder
from restaurant.client.finding.pairing import Pairing
from restaurant.common.language.spoken import chosen_language, spoken_on
from restaurant.common.language.strings import Strings
from restaurant.common.logs import start_logs
from restaurant.common.options import Options
from restaurant.common.processes.patience import WINDOW_ENDS
from restaurant.common.processes.ties import exit_when_parent_dies
from restaurant.common.remembered import remembered_language
from restaurant.desktop.look.scheme import systems_scheme
from restaurant.desktop.look.tokens import Scheme
from restaurant.desktop.terminal.link_state import LinkState
from restaurant.desktop.terminal.links import link_factory, with_finder, with_language
from restaurant.desktop.terminal.remedies import ask_to_pair, ask_where
from restaurant.desktop.window.pump import LinkFactory, Pump
from restaurant.desktop.window.shell import Shell
from restaurant.domain.values.people import TerminalRole


class TerminalWindow(Protocol):
    """What the windows of both terminals have."""

    @property
    def shell(self) -> Shell: ...
    @property
    def connection(self) -> LinkState: ...
    @property
    def pump(self) -> Pump[Any]: ...


class Terminal:
    """What a terminal's window stands on; `folder` has its files."""

    def __init__(self, options: Options, role: TerminalRole) -> None:
        self._options, self._role = options, role
        self.folder = prepare(options, role)
        self.finder = make_finder(options, self.folder)

    def strings(self) -> Strings:
        """The texts of a window that is opened now."""
        return spoken_on(self._options, remembered_language(self.folder))

    @property
    def follows(self) -> bool:
        """Whether it is to speak the restaurant's language, as nobody chose another one here."""
        return chosen_language(self._options) is None

    def scheme(self, root: tk.Tk) -> Scheme:
        """The colours of a window that is opened now."""
        return systems_scheme(root, self._options.config_folder)

    def goal(self, strings: Strings) -> str:
        """What a window says that it looks for: the restaurant's name, an address, or any server."""
        return str(self.finder.goal) or strings.text("common.any_server")

    def link(
        self,
        audiences: Sequence[str],
        strings: Strings,
        *,
        told: Callable[[str], object] = lambda _language: None,
    ) -> LinkFactory:
        """Makes the window's link; `told` is told the restaurant's language where it is another one."""
        link = link_factory(
            self.finder.where, self._role, audiences, self.folder / "outbox.jsonl",
            local=self._options.local_folder, language=strings.language,
            renew=self.finder.renew_token,
        )  # fmt: skip
        return with_language(with_finder(link, self.finder), self.folder, told)

    def run(self, root: tk.Tk, window: TerminalWindow, *, kiosk: bool = False) -> None:
        """Shows the window until it is closed."""
        ask_where(
            window.shell, window.connection, self.finder, self._options,
            kiosk=kiosk, is_paired=lambda: bool(self.finder.known.fingerprint),
        )  # fmt: skip
        ask_to_pair(
            window.shell, window.connection, self.finder,
            pairing=Pairing(self.finder, self.folder, self._role), pump=window.pump, kiosk=kiosk,
        )  # fmt: skip
        tie(self._options, window.pump, window.shell.close)
        root.mainloop()


def prepare(options: Options, role: str) -> Path:
    """Makes the role's folder and starts its log; returns the folder."""
    folder = options.data_folder(role)
    with contextlib.suppress(OSError):  # A window without a log is better than no window.
        start_logs(folder / "log", role)
    return folder


def make_finder(options: Options, folder: Path) -> Finder:
    """What finds this terminal's server; `--server` is gone to, and nowhere else."""
    return Finder(folder, told=parse_address(options.server) if options.server else None)


def tie(options: Options, pump: Pump[Any], close: Callable[[], object]) -> None:
    """Closes the window when the program that started it is gone."""
    if options.tied:
        exit_when_parent_dies(lambda: pump.call(close), grace=WINDOW_ENDS)
