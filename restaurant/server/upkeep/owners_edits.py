"""The owner's edits: each file that somebody saved becomes one command, or is told to be wrong, once."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from restaurant.common.faults import fault
from restaurant.common.ids import new_id
from restaurant.common.strings import Words
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.domain.values import Actor
from restaurant.engine.engine import Request
from restaurant.server.desk import Desk
from restaurant.storage.edited_text import BadFile
from restaurant.storage.owner_files import OwnerFiles

log = logging.getLogger(__name__)

OWNER = Actor(role="manager", id="owner-file", name="the owner's file")


class OwnersEdits:
    """Brings `menu.json` and `settings.json` and the state together, whichever of them is newer."""

    def __init__(
        self, files: OwnerFiles, desk: Desk, state: Callable[[], State], off_loop: Any
    ) -> None:
        self._files, self._desk, self._state, self._off_loop = files, desk, state, off_loop
        self._wrong: dict[str, dict[str, Any]] = {}
        self._written = True
        self.are_behind = False
        """Whether the state has changed since the files were written."""

    def take(self) -> None:
        """Put in force what was edited, and say what cannot be."""
        edited = self._files.edited()
        for path in edited:
            try:
                self._take(path)
            except BadFile as bad:
                self._complain(bad)
            except OSError as error:
                self._cannot_write(error)
            else:
                self._mended(path.name)
        for name in set(self._wrong) - {path.name for path in edited}:
            self._mended(name)

    def write(self) -> None:
        """Bring the files up to the state; what cannot be written is tried again."""
        self.are_behind = False
        try:
            self._off_loop(self._files.write, self._state())
        except OSError as error:
            self.are_behind = True
            self._cannot_write(error)
        else:
            self._written = True

    def _take(self, path: Path) -> None:
        change = self._files.change(path, self._state())
        if change is not None:
            (outcome,) = self._desk.commit(Request(change, OWNER, new_id()))
            if isinstance(outcome, Refused):
                because = Words(f"refusal.{outcome.code}", outcome.params)
                raise BadFile(path, None, "refused", because=because)
        self._files.took(path)

    def _complain(self, bad: BadFile) -> None:
        """The file is not in force until somebody mends it."""
        name = bad.path.name
        if bad.line is None:
            told = fault("bad_file", file=name, problem=bad.problem)
        else:
            told = fault("bad_line", file=name, line=bad.line, problem=bad.problem)
        if self._wrong.get(name) != told:
            self._wrong[name] = told
            log.error("%s", bad, extra=told)

    def _mended(self, name: str) -> None:
        if self._wrong.pop(name, None):
            log.info("%s is in order again", name, extra=fault("file_mended", file=name))

    def _cannot_write(self, error: OSError) -> None:
        if self._written:
            self._written = False
            told = fault("files_not_written", reason=error.strerror)
            log.error("the owner's files are not written: %s", error, extra=told)
