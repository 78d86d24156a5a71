"""Photos in a window: cut, sized and drawn beside Tk's thread, and again when they change."""

import threading
from io import BytesIO

import pytest
from PIL import Image

from restaurant.common.language.strings import Strings
from restaurant.desktop.customer.menu import photos as module
from restaurant.desktop.customer.menu.photos import Photos, fitted
from restaurant.desktop.window.shell import Shell
from tests.desktop.screen import Screen

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def encoded(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def pixel(drawn: bytes | None, x: int, y: int, width: int) -> tuple[int, ...]:
    """A pixel of what `fitted` made."""
    assert drawn is not None
    head, pixels = drawn.split(b"\n", 1)
    assert head.startswith(b"P6 ")
    start = 3 * (y * width + x)
    return tuple(pixels[start : start + 3])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_every_kind_is_cut_to_fill(kind: str) -> None:
    image = Image.new("RGB", (400, 100), BLUE)
    image.paste(RED, (100, 0, 300, 100))
    drawn = fitted(encoded(image, kind), (40, 20), "#FFFFFF")
    assert drawn is not None
    assert drawn.startswith(b"P6 40 20 255\n")
    assert len(drawn) == len(b"P6 40 20 255\n") + 40 * 20 * 3
    red, green, blue = pixel(drawn, 20, 10, 40)
    assert red > 240
    assert max(green, blue) < 20


def test_what_a_picture_lets_through_is_the_ground() -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert pixel(fitted(encoded(clear), (8, 8), "#FFFFFF"), 4, 4, 8) == WHITE


def test_a_photo_that_a_telephone_took_upright_stands_upright() -> None:
    image = Image.new("RGB", (80, 80), RED)
    image.paste(BLUE, (0, 0, 80, 40))
    exif = Image.Exif()
    exif[0x0112] = 3  # turned by 180 degrees
    drawn = fitted(encoded(image, "JPEG", exif=exif), (8, 8), "#FFFFFF")
    assert pixel(drawn, 4, 7, 8)[2] > 200, "what was on top is below"
    assert pixel(drawn, 4, 0, 8)[0] > 200


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_photo_is_left_out(data: bytes) -> None:
    assert fitted(data, (8, 8), "#FFFFFF") is None


def test_half_a_photo_and_one_that_would_fill_the_memory_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = encoded(Image.effect_noise((200, 200), 90), "JPEG")
    assert fitted(whole, (8, 8), "#FFFFFF") is not None
    assert fitted(whole[: len(whole) // 2], (8, 8), "#FFFFFF") is None
    monkeypatch.setattr(module, "MOST_PIXELS", 100)
    assert fitted(whole, (8, 8), "#FFFFFF") is None


class Source:
    """Photos that a test puts in."""

    def __init__(self) -> None:
        self.photos: dict[str, bytes] = {}
        self.served: dict[str, bytes] = {}
        self.threads: set[int] = set()

    def read(self, name: str) -> bytes | None:
        self.threads.add(threading.get_ident())
        return self.photos.get(name)

    def renew(self, name: str) -> bool:
        before = self.photos.get(name)
        if name in self.served:
            self.photos[name] = self.served[name]
        return self.photos.get(name) != before


def test_a_picture_comes_when_it_is_fetched_and_again_when_it_changes(
    screen: Screen, strings: Strings
) -> None:
    shell = Shell(screen.open(), strings)
    source = Source()
    photos = Photos(shell.root, source, ground="#FFFFFF")
    shell.at_end(photos.stop)
    arrived: list[str] = []
    photos.arrived = arrived.append
    size = 20, 10
    assert photos.picture("soup.png", size) is None
    source.served["soup.png"] = encoded(Image.new("RGB", (40, 20), RED))
    photos.renew()
    screen.until(lambda: arrived, "the server is back, and has it")
    screen.until(lambda: photos.picture("soup.png", size))
    picture = photos.picture("soup.png", size)
    assert picture is not None
    assert (picture.width(), picture.height(), picture.get(5, 5)) == (20, 10, RED)
    source.served["soup.png"] = encoded(Image.new("RGB", (40, 20), BLUE))
    photos.renew()

    def is_blue() -> bool:
        made = photos.picture("soup.png", size)
        return made is not None and made.get(5, 5) == BLUE

    screen.until(is_blue, "another photo")
    assert threading.get_ident() not in source.threads
