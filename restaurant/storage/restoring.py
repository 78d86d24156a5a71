"""Bringing a restaurant back from a backup, and proving that one can be brought back."""

import hashlib
import os
import re
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from restaurant.common.clock import SystemClock
from restaurant.common.files import open_private, sync_folder
from restaurant.storage.backup import (
    KEPT,
    MANIFEST,
    PHOTOS,
    PIECE,
    VERSION,
    Entry,
    Manifest,
    Moment,
)
from restaurant.storage.journal_reading import JournalDamaged, JournalReader
from restaurant.storage.opening import open_folder
from restaurant.storage.snapshot import state_digest

Progress = Callable[[int, int], None]

UNPACKED = "restoring"
MOST_TOLD = 16 << 20
"""Bytes of what a backup says of itself: enough for fifty thousand photos. What is packed says anything."""
_NAMES = re.compile(rf"journal/\d{{1,20}}\.jsonl|{PHOTOS}/[^/\\:\0]{{1,200}}")
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    ValueError,
)


class BadBackup(Exception):
    """A file from which no restaurant can be brought back; `code` and `params` make the sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


class FolderNotEmpty(Exception):
    """A restaurant is never brought back over files that are there."""


def is_backup(file: Path) -> bool:
    """Whether a file says of itself that it is one. Raises OSError."""
    with file.open("rb") as stream:
        try:
            with _reading(file):
                return MANIFEST in zipfile.ZipFile(stream).namelist()
        except BadBackup:
            return False


def restore(file: Path, folder: Path, progress: Progress = lambda _done, _of: None) -> Manifest:
    """Bring back the restaurant in a backup; the folder must be empty or not there.

    Everything is unpacked and checked beside before the first file gets its place, the journal last,
    so that what was interrupted is never taken for a restaurant. Raises BadBackup, FolderNotEmpty,
    OSError.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderNotEmpty(str(folder))
    beside = folder / UNPACKED
    beside.mkdir(mode=0o700, parents=True)
    try:
        manifest = _unpack(file, beside, progress)
        _check_journal(file, beside, manifest)
        _move_in(beside, folder, manifest)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    sync_folder(folder)
    return manifest


def prove(file: Path, moment: Moment) -> None:
    """Bring a backup back into a temporary folder, and compare its state with that of the moment.

    Raises BadBackup, OSError.
    """
    with tempfile.TemporaryDirectory(
        prefix="restaurant-proof-", ignore_cleanup_errors=True
    ) as name:
        folder = Path(name) / "server"
        restore(file, folder)
        opened = open_folder(folder, SystemClock())
        try:
            found = opened.engine.seq, state_digest(opened.engine.state)
        finally:
            opened.close()
    if found != (moment.seq, moment.state):
        raise BadBackup("backup_differs", file=file)


def _unpack(file: Path, folder: Path, progress: Progress) -> Manifest:
    with file.open("rb") as stream:
        with _reading(file):
            archive = zipfile.ZipFile(stream)
            with archive.open(MANIFEST) as packed:
                text = packed.read(MOST_TOLD)
        manifest = _manifest(text, file)
        total = sum(entry.size for entry in manifest.files.values())
        done = 0
        for name, entry in manifest.files.items():
            if not (name in KEPT or _NAMES.fullmatch(name)) or name.endswith("/.."):
                raise BadBackup("backup_damaged", file=file, part=name[:80])
            _take_out(archive, name, entry, folder, file)
            done += entry.size
            progress(done, total)
    return manifest


def _manifest(text: bytes, file: Path) -> Manifest:
    try:
        manifest = msgspec.json.decode(text, type=Manifest)
    except msgspec.MsgspecError as error:
        raise BadBackup("not_a_backup", file=file) from error
    if manifest.v > VERSION:
        raise BadBackup("backup_newer", file=file, version=manifest.version)
    return manifest


def _take_out(archive: zipfile.ZipFile, name: str, entry: Entry, folder: Path, file: Path) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), entry.size
    with open_private(path) as target:
        for piece in _pieces(archive, name, file):
            left -= len(piece)
            if left < 0:
                break
            digest.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    if left or digest.hexdigest() != entry.sha256:
        raise BadBackup("backup_damaged", file=file, part=name)


def _pieces(archive: zipfile.ZipFile, name: str, file: Path) -> Iterator[bytes]:
    with _reading(file):
        packed = archive.open(name)
    with packed:
        while True:
            with _reading(file):
                piece = packed.read(PIECE)
            if not piece:
                return
            yield piece


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """Whatever is wrong inside the archive, down to places that are before its start, is one answer."""
    try:
        yield
    except _UNREADABLE as error:
        raise BadBackup("not_a_backup", file=file) from error


def _check_journal(file: Path, folder: Path, manifest: Manifest) -> None:
    journal, seq = JournalReader(folder / "journal"), 0
    try:
        for commits in journal.check():
            seq = commits[-1].seq
    except JournalDamaged as damaged:
        raise BadBackup("backup_damaged", file=file, part=damaged.path.name) from damaged
    if (seq, journal.hash) != (manifest.seq, manifest.journal_hash) or journal.has_torn_end:
        raise BadBackup("backup_damaged", file=file, part="journal")


def _move_in(beside: Path, folder: Path, manifest: Manifest) -> None:
    names = {name.split("/")[0] for name in manifest.files}
    for name in sorted(names, key=lambda name: name == "journal"):
        (beside / name).replace(folder / name)
