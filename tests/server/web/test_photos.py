"""`/photos/<name>`: what is in the folder and may be called so, once for who has it already."""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from restaurant.common.photo_names import MOST_PHOTO_BYTES
from tests.server.clients import http_ask
from tests.server.raw import Raw
from tests.server.running import RunningServer

MANY = 20
PNG = b"\x89PNG\r\n\x1a\n" + b"some pixels"


@pytest.fixture
def photos(server: RunningServer) -> Path:
    folder = server.folder / "photos"
    (folder / "soup.png").write_bytes(PNG)
    return folder


def test_a_photo_is_served_with_its_type(server: RunningServer, photos: Path) -> None:
    answer = http_ask(server, "GET", "/photos/soup.png")
    assert (answer.status, answer.body) == (200, PNG)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_who_has_it_is_told_so_until_it_is_another_one(server: RunningServer, photos: Path) -> None:
    etag = http_ask(server, "GET", "/photos/soup.png").headers["etag"]
    again = http_ask(server, "GET", "/photos/soup.png", headers={"If-None-Match": etag})
    assert (again.status, again.body) == (304, b"")
    (photos / "soup.png").write_bytes(PNG + b"more")
    changed = http_ask(server, "GET", "/photos/soup.png", headers={"If-None-Match": etag})
    assert (changed.status, changed.body) == (200, PNG + b"more")


@pytest.mark.parametrize(
    "path",
    [
        "/photos/none.png", "/photos/../secret.key", "/photos/..%2fsecret.key", "/photos/secret.key",
        "/photos/%2e%2e%5csecret.key", "/photos/.png", "/photos/", "/photos/NUL.png",
        "/photos/soup.png/more",
    ],
)  # fmt: skip
def test_nothing_else_is_served(server: RunningServer, photos: Path, path: str) -> None:
    answer = http_ask(server, "GET", path)
    assert answer.status == 404
    assert answer.json["error"] == "no_such_page"


def test_a_photo_that_is_too_large_is_not_there(server: RunningServer, photos: Path) -> None:
    with (photos / "huge.png").open("wb") as file:
        file.truncate(MOST_PHOTO_BYTES + 1)
    assert http_ask(server, "GET", "/photos/huge.png").status == 404


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_does_not_lead_out(server: RunningServer, photos: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(PNG)
    (photos / "link.png").symlink_to(tmp_path / "outside.png")
    assert http_ask(server, "GET", "/photos/link.png").status == 404


def test_many_who_take_one_slowly_do_not_fill_the_memory(
    server: RunningServer, photos: Path
) -> None:
    (photos / "large.png").write_bytes(PNG + os.urandom(MOST_PHOTO_BYTES - len(PNG)))
    with ExitStack() as stack:
        before = 0
        for _ in range(1 + MANY):
            link = stack.enter_context(Raw(server, receive_bytes=4096))
            link.send(b"GET /photos/large.png HTTP/1.1\r\nHost: localhost\r\n\r\n")
            head = link.take(200)
            assert head is not None
            assert head.startswith(b"HTTP/1.1 200")
            before = before or server.resident_kib()
        grown = server.resident_kib() - before
        assert 4 * grown * 1024 < MANY * MOST_PHOTO_BYTES
    answer = http_ask(server, "GET", "/photos/large.png")
    assert len(answer.body) == int(answer.headers["content-length"]) == MOST_PHOTO_BYTES
