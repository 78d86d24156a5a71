"""What a terminal watches: each audience's place in its messages, and the documents in them."""

import logging
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from restaurant.client.notices import Changed, Documents, Snapshot
from restaurant.protocol.audiences import AUDIENCES

LOG = logging.getLogger(__name__)

View = tuple[str, str | None]
"""Audience and `of`."""


class ViewMessage(Struct, frozen=True):
    """A `view` as it comes; one without documents (a moment) only counts."""

    audience: str
    of: str | None = None
    rev: int | None = None
    snapshot: dict[str, dict[str, Any]] | None = None
    put: dict[str, dict[str, Any]] = {}
    drop: dict[str, list[str]] = {}


class Gap(Struct, frozen=True):
    """Messages of this view are missing: subscribe again."""

    view: View


class Views:
    """The views by their last rev, None while a snapshot is awaited."""

    def __init__(self, always: Sequence[str]) -> None:
        self.always: tuple[View, ...] = tuple((audience, None) for audience in always)
        self._revs: dict[View, int | None] = dict.fromkeys(self.always)

    @property
    def watched(self) -> list[View]:
        """Those that come and go, such as the progress of an order."""
        return [view for view in self._revs if view not in self.always]

    @property
    def complete(self) -> bool:
        """Whether everything that is always watched has been shown on this link."""
        return all(self._revs[view] is not None for view in self.always)

    def await_snapshot(self, view: View) -> None:
        """Watch it from its next snapshot on."""
        self._revs[view] = None

    def await_all(self) -> None:
        """The same for all of them: a new link."""
        self._revs = dict.fromkeys(self._revs)

    def drop(self, view: View) -> None:
        """Watch it no more."""
        if view not in self.always:
            self._revs.pop(view, None)

    def take(self, data: object) -> Snapshot | Changed | Gap | None:
        """What a message tells, None for nothing."""
        try:
            message = msgspec.convert(data, ViewMessage)
        except msgspec.ValidationError as error:
            LOG.warning("passing over a view: %s", error)
            return None
        view = message.audience, message.of
        if view not in self._revs or message.rev is None:
            return None
        if message.snapshot is not None:
            self._revs[view] = message.rev
            return Snapshot(*view, documents(message.audience, message.snapshot))
        return self._follow(view, message, message.rev)

    def _follow(self, view: View, message: ViewMessage, rev: int) -> Changed | Gap | None:
        last = self._revs[view]
        if last is None or rev <= last:
            return None
        if rev > last + 1:
            self._revs[view] = None
            return Gap(view)
        self._revs[view] = rev
        put = documents(message.audience, message.put)
        drop = {kind: ids for kind, ids in message.drop.items() if ids}
        return Changed(*view, put, drop) if put or drop else None


def nothing_there(view: View) -> Snapshot:
    """What a view shows that the server has not got."""
    audience = AUDIENCES.get(view[0])
    return Snapshot(*view, {kind: {} for kind in audience.kinds} if audience else {})


def documents(audience: str, plain: dict[str, dict[str, Any]]) -> Documents:
    """The typed documents in plain ones; kinds and documents of a newer server are left out."""
    known = AUDIENCES[audience].kinds if audience in AUDIENCES else {}
    typed: Documents = {}
    for kind, by_id in plain.items():
        if kind in known:
            typed[kind] = _convert_all(by_id, known[kind].document)
    return typed


def _convert_all(by_id: dict[str, Any], document: type) -> dict[str, Any]:
    converted: dict[str, Any] = {}
    for document_id, plain in by_id.items():
        try:
            converted[document_id] = msgspec.convert(plain, document)
        except msgspec.ValidationError as error:
            LOG.warning("passing over %s %s: %s", document.__name__, document_id, error)
    return converted
