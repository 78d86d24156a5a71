"""`/web/...`: style sheets, scripts and pictures of the pages, read at the start and known by name."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, Response, request
from msgspec import Struct

from restaurant.common.assets import asset
from restaurant.domain.errors import Refused
from restaurant.server.web.look_css import look_css

TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
}
"""What is served, by the ending of its name; everything else below `assets/web` is not."""


class WebFile(Struct, frozen=True):
    """One file as it is served."""

    data: bytes
    media_type: str
    etag: str


class WebFiles:
    """Reads them all now: a cleaner may remove the folder that a packed file unpacked itself to."""

    def __init__(self, app: Flask) -> None:
        self._files = {name: _web_file(name, data) for name, data in _all()}
        app.add_url_rule("/web/<path:name>", view_func=self._send)
        app.add_url_rule("/icon.png", "icon", lambda: self._send("icon.png"))
        app.add_url_rule("/favicon.ico", "favicon", lambda: self._send("icon.png"))

    def _send(self, name: str) -> Response:
        found = self._files.get(name)
        if found is None:
            raise Refused("no_such_page")
        return kept(Response(found.data, mimetype=found.media_type), found.etag)


def kept(response: Response, etag: str) -> Response:
    """An answer that a browser may keep, if it asks each time whether it is still the same."""
    response.set_etag(etag)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response


def etag_of(data: bytes) -> str:
    """What tells one content from another."""
    return hashlib.sha256(data).hexdigest()[:32]


def _all() -> Iterator[tuple[str, bytes]]:
    yield "icon.png", asset("icon.png").read_bytes()
    yield "look.css", look_css(json.loads(asset("look.json").read_bytes())).encode()
    root = asset("web")
    for path in sorted(root.rglob("*")):
        if path.suffix in TYPES and path.is_file():
            yield path.relative_to(root).as_posix(), path.read_bytes()


def _web_file(name: str, data: bytes) -> WebFile:
    return WebFile(data, TYPES[Path(name).suffix], etag_of(data))
