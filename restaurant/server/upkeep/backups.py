"""Backups that the server makes of itself: each night where its owner wants them, and when asked.

A child process copies the folder and proves the copy, so that nobody's order waits for it. It is told
up to where the journal went at a moment between two batches; that stays as it is.
"""

import locale
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Any

import msgspec

from restaurant.common.faults import fault
from restaurant.common.options import Options
from restaurant.common.processes.children import command_for, end_child, start_child
from restaurant.engine.committer import Committer
from restaurant.server.modes.mode import Mode
from restaurant.storage.opening import Opened

POLL_S = 0.2
KEPT = 14
"""So many nightly backups stay; older ones go once a new one is proved."""

AGAIN_S = 15 * 60.0


class BackupFailed(Exception):
    """Why there is no backup; `words` says it to a person, as `common.faults.fault` has it."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.words = fault(code, **params)


class Backups:
    """Makes one backup at a time; each call waits for its own in a task of the caller's."""

    def __init__(self, mode: Mode, opened: Opened, committer: Committer, options: Options) -> None:
        self._opened, self._committer, self._options = opened, committer, options
        self._off_loop, self._at_disk_turn = mode.worker(), threading.Lock()
        self._turn = threading.Lock()
        self._tried: Path | None = None
        self._not_before = 0.0

    def make(self, target: Path) -> Path:
        """Write and prove a backup; where it is. Raises BackupFailed, OSError."""
        with self._turn:
            self._run(target)
        return target

    def is_there(self, folder: Path) -> bool:
        """Whether backups can be written to a folder: a stick may be out, a network disk off."""
        return bool(self._at_disk(_is_there, folder))

    def is_due(self, folder: Path, day: date) -> bool:
        """Whether there is no backup of this business day yet, and it is time to try."""
        is_time = folder != self._tried or time.monotonic() >= self._not_before
        return is_time and not self._at_disk(_exists, _nightly(folder, day))

    def make_nightly(self, folder: Path, day: date) -> Path:
        """The backup of a business day; the oldest ones go. Raises BackupFailed, OSError."""
        self._tried, self._not_before = folder, time.monotonic() + AGAIN_S
        if not self.is_there(folder):
            raise BackupFailed("no_backup_folder", folder=str(folder))
        made = self.make(_nightly(folder, day))
        self._at_disk(_thin_out, folder)
        return made

    def _at_disk(self, function: Callable[..., Any], *args: Any) -> Any:
        """A network disk that is gone answers after a minute; only who asks for it waits."""
        with self._at_disk_turn:
            return self._off_loop(function, *args)

    def _run(self, target: Path) -> None:
        moment = self._committer.ask_between_batches(self._opened.moment)
        asked = replace(
            self._options,
            data=self._opened.folder,
            backup=target,
            moment=msgspec.json.encode(moment).decode(),
            headless=True,
        )
        with tempfile.TemporaryFile() as said:
            child = start_child(command_for("server", asked), stdout=said, stderr=said)
            try:
                while child.poll() is None:
                    time.sleep(POLL_S)
            finally:
                end_child(child)
            if child.returncode:
                raise BackupFailed("no_backup", reason=_last_line(said).rstrip("."))


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_absolute() and folder.is_dir()
    except OSError:
        return False


def _exists(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:
        return False


def _nightly(folder: Path, day: date) -> Path:
    return folder / f"restaurant-{day.isoformat()}.zip"


def _last_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode(locale.getencoding(), "replace").strip().splitlines()
    return lines[-1] if lines else "?"


def _thin_out(folder: Path) -> None:
    """Remove the oldest of our own nightly backups; nothing else in the folder is touched."""
    ours = sorted(folder.glob("restaurant-[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].zip"))
    for old in ours[:-KEPT]:
        with suppress(OSError):
            old.unlink()
