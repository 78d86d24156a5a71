"""When a backup is made: each night where the owner wants it, and at once where the window asks for it."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from restaurant.common.faults import fault
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.protocol import requests
from restaurant.server.modes.mode import Mode
from restaurant.server.office.operations import Operations
from restaurant.server.upkeep.backups import BackupFailed, Backups

log = logging.getLogger(__name__)

ROUND_S = 2.0


class BackupRounds:
    """A task of its own, as a backup takes minutes; the window is shown what comes of each."""

    def __init__(
        self,
        mode: Mode,
        backups: Backups,
        *,
        operations: Operations,
        present: Callable[[], State],
    ) -> None:
        self._mode, self._backups = mode, backups
        self._operations, self._present = operations, present
        self.handlers: dict[type, Callable[[Any], None]] = {requests.BackUp: self._back_up}

    def run(self) -> None:
        """Look round for as long as the server runs."""
        while True:
            time.sleep(ROUND_S)
            try:
                self._back_up_nightly()
            except Exception:
                log.exception("looking after backups failed")

    def _back_up(self, request: requests.BackUp) -> None:
        """Begin one; what comes of it is shown in the window. Raises Refused `no_such_folder`."""
        folder = Path(request.folder)
        if not self._backups.is_there(folder):
            raise Refused("no_such_folder", folder=request.folder)
        name = f"restaurant-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.zip"
        self._mode.spawn(self._shown, lambda: self._backups.make(folder / name))

    def _back_up_nightly(self) -> None:
        settings = self._present().settings
        folder, day = Path(settings.backup_folder), settings.business_day(datetime.now(UTC))
        is_there = not settings.backup_folder or self._backups.is_there(folder)
        missing = "" if is_there else settings.backup_folder
        if missing != self._operations.server.missing_backup_folder:
            self._operations.tell_server(missing_backup_folder=missing)
        if settings.backup_folder and self._backups.is_due(folder, day):
            self._shown(lambda: self._backups.make_nightly(folder, day))

    def _shown(self, make: Callable[[], Path]) -> None:
        """Make a backup in front of the operator's eyes."""
        self._operations.tell_server(backing_up=True)
        try:
            target = make()
        except (BackupFailed, OSError) as error:
            if isinstance(error, BackupFailed):
                words = error.words
            else:
                words = fault("no_backup", reason=str(error).rstrip("."))
            log.error("a backup could not be made: %s", error, extra=words)
            self._operations.tell_server(backing_up=False)
        else:
            log.info("a backup was made and proved: %s", target)
            now = datetime.now(UTC)
            self._operations.tell_server(
                backing_up=False, last_backup=now, last_backup_file=str(target)
            )
