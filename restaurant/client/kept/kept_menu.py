"""`menu_seen.json`: the menu as a terminal saw it last, to be chosen from before the server is back."""

import logging
from pathlib import Path
from typing import Any

import msgspec

from restaurant.client.mirror import Mirror
from restaurant.client.notices import Changed, Notice, Snapshot
from restaurant.client.views import documents
from restaurant.common.files import replace_file
from restaurant.protocol.audiences import AUDIENCES

LOG = logging.getLogger(__name__)

MENU = "menu"
KINDS = tuple(AUDIENCES[MENU].kinds)


class KeptMenu:
    """The file; only ever a shortcut, for prices and names come from the server with every order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mirror = Mirror()

    def read(self) -> Snapshot | None:
        """The menu that was kept, or None where there is none that can be read."""
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=dict[str, dict[str, Any]])
        except FileNotFoundError:
            return None
        except (OSError, msgspec.MsgspecError, UnicodeError) as error:
            LOG.warning("the kept menu is passed over: %s", error)
            return None
        return Snapshot(MENU, None, documents(MENU, kept))

    def take(self, notice: Notice) -> None:
        """Keep what a link tells of the menu."""
        if not isinstance(notice, Snapshot | Changed) or notice.audience != MENU:
            return
        if not self._mirror.take(notice):
            return
        whole = {kind: dict(self._mirror.all(kind)) for kind in KINDS}
        try:
            replace_file(self._path, msgspec.json.encode(whole))
        except OSError as error:
            LOG.warning("the menu could not be kept: %s", error)
