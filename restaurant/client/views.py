"""What a terminal watches: each audience's place in its messages, and the documents in them."""

import logging
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from restaurant.client.notices import Changed, Documents, Snapshot
from restaurant.protocol.audiences import AUDIENCES
from restaurant.protocol.messages import View, Watch

LOG = logging.getLogger(__name__)


class Gap(Struct, frozen=True):
    """Messages of this view are missing: subscribe again."""

    watch: Watch


class Views:
    """What is watched with the rev that was seen last, None while a snapshot is awaited."""

    def __init__(self, always: Sequence[str]) -> None:
        self.always: tuple[Watch, ...] = tuple(map(Watch, always))
        self._revs: dict[Watch, int | None] = dict.fromkeys(self.always)

    @property
    def watched(self) -> list[Watch]:
        """Those that come and go, such as the progress of an order."""
        return [watch for watch in self._revs if watch not in self.always]

    @property
    def complete(self) -> bool:
        """Whether everything that is always watched has been shown on this link."""
        return all(self._revs[watch] is not None for watch in self.always)

    def await_snapshot(self, watch: Watch) -> None:
        """Watch it from its next snapshot on."""
        self._revs[watch] = None

    def await_all(self) -> None:
        """The same for all of them: a new link."""
        self._revs = dict.fromkeys(self._revs)

    def drop(self, watch: Watch) -> None:
        """Watch it no more."""
        if watch not in self.always:
            self._revs.pop(watch, None)

    def take(self, data: object) -> Snapshot | Changed | Gap | None:
        """What a message tells, None for nothing."""
        if isinstance(data, dict) and data.get("rev") is None:
            return None  # a moment: it shows nothing
        try:
            view = msgspec.convert(data, View)
        except msgspec.ValidationError as error:
            LOG.warning("passing over a view: %s", error)
            return None
        watch = Watch(view.audience, view.of)
        if watch not in self._revs:
            return None
        if view.snapshot is not None:
            self._revs[watch] = view.rev
            return Snapshot(view.audience, view.of, documents(view.audience, view.snapshot))
        return self._follow(watch, view)

    def _follow(self, watch: Watch, view: View) -> Changed | Gap | None:
        last = self._revs[watch]
        if last is None or view.rev <= last:
            return None
        if view.rev > last + 1:
            self._revs[watch] = None
            return Gap(watch)
        self._revs[watch] = view.rev
        put = documents(view.audience, view.put or {})
        drop = {kind: ids for kind, ids in (view.drop or {}).items() if ids}
        return Changed(view.audience, view.of, put, drop) if put or drop else None


def nothing_there(watch: Watch) -> Snapshot:
    """What is shown of an audience that the server has not got."""
    audience = AUDIENCES.get(watch.audience)
    kinds = audience.kinds if audience else ()
    return Snapshot(watch.audience, watch.of, {kind: {} for kind in kinds})


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
