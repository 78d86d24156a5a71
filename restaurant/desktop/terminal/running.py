"""How a terminal's window is run for real: its folder, its log, its server, its link, its end."""

import contextlib
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from restaurant.client.address import Where, parse_address
from restaurant.client.finding.finder import Finder
from restaurant.client.finding.pairing import Pairing
from restaurant.client.kept.kept_menu import KeptMenu
from restaurant.client.link import Link
from restaurant.client.notices import Notice
from restaurant.common import autostart
from restaurant.common.logs import start_logs
from restaurant.common.options import Options
from restaurant.common.patience import WINDOW_ENDS
from restaurant.common.remembered import (
    remember_language,
    remember_role,
    remembered_language,
    remembered_role,
)
from restaurant.common.strings import Strings
from restaurant.common.ties import exit_when_parent_dies
from restaurant.desktop.parts.popup import Choice
from restaurant.desktop.terminal.link_state import LinkState
from restaurant.desktop.terminal.pairing import PairingDialog
from restaurant.desktop.terminal.where import WhereIsServer
from restaurant.desktop.window.pump import LinkFactory, LinkLike, Pump
from restaurant.desktop.window.shell import Shell


def prepare(options: Options, role: str) -> Path:
    """Makes the role's folder and starts its log; returns the folder."""
    folder = options.data_folder(role)
    with contextlib.suppress(OSError):  # A window without a log is better than no window.
        start_logs(folder / "log", role)
    return folder


def make_finder(options: Options, folder: Path) -> Finder:
    """What finds this terminal's server; `--server` is gone to, and nowhere else."""
    return Finder(folder, told=parse_address(options.server) if options.server else None)


def link_factory(
    where: Where,
    role: str,
    audiences: Sequence[str],
    outbox: Path | None,
    *,
    local: Path,
    language: str,
    renew: Callable[[str], object] = lambda _token: None,
) -> LinkFactory:
    """Makes the link of a window; `local` is where servers on this machine leave their tokens."""

    def make(notice: Callable[[Notice], None]) -> LinkLike:
        return Link(
            where=where, role=role, name=socket.gethostname()[:60] or role,
            audiences=audiences, outbox=outbox, notice=notice, local=local, language=language,
            renew=renew,
        )  # fmt: skip

    return make


def with_language(make: LinkFactory, folder: Path, told: Callable[[str], object]) -> LinkFactory:
    """The same link, which keeps the restaurant's language for the next start and tells a new one."""
    known = remembered_language(folder)

    def take(notice: Notice) -> None:
        nonlocal known
        documents = getattr(notice, "documents", None) or getattr(notice, "put", None) or {}
        for document in documents.get("restaurant", {}).values():
            if document.language != known:
                known = document.language
                with contextlib.suppress(OSError):  # It is only asked anew at the next start.
                    remember_language(folder, known)
                told(known)

    def make_with_language(notice: Callable[[Notice], None]) -> LinkLike:
        def tell(one: Notice) -> None:
            notice(one)
            take(one)

        return make(tell)

    return make_with_language


def ask_where(shell: Shell, connection: LinkState, finder: Finder, options: Options) -> None:
    """Lets a person say where the server is, while there is no link to it."""
    asking: WhereIsServer | None = None

    def forget() -> None:
        shell.attempt(lambda: forget_role(options))
        shell.say(shell.text("where.role_again_done"), "received")

    def ask() -> None:
        nonlocal asking
        if asking is None or not asking.popup.open:
            again = Choice(shell.text("where.role_again"), forget, "Quiet")
            more = again if _is_kept(options) else None
            asking = WhereIsServer(shell, finder, more=more)

    connection.help = ask


def forget_role(options: Options) -> None:
    """This computer asks at the next start, and starts this role by itself no more. Raises OSError."""
    remember_role(options.data_folder(None), None)
    autostart.turn_off(sys.platform, options.autostart_folder, options.role or "")


def _is_kept(options: Options) -> bool:
    starts = autostart.is_on(sys.platform, options.autostart_folder, options.role or "")
    return starts or remembered_role(options.data_folder(None)) is not None


def ask_to_pair(
    shell: Shell, connection: LinkState, finder: Finder, *, pairing: Pairing, pump: Pump[Any]
) -> None:
    """Lets somebody on the staff pair this terminal, where the server does not know it."""
    dialog: PairingDialog | None = None

    def elsewhere() -> None:
        if connection.help is not None:
            connection.help()

    def ask() -> None:
        nonlocal dialog
        if dialog is None or not dialog.popup.open:
            dialog = PairingDialog(
                shell, pairing, name=finder.known.terminal or _name(shell.strings, pairing.role),
                call=pump.call, more=Choice(shell.text("pairing.elsewhere"), elsewhere, "Quiet"),
            )  # fmt: skip

    connection.pair = ask


def _name(strings: Strings, role: str) -> str:
    """What a terminal is called as long as nobody says otherwise."""
    return f"{strings.text(f'common.role_{role}')} {socket.gethostname()}".strip()


def goal(finder: Finder, strings: Strings) -> str:
    """What a window says that it looks for: the restaurant's name, an address, or any server."""
    return str(finder.goal) or strings.text("common.any_server")


def with_finder(make: LinkFactory, finder: Finder) -> LinkFactory:
    """The same link, which hurries once its server is known to be somewhere else."""

    def make_with_finder(notice: Callable[[Notice], None]) -> LinkLike:
        link = make(notice)
        finder.moved = link.hurry
        return link

    return make_with_finder


def with_kept_menu(make: LinkFactory, path: Path) -> LinkFactory:
    """The same link, but until it is up the window is shown the menu of last time."""

    def make_with_menu(notice: Callable[[Notice], None]) -> LinkLike:
        menu = KeptMenu(path)
        if (seen := menu.read()) is not None:
            notice(seen)

        def tell(told: Notice) -> None:
            menu.take(told)
            notice(told)

        return make(tell)

    return make_with_menu


def tie(options: Options, pump: Pump[Any], close: Callable[[], object]) -> None:
    """Closes the window when the program that started it is gone."""
    if options.tied:
        exit_when_parent_dies(lambda: pump.call(close), grace=WINDOW_ENDS)
