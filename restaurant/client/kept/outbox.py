"""`outbox.jsonl`: commands that have no answer yet, kept over restarts and power cuts.

    {"at":"2026-11-20T19:42:07Z","message":{"id":"0190…","type":"new_order",…}}
    {"asked":"0190…"}
    {"done":"0190…"}

A command is on the disk before it is sent, and so is that the server was asked, for from then on it
may have been done. An answered one is marked by a line of its own; when none is left the file is
emptied, and what a start finds is written anew without those that are done.
"""

import contextlib
import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from restaurant.client.kept.append import append_line, empty
from restaurant.common.files import replace_file
from restaurant.common.ids import new_id
from restaurant.domain.commands import Command
from restaurant.domain.errors import Refused
from restaurant.protocol.codec import read_command, write_command
from restaurant.protocol.table import COMMANDS

LOG = logging.getLogger(__name__)


class Entry(Struct, frozen=True):
    """A command that waits for its answer; `asked` once the server may have seen it."""

    id: str
    command: Command
    made_at: datetime
    asked: bool = False


class Line(Struct, frozen=True, omit_defaults=True):
    """A line of the file: a command with its time, or the id of one that is asked or done."""

    at: Annotated[datetime, Meta(tz=True)] | None = None
    message: dict[str, Any] | None = None
    asked: str | None = None
    done: str | None = None


class Outbox:
    """The commands in order; `path` None keeps them in memory only. For any number of threads."""

    def __init__(
        self, path: Path | None, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._path = path
        self._now = now
        self._lock = threading.Lock()
        self._entries: dict[str, Entry] = {}
        self._unmarked: list[str] = []
        self._loaded = path is None
        # A folder that cannot be read now is told to whoever adds the next command.
        with contextlib.suppress(OSError):
            self._load()

    def __len__(self) -> int:
        return len(self._entries)

    def first(self) -> Entry | None:
        """The command whose turn it is."""
        with self._lock:
            return next(iter(self._entries.values()), None)

    def add(self, command: Command) -> Entry:
        """Keep a command under a new id. Raises OSError; then it is not kept."""
        entry = Entry(new_id(), command, self._now())
        with self._lock:
            self._load()
            if self._path is not None:
                append_line(self._path, _line(entry))
            self._entries[entry.id] = entry
        return entry

    def asked(self, command_id: str) -> None:
        """Note, once, that a command is about to be sent; a disk that fails does not hold it up."""
        with self._lock:
            entry = self._entries.get(command_id)
            if entry is None or entry.asked:
                return
            self._entries[command_id] = replace(entry, asked=True)
            try:
                if self._path is not None:
                    append_line(self._path, msgspec.json.encode(Line(asked=command_id)))
            except OSError as error:
                LOG.warning("outbox cannot note that a command is sent: %s", error)

    def done(self, command_id: str) -> None:
        """Forget a command; where the disk fails it comes again after a restart, under its id."""
        with self._lock:
            if self._entries.pop(command_id, None) is None or self._path is None:
                return
            self._unmarked.append(command_id)
            try:
                self._mark(self._path)
            except OSError as error:
                LOG.warning("outbox keeps an answered command: %s", error)

    def _mark(self, path: Path) -> None:
        if self._entries:
            marks = (msgspec.json.encode(Line(done=done)) for done in self._unmarked)
            append_line(path, b"\n".join(marks))
        else:
            empty(path)
        self._unmarked.clear()

    def _load(self) -> None:
        """Read the file once. Raises OSError."""
        if self._loaded or self._path is None:
            return
        data = self._path.read_bytes() if self._path.exists() else b""
        self._entries, unreadable = read_lines(data)
        self._loaded = True
        wanted = b"".join(map(_lines, self._entries.values()))
        if data != wanted:
            self._tidy(self._path, wanted, unreadable)

    def _tidy(self, path: Path, wanted: bytes, unreadable: list[bytes]) -> None:
        """Write the file anew; what cannot be read is put aside, for it may be somebody's order."""
        try:
            for line in unreadable:
                LOG.warning("outbox: passing over %d bytes that cannot be read", len(line))
                append_line(path.with_name(f"{path.name}.unreadable"), line)
            replace_file(path, wanted)
        except OSError as error:
            LOG.warning("outbox stays untidy: %s", error)


def read_lines(data: bytes) -> tuple[dict[str, Entry], list[bytes]]:
    """The commands by id that are not done, in order, and the lines that cannot be read."""
    entries: dict[str, Entry] = {}
    unreadable: list[bytes] = []
    for text in filter(None, data.split(b"\n")):
        try:
            _take_line(entries, msgspec.json.decode(text, type=Line))
        except (msgspec.MsgspecError, UnicodeError, Refused):
            unreadable.append(text)
    return entries, unreadable


def _take_line(entries: dict[str, Entry], line: Line) -> None:
    """Raises Refused for a command that this version does not know."""
    if line.done is not None:
        entries.pop(line.done, None)
        return
    if line.asked is not None:
        if line.asked in entries:
            entries[line.asked] = replace(entries[line.asked], asked=True)
        return
    row = COMMANDS.get((line.message or {}).get("type", ""))
    if row is None or line.at is None:
        raise Refused("unknown_command")
    command_id, command = read_command(row, line.message)
    entries[command_id] = Entry(command_id, command, line.at)


def _lines(entry: Entry) -> bytes:
    """What a file that is written anew has of a command."""
    marks = [msgspec.json.encode(Line(asked=entry.id))] if entry.asked else []
    return b"".join(line + b"\n" for line in [_line(entry), *marks])


def _line(entry: Entry) -> bytes:
    message = write_command(entry.command, entry.id)
    return msgspec.json.encode(Line(at=entry.made_at, message=message))
