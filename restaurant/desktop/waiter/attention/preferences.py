"""`preferences.json` at a waiter terminal: how loud a new order is, and whether it may be heard at all."""

import logging
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from restaurant.common.files import replace_file

LOG = logging.getLogger("restaurant.desktop")
STEP = 10


class Preferences(Struct, frozen=True):
    """`volume` of 100; `quiet` silences it and leaves the window where it is."""

    volume: Annotated[int, Meta(ge=0, le=100)] = 80
    quiet: bool = False


class KeptPreferences:
    """The file; `path` None remembers nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.now = _read(path) if path is not None else Preferences()

    def change(self, preferences: Preferences) -> None:
        """Other preferences, remembered as far as the disk lets."""
        self.now = preferences
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, msgspec.json.encode(preferences))
        except OSError as error:
            LOG.warning("the preferences could not be kept: %s", error)


def _read(path: Path) -> Preferences:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Preferences)
    except FileNotFoundError:
        return Preferences()
    except (OSError, msgspec.MsgspecError, UnicodeError) as error:
        LOG.warning("the preferences are passed over: %s", error)
        return Preferences()
