"""`snapshot.json`: the state at one commit, so that a start reads only what came after it.

Only ever a shortcut: it is made from the journal and may be deleted at any time, so one that cannot
be read is passed over.
"""

import hashlib
import logging
from pathlib import Path
from typing import Any

import msgspec
from immutables import Map
from msgspec import Struct
from msgspec.structs import replace

from restaurant.common.faults import fault
from restaurant.common.files import replace_file
from restaurant.domain.state import State
from restaurant.domain.values.orders import Order
from restaurant.engine.answers import Page

log = logging.getLogger(__name__)

VERSION = 2
"""1 had not the day's dishes and serving times: replay counts them."""


class Snapshot(Struct, frozen=True):
    """The state after the commit `seq`, whose journal line has the hash `journal_hash`.

    `book` is the digest of `orders.json` then, so that a changed one is noticed.
    """

    seq: int
    journal_hash: str
    state: State
    answers: tuple[Page, ...] = ()
    book: str = ""


class Stored(Struct, frozen=True):
    """The file's first line; its second line is the SHA-256 of the first in hexadecimal.

    Open orders stand beside the state: there may be many, and a dict is decoded several times as
    fast as a Map, which takes a detour over plain values.
    """

    v: int
    seq: int
    journal_hash: str
    state: State
    open_orders: dict[str, Order]
    answers: list[msgspec.Raw]
    book: str = ""


def _plain(value: Any) -> Any:
    if isinstance(value, Map):
        return dict(value)
    raise NotImplementedError(type(value))


def _rich(kind: Any, value: Any) -> Any:
    if getattr(kind, "__origin__", None) is Map:
        return Map(msgspec.convert(value, dict.__class_getitem__(kind.__args__)))
    raise NotImplementedError(kind)


_encoder = msgspec.json.Encoder(enc_hook=_plain)
_sorter = msgspec.json.Encoder(enc_hook=_plain, order="sorted")
_decoder = msgspec.json.Decoder(Stored, dec_hook=_rich)


class SnapshotFile:
    """The file; a page of answers that is full is made into JSON once and kept."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._full: dict[int, tuple[Page, msgspec.Raw]] = {}

    def write(self, snapshot: Snapshot) -> None:
        """Put a snapshot in place of the one before. Raises OSError."""
        orders = snapshot.state.orders
        stored = Stored(
            v=VERSION,
            seq=snapshot.seq,
            journal_hash=snapshot.journal_hash,
            state=replace(snapshot.state, orders=replace(orders, open=Map())),
            open_orders=dict(orders.open),
            answers=self._pages(snapshot.answers),
            book=snapshot.book,
        )
        body = _encoder.encode(stored)
        digest = hashlib.sha256(body).hexdigest().encode()
        replace_file(self._path, body + b"\n" + digest + b"\n")

    def read(self) -> Snapshot | None:
        """The snapshot in the file, or None where there is none that can be used."""
        try:
            return _read(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            told = fault("snapshot_passed_over")
            log.warning("the snapshot is passed over: %s", error, extra=told)
            return None

    def _pages(self, pages: tuple[Page, ...]) -> list[msgspec.Raw]:
        # The page is kept beside its JSON: else its id could become that of another page.
        self._full = {
            id(page): self._full.get(id(page)) or (page, _raw(page)) for page in pages[:-1]
        }
        return [raw for _, raw in self._full.values()] + [_raw(page) for page in pages[-1:]]


def _raw(page: Page) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(page))


def _read(data: bytes) -> Snapshot:
    """Raises ValueError, MsgspecError."""
    body, _, digest = data.rstrip(b"\n").rpartition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        raise ValueError("its content does not match its digest")
    stored = _decoder.decode(body)
    if stored.v != VERSION:
        raise ValueError(f"version {stored.v}")
    pages = tuple(msgspec.json.decode(page, type=Page) for page in stored.answers)
    orders = replace(stored.state.orders, open=Map(stored.open_orders))
    state = replace(stored.state, orders=orders)
    return Snapshot(stored.seq, stored.journal_hash, state, pages, stored.book)


def state_digest(state: State) -> str:
    """The same for the same state, in every process: SHA-256 in hexadecimal."""
    return hashlib.sha256(_sorter.encode(state)).hexdigest()
