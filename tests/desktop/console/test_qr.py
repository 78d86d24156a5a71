"""The QR in the server's window: the address and nothing else, as phones read it."""

import pytest
import segno

from restaurant.desktop.console.cards.qr import QUIET, qr_picture
from tests.desktop.screen import Screen


@pytest.mark.parametrize("url", ["http://192.168.1.20:5000/", "http://192.168.178.120:65535/"])
def test_the_qr_is_the_addresss(screen: Screen, url: str) -> None:
    """Module by module what a library that many cameras were tried with makes of it."""
    root = screen.open()
    picture = qr_picture(root, url, 132, ink="#000000", ground="#ffffff")
    wanted = [list(line) for line in segno.make_qr(url, error="m").matrix_iter(border=QUIET)]
    side = len(wanted)
    scale = picture.width() // side
    assert picture.width() == picture.height() == side * scale
    assert scale >= 4  # a phone reads that from an arm's length
    seen = [
        [
            picture.get(x * scale + scale // 2, y * scale + scale // 2) == (0, 0, 0)
            for x in range(side)
        ]
        for y in range(side)
    ]
    assert seen == [[bool(module) for module in line] for line in wanted]
