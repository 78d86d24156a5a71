"""Bringing a restaurant back from its folder: snapshot, the rest of the journal, the files beside it."""

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from filelock import FileLock, Timeout
from msgspec import Struct

from restaurant.common.faults import fault
from restaurant.domain import restaurant
from restaurant.domain.state import State
from restaurant.engine.answers import Accepted, Answers
from restaurant.engine.engine import Engine, walk
from restaurant.engine.ports import Clock, Commit, Step
from restaurant.storage.archive import Archive
from restaurant.storage.backup import Moment
from restaurant.storage.journal_files import JournalFiles
from restaurant.storage.journal_reading import OtherHistory
from restaurant.storage.order_book import OrderBook
from restaurant.storage.snapshot import Snapshot, SnapshotFile, state_digest

log = logging.getLogger(__name__)

Progress = Callable[[int], None]


class FolderInUse(Exception):
    """Another server works on this folder."""


class Opened(Struct):
    """A restaurant that has been brought back, and what keeps it."""

    folder: Path
    engine: Engine
    journal: JournalFiles
    book: OrderBook
    archive: Archive
    snapshots: SnapshotFile
    lock: FileLock
    snapshot_seq: int

    def save_snapshot(self, snapshot: Snapshot) -> None:
        """Write a snapshot, once the files beside the journal are as far on the disk. Raises OSError."""
        self.book.sync()
        self.archive.sync()
        self.snapshots.write(snapshot)
        self.snapshot_seq = snapshot.seq

    def snapshot(self) -> Snapshot:
        """The present; to be called only between two batches."""
        engine = self.engine
        answers = engine.answers.taken()
        return Snapshot(engine.seq, self.journal.hash, engine.state, answers, self.book.digest)

    def moment(self) -> Moment:
        """The present, for a backup; to be called only between two batches."""
        state = self.engine.state
        name = state.settings.name
        return Moment(name, self.engine.seq, self.journal.mark, state_digest(state))

    def close(self) -> None:
        """Let go of all files and of the folder."""
        for part in (self.journal, self.book, self.archive):
            part.close()
        self.lock.release()


def open_folder(folder: Path, clock: Clock, progress: Progress = lambda _seq: None) -> Opened:
    """Bring back the restaurant in a folder, or begin one; `progress` is told the commits replayed.

    Raises FolderInUse, JournalDamaged, OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "in-use.lock", blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise FolderInUse(str(folder)) from None
    try:
        return _open_locked(folder, lock, clock, progress)
    except BaseException:
        lock.release()
        raise


def _open_locked(folder: Path, lock: FileLock, clock: Clock, progress: Progress) -> Opened:
    with ExitStack() as files:
        opened = _bring_back(folder, lock, clock, progress, files)
        files.pop_all()
    return opened


def _bring_back(
    folder: Path, lock: FileLock, clock: Clock, progress: Progress, files: ExitStack
) -> Opened:
    """`files` closes those that were opened, if the restaurant cannot be brought back."""
    book, archive = OrderBook(folder / "orders.json"), Archive(folder / "archive")
    files.callback(book.close)
    files.callback(archive.close)

    def begin() -> JournalFiles:
        journal = JournalFiles(folder / "journal")
        files.callback(journal.close)
        return journal

    snapshots = SnapshotFile(folder / "snapshot.json")
    snapshot = snapshots.read()
    book.open()
    archive.open(snapshot.state.orders.closed if snapshot else 0)
    if snapshot and not _go_with(snapshot, book, archive):
        log.warning("files beside the journal lack orders", extra=fault("made_anew"))
        snapshot = None
        archive.open()
    journal = begin()
    try:
        replay = _replay(journal, snapshot, book, archive, progress)
    except OtherHistory:
        log.warning("the snapshot is of another journal", extra=fault("snapshot_passed_over"))
        journal, snapshot = begin(), None
        archive.open()
        replay = _replay(journal, None, book, archive, progress)
    if _are_ahead(replay.state, book, archive):
        log.warning("files beside the journal differ from it", extra=fault("made_anew"))
        book.begin_anew()
        archive.begin_anew()
        journal.close()
        journal = begin()
        replay = _replay(journal, None, book, archive, progress)
    book.ready()
    archive.ready()
    archive.sync()  # a snapshot may vouch for what was made anew just now
    engine = Engine(clock, replay.state, replay.seq, replay.answers)
    start = snapshot.seq if snapshot else 0
    return Opened(folder, engine, journal, book, archive, snapshots, lock, start)


def _go_with(snapshot: Snapshot, book: OrderBook, archive: Archive) -> bool:
    """Whether the files beside the journal hold what a snapshot is already past, unchanged."""
    orders = snapshot.state.orders
    return book.begins_with(orders.booked, snapshot.book) and archive.count >= orders.closed


def _are_ahead(state: State, book: OrderBook, archive: Archive) -> bool:
    """Whether the files beside the journal hold what it does not."""
    if book.differs or archive.differs:
        return True
    return book.count > state.orders.booked or archive.count > state.orders.closed


class _Replay:
    """The state coming back commit by commit, with the files beside the journal catching up."""

    def __init__(self, start: Snapshot, book: OrderBook, archive: Archive) -> None:
        self.state = start.state
        self.seq = start.seq
        self.answers = Answers(start.answers)
        self._followers = (book, archive)

    def take(self, commits: Sequence[Commit]) -> None:
        steps: list[Step] = []
        for commit in commits:
            walked, self.state = walk(self.state, commit.seq, commit.at, commit.events)
            steps += walked
            self.seq = commit.seq
            answer = Accepted(commit.seq, restaurant.made(commit.events))
            self.answers.add(commit.by.id, commit.cause, answer, commit.at)
        for follower in self._followers:
            follower.follow(steps)


def _replay(
    journal: JournalFiles,
    snapshot: Snapshot | None,
    book: OrderBook,
    archive: Archive,
    progress: Progress,
) -> _Replay:
    start = snapshot or Snapshot(0, "", State())
    replay = _Replay(start, book, archive)
    for commits in journal.read(start.seq, start.journal_hash if snapshot else None):
        replay.take(commits)
        progress(replay.seq)
    return replay
