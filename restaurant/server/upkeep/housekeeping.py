"""What the server does beside serving: the owner's files, snapshots, and faults shown in its window."""

import json
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from restaurant.common import patience
from restaurant.common.assets import asset
from restaurant.common.faults import fault
from restaurant.common.ids import new_id
from restaurant.common.machine import computers_language, computers_time_zone
from restaurant.common.strings import languages
from restaurant.domain import events, opening
from restaurant.domain.business_day import has_begun
from restaurant.domain.commands import Tick
from restaurant.domain.values import Actor
from restaurant.engine.committer import Committer
from restaurant.engine.engine import Request
from restaurant.engine.ports import Step
from restaurant.server.desk import Desk
from restaurant.server.office.last_seen import LastSeen
from restaurant.server.office.operations import Operations
from restaurant.server.office.whereabouts import Whereabouts
from restaurant.server.upkeep.owners_edits import OwnersEdits
from restaurant.storage.backup import PHOTOS
from restaurant.storage.opening import Opened
from restaurant.storage.owner_files import OwnerFiles
from restaurant.storage.snapshot import Snapshot

log = logging.getLogger(__name__)

CLOCK = Actor(role="manager", id="clock", name="the clock")

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
        last_seen: LastSeen,
        whereabouts: Whereabouts,
    ) -> None:
        self._last_seen, self._whereabouts = last_seen, whereabouts
        self._mode, self._opened, self._committer = mode, opened, committer
        self._desk, self._operations, self._files = desk, operations, files
        self._off_loop = mode.worker()
        self._edits = OwnersEdits(files, desk, lambda: opened.engine.state, self._off_loop)
        self._snapshot_failed = False
        self._last_commit = self._last_look = 0.0
        self._is_running = False
        self._over, self._rested = mode.signal(), mode.signal()

    def begin(self, *, sample: bool) -> None:
        """Bring files and state together before anybody is served; a new folder gets its first files."""
        if self._opened.engine.seq == 0:
            kind = "sample" if sample else "starter"
            self._guarded(lambda: self._give_first_files(kind))
        self._guarded(self._edits.take)
        self._guarded(self._edits.write)
        self._guarded(self._tick)

    def published(self, steps: Sequence[Step]) -> None:
        """Note what a batch changed."""
        self._last_commit = time.monotonic()
        if any(isinstance(step.event, _OWNERS_EVENTS) for step in steps):
            self._edits.are_behind = True

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
            self._guarded(self._save_last_seen)
            self._committer.stop()
            done.set()

        self._committer.between_batches(last)
        done.wait(patience.LAST_WRITES)

    def _look_round(self) -> None:
        self._operations.tell_faults()
        self._tick()
        if self._edits.are_behind:
            self._edits.write()
        if time.monotonic() - self._last_look >= FILES_EVERY_S:
            self._last_look = time.monotonic()
            self._edits.take()
            self._whereabouts.look()
            self._last_seen.forget(frozenset(self._opened.engine.state.people.terminals))
            self._off_loop(self._save_last_seen)
        if self._wants_snapshot():
            self._make_snapshot()

    def _save_last_seen(self) -> None:
        try:
            self._last_seen.save()
        except OSError as error:
            log.info("when terminals were seen last is not written: %s", error)

    # ----------------------------------------------------------------- the owner's files

    def _give_first_files(self, kind: str) -> None:
        for name in ("settings", "menu"):
            path = self._opened.folder / f"{name}.json"
            if not path.exists():
                path.write_bytes(first_file(kind, name))
        photos = self._opened.folder / PHOTOS
        photos.mkdir(exist_ok=True)
        for photo in asset(f"{kind}/photos").glob("*.jpg"):
            if not (photos / photo.name).exists():
                (photos / photo.name).write_bytes(photo.read_bytes())

    # ------------------------------------------------------------------------ the clock

    def _tick(self) -> None:
        """Begin the business day, open and close when it is time, also while nobody orders."""
        state, now = self._opened.engine.state, datetime.now(UTC)
        if has_begun(state, now) or opening.turned(state, now):
            self._desk.commit(Request(Tick(), CLOCK, new_id()))

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
        try:
            self._off_loop(self._opened.save_snapshot, taken[0])
        except OSError as error:
            self._complain(error)
        else:
            self._snapshot_failed = False

    def _complain(self, error: OSError) -> None:
        """Say once that there is no snapshot; it is tried again."""
        if not self._snapshot_failed:
            self._snapshot_failed = True
            told = fault("snapshot_not_written", reason=error.strerror)
            log.error("a snapshot is not written: %s", error, extra=told)

    @staticmethod
    def _guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            log.exception("housekeeping failed")


def first_file(kind: str, name: str) -> bytes:
    """A file as it comes; a new restaurant begins in the language and time zone of its computer."""
    as_it_comes = asset(f"{kind}/{name}.json").read_bytes()
    if name != "settings":
        return as_it_comes
    settings = json.loads(as_it_comes)
    if (zone := computers_time_zone()) is not None:
        settings["time_zone"] = zone
    if kind == "starter" and (language := computers_language()) in languages():
        settings["language"] = language
    return (json.dumps(settings, indent=2, ensure_ascii=False) + "\n").encode()
