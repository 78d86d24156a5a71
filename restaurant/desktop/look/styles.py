"""The ttk styles of the look, each a box with round corners that stretches."""

import tkinter as tk
from tkinter import ttk
from typing import TYPE_CHECKING

from restaurant.desktop.look import shapes
from restaurant.desktop.look.button_styles import buttons, choices
from restaurant.desktop.look.shapes import Paint
from restaurant.desktop.look.style_parts import TINT, box, content, element, layout, lift
from restaurant.desktop.look.tokens import Tone, mix

if TYPE_CHECKING:
    from restaurant.desktop.look.theme import Theme

MARK_GAP = 8
"""Between the mark of a chip and its words."""


def install(style: ttk.Style, theme: "Theme", *, few: bool = False) -> None:
    """Makes every style of the windows, or the `few` that the picker needs at once."""
    plain = {"background": theme.colour("surface"), "foreground": theme.colour("ink")}
    style.configure(".", font=theme.font("body"), borderwidth=0, focuscolor="", **plain)
    style.configure("TFrame", background=theme.colour("surface"))
    style.configure("Ground.TFrame", background=theme.colour("background"))
    _cards(style, theme)
    _checks(style, theme)
    if not few:
        install_rest(style, theme)


def install_rest(style: ttk.Style, theme: "Theme") -> None:
    """Makes what the picker can do without until somebody asks it for more."""
    for ground in ("surface", "background"):
        buttons(style, theme, ground)
    _field(style, theme)
    _pills(style, theme)
    _radio_mark(style, theme, "Tile.mark", 0)
    _radio_mark(style, theme, "Chip.mark", MARK_GAP)
    _tile_radio(style, theme)
    grounds = theme.colour("surface"), theme.tint("accent", TINT)
    _check_mark(style, theme, "Chip.check", grounds, side=20, gap=MARK_GAP)
    choices(style, theme)
    _scrollbar(style, theme)


def _cards(style: ttk.Style, theme: "Theme") -> None:
    surface, ground = theme.colour("surface"), theme.colour("background")
    line, accent = theme.colour("line"), theme.colour("accent")
    muted = mix(theme.colour("muted"), line, 0.5)
    focused = box(theme, surface, theme.colour("muted"), 2, ground)
    element(style, theme, "Card.box", box(theme, surface, line, 1, ground), [("focus", focused)])
    layout(style, "Card.TFrame", [("Card.box", {"sticky": "nswe"})])
    style.configure("Card.TFrame", padding=theme.pad, background=surface)
    inset = box(theme, ground, line, 1, surface)
    element(style, theme, "Inset.box", inset)
    layout(style, "Inset.TFrame", [("Inset.box", {"sticky": "nswe"})])
    style.configure("Inset.TFrame", padding=theme.pad, background=ground)
    tint = theme.tint("accent", TINT)
    element(style, theme, "Tile.box", box(theme, surface, line, 1, ground), [
        ("disabled", box(theme, ground, line, 1, ground)),
        ("selected focus", box(theme, tint, accent, 3, ground)),
        ("selected", box(theme, tint, accent, 2, ground)),
        ("focus", box(theme, surface, theme.colour("ink"), 3, ground)),
        ("active", box(theme, surface, muted, 1, ground)),
    ])  # fmt: skip
    layout(style, "Tile.TFrame", [("Tile.box", {"sticky": "nswe"})])
    style.configure("Tile.TFrame", padding=theme.pad, background=surface)


# -------------------------------------------------------------------- fields, marks, bars


def _pills(style: ttk.Style, theme: "Theme") -> None:
    """A dot and a word on a breath of its colour, one style a tone."""
    tones: tuple[Tone, ...] = ("muted", "ready", "received", "preparing", "retry", "late")
    for tone in tones:
        colour, fill = theme.colour(tone), theme.tint(tone, TINT)
        size = theme.px(10)
        dot = shapes.disc((size / 2, size / 2), theme.px(8) / 2)
        image = theme.keep(shapes.drawing(theme.root, size, [(colour, dot)], ground=fill))
        for prefix, ground in (
            ("", theme.colour("surface")),
            ("Ground.", theme.colour("background")),
        ):
            shape = f"{prefix}{tone}.pill"
            element(style, theme, shape, box(theme, fill, fill, 0, ground))
            for large, space in (("", (8, 4)), ("Large.", (12, 8))):
                name = f"{prefix}{large}{tone}.Pill.TLabel"
                content(style, name, shape, "Label")
                style.configure(
                    name, image=image, compound="left", foreground=colour, background=ground,
                    padding=(theme.px(space[0]), theme.px(space[1])), space=theme.px(6),
                    font=theme.font("list_bold" if large else "body_bold"), anchor="center",
                )  # fmt: skip


def _field(style: ttk.Style, theme: "Theme") -> None:
    surface, muted = theme.colour("surface"), theme.colour("muted")
    for prefix, ground in (("", surface), ("Ground.", theme.colour("background"))):
        shape = f"{prefix}Look.field"
        element(style, theme, shape, box(theme, surface, muted, 1, ground), [
            ("invalid", box(theme, surface, theme.colour("late"), 2, ground)),
            ("focus", box(theme, surface, theme.colour("accent"), 2, ground)),
        ])  # fmt: skip
        area = [
            (
                "Entry.padding",
                {"sticky": "nswe", "children": [("Entry.textarea", {"sticky": "nswe"})]},
            )
        ]
        name = f"{prefix}TEntry"
        layout(style, name, [(shape, {"sticky": "nswe", "children": area})])
        style.configure(
            name, padding=(theme.px(12), lift(theme)), background=ground,
            fieldbackground=surface, foreground=theme.colour("ink"), insertcolor=theme.colour("ink"),
            selectbackground=theme.tint("accent", 0.25), selectforeground=theme.colour("ink"),
        )  # fmt: skip


def _radio_mark(style: ttk.Style, theme: "Theme", name: str, gap: int) -> None:
    """The round mark of a radio button; `gap` is kept after it."""
    size, accent = theme.px(20), theme.colour("accent")
    surface, muted, line = (theme.colour(tone) for tone in ("surface", "muted", "line"))
    tint = theme.tint("accent", TINT)

    def round_mark(edge: str, width: float, ground: str) -> tk.PhotoImage:
        centre, radius = (size / 2, size / 2), size / 2 - 0.5
        rings = [
            (edge, shapes.disc(centre, radius)),
            (surface, shapes.disc(centre, radius - theme.px(width))),
        ]
        return theme.keep(shapes.drawing(theme.root, size, rings, ground=ground))

    style.element_create(
        name, "image", round_mark(muted, 1.5, surface),
        ("disabled", round_mark(line, 1.5, theme.colour("background"))),
        ("selected", round_mark(accent, 6, tint)),
        width=size + theme.px(gap), height=size, sticky="w",
    )  # fmt: skip


def _tile_radio(style: ttk.Style, theme: "Theme") -> None:
    surface, tint = theme.colour("surface"), theme.tint("accent", TINT)
    # The tile writes the name beside it: this label could not break into lines.
    layout(style, "Tile.TRadiobutton", [("Tile.mark", {"side": "left", "sticky": ""})])
    style.configure("Tile.TRadiobutton", background=surface)
    grounds = [("disabled", theme.colour("background")), ("selected", tint), ("active", surface)]
    style.map("Tile.TRadiobutton", background=grounds)


def _checks(style: ttk.Style, theme: "Theme") -> None:
    """The square mark of a checkbox, on both grounds."""
    for prefix, tone in (("", "surface"), ("Ground.", "background")):
        ground = theme.look.colours[tone]
        _check_mark(style, theme, f"{prefix}Look.check", (ground, ground), side=24)
        _check(style, theme, prefix, ground)


def _check_mark(
    style: ttk.Style,
    theme: "Theme",
    name: str,
    grounds: tuple[str, str],
    *,
    side: int,
    gap: int = 0,
) -> None:
    """The mark; `grounds` are what is behind it at rest and ticked, `gap` is kept after it."""
    size = theme.px(side)
    surface, accent, muted = (theme.colour(tone) for tone in ("surface", "accent", "muted"))
    rest, down = grounds

    def square(fill: str, edge: str, tick: str | None, ground: str) -> tk.PhotoImage:
        outer = shapes.rounded(size, theme.px(4))
        inner = shapes.rounded(size, theme.px(4), inset=theme.px(2))
        layers = [(edge, outer), (fill, inner)]
        if tick:
            third = size / 24
            points = [
                (6.5 * third, 12.5 * third),
                (10.5 * third, 16.5 * third),
                (17.5 * third, 8 * third),
            ]
            layers.append((tick, shapes.line(points, theme.px(2.5))))
        return theme.keep(shapes.drawing(theme.root, size, layers, ground=ground))

    ink, tick = theme.colour("ink"), theme.colour("on_fill")
    style.element_create(
        name, "image", square(surface, muted, None, rest),
        ("selected focus", square(accent, ink, tick, down)),
        ("selected", square(accent, accent, tick, down)),
        ("focus", square(surface, ink, None, rest)),
        width=size + theme.px(gap), height=size, sticky="w",
    )  # fmt: skip


def _check(style: ttk.Style, theme: "Theme", prefix: str, ground: str) -> None:
    label = ("Checkbutton.label", {"side": "left", "sticky": "nswe"})
    inside = [(f"{prefix}Look.check", {"side": "left", "sticky": ""}), label]
    padding = [("Checkbutton.padding", {"sticky": "nswe", "children": inside})]
    layout(style, f"{prefix}TCheckbutton", padding)
    style.configure(f"{prefix}TCheckbutton", background=ground, padding=(0, theme.px(12)))
    style.map(f"{prefix}TCheckbutton", background=[("active", ground)])


def _scrollbar(style: ttk.Style, theme: "Theme") -> None:
    for prefix, ground in (("", theme.colour("surface")), ("Ground.", theme.colour("background"))):
        thumb = mix(theme.colour("muted"), ground, 0.45)
        radius = theme.px(2)
        rest, held = (
            theme.keep(shapes.box(theme.root, radius, Paint(fill, fill, 0, ground), middle=16))
            for fill in (thumb, theme.colour("muted"))
        )
        border = shapes.border_of(radius)
        style.element_create(
            f"{prefix}Look.thumb", "image", rest, ("active", held),
            border=border, width=2 * border, height=theme.px(32), sticky="nswe",
        )  # fmt: skip
        inside = [(f"{prefix}Look.thumb", {"expand": "1", "sticky": "nswe"})]
        trough = [("Vertical.Scrollbar.trough", {"sticky": "ns", "children": inside})]
        layout(style, f"{prefix}Vertical.TScrollbar", trough)
        style.configure(
            f"{prefix}Vertical.TScrollbar", troughcolor=ground, background=ground,
            bordercolor=ground, lightcolor=ground, darkcolor=ground, troughrelief="flat", relief="flat",
        )  # fmt: skip
