"""What the server does beside serving: the owner's files, snapshots, and faults shown in its window."""

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from restaurant.common import patience
from restaurant.common.assets import asset
from restaurant.common.ids import new_id
from restaurant.domain import events
from restaurant.domain.errors import Refused
from restaurant.domain.values import Actor
from restaurant.engine.committer import Committer
from restaurant.engine.engine import Request
from restaurant.engine.ports import Step
from restaurant.server.desk import Desk
from restaurant.server.operations import Operations
from restaurant.storage.edited_text import BadFile
from restaurant.storage.opening import Opened
from restaurant.storage.owner_files import OwnerFiles
from restaurant.storage.snapshot import Snapshot

log = logging.getLogger(__name__)

OWNER = Actor(role="manager", id="owner-file", name="the owner's file")

ROUND_S = 0.5
FILES_EVERY_S = 2.0
QUIET_S = 3.0
SNAPSHOT_WHEN_QUIET = 1_000
SNAPSHOT_ANYWAY = 50_000
"""Commits since the last snapshot after which one is made: in a quiet moment, or in any."""

_OWNERS_EVENTS = (
    events.MenuItemPut,
    events.MenuItemRemoved,
    events.AvailabilitySet,
    events.CategoryPut,
    events.CategoryRemoved,
    events.SettingsPut,
)


class Housekeeping:
    """A task that looks every half second whether there is something to do."""

    def __init__(
        self,
        mode: Any,
        opened: Opened,
        committer: Committer,
        desk: Desk,
        operations: Operations,
        files: OwnerFiles,
    ) -> None:
        self._mode, self._opened, self._committer = mode, opened, committer
        self._desk, self._operations, self._files = desk, operations, files
        self._off_loop = mode.worker()
        self._files_are_behind = False
        self._complained: dict[Path, str] = {}
        self._last_commit = self._last_look = 0.0
        self._is_running = False
        self._over, self._rested = mode.signal(), mode.signal()

    def begin(self, *, sample: bool) -> None:
        """Bring files and state together before anybody is served; a new folder gets its first files."""
        if self._opened.engine.seq == 0:
            kind = "sample" if sample else "starter"
            self._guarded(lambda: self._give_first_files(kind))
        self._guarded(self._take_edits)
        self._guarded(self._write_files)

    def published(self, steps: Sequence[Step]) -> None:
        """Note what a batch changed."""
        self._last_commit = time.monotonic()
        if any(isinstance(step.event, _OWNERS_EVENTS) for step in steps):
            self._files_are_behind = True

    def run(self) -> None:
        """Look round until `finish`."""
        self._is_running = True
        while not self._over.wait(ROUND_S):
            self._guarded(self._look_round)
        self._rested.set()

    def finish(self) -> None:
        """The last round before the server ends: what waits is committed, then a snapshot."""
        self._over.set()
        if self._is_running:  # it may be writing the same files
            self._rested.wait(patience.ROUND)
        done = self._mode.signal()

        def last() -> None:
            self._guarded(lambda: self._files.write(self._opened.engine.state))
            self._guarded(lambda: self._opened.save_snapshot(self._opened.snapshot()))
            self._committer.stop()
            done.set()

        self._committer.between_batches(last)
        done.wait(patience.LAST_WRITES)

    def _look_round(self) -> None:
        self._operations.tell_faults()
        if self._files_are_behind:
            self._write_files()
        if time.monotonic() - self._last_look >= FILES_EVERY_S:
            self._last_look = time.monotonic()
            self._take_edits()
        if self._wants_snapshot():
            self._make_snapshot()

    # ----------------------------------------------------------------- the owner's files

    def _give_first_files(self, kind: str) -> None:
        for name in ("settings", "menu"):
            path = self._opened.folder / f"{name}.json"
            if not path.exists():
                path.write_bytes(asset(f"{kind}/{name}.json").read_bytes())

    def _take_edits(self) -> None:
        try:
            edited = self._files.edited()
        except OSError as error:
            self._complain_of(error)
            return
        for path in edited:
            try:
                changes = self._files.changes(path, self._opened.engine.state)
            except BadFile as bad:
                self._complain(path, str(bad))
                continue
            except OSError as error:
                self._complain_of(error)
                continue
            outcomes = self._desk.commit(*(Request(c, OWNER, new_id()) for c in changes))
            refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
            if refused:
                said = self._desk.strings
                reason = said.text(f"refusal.{refused[0].code}", **refused[0].params).rstrip(".")
                is_part = len(refused) < len(outcomes)
                self._complain(path, reason, "fault.partly_taken" if is_part else "fault.bad_file")
                continue
            self._files.took(path)
            if self._complained.pop(path, None):
                mended = self._desk.strings.text("fault.file_mended", file=path.name)
                self._operations.fault("info", mended)

    def _complain(self, path: Path, reason: str, key: str = "fault.bad_file") -> None:
        """Say once what is wrong with a file; it is not in force until somebody mends it."""
        text = self._desk.strings.text(key, file=path.name, reason=reason)
        if self._complained.get(path) != text:
            self._complained[path] = text
            log.error(text)

    def _complain_of(self, error: OSError) -> None:
        path = Path(str(error.filename))
        self._complain(path, f"{path.name}: {error.strerror}")

    def _write_files(self) -> None:
        self._files_are_behind = False
        try:
            self._off_loop(self._files.write, self._opened.engine.state)
        except OSError as error:
            self._files_are_behind = True
            self._complain_of(error)

    # ------------------------------------------------------------------------- snapshots

    def _wants_snapshot(self) -> bool:
        since = self._opened.engine.seq - self._opened.snapshot_seq
        is_quiet = time.monotonic() - self._last_commit > QUIET_S
        return since >= (SNAPSHOT_WHEN_QUIET if is_quiet else SNAPSHOT_ANYWAY)

    def _make_snapshot(self) -> None:
        """Take the present between two batches, and write it where that stalls nobody."""
        taken: list[Snapshot] = []
        done = self._mode.signal()

        def take() -> None:
            taken.append(self._opened.snapshot())
            done.set()

        self._committer.between_batches(take)
        done.wait(None)
        self._off_loop(self._opened.save_snapshot, taken[0])

    @staticmethod
    def _guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            log.exception("housekeeping failed")
