"""The dishes' photos at a terminal: fetched from the server once, kept in the terminal's folder."""

import logging
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from restaurant.client.address import Where
from restaurant.client.connecting.asking import Said, ask, asking
from restaurant.client.no_link import NoLink
from restaurant.client.timing import Timing
from restaurant.common.files import replace_file
from restaurant.common.photo_names import MOST_PHOTO_BYTES, photo_type

LOG = logging.getLogger(__name__)

TIMING = Timing(reach=5.0)


class KeptPhotos:
    """A folder of photos, each beside the ETag that the server gave it. One thread uses it."""

    def __init__(self, where: Where, folder: Path) -> None:
        self._where, self._folder = where, folder

    def read(self, name: str) -> bytes | None:
        """The photo as it is kept here, None if it is not."""
        if photo_type(name) is None:
            return None
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return None

    def renew(self, name: str) -> bool:
        """Ask the server for it; whether another one is kept now than before.

        Where the server does not answer, or the disk is full, what is kept stays.
        """
        if photo_type(name) is None:
            return False
        try:
            return self._take(name, self._ask(name))
        except (NoLink, OSError) as error:
            LOG.info("a photo could not be fetched: %s", error)
            return False

    def _ask(self, name: str) -> Said:
        """What the server says to it. Raises NoLink or OSError."""
        etag = self._etag_file(name)
        known = etag.read_text("ascii") if etag.exists() and self.read(name) is not None else ""
        headers = {"If-None-Match": known} if known else {}
        with asking(self._where(), TIMING) as server:
            path, most = f"/photos/{quote(name)}", MOST_PHOTO_BYTES + 1
            return ask(server, path, headers=headers, most=most)

    def _take(self, name: str, said: Said) -> bool:
        data = said.data
        if said.status == HTTPStatus.NOT_FOUND:
            return self._forget(name)
        if said.status != HTTPStatus.OK or not 0 < len(data) <= MOST_PHOTO_BYTES:
            return False
        changed = data != self.read(name)
        self._folder.mkdir(parents=True, exist_ok=True)
        replace_file(self._folder / name, data)
        replace_file(self._etag_file(name), said.etag.encode("ascii", "ignore"))
        return changed

    def _forget(self, name: str) -> bool:
        was_here = self.read(name) is not None
        for path in (self._etag_file(name), self._folder / name):
            path.unlink(missing_ok=True)
        return was_here

    def _etag_file(self, name: str) -> Path:
        return self._folder / f"{name}.etag"
