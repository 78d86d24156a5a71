"""The role picker: three tiles, and in the corner the restaurants that were found and the language."""

import logging
import sys
from collections.abc import Callable
from functools import partial

from restaurant.common.options import Options

LOG = logging.getLogger("restaurant.desktop")
TERMINALS = ("customer", "waiter")
"""Roles that have a server somewhere."""


def choose(options: Options) -> str | None:
    """Asks which role this computer has; None if the window is closed without an answer."""
    from restaurant.common.language.spoken import spoken_on
    from restaurant.common.remembered import (
        remember_kiosk,
        remember_language,
        remember_role,
        remembered_kiosk,
    )
    from restaurant.desktop.look.scheme import systems_scheme
    from restaurant.desktop.picker.window import LEAST, Picker
    from restaurant.desktop.window.shell import open_root

    folder = options.data_folder(None)
    strings = spoken_on(options, None)
    root = open_root(strings.text("picker.title"), least=LEAST)
    picker = Picker(
        root,
        strings,
        remember=lambda role: _attempt(lambda: remember_role(folder, role)),
        start_with_computer=partial(start_with_computer, options),
        speak=lambda language: _attempt(lambda: remember_language(folder, language)),
        server_known=options.server is not None,
        kiosk=remembered_kiosk(folder),
        scheme=systems_scheme(root, options.config_folder),
    )
    root.mainloop()
    if picker.chosen == "customer":
        _attempt(lambda: remember_kiosk(folder, picker.kiosk.get()))
    picked = picker.places.picked
    if picked is not None and picker.chosen in TERMINALS:
        _attempt(lambda: picked.keep(options.data_folder(picker.chosen)))
    return picker.chosen


def start_with_computer(options: Options, role: str) -> None:
    """Has this role start whenever this user signs in. Raises OSError."""
    from restaurant.common import autostart

    command = autostart.command_at_start(sys.platform, role, options.data)
    autostart.turn_on(sys.platform, options.autostart_folder, role, command)


def _attempt(keep: Callable[[], object]) -> None:
    try:
        keep()
    except OSError:
        # The role starts all the same; the question only comes again.
        LOG.exception("what was chosen cannot be kept")
