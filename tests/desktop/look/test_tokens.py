"""The tokens hold what LOOK.md promises: every text can be read on its ground, light and dark."""

import pytest

from restaurant.desktop.look.style_parts import TINT
from restaurant.desktop.look.tokens import Scheme, Tone, contrast, mix, read_look

TEXTS = ("ink", "muted", "accent", "retry", "ready", "received", "preparing", "late")
FILLED = ("accent", "retry", "ready", "received", "preparing", "late")
PILLS = ("muted", "retry", "ready", "received", "preparing", "late")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["background", "surface"])
@pytest.mark.parametrize("tone", TEXTS)
def test_a_text_can_be_read_on_its_ground(scheme: Scheme, ground: Tone, tone: Tone) -> None:
    colours = read_look(scheme).colours
    assert contrast(colours[tone], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tone", FILLED)
def test_a_text_can_be_read_on_a_filled_token(scheme: Scheme, tone: Tone) -> None:
    colours = read_look(scheme).colours
    assert contrast(colours["on_fill"], colours[tone]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tone", PILLS)
def test_a_pill_can_be_read(scheme: Scheme, tone: Tone) -> None:
    colours = read_look(scheme).colours
    fill = mix(colours[tone], colours["surface"], TINT)
    assert contrast(colours[tone], fill) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tone", ["ink", "preparing", "late"])
def test_the_chosen_row_of_the_list_can_be_read(scheme: Scheme, tone: Tone) -> None:
    colours = read_look(scheme).colours
    chosen = mix(colours["accent"], colours["surface"], TINT)
    assert contrast(colours[tone], chosen) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(scheme: Scheme) -> None:
    colours = read_look(scheme).colours
    assert contrast(colours["muted"], colours["surface"]) >= 3


def test_both_schemes_have_the_same_tokens() -> None:
    assert read_look("light").colours.keys() == read_look("dark").colours.keys()


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_mixing() -> None:
    assert mix("#FF0000", "#0000FF", 0) == "#0000FF"
    assert mix("#FF0000", "#0000FF", 1) == "#FF0000"
    assert mix("#FF0000", "#0000FF", 0.5) == "#800080"
