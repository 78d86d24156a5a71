"""The look of every screen as values, read from `assets/look.json`."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Literal

from restaurant.common.assets import asset

Scheme = Literal["light", "dark"]
Tone = Literal[
    "background",
    "surface",
    "ink",
    "muted",
    "line",
    "accent",
    "retry",
    "ready",
    "received",
    "preparing",
    "late",
    "on_fill",
]


@dataclass(frozen=True, kw_only=True)
class Look:
    """Colours by tone as `#RRGGBB`; sizes in pixels of a screen of 96 dots an inch."""

    colours: dict[str, str]
    type: dict[str, int]
    space: int
    card_padding: int
    gap: int
    corner: int
    target: int
    motion_ms: int


def read_look(scheme: Scheme = "light") -> Look:
    """The look in light or dark colours."""
    values = json.loads(asset("look.json").read_text("utf-8"))
    sizes = ("space", "card_padding", "gap", "corner", "target", "motion_ms")
    return Look(
        colours=values[scheme], type=values["type"], **{name: values[name] for name in sizes}
    )


@cache
def mix(over: str, under: str, share: float) -> str:
    """The colour that `share` (0 to 1) of one gives when laid over the other."""
    if share in (0, 1) or over == under:
        return over if share else under
    r1, g1, b1 = channels(over)
    r2, g2, b2 = channels(under)
    rest = 1 - share
    red, green, blue = r1 * share + r2 * rest, g1 * share + g2 * rest, b1 * share + b2 * rest
    return f"#{round(red):02x}{round(green):02x}{round(blue):02x}"


@cache
def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#RRGGBB`, each 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """How well a text of one colour reads on the other: 1 to 21 (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
