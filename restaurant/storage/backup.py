"""A backup: the whole restaurant in one file, taken while it works.

The file is a ZIP archive. In it are the journal up to a mark, what else cannot be made anew from the
journal, and `backup.json`, which says what has to come out of it again. Everything before a mark
stays as it is, so only taking the mark needs a moment between two batches.
"""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
from msgspec import Meta, Struct

from restaurant import __version__
from restaurant.common.files import open_private, put_in_place
from restaurant.domain.state import State
from restaurant.domain.values.basics import Name
from restaurant.engine.engine import walk
from restaurant.storage.journal_reading import JournalReader, Mark
from restaurant.storage.snapshot import state_digest

VERSION = 1
MANIFEST = "backup.json"
KEPT = (
    "settings.json",
    "menu.json",
    "taken.json",
    "secret.key",
    "certificate.pem",
    "certificate.key",
)
"""What the server cannot make anew, besides the journal and the photos."""

PHOTOS = "photos"
PIECE = 1 << 20

Progress = Callable[[int, int], None]
"""Told how many bytes are done, and of how many."""


class Entry(Struct, frozen=True):
    """A file in the backup: its size in bytes and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


class Manifest(Struct, frozen=True):
    """What is in a backup: which restaurant, up to which command and journal line, which files."""

    v: int
    made_at: datetime
    version: Annotated[str, Meta(max_length=40)]
    restaurant: Name
    seq: int
    journal_hash: str
    files: dict[str, Entry]


class Moment(Struct, frozen=True):
    """Where the restaurant was between two batches; that stays valid while the server goes on."""

    restaurant: str
    seq: int
    mark: Mark
    state: str
    """The digest of what was in force then: what a proof compares with."""


def read_moment(folder: Path, progress: Callable[[int], None] = lambda _seq: None) -> Moment:
    """Where a restaurant is, from its journal alone; a server may work in the folder.

    `progress` is told the commands read. Raises JournalDamaged, OSError.
    """
    journal, state, seq = JournalReader(folder / "journal"), State(), 0
    for commits in journal.check():
        for commit in commits:
            _, state = walk(state, commit.seq, commit.at, commit.events)
        seq = commits[-1].seq
        progress(seq)
    return Moment(state.settings.name, seq, journal.mark, state_digest(state))


def back_up(
    folder: Path,
    moment: Moment,
    target: Path,
    *,
    now: datetime,
    progress: Progress = lambda _done, _of: None,
) -> Manifest:
    """Write the backup of a data folder as it was at a moment; the target is whole or not there.

    It holds the keys of the server, so only this user may read it. Raises OSError.
    """
    found = list(_files(folder, moment.mark))
    total = sum(path.stat().st_size if end is None else end for _, path, end in found)
    beside = target.with_name(f"{target.name}.new")
    beside.unlink(missing_ok=True)
    try:
        with open_private(beside) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                entries = {}
                done = 0
                for name, path, end in found:
                    entries[name] = _pack(archive, name, path, end)
                    done += entries[name].size
                    progress(done, total)
                manifest = Manifest(
                    v=VERSION,
                    made_at=now,
                    version=__version__,
                    restaurant=moment.restaurant,
                    seq=moment.seq,
                    journal_hash=moment.mark.hash,
                    files=entries,
                )
                archive.writestr(MANIFEST, msgspec.json.encode(manifest))
            file.flush()
            os.fsync(file.fileno())
        put_in_place(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return manifest


def _files(folder: Path, mark: Mark) -> Iterator[tuple[str, Path, int | None]]:
    """The name in the backup, the file, and where what is wanted of it ends, if not where it ends."""
    for path in sorted((folder / "journal").glob("*.jsonl")):
        if path.name < mark.file:
            yield f"journal/{path.name}", path, None
        elif path.name == mark.file:
            yield f"journal/{path.name}", path, mark.size
    for name in KEPT:
        path = folder / name
        if path.is_file():
            yield name, path, None
    for path in sorted((folder / PHOTOS).glob("*")):
        if path.is_file():
            yield f"{PHOTOS}/{path.name}", path, None


def _pack(archive: zipfile.ZipFile, name: str, path: Path, end: int | None) -> Entry:
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as packed:
        # A working server puts other files in the place of its owner's: only an open one stays itself.
        size = os.fstat(source.fileno()).st_size
        for piece in _pieces(source, size if end is None else end):
            digest.update(piece)
            packed.write(piece)
            done += len(piece)
    return Entry(done, digest.hexdigest())


def _pieces(source: BinaryIO, size: int) -> Iterator[bytes]:
    left = size
    while left and (piece := source.read(min(PIECE, left))):
        left -= len(piece)
        yield piece
