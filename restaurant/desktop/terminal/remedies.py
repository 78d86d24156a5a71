"""What helps where a window has no link: to say where the server is, to pair, to choose another role."""

import socket
import sys
from collections.abc import Callable
from typing import Any

from restaurant.client.finding.finder import Finder
from restaurant.client.finding.pairing import Pairing
from restaurant.common import autostart
from restaurant.common.language.strings import Strings
from restaurant.common.options import Options
from restaurant.common.remembered import remember_role, remembered_role
from restaurant.desktop.parts.popup import Choice
from restaurant.desktop.terminal.link_state import LinkState
from restaurant.desktop.terminal.pairing import PairingDialog
from restaurant.desktop.terminal.where import Seeking, WhereIsServer
from restaurant.desktop.window.pump import Pump
from restaurant.desktop.window.shell import Shell


def ask_where(
    shell: Shell,
    connection: LinkState,
    finder: Seeking,
    options: Options,
    *,
    kiosk: bool = False,
    is_paired: Callable[[], bool] = lambda: False,
) -> None:
    """Lets a person say where the server is, while there is no link to it.

    At a kiosk that person may be a guest, with a server of their own in their pocket: one that is
    paired stays where it is, and no next start asks for the role.
    """
    asking: WhereIsServer | None = None

    def forget() -> None:
        shell.attempt(lambda: forget_role(options))
        shell.say(shell.text("where.role_again_done"), "received")

    def ask() -> None:
        nonlocal asking
        if kiosk and is_paired():
            shell.say(shell.text("where.kiosk_stays"), "late")
        elif asking is None or not asking.popup.open:
            again = Choice(shell.text("where.role_again"), forget, "Quiet")
            more = again if _is_kept(options) and not kiosk else None
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
    shell: Shell,
    connection: LinkState,
    finder: Finder,
    *,
    pairing: Pairing,
    pump: Pump[Any],
    kiosk: bool = False,
) -> None:
    """Lets somebody on the staff pair this terminal, where the server does not know it.

    A kiosk is paired anew only if its own server says that it knows it no more.
    """
    dialog: PairingDialog | None = None

    def elsewhere() -> None:
        if connection.help is not None:
            connection.help()

    def ask() -> None:
        nonlocal dialog
        if kiosk and connection.meets_another:
            shell.say(shell.text("where.kiosk_stays"), "late")
        elif dialog is None or not dialog.popup.open:
            dialog = PairingDialog(
                shell, pairing, name=finder.known.terminal or _name(shell.strings, pairing.role),
                call=pump.call, more=Choice(shell.text("pairing.elsewhere"), elsewhere, "Quiet"),
            )  # fmt: skip

    connection.pair = ask


def _name(strings: Strings, role: str) -> str:
    """What a terminal is called as long as nobody says otherwise."""
    return f"{strings.text(f'common.role_{role}')} {socket.gethostname()}".strip()
