"""How a terminal's window is run for real: its folder, its log, its server, its link, its end."""

import contextlib
import logging
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from restaurant.client.address import Address, parse_address
from restaurant.client.kept_menu import KeptMenu
from restaurant.client.link import Link
from restaurant.client.notices import Notice
from restaurant.common.addresses import DEFAULT_PORT
from restaurant.common.files import replace_file
from restaurant.common.logs import start_logs
from restaurant.common.options import Options
from restaurant.common.patience import WINDOW_ENDS
from restaurant.common.ties import exit_when_parent_dies
from restaurant.desktop.pump import LinkFactory, LinkLike, Pump

LOG = logging.getLogger("restaurant.desktop")
HERE = "localhost"
LAST_ADDRESS = "server.txt"


def prepare(options: Options, role: str) -> Path:
    """Makes the role's folder and starts its log; returns the folder."""
    folder = options.data_folder(role)
    with contextlib.suppress(OSError):  # A window without a log is better than no window.
        start_logs(folder / "log", role)
    return folder


def find_server(options: Options, folder: Path) -> Address:
    """`--server`, else the last address that was given, else this machine; keeps what was given."""
    if options.server:
        _keep(folder, options.server)
        return parse_address(options.server)
    try:
        return parse_address((folder / LAST_ADDRESS).read_text("utf-8").strip())
    except (OSError, ValueError):
        return Address(HERE, DEFAULT_PORT)


def _keep(folder: Path, address: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / LAST_ADDRESS, address.encode())
    except OSError:
        LOG.warning("the server's address could not be kept in %s", folder)


def link_factory(
    address: Address, role: str, audiences: Sequence[str], outbox: Path | None, *, local: Path
) -> LinkFactory:
    """Makes the link of a window; `local` is where servers on this machine leave their tokens."""

    def make(notice: Callable[[Notice], None]) -> LinkLike:
        return Link(
            address=address, role=role, name=socket.gethostname()[:60] or role,
            audiences=audiences, outbox=outbox, notice=notice, local=local,
        )  # fmt: skip

    return make


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
