"""Shapes are drawn in strides along each row; every pixel is the one that a look at each would give."""

from collections.abc import Iterator

import pytest

from restaurant.desktop.customer import pictures
from restaurant.desktop.look import icons, shapes
from restaurant.desktop.look.icons import Pen
from restaurant.desktop.look.shapes import Shape
from restaurant.desktop.look.tokens import mix

INK, GROUND = "#16437e", "#ffffff"
DRAWN = {**icons.DRAWINGS, **pictures.DRAWINGS}


def pixel_by_pixel(side: int, shape: Shape) -> Iterator[list[str]]:
    for y in range(side):
        row = [GROUND] * side
        for x in range(side):
            share = min(1.0, max(0.0, 0.5 - shape.distance(x + 0.5, y + 0.5)))
            row[x] = mix(INK, row[x], round(share, 2))
        yield row


@pytest.mark.parametrize("side", [20, 96])
@pytest.mark.parametrize("name", sorted(DRAWN))
def test_strides_leave_out_no_pixel(name: str, side: int) -> None:
    middle = side / 2
    layers = [
        shapes.disc((middle, middle), middle - 0.5),
        shapes.rounded(side, 4, inset=2),
        *DRAWN[name](Pen(side / icons.SIDE)),
    ]
    for shape in layers:
        pixels = [[GROUND] * side for _ in range(side)]
        shapes._draw(pixels, side, INK, shape)
        assert pixels == list(pixel_by_pixel(side, shape))
