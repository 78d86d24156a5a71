"""When each paired terminal was here last: a file beside the journal, which it is too small a matter for."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from restaurant.common.files import replace_file
from restaurant.domain.senders import TERMINAL
from restaurant.protocol.documents import SeenDocument
from restaurant.server.screens import Screen

log = logging.getLogger(__name__)


class LastSeen:
    """By terminal id. A file that is missing or damaged only means that nobody knows any more."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unsaved = False
        self.documents: dict[str, SeenDocument] = {}
        try:
            self.documents = msgspec.json.decode(path.read_bytes(), type=dict[str, SeenDocument])
        except FileNotFoundError:
            pass
        except (OSError, msgspec.MsgspecError) as error:
            log.info("when terminals were seen last is not known any more: %s", error)

    def note(self, screen: Screen) -> dict[str, SeenDocument]:
        """Somebody is here, or was until now; what is new of that: nothing where nothing was paired."""
        terminal = paired_id(screen)
        if not terminal:
            return {}
        seen = SeenDocument(datetime.now(UTC), screen.caller.address, screen.version)
        self.documents[terminal] = seen
        self._unsaved = True
        return {terminal: seen}

    def forget(self, known: frozenset[str]) -> None:
        """Keep only those that are still paired."""
        for gone in self.documents.keys() - known:
            del self.documents[gone]
            self._unsaved = True

    def save(self, run: Callable[[Callable[[], None]], object] = lambda write: write()) -> None:
        """Write what is new; `run` does it where it stalls nobody."""
        if not self._unsaved:
            return
        self._unsaved = False
        data = msgspec.json.encode(self.documents)
        try:
            run(partial(replace_file, self._path, data, private=True))
        except OSError as error:
            log.info("when terminals were seen last is not written: %s", error)


def paired_id(screen: Screen) -> str:
    """The id of the paired terminal at a link, "" where there is none."""
    return screen.actor.id if screen.actor.id.startswith(TERMINAL) else ""
