"""`orders.json`: every order as it was accepted, always one valid JSON array (seed 000).

An entry is appended by writing it over the closing bracket, which costs the same at any length. The
file is made from the journal: its entries are the orders that the kitchen got, in order, so their
number says how far it has come.
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from restaurant.common.files import open_binary, replace_file, sync_data, write_all
from restaurant.domain.events import OrderPlaced
from restaurant.domain.values.orders import Order
from restaurant.engine.ports import Step
from restaurant.protocol.seeds import order_update

EMPTY = b"[]\n"
END = b"\n]\n"
SEPARATOR = b",\n"


class FellBehind(Exception):
    """A file beside the journal cannot go on from where it is; the next start makes it anew."""


class OrderBook:
    """The file, open for appending; `count` is how many orders are in it.

    At the start, until `ready`, what the file says is compared with the journal's orders as they are
    followed again; `differs` is whether somebody changed an entry.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        self._end = 0
        self._found: list[bytes] = []
        self._late: list[Order] = []
        self._digest = hashlib.sha256()
        self.count = 0
        self.differs = False

    def open(self) -> None:
        """Go on with the file that is there, or begin one; an invalid one counts as empty."""
        found = read_entries(self._path)
        if found is None:
            self.begin_anew()
            return
        self.close()
        self._descriptor = open_binary(self._path, os.O_RDWR)
        self._found, self.count, self.differs = found, len(found), False
        self._digest = hashlib.sha256(SEPARATOR.join(found))
        size = os.fstat(self._descriptor).st_size
        self._end = size - len(END) if found else 1

    def begins_with(self, count: int, digest: str) -> bool:
        """Whether the first so many entries that `open` found are those which had that `digest`."""
        if count >= self.count:
            return count == self.count and self.digest == digest
        return hashlib.sha256(SEPARATOR.join(self._found[:count])).hexdigest() == digest

    def ready(self) -> None:
        """The journal was followed to its end: from here on entries are only appended."""
        self._found = []

    def begin_anew(self) -> None:
        """Put what is there aside and make the file an empty list. Raises OSError."""
        self.close()
        if self._path.exists() and self._path.stat().st_size > len(EMPTY):
            self._path.replace(self._path.with_name(f"{self._path.name}.old"))
        replace_file(self._path, EMPTY)
        self._descriptor = open_binary(self._path, os.O_RDWR)
        self._found, self._late, self._digest = [], [], hashlib.sha256()
        self.count, self._end, self.differs = 0, 1, False

    def follow(self, steps: Sequence[Step]) -> None:
        """Append the orders that are new, and those that failed before. Raises FellBehind, OSError."""
        for step in steps:
            if not isinstance(step.event, OrderPlaced):
                continue
            number = step.after.orders.booked
            if number <= self.count:
                self._compare(number, step.event.order)
            elif self._descriptor is None or number != self.count + len(self._late) + 1:
                raise FellBehind(f"{self._path} lacks orders")
            else:
                self._late.append(step.event.order)
        if self._late:
            self._append(self._late)
            self._late = []

    @property
    def digest(self) -> str:
        """What `begins_with` will be asked about the entries that are there now."""
        return self._digest.hexdigest()

    def sync(self) -> None:
        """Return when what was appended is on the disk."""
        if self._descriptor is not None:
            sync_data(self._descriptor)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _compare(self, number: int, order: Order) -> None:
        if number <= len(self._found) and self._found[number - 1] != entry(order):
            self.differs = True

    def _append(self, orders: Sequence[Order]) -> None:
        assert self._descriptor is not None
        entries = SEPARATOR.join(map(entry, orders))
        before = SEPARATOR if self.count else b"\n"
        self._check_untouched()
        try:
            os.lseek(self._descriptor, self._end, os.SEEK_SET)
            write_all(self._descriptor, before + entries + END)
        except OSError:
            self._close_list()
            raise
        self._end += len(before) + len(entries)
        self.count += len(orders)
        self._digest.update(before.lstrip(b"\n") + entries)

    def _close_list(self) -> None:
        """After a write that failed: the list as it was, so that the file stays valid."""
        assert self._descriptor is not None
        end = END if self.count else EMPTY[1:]
        os.lseek(self._descriptor, self._end, os.SEEK_SET)
        write_all(self._descriptor, end)
        os.ftruncate(self._descriptor, self._end + len(end))

    def _check_untouched(self) -> None:
        """Raises FellBehind if somebody else removed, replaced or wrote the file."""
        assert self._descriptor is not None
        expected = self._end + len(END) if self.count else len(EMPTY)
        ours = os.fstat(self._descriptor)
        try:
            same = os.path.samestat(ours, self._path.stat())
        except FileNotFoundError:
            same = False
        if not same or ours.st_size != expected:
            self.close()
            self._late = []
            raise FellBehind(f"another program changed {self._path}")


def read_entries(path: Path) -> list[bytes] | None:
    """The entries that a file holds, or None if it is not what an OrderBook writes."""
    try:
        data = path.read_bytes()
        found = [bytes(entry) for entry in msgspec.json.decode(data, type=list[msgspec.Raw])]
    except (OSError, msgspec.MsgspecError):
        return None
    whole = b"[\n" + SEPARATOR.join(found) + END if found else EMPTY
    return found if data == whole else None


def entry(order: Order) -> bytes:
    """An order as the file holds it."""
    return msgspec.json.encode(order_update(order))
