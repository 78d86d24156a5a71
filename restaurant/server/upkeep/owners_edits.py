"""The owner's edits: each file that somebody saved becomes one command, or is told to be wrong, once."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from restaurant.common.faults import fault
from restaurant.common.ids import new_id
from restaurant.common.language.strings import Words
from restaurant.domain import events
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.domain.values.people import Actor
from restaurant.engine.engine import Outcome, Request
from restaurant.engine.ports import Step
from restaurant.storage.edited_text import BadFile
from restaurant.storage.owner_files import OwnerFiles

log = logging.getLogger(__name__)

OWNER = Actor(role="manager", id="owner-file", name="the owner's file")

ABOUT_FILES = (
    events.MenuItemPut,
    events.MenuItemRemoved,
    events.AvailabilitySet,
    events.CategoryPut,
    events.CategoryRemoved,
    events.SettingsPut,
)


class OwnersEdits:
    """Brings `menu.json` and `settings.json` and the state together, whichever of them is newer."""

    def __init__(
        self,
        files: OwnerFiles,
        commit: Callable[[Request], list[Outcome]],
        present: Callable[[], State],
        *,
        off_loop: Callable[..., Any],
    ) -> None:
        self._files, self._commit = files, commit
        self._present, self._off_loop = present, off_loop
        self._wrong: dict[str, dict[str, Any]] = {}
        self._written = True
        self._are_behind = False

    def published(self, steps: Sequence[Step]) -> None:
        """Note whether a batch changed what the files hold."""
        if any(isinstance(step.event, ABOUT_FILES) for step in steps):
            self._are_behind = True

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

    def keep_up(self) -> None:
        """Write the files if the state has changed since."""
        if self._are_behind:
            self.write()

    def write(self) -> None:
        """Bring the files up to the state; what cannot be written is tried again."""
        self._are_behind = False
        try:
            self._off_loop(self._files.write, self._present())
        except OSError as error:
            self._are_behind = True
            self._cannot_write(error)
        else:
            self._written = True

    def write_last(self) -> None:
        """The same when the server ends. Raises OSError."""
        self._files.write(self._present())

    def _take(self, path: Path) -> None:
        change = self._files.change(path, self._present())
        if change is not None:
            (outcome,) = self._commit(Request(change, OWNER, new_id()))
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
