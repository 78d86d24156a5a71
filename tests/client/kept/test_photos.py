"""Photos at a terminal: fetched once, kept, and renewed when the server has another one."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from restaurant.client.address import Address, always
from restaurant.client.kept.photos import KeptPhotos
from restaurant.common.photo_names import MOST_PHOTO_BYTES


class PhotoServer(ThreadingHTTPServer):
    """Serves what a test puts into `photos`, and counts what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.photos: dict[str, tuple[str, bytes]] = {}
        self.asked: list[tuple[str, int]] = []


class _Handler(BaseHTTPRequestHandler):
    server: Any

    def do_GET(self) -> None:
        etag, data = self.server.photos.get(self.path, ("", b""))
        known = etag and self.headers.get("If-None-Match") == etag
        status = 404 if not etag else 304 if known else 200
        self.server.asked.append((self.path, status))
        self.send_response(status)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(data) if status == 200 else 0))
        self.end_headers()
        if status == 200:
            self.wfile.write(data)

    def log_message(self, *args: Any, **named: Any) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[PhotoServer]:
    with PhotoServer() as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture
def kept(server: PhotoServer, tmp_path: Path) -> KeptPhotos:
    return KeptPhotos(always(Address("localhost", server.server_port)), tmp_path / "photos")


def test_a_photo_is_fetched_once_and_kept(
    server: PhotoServer, kept: KeptPhotos, tmp_path: Path
) -> None:
    server.photos["/photos/soup%20of%20the%20day.png"] = '"1"', b"pixels"
    name = "soup of the day.png"
    assert kept.read(name) is None
    assert kept.renew(name)
    assert kept.read(name) == b"pixels"
    assert not kept.renew(name)
    assert [status for _path, status in server.asked] == [200, 304]
    again = KeptPhotos(always(Address("127.0.0.1", server.server_port)), tmp_path / "photos")
    assert again.read(name) == b"pixels"
    assert not again.renew(name)


def test_another_photo_takes_its_place_and_one_that_is_gone_goes(
    server: PhotoServer, kept: KeptPhotos
) -> None:
    server.photos["/photos/soup.png"] = '"1"', b"pixels"
    kept.renew("soup.png")
    server.photos["/photos/soup.png"] = '"2"', b"others"
    assert kept.renew("soup.png")
    assert kept.read("soup.png") == b"others"
    server.photos.clear()
    assert kept.renew("soup.png")
    assert kept.read("soup.png") is None
    assert not kept.renew("soup.png")


def test_without_a_server_what_is_kept_stays(server: PhotoServer, kept: KeptPhotos) -> None:
    server.photos["/photos/soup.png"] = '"1"', b"pixels"
    kept.renew("soup.png")
    kept._where = always(Address("127.0.0.1", 1))
    assert not kept.renew("soup.png")
    assert kept.read("soup.png") == b"pixels"


def test_what_is_too_large_is_not_kept(server: PhotoServer, kept: KeptPhotos) -> None:
    server.photos["/photos/huge.png"] = '"1"', b"x" * (MOST_PHOTO_BYTES + 1)
    assert not kept.renew("huge.png")
    assert kept.read("huge.png") is None


@pytest.mark.parametrize("name", ["../outbox.jsonl", "own_orders.json", "a/b.png", ""])
def test_a_name_that_leads_elsewhere_is_neither_asked_for_nor_read(
    server: PhotoServer, kept: KeptPhotos, tmp_path: Path, name: str
) -> None:
    (tmp_path / "outbox.jsonl").write_bytes(b"{}")
    assert kept.read(name) is None
    assert not kept.renew(name)
    assert server.asked == []
