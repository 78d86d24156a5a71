"""The screen's copy of what it is shown: documents by kind and id, and which of them changed."""

from collections.abc import Iterable, Mapping

from restaurant.client.notices import Changed, Documents, Snapshot
from restaurant.protocol.documents import Document

Key = tuple[str, str]
"""Kind and id of a document."""

Source = tuple[str, str | None]
"""Audience and `of`."""


class Mirror:
    """Documents of any number of audiences; what two of them show is kept until neither does."""

    def __init__(self) -> None:
        self._sources: dict[Source, dict[Key, Document]] = {}
        self._documents: dict[str, dict[str, Document]] = {}

    def all(self, kind: str) -> Mapping[str, Document]:
        """The documents of a kind by id, in the order in which they came."""
        return self._documents.get(kind, {})

    def find(self, kind: str, document_id: str) -> Document | None:
        """One document, or None."""
        return self.all(kind).get(document_id)

    def take(self, notice: Snapshot | Changed) -> set[Key]:
        """Take in what a link told; the keys of documents that are new, different or gone."""
        source = notice.audience, notice.of
        shown = self._sources.setdefault(source, {})
        if isinstance(notice, Snapshot):
            put, gone = _by_key(notice.documents), list(shown)
        else:
            put = _by_key(notice.put)
            gone = [(kind, i) for kind, ids in notice.drop.items() for i in ids]
        for key in gone:
            shown.pop(key, None)
        shown.update(put)
        return self._settle(dict.fromkeys([*gone, *put]), first=source)

    def forget(self, audience: str, of: str | None = None) -> None:
        """Drop what only this audience showed."""
        gone = self._sources.pop((audience, of), {})
        self._settle(gone, first=(audience, of))

    def _settle(self, keys: Iterable[Key], *, first: Source) -> set[Key]:
        return {key for key in keys if self._settle_one(key, first)}

    def _settle_one(self, key: Key, first: Source) -> bool:
        """Whether the document is another one now; the audience that spoke last is right."""
        kind, document_id = key
        of_kind = self._documents.setdefault(kind, {})
        before, after = of_kind.get(document_id), self._shown(key, first)
        if after is None:
            of_kind.pop(document_id, None)
        else:
            of_kind[document_id] = after
        return before != after

    def _shown(self, key: Key, first: Source) -> Document | None:
        shown = self._sources.get(first, {}).get(key)
        if shown is not None:
            return shown
        return next((docs[key] for docs in self._sources.values() if key in docs), None)


def _by_key(documents: Documents) -> dict[Key, Document]:
    return {(kind, i): document for kind, of in documents.items() for i, document in of.items()}
