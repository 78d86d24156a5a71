"""Reading a journal: every line checked, a torn end found and put aside, and nothing guessed.

A last line that a power cut tore is cut off and reported; anything else that is not as it was written
stops the server, because going on would bury what is damaged.
"""

import logging
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from restaurant.common.faults import fault
from restaurant.common.files import open_binary, replace_file, sync_data, write_all
from restaurant.engine.ports import Commit
from restaurant.storage.lines import FIRST_HASH, BadLine, NewerLine, check_line, read_line

log = logging.getLogger(__name__)

SECTOR = 512


class JournalDamaged(Exception):
    """A journal that must not be written to; `code` and `params` make the sentence for the owner."""

    def __init__(self, code: str, path: Path, line: int) -> None:
        super().__init__(f"{path}:{line}: {code}")
        self.code = code
        self.path = path
        self.line = line


class OtherHistory(Exception):
    """A snapshot that does not belong to this journal: the journal says otherwise at its commit."""


class Mark(NamedTuple):
    """How far a journal had come: its newest file's name and size then, and the last line's hash."""

    file: str
    size: int
    hash: str


class TornEnd(NamedTuple):
    """The end of a last line that was being written; `whole` if only its end of line is missing."""

    path: Path
    offset: int
    rest: bytes
    whole: bytes | None


class JournalReader:
    """Goes through a journal once, also beside a server; `mark` is the end of the last line it came to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.mark = Mark("", 0, FIRST_HASH)
        self.torn_end: TornEnd | None = None

    @property
    def hash(self) -> str:
        """The hash of that line."""
        return self.mark.hash

    @property
    def has_torn_end(self) -> bool:
        """Whether the last line read was being written when the power went, or just now."""
        return self.torn_end is not None and self.torn_end.whole is None

    def files(self) -> list[Path]:
        """All that there are, in order."""
        files = (p for p in self._folder.glob("*.jsonl") if p.stem.isdigit())
        return sorted(files, key=lambda p: int(p.stem))

    def check(self, after: int = 0, hash_after: str | None = None) -> Iterator[list[Commit]]:
        """The commits of each line, from the file that holds the commit next to `after`.

        Everything read is checked; commits up to `after` are passed over. `hash_after` is the hash
        that the line ending in `after` must have, where a snapshot knows it. Changes nothing; a torn
        last line is passed over. Raises JournalDamaged, OtherHistory, OSError.
        """
        files = self._files(after)
        seq = 0
        if files and int(files[0].stem) > 1:
            seq, before = int(files[0].stem) - 1, self._hash_before(files[0])
            self.mark = Mark(files[0].name, 0, before)
        known = self._is_known(seq, after, hash_after)
        for path in files:
            if int(path.stem) != seq + 1:
                raise JournalDamaged("journal_gap", path, 1)
            size = 0
            for number, line in self._lines(path, last=path is files[-1]):
                size += len(line)
                self.mark = Mark(path.name, size, self._check(path, number, line))
                commits = self._commits(path, number, line)
                if commits[0].seq != seq + 1:
                    raise JournalDamaged("journal_gap", path, number)
                seq = commits[-1].seq
                known = known or self._is_known(seq, after, hash_after)
                if commits[0].seq > after:
                    yield commits
        if seq < after or not known:
            raise JournalDamaged("journal_behind_snapshot", self._folder, seq)

    def cut_torn_end(self) -> Path | None:
        """Put a torn end aside, so that nothing is ever lost without a trace, and cut it off.

        Returns where it lies now, if there was one that could not be completed. Raises OSError.
        """
        if self.torn_end is None:
            return None
        path, offset, rest, whole = self.torn_end
        torn = None if whole is not None else _put_aside(path, offset, rest)
        descriptor = open_binary(path, os.O_RDWR)
        try:
            os.ftruncate(descriptor, offset)
            if whole is not None:
                os.lseek(descriptor, offset, os.SEEK_SET)
                write_all(descriptor, whole)
            sync_data(descriptor)
        finally:
            os.close(descriptor)
        return torn

    # ------------------------------------------------------------------------- details

    def _files(self, after: int) -> list[Path]:
        """The files from the one that holds the commit next to `after`, in order."""
        names = self.files()
        first = max((i for i, p in enumerate(names) if int(p.stem) <= after + 1), default=0)
        return names[first:]

    def _is_known(self, seq: int, after: int, hash_after: str | None) -> bool:
        """Whether the journal was found to be the snapshot's own. Raises OtherHistory if it is not."""
        if hash_after is None:
            return True
        if seq > after or (seq == after and self.hash != hash_after):
            raise OtherHistory(str(self._folder))
        return seq == after

    def _lines(self, path: Path, *, last: bool) -> Iterator[tuple[int, bytes]]:
        """Numbered lines; at the end of the last file a torn one is passed over, and noted."""
        number = 0
        offset = 0
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                is_cut = not line.endswith(b"\n")
                if is_cut or (last and self._is_hole(line, offset)):
                    # Behind a line that is being written there is only what came meanwhile.
                    rest = line if is_cut else line + file.read()
                    if not last or rest != line or not self._is_torn(rest):
                        raise JournalDamaged("journal_damaged", path, number)
                    whole = self._whole(rest)
                    self.torn_end = TornEnd(path, offset, rest, whole)
                    if whole is not None:
                        yield number, whole
                    return
                offset += len(line)
                yield number, line

    def _whole(self, rest: bytes) -> bytes | None:
        """The last line, if all that a power cut took is the end of line."""
        try:
            check_line(rest + b"\n", self.hash)
        except BadLine:
            return None
        return rest + b"\n"

    def _is_torn(self, rest: bytes) -> bool:
        """Whether this can be an end that was being written: then nobody was ever told of it.

        A last byte that was changed from the end of line is no torn line: the line before it is whole.
        """
        try:
            check_line(rest[:-1] + b"\n", self.hash)
        except BadLine:
            return True
        return False

    @staticmethod
    def _is_hole(line: bytes, offset: int) -> bool:
        """Whether a whole sector in the line never reached the disk: zeros from border to border."""
        if b"\0" not in line:
            return False
        start = -(offset % SECTOR)
        parts = (line[max(at, 0) : at + SECTOR] for at in range(start, len(line), SECTOR))
        return any(len(part) > 1 and not part.strip(b"\0\n") for part in parts)

    def _check(self, path: Path, number: int, line: bytes) -> str:
        try:
            return check_line(line, self.hash)
        except BadLine as error:
            raise JournalDamaged("journal_damaged", path, number) from error

    def _hash_before(self, path: Path) -> str:
        """The hash of the last line of the file before."""
        earlier = [p for p in self.files() if int(p.stem) < int(path.stem)]
        if not earlier:
            raise JournalDamaged("journal_file_missing", path, 1)
        with earlier[-1].open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - 64))
            end = file.read()
        return end[-len(FIRST_HASH) - 3 : -3].decode("ascii", "replace")

    @staticmethod
    def _commits(path: Path, number: int, line: bytes) -> list[Commit]:
        try:
            return read_line(line)
        except NewerLine as error:
            raise JournalDamaged("journal_newer", path, number) from error
        except BadLine as error:
            raise JournalDamaged("journal_damaged", path, number) from error


def _put_aside(path: Path, offset: int, rest: bytes) -> Path:
    stems = (f"torn-{path.stem}-{offset}{f'-{n}' if n else ''}" for n in count())
    files = (path.with_name(f"{stem}.bin") for stem in stems)
    torn = next(file for file in files if not file.exists())
    replace_file(torn, rest)
    told = fault("journal_torn", file=torn)
    log.warning("the last line of the journal was torn: %s", torn, extra=told)
    return torn
