"""The journal of one restaurant as files: what is in it has happened, and nothing else has.

`journal/{first seq}.jsonl`, a new file when one has grown large. A batch is one line, one write and
one sync; what cannot be kept is cut back at once.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from restaurant.common.files import open_binary, sync_data, sync_folder, write_all
from restaurant.engine.ports import Commit, StorageBroken, StorageFailed
from restaurant.storage.journal_reading import JournalReader, Mark
from restaurant.storage.lines import FIRST_HASH, write_line

ROLL_BYTES = 32 << 20
"""A file is followed by a new one once it is larger than this."""


class JournalFiles:
    """The journal in a folder: `read` it once from the start of a file, then `append`."""

    def __init__(self, folder: Path, *, roll_bytes: int = ROLL_BYTES) -> None:
        self._folder = folder
        self._roll_bytes = roll_bytes
        self._descriptor: int | None = None
        self._name = ""
        self._size = 0
        self._hash = FIRST_HASH
        self._broken = False
        self.torn: Path | None = None
        """Where the torn end of the last line was put, if `read` cut one off."""

    def read(self, after: int = 0, hash_after: str | None = None) -> Iterator[list[Commit]]:
        """What `JournalReader.check` reads; it ends ready to append, before that nothing is changed."""
        reader = JournalReader(self._folder)
        yield from reader.check(after, hash_after)
        self._hash = reader.hash
        self.torn = reader.cut_torn_end()
        files = reader.files()
        self._open(files[-1] if files else self._folder / f"{1:012}.jsonl")

    @property
    def hash(self) -> str:
        """The hash of the last line."""
        return self._hash

    @property
    def mark(self) -> Mark:
        """How far the journal is; what is before a mark never changes."""
        return Mark(self._name, self._size, self._hash)

    def append(self, commits: Sequence[Commit]) -> None:
        """Keep a batch as one line, synced. Raises StorageFailed, after which nothing of it is there."""
        if self._broken or self._descriptor is None:
            raise StorageBroken("the journal is not open for writing")
        if self._size >= self._roll_bytes:
            self._roll(commits[0].seq)
        line, seal = write_line(commits, self._hash)
        try:
            write_all(self._descriptor, line)
            sync_data(self._descriptor)
        except BaseException as error:
            self._cut_back()
            if isinstance(error, OSError):
                raise StorageFailed(str(error)) from error
            raise
        self._size += len(line)
        self._hash = seal

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    # ------------------------------------------------------------------------- details

    def _open(self, path: Path) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor = open_binary(path, os.O_RDWR | os.O_CREAT)
        try:
            size = os.lseek(descriptor, 0, os.SEEK_END)
            # Also where the file is there already: a start before this one may have failed here.
            sync_folder(self._folder)
            sync_folder(self._folder.parent)
        except OSError:
            os.close(descriptor)
            raise
        self._descriptor, self._name, self._size = descriptor, path.name, size

    def _roll(self, seq: int) -> None:
        """Go on in a new file. Raises StorageFailed, the old file staying in use."""
        old = self._descriptor
        try:
            self._open(self._folder / f"{seq:012}.jsonl")
        except OSError as error:
            raise StorageFailed(str(error)) from error
        if old is not None:
            os.close(old)

    def _cut_back(self) -> None:
        """Undo a write that failed: what may be on the disk of it must not be read again."""
        assert self._descriptor is not None
        try:
            os.ftruncate(self._descriptor, self._size)
            os.lseek(self._descriptor, self._size, os.SEEK_SET)
            sync_data(self._descriptor)
        except OSError as error:
            self._broken = True
            raise StorageBroken(str(error)) from error
