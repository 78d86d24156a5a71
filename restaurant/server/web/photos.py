"""`/photos/<name>`: the dishes' photos from the folder `photos` among the server's data."""

import threading
from collections.abc import Iterator
from pathlib import Path
from weakref import WeakValueDictionary

from flask import Flask, Response, request

from restaurant.common.photo_names import MOST_PHOTO_BYTES, photo_type
from restaurant.domain.errors import Refused
from restaurant.server.modes.mode import Mode
from restaurant.storage.backup import PHOTOS


class Photo:
    """One that is on its way, to anybody."""

    def __init__(self, etag: str, data: bytes) -> None:
        self.etag, self.data = etag, data

    def __iter__(self) -> Iterator[bytes]:
        yield self.data


class Photos:
    """Reads one photo at a time, off the loop; whoever has it already is told so by its ETag.

    However many ask for a photo, and however slowly they take it, it is in memory once.
    """

    def __init__(self, app: Flask, mode: Mode, data_folder: Path) -> None:
        self._folder = data_folder / PHOTOS
        self._off_loop = mode.worker()
        self._turn = threading.Lock()
        self._sent: WeakValueDictionary[str, Photo] = WeakValueDictionary()
        app.add_url_rule("/photos/<name>", view_func=self._photo)

    def _photo(self, name: str) -> Response:
        media_type = photo_type(name)
        if media_type is None:
            raise Refused("no_such_page")
        asked = request.if_none_match.as_set()
        with self._turn:
            photo = self._sent.get(name)
            known = (*asked, photo.etag) if photo else tuple(asked)
            etag, data = self._off_loop(read_photo, self._folder, name, known)
            if data is not None:
                photo = self._sent[name] = Photo(etag, data)
        if etag is None:
            raise Refused("no_such_page")
        if photo is None or etag in asked:
            response = Response(status=304, mimetype=media_type)
        else:
            response = Response(photo, mimetype=media_type)
            response.content_length = len(photo.data)
        response.set_etag(etag)
        response.headers["Cache-Control"] = "no-cache"
        return response


def read_photo(
    folder: Path, name: str, known: tuple[str, ...]
) -> tuple[str, bytes | None] | tuple[None, None]:
    """A photo's ETag and its bytes, which are None for who knows that ETag; twice None if there is none.

    What is too large, or a link that leads out of the folder, is not there either.
    """
    path = folder / name
    try:
        if path.resolve().parent != folder.resolve() or not path.is_file():
            return None, None
        about = path.stat()
        if about.st_size > MOST_PHOTO_BYTES:
            return None, None
        etag = f"{about.st_mtime_ns:x}-{about.st_size:x}"
        return etag, None if etag in known else path.read_bytes()
    except OSError:
        return None, None
