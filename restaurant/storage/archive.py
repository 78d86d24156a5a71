"""`archive/{business day}.jsonl`: closed orders, one a line, for search and reports.

Made from the journal. Each line carries the running number of its closing, so the last line says
how far the archive has come and a repeated closing is passed over.
"""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from restaurant.common.files import open_binary, sync_data, write_all
from restaurant.domain.events import OrderClosed
from restaurant.domain.values.orders import Order, OrderStatus
from restaurant.engine.ports import Step


class ClosedOrder(Struct, frozen=True):
    """The `number`-th order that was closed, by the commit `seq`."""

    number: int
    seq: int
    closed_at: datetime
    status: OrderStatus
    order: Order


_decoder = msgspec.json.Decoder(ClosedOrder)


class Archive:
    """The folder, open for appending; `count` is how many closed orders are in it.

    At the start, until `ready`, lines are compared with the journal's closings as they are followed
    again: a power cut may have left holes in what was not synced. `differs` is whether one was found.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._day = ""
        self._descriptor: int | None = None
        self._late: list[tuple[str, ClosedOrder]] = []
        self._found: dict[int, bytes] = {}
        self.count = 0
        self.differs = False

    def open(self, after: int = 0) -> None:
        """Go on from what is there; closings up to `after` are known to be on the disk as they were.

        A torn last line is cut; what does not fit together counts as none.
        """
        self._found, self.differs = {}, False
        self._folder.mkdir(parents=True, exist_ok=True)
        files = sorted(self._folder.glob("*.jsonl"))
        if files:
            _cut_torn_line(files[-1])
        count = 0
        for path in files:
            lines = path.read_bytes().splitlines() if path.exists() else []
            if not _are_numbered(lines, count + 1):
                self.begin_anew()
                return
            if count + len(lines) > after:
                self._found.update(enumerate(lines, count + 1))
            count += len(lines)
        self.count = count

    def ready(self) -> None:
        """The journal was followed to its end: from here on lines are only appended."""
        self._found = {}

    def begin_anew(self) -> None:
        """Put what is there aside and begin with the first closed order. Raises OSError."""
        self.close()
        for path in self._folder.glob("*.jsonl"):
            path.replace(path.with_suffix(".old"))
        self.count, self._late, self._found, self.differs = 0, [], {}, False

    def follow(self, steps: Sequence[Step]) -> None:
        """Append the orders that closed, and those that failed before. Raises OSError."""
        for step in steps:
            if not isinstance(step.event, OrderClosed):
                continue
            if step.after.orders.closed > self.count:
                # The state's day never goes back, so that the files stay in the order of closing.
                self._late.append((step.after.orders.day, _closed(step, step.event)))
            elif found := self._found.get(step.after.orders.closed):
                self.differs = self.differs or found != _line(_closed(step, step.event))
        while self._late:
            self._append(*self._late[0])
            del self._late[0]

    def sync(self) -> None:
        """Return when what was appended is on the disk."""
        if self._descriptor is not None:
            sync_data(self._descriptor)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
        self._descriptor, self._day = None, ""

    def _append(self, day: str, closed: ClosedOrder) -> None:
        descriptor = self._file_of(day)
        size = os.fstat(descriptor).st_size
        try:
            write_all(descriptor, _line(closed) + b"\n")
        except OSError:
            os.ftruncate(descriptor, size)
            raise
        self.count = closed.number

    def _file_of(self, day: str) -> int:
        if self._descriptor is None or day != self._day:
            self.sync()
            self.close()
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
            self._descriptor = open_binary(self._folder / f"{day}.jsonl", flags)
            self._day = day
        return self._descriptor


def _closed(step: Step, event: OrderClosed) -> ClosedOrder:
    order = step.before.orders.open[event.order_id]
    return ClosedOrder(step.after.orders.closed, step.seq, step.at, event.status, order)


def _line(closed: ClosedOrder) -> bytes:
    return msgspec.json.encode(closed)


def _cut_torn_line(path: Path) -> None:
    data = path.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole == 0:
        path.unlink()
    elif whole < len(data):
        os.truncate(path, whole)


def _are_numbered(lines: list[bytes], first: int) -> bool:
    """Whether a file's first and last line have the numbers that they should have."""
    try:
        ends = _decoder.decode(lines[0]).number, _decoder.decode(lines[-1]).number
    except (IndexError, msgspec.MsgspecError):
        return False
    return ends == (first, first + len(lines) - 1)
