"""Draws the photos of the sample restaurant, which has no camera: `python3 build/sample_photos.py`."""

import math
import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "sample" / "photos"
WIDTH, HEIGHT, FINE = 600, 320, 3
Colour = tuple[int, int, int]
Spot = tuple[float, float]

WOOD, SLATE, LINEN = (176, 124, 82), (66, 70, 74), (226, 214, 196)
CRUST, TOMATO, CHEESE, BASIL = (214, 160, 92), (186, 58, 34), (246, 226, 168), (58, 118, 54)


class Paper:
    """A picture three times as large as it will be, so that its edges come out smooth."""

    def __init__(self, ground: Colour, seed: str) -> None:
        self.chance = random.Random(seed)
        self.size = WIDTH * FINE, HEIGHT * FINE
        self.image = Image.new("RGB", self.size, ground)
        self.pen = ImageDraw.Draw(self.image)
        self.middle: Spot = WIDTH / 2, HEIGHT / 2

    def disc(self, spot: Spot, radius: float, colour: Colour, *, flat: float = 1.0) -> None:
        x, y = spot
        high = radius * flat
        edges = (x - radius, y - high, x + radius, y + high)
        self.pen.ellipse([edge * FINE for edge in edges], fill=colour)

    def shadow(self, radius: float) -> None:
        """What a plate throws on the table."""
        mask = Image.new("L", self.size, 0)
        x, y = self.middle[0] + 6, self.middle[1] + 10
        ImageDraw.Draw(mask).ellipse(
            [(x - radius) * FINE, (y - radius) * FINE, (x + radius) * FINE, (y + radius) * FINE],
            fill=110,
        )
        mask = mask.filter(ImageFilter.GaussianBlur(14 * FINE))
        self.image.paste((20, 14, 8), (0, 0), mask)

    def spots(self, count: int, radius: float, *, apart: float) -> list[Spot]:
        """Places on a plate, none too near another."""
        found: list[Spot] = []
        for _ in range(count * 60):
            turn, far = self.chance.uniform(0, 2 * math.pi), radius * self.chance.random() ** 0.5
            spot = self.middle[0] + far * math.cos(turn), self.middle[1] + far * math.sin(turn)
            if len(found) < count and all(math.dist(spot, other) >= apart for other in found):
                found.append(spot)
        return found

    def leaf(self, spot: Spot, length: float, colour: Colour, *, slim: float = 0.42) -> None:
        """A leaf with its vein, turned as chance has it."""
        turn = self.chance.uniform(0, math.pi)
        points = []
        for step in range(33):
            along = step / 32 * 2 * math.pi
            x, y = length / 2 * math.cos(along), length / 2 * slim * math.sin(along) ** 3
            points.append(self._turned(spot, x, y, turn))
        self.pen.polygon(points, fill=colour)
        tips = [self._turned(spot, side * length / 2.4, 0, turn) for side in (-1, 1)]
        self.pen.line(tips, fill=shade(colour, 1.25), width=FINE)

    def slab(self, spot: Spot, wide: float, high: float, colour: Colour) -> None:
        """A small piece with square corners."""
        turn = self.chance.uniform(0, math.pi)
        corners = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
        points = [self._turned(spot, x * wide / 2, y * high / 2, turn) for x, y in corners]
        self.pen.polygon(points, fill=colour)

    def strand(self, spot: Spot, reach: float, colour: Colour, width: float) -> None:
        """A noodle: part of a circle."""
        radius = self.chance.uniform(reach * 0.4, reach)
        start = self.chance.uniform(0, 360)
        x, y = spot
        box = [(x - radius) * FINE, (y - radius) * FINE, (x + radius) * FINE, (y + radius) * FINE]
        end = start + self.chance.uniform(80, 220)
        self.pen.arc(box, start, end, fill=shade(colour, 0.72), width=int((width + 1.6) * FINE))
        self.pen.arc(box, start, end, fill=colour, width=int(width * FINE))

    def save(self, name: str) -> None:
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.save(FOLDER / f"{name}.jpg", quality=80, optimize=True)

    def _turned(self, spot: Spot, x: float, y: float, turn: float) -> Spot:
        cos, sin = math.cos(turn), math.sin(turn)
        return (spot[0] + x * cos - y * sin) * FINE, (spot[1] + x * sin + y * cos) * FINE


def shade(colour: Colour, by: float) -> Colour:
    """A lighter or darker colour."""
    red, green, blue = (min(255, int(channel * by)) for channel in colour)
    return red, green, blue


def planks(paper: Paper, colour: Colour) -> None:
    """A table of boards."""
    for top in range(0, HEIGHT, 64):
        tone = shade(colour, paper.chance.uniform(0.92, 1.06))
        paper.pen.rectangle([0, top * FINE, WIDTH * FINE, (top + 62) * FINE], fill=tone)
        for _ in range(7):
            y = (top + paper.chance.uniform(4, 58)) * FINE
            paper.pen.line([(0, y), (WIDTH * FINE, y + 8)], fill=shade(tone, 0.94), width=FINE)


def plate(paper: Paper, radius: float = 150) -> None:
    """A white plate with its rim."""
    paper.shadow(radius)
    paper.disc(paper.middle, radius, (250, 248, 244))
    paper.disc(paper.middle, radius * 0.78, (236, 232, 226))
    paper.disc(paper.middle, radius * 0.76, (250, 248, 244))


Topping = Callable[[Paper, Spot], object]


def pizza(
    name: str, toppings: list[tuple[Topping, int]], *, sauce: Colour = TOMATO, cheese: int = 26
) -> None:
    """A pizza on a wooden table."""
    paper = Paper(WOOD, name)
    planks(paper, WOOD)
    paper.shadow(150)
    paper.disc(paper.middle, 150, shade(CRUST, 0.82))
    paper.disc(paper.middle, 146, CRUST)
    for spot in paper.spots(26, 140, apart=18):
        paper.disc(spot, paper.chance.uniform(3, 8), shade(CRUST, 0.86))
    paper.disc(paper.middle, 127, shade(sauce, 0.86))
    paper.disc(paper.middle, 125, sauce)
    for spot in paper.spots(cheese, 112, apart=15):
        paper.disc(spot, paper.chance.uniform(10, 21), CHEESE, flat=0.85)
    for topping, count in toppings:
        for spot in paper.spots(count, 106, apart=24):
            topping(paper, spot)
    paper.save(name)


def pasta(name: str, noodle: Colour, sauce: Colour, toppings: list[tuple[Topping, int]]) -> None:
    """Noodles in a nest."""
    paper = Paper(SLATE, name)
    plate(paper)
    for spot in paper.spots(150, 62, apart=3):
        paper.strand(spot, 46, shade(noodle, paper.chance.uniform(0.93, 1.06)), 5)
    for spot in paper.spots(20, 44, apart=9):
        paper.disc(spot, paper.chance.uniform(8, 18), sauce, flat=0.8)
    for topping, count in toppings:
        for spot in paper.spots(count, 62, apart=15):
            topping(paper, spot)
    paper.save(name)


def salad(name: str, toppings: list[tuple[Topping, int]]) -> None:
    """Leaves in a bowl."""
    paper = Paper(LINEN, name)
    plate(paper)
    greens = [(96, 148, 62), (124, 170, 78), (70, 124, 52), (150, 186, 98)]
    for spot in paper.spots(80, 100, apart=10):
        paper.leaf(spot, paper.chance.uniform(46, 74), paper.chance.choice(greens), slim=0.6)
    for topping, count in toppings:
        for spot in paper.spots(count, 86, apart=26):
            topping(paper, spot)
    paper.save(name)


def basil(paper: Paper, spot: Spot) -> None:
    paper.leaf(spot, 32, BASIL)


def slice_of(rind: Colour, inside: Colour, radius: float) -> Topping:
    """Something round: salami, tomato, egg, an olive."""

    def put(paper: Paper, spot: Spot) -> None:
        paper.disc((spot[0] + 1.5, spot[1] + 2), radius, shade(rind, 0.7))
        paper.disc(spot, radius, rind)
        paper.disc(spot, radius * 0.76, inside)

    return put


def piece_of(colour: Colour, wide: float, high: float) -> Topping:
    """Something cut in pieces: ham, mushrooms, croutons, cheese."""

    def put(paper: Paper, spot: Spot) -> None:
        paper.slab((spot[0] + 1.5, spot[1] + 2), wide, high, shade(colour, 0.72))
        paper.slab(spot, wide, high, colour)

    return put


SALAMI = slice_of((150, 38, 28), (186, 62, 44), 19)
CHERRY = slice_of((176, 40, 28), (214, 78, 54), 13)
OLIVE = slice_of((44, 38, 48), (92, 74, 60), 8)
EGG = slice_of((250, 248, 240), (240, 186, 62), 19)
ONION = slice_of((190, 150, 180), (250, 244, 240), 13)
HAM = piece_of((226, 146, 138), 40, 22)
MUSHROOM = piece_of((196, 174, 148), 28, 15)
TUNA = piece_of((206, 164, 140), 24, 17)
PEPPER = piece_of((224, 150, 40), 40, 9)
COURGETTE = slice_of((84, 132, 62), (214, 222, 160), 16)
BLUE = slice_of((226, 220, 200), (140, 156, 162), 11)
CROUTON = piece_of((206, 158, 92), 20, 20)
SHAVING = piece_of((246, 232, 186), 40, 13)
FETA = piece_of((250, 248, 240), 22, 22)
BACON = piece_of((168, 74, 56), 17, 11)
CLAM = slice_of((196, 176, 146), (240, 222, 180), 13)
CHILI = piece_of((190, 30, 24), 18, 5)


def main() -> None:
    """Draws all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    pizza("margherita", [(basil, 9)])
    pizza("marinara", [(CHERRY, 9), (basil, 8)], cheese=0)
    pizza("diavola", [(SALAMI, 13), (CHILI, 12)])
    pizza("quattro-formaggi", [(BLUE, 14), (SHAVING, 8)], sauce=(240, 214, 150), cheese=40)
    pizza("prosciutto-e-funghi", [(HAM, 12), (MUSHROOM, 13)])
    pizza("tonno-e-cipolla", [(TUNA, 14), (ONION, 9)])
    pizza("ortolana", [(COURGETTE, 9), (PEPPER, 9), (CHERRY, 6)])
    pasta("spaghetti-carbonara", (240, 212, 132), (246, 232, 186), [(BACON, 16)])
    pasta("penne-arrabbiata", (228, 150, 84), TOMATO, [(CHILI, 9), (basil, 4)])
    pasta("tagliatelle-ai-funghi", (236, 204, 128), (222, 196, 150), [(MUSHROOM, 12), (basil, 3)])
    pasta("spaghetti-alle-vongole", (240, 214, 140), (240, 224, 170), [(CLAM, 10), (basil, 4)])
    salad("caesar-salad", [(CROUTON, 9), (SHAVING, 8)])
    salad("greek-salad", [(FETA, 10), (OLIVE, 9), (CHERRY, 7)])
    salad("mixed-salad", [(CHERRY, 9), (PEPPER, 7)])
    salad("tuna-nicoise", [(EGG, 5), (TUNA, 8), (OLIVE, 7)])


if __name__ == "__main__":
    main()
