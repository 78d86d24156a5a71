"""Reading a data folder from its first command to its last, and comparing what was made from it.

Nothing is changed, so it may be done while a server works there.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from restaurant.domain.events import OrderPlaced
from restaurant.domain.state import State
from restaurant.engine.engine import walk
from restaurant.engine.ports import Commit
from restaurant.storage.archive import ClosedOrder
from restaurant.storage.journal_reading import JournalReader
from restaurant.storage.order_book import entry, read_entries

SETTLES_S, LOOK_S = 1.0, 0.05


class Verified(Struct, frozen=True):
    """What was found: the last command, the orders, and which files are not what the journal says.

    `torn` says that the last line is incomplete: a server is writing it, or the power went.
    """

    seq: int
    orders: int
    behind: tuple[str, ...]
    torn: bool


def verify(folder: Path, progress: Callable[[int], None] = lambda _seq: None) -> Verified:
    """Check every hash of the journal in a data folder, and the files that are made from it.

    `progress` is told the commands checked. Raises JournalDamaged, OSError.
    """
    journal = JournalReader(folder / "journal")
    state, seq, entries = State(), 0, []
    for commits in journal.check():
        state, placed = _walk(state, commits)
        entries += placed
        seq = commits[-1].seq
        progress(seq)
    behind = []
    if not _soon(lambda: (read_entries(folder / "orders.json") or [])[: len(entries)] == entries):
        behind.append("orders.json")
    if not _soon(lambda: sum(1 for _ in _archived(folder / "archive")) >= state.orders.closed):
        behind.append("archive")
    return Verified(seq, len(entries), tuple(behind), journal.has_torn_end)


def _soon(holds: Callable[[], bool]) -> bool:
    """Whether a file holds what the journal does; a server that works there writes it a moment later."""
    ends = time.monotonic() + SETTLES_S
    while not (held := holds()) and time.monotonic() < ends:
        time.sleep(LOOK_S)
    return held


def _walk(state: State, commits: list[Commit]) -> tuple[State, list[bytes]]:
    placed = []
    for commit in commits:
        steps, state = walk(state, commit.seq, commit.at, commit.events)
        placed += [entry(s.event.order) for s in steps if isinstance(s.event, OrderPlaced)]
    return state, placed


def _archived(folder: Path) -> Iterator[ClosedOrder]:
    """The closed orders that can be read, up to the first that cannot."""
    decoder = msgspec.json.Decoder(ClosedOrder)
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_bytes().splitlines():
            try:
                yield decoder.decode(line)
            except msgspec.MsgspecError:
                return
