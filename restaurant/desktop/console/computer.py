"""What the server's window does with the computer that it stands on, beside the server."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from restaurant.common import autostart
from restaurant.common.options import TABLE, Options, parse
from restaurant.desktop.console.opener import open_outside
from restaurant.desktop.window.awake import keep_awake

ROLE = "server"


class ComputerLike(Protocol):
    """What the window wants of `Computer`."""

    @property
    def may_start_server(self) -> bool: ...
    @property
    def starts_server(self) -> bool: ...
    @property
    def forgotten(self) -> Sequence[str]: ...
    def start_server(self, *, at_sign_in: bool) -> None: ...
    def keep_awake(self, window: int) -> Callable[[], None]: ...
    def show(self, what: Path | str, failed: Callable[[], object]) -> None: ...


class Computer:
    """This one."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._folder, self._data = options.autostart_folder, options.data

    @property
    def may_start_server(self) -> bool:
        """Whether that makes sense: a demo's folder is gone with it."""
        return not self._options.sample

    @property
    def starts_server(self) -> bool:
        """Whether the server starts when this user signs in."""
        return autostart.is_on(sys.platform, self._folder, ROLE)

    def start_server(self, *, at_sign_in: bool) -> None:
        """Have it start then, or no longer. Raises OSError."""
        if at_sign_in:
            command = autostart.command_at_start(sys.platform, ROLE, self._data)
            autostart.turn_on(sys.platform, self._folder, ROLE, command)
        else:
            autostart.turn_off(sys.platform, self._folder, ROLE)

    @property
    def forgotten(self) -> Sequence[str]:
        """Options of this start that the next one would not have: they were typed, and stand in no file."""
        folder = str(self._options.data_folder(ROLE))
        again = parse(["--role", ROLE, "--data", folder], {})
        return [
            option.flag
            for option in TABLE
            if not option.internal
            and option.name != "data"
            and getattr(again, option.attribute) != getattr(self._options, option.attribute)
        ]

    def keep_awake(self, window: int) -> Callable[[], None]:
        """Do not let it fall asleep; returns what takes that back."""
        return keep_awake(window)

    def show(self, what: Path | str, failed: Callable[[], object]) -> None:
        """Open a folder or a page of the web; `failed` is called, on any thread, where nothing can."""
        open_outside(what, failed)
