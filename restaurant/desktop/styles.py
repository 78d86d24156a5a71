"""The ttk styles of the look, each a box with round corners that stretches."""

import tkinter as tk
from collections.abc import Sequence
from tkinter import ttk
from typing import TYPE_CHECKING, Any, NamedTuple

from restaurant.desktop import shapes
from restaurant.desktop.look import Tone, mix
from restaurant.desktop.shapes import Paint

if TYPE_CHECKING:
    from restaurant.desktop.theme import Theme

HOVER, PRESSED, TINT = 0.06, 0.14, 0.10
"""How much ink lies over a thing under the mouse or the finger, and of its colour over one chosen."""


class Push(NamedTuple):
    """How a button looks at rest."""

    fill: str
    edge: str
    ink: str


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
        _buttons(style, theme, ground)
    _choices(style, theme)
    _field(style, theme)
    _pills(style, theme)
    _radio_mark(style, theme)
    _scrollbar(style, theme)


# --------------------------------------------------------------------------------- parts


def _layout(style: ttk.Style, name: str, spec: Any) -> None:
    """A layout; Tk's nested lists are more than the types of `ttk` can say."""
    style.layout(name, spec)


def _box(theme: "Theme", fill: str, edge: str, width: float, ground: str) -> tk.PhotoImage:
    return theme.box(Paint(fill, edge, theme.px(width) if width else 0, ground))


def _element(
    style: ttk.Style,
    theme: "Theme",
    name: str,
    rest: tk.PhotoImage,
    states: Sequence[tuple[str, tk.PhotoImage]] = (),
) -> None:
    border = shapes.border_of(theme.px(theme.look.corner))
    specs: list[Any] = [(*state.split(), image) for state, image in states]
    style.element_create(
        name, "image", rest, *specs,
        border=border, width=2 * border, height=2 * border, padding=0, sticky="nswe",
    )  # fmt: skip


def _cards(style: ttk.Style, theme: "Theme") -> None:
    surface, ground = theme.colour("surface"), theme.colour("background")
    line, accent = theme.colour("line"), theme.colour("accent")
    muted = mix(theme.colour("muted"), line, 0.5)
    focused = _box(theme, surface, theme.colour("muted"), 2, ground)
    _element(style, theme, "Card.box", _box(theme, surface, line, 1, ground), [("focus", focused)])
    _layout(style, "Card.TFrame", [("Card.box", {"sticky": "nswe"})])
    style.configure("Card.TFrame", padding=theme.pad, background=surface)
    inset = _box(theme, ground, line, 1, surface)
    _element(style, theme, "Inset.box", inset)
    _layout(style, "Inset.TFrame", [("Inset.box", {"sticky": "nswe"})])
    style.configure("Inset.TFrame", padding=theme.pad, background=ground)
    tint = theme.tint("accent", TINT)
    _element(style, theme, "Tile.box", _box(theme, surface, line, 1, ground), [
        ("disabled", _box(theme, ground, line, 1, ground)),
        ("selected focus", _box(theme, tint, accent, 3, ground)),
        ("selected", _box(theme, tint, accent, 2, ground)),
        ("focus", _box(theme, surface, theme.colour("ink"), 3, ground)),
        ("active", _box(theme, surface, muted, 1, ground)),
    ])  # fmt: skip
    _layout(style, "Tile.TFrame", [("Tile.box", {"sticky": "nswe"})])
    style.configure("Tile.TFrame", padding=theme.pad, background=surface)


# ------------------------------------------------------------------------------- buttons


def _buttons(style: ttk.Style, theme: "Theme", ground: Tone) -> None:
    surface, ink, on_fill = (theme.colour(tone) for tone in ("surface", "ink", "on_fill"))
    behind = theme.colour(ground)
    edge = theme.colour("muted")
    prefix = "" if ground == "surface" else "Ground."
    kinds: dict[str, Push] = {
        "Main": Push(theme.colour("accent"), theme.colour("accent"), on_fill),
        "Plain": Push(surface, edge, ink),
        "Danger": Push(surface, theme.colour("late"), theme.colour("late")),
        "Quiet": Push(behind, behind, ink),
    }
    for kind, push in kinds.items():
        _push_button(style, theme, f"{prefix}{kind}", push, behind)
    style.configure(f"{prefix}Big.Main.TButton", font=theme.font("section"))
    small = (theme.px(8), theme.px(4))
    style.configure(f"{prefix}Quiet.TButton", width=0)
    for kind in kinds:
        style.configure(f"{prefix}Small.{kind}.TButton", padding=small, font=theme.font("body"))


def _push_button(style: ttk.Style, theme: "Theme", name: str, push: Push, ground: str) -> None:
    ink = theme.colour("ink")
    off = mix(ink, ground, 0.06)
    _element(style, theme, f"{name}.push", _box(theme, push.fill, push.edge, 1, ground), [
        ("disabled", _box(theme, off, off, 1, ground)),
        ("pressed", _box(theme, mix(ink, push.fill, PRESSED), push.edge, 1, ground)),
        ("focus active", _box(theme, mix(ink, push.fill, HOVER), ink, 2, ground)),
        ("focus", _box(theme, push.fill, ink, 2, ground)),
        ("active", _box(theme, mix(ink, push.fill, HOVER), push.edge, 1, ground)),
    ])  # fmt: skip
    _content(style, f"{name}.TButton", f"{name}.push", "Button")
    font = theme.font("list_bold" if name.endswith(("Main", "Danger")) else "list")
    style.configure(
        f"{name}.TButton", font=font, foreground=push.ink, background=ground, anchor="center",
        padding=(theme.px(16), _lift(theme)),
    )  # fmt: skip
    style.map(
        f"{name}.TButton",
        foreground=[("disabled", theme.colour("muted"))],
        background=[("disabled", ground), ("active", ground)],
    )


def _lift(theme: "Theme") -> int:
    """Space over and under a text that makes a target of it."""
    return max(2, (theme.target - theme.font("list").metrics("linespace")) // 2)


def _content(style: ttk.Style, name: str, box: str, kind: str) -> None:
    inside = [(f"{kind}.label", {"sticky": "nswe"})]
    padding = [(f"{kind}.padding", {"sticky": "nswe", "children": inside})]
    _layout(style, name, [(box, {"sticky": "nswe", "children": padding})])


def _choices(style: ttk.Style, theme: "Theme") -> None:
    """Tabs of a menu and options of a dish: buttons that stay down."""
    surface, ink = theme.colour("surface"), theme.colour("ink")
    for name, ground in (("Tab", theme.colour("background")), ("Chip", surface)):
        chosen = ink if name == "Tab" else theme.tint("accent", TINT)
        edge = ink if name == "Tab" else theme.colour("accent")
        off = mix(ink, ground, 0.06)
        rest = surface
        _element(style, theme, f"{name}.box", _box(theme, rest, theme.colour("muted"), 1, ground), [
            ("disabled", _box(theme, off, off, 1, ground)),
            ("selected focus", _box(theme, chosen, theme.colour("accent"), 3, ground)),
            ("selected", _box(theme, chosen, edge, 2, ground)),
            ("focus", _box(theme, rest, ink, 2, ground)),
            ("active", _box(theme, mix(ink, rest, HOVER), theme.colour("muted"), 1, ground)),
        ])  # fmt: skip
        for kind in ("Radiobutton", "Checkbutton"):
            full = f"{name}.T{kind}"
            _content(style, full, f"{name}.box", kind)
            pad = (theme.px(16), _lift(theme)) if name == "Tab" else (theme.px(12), theme.px(12))
            font = theme.font("list" if name == "Tab" else "body")
            style.configure(full, padding=pad, background=ground, font=font, anchor="center")
            selected = surface if name == "Tab" else ink
            style.map(
                full,
                background=[("active", ground), ("disabled", ground)],
                foreground=[("disabled", theme.colour("muted")), ("selected", selected)],
            )


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
            element = f"{prefix}{tone}.pill"
            _element(style, theme, element, _box(theme, fill, fill, 0, ground))
            for large, space in (("", (8, 4)), ("Large.", (12, 8))):
                name = f"{prefix}{large}{tone}.Pill.TLabel"
                _content(style, name, element, "Label")
                style.configure(
                    name, image=image, compound="left", foreground=colour, background=ground,
                    padding=(theme.px(space[0]), theme.px(space[1])), space=theme.px(6),
                    font=theme.font("list_bold" if large else "body_bold"), anchor="center",
                )  # fmt: skip


def _field(style: ttk.Style, theme: "Theme") -> None:
    surface, muted = theme.colour("surface"), theme.colour("muted")
    for prefix, ground in (("", surface), ("Ground.", theme.colour("background"))):
        element = f"{prefix}Look.field"
        _element(style, theme, element, _box(theme, surface, muted, 1, ground), [
            ("invalid", _box(theme, surface, theme.colour("late"), 2, ground)),
            ("focus", _box(theme, surface, theme.colour("accent"), 2, ground)),
        ])  # fmt: skip
        area = [
            (
                "Entry.padding",
                {"sticky": "nswe", "children": [("Entry.textarea", {"sticky": "nswe"})]},
            )
        ]
        name = f"{prefix}TEntry"
        _layout(style, name, [(element, {"sticky": "nswe", "children": area})])
        style.configure(
            name, padding=(theme.px(12), _lift(theme)), background=ground,
            fieldbackground=surface, foreground=theme.colour("ink"), insertcolor=theme.colour("ink"),
            selectbackground=theme.tint("accent", 0.25), selectforeground=theme.colour("ink"),
        )  # fmt: skip


def _radio_mark(style: ttk.Style, theme: "Theme") -> None:
    """The round mark of a radio button."""
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
        "Tile.mark", "image", round_mark(muted, 1.5, surface),
        ("disabled", round_mark(line, 1.5, theme.colour("background"))),
        ("selected", round_mark(accent, 6, tint)),
        width=size, height=size, sticky="",
    )  # fmt: skip
    # The tile writes the name beside it: this label could not break into lines.
    _layout(style, "Tile.TRadiobutton", [("Tile.mark", {"side": "left", "sticky": ""})])
    style.configure("Tile.TRadiobutton", background=surface)
    grounds = [("disabled", theme.colour("background")), ("selected", tint), ("active", surface)]
    style.map("Tile.TRadiobutton", background=grounds)


def _checks(style: ttk.Style, theme: "Theme") -> None:
    """The square mark of a checkbox, on both grounds."""
    for prefix, tone in (("", "surface"), ("Ground.", "background")):
        _check(style, theme, prefix, theme.look.colours[tone])


def _check(style: ttk.Style, theme: "Theme", prefix: str, ground: str) -> None:
    size = theme.px(24)
    surface, accent, muted = (theme.colour(tone) for tone in ("surface", "accent", "muted"))

    def square(fill: str, edge: str, tick: str | None) -> tk.PhotoImage:
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

    name = f"{prefix}Look.check"
    style.element_create(
        name, "image", square(surface, muted, None),
        ("selected focus", square(accent, theme.colour("ink"), theme.colour("on_fill"))),
        ("selected", square(accent, accent, theme.colour("on_fill"))),
        ("focus", square(surface, theme.colour("ink"), None)),
        width=size, height=size, sticky="",
    )  # fmt: skip
    label = ("Checkbutton.label", {"side": "left", "sticky": "nswe"})
    inside = [(name, {"side": "left", "sticky": ""}), label]
    padding = [("Checkbutton.padding", {"sticky": "nswe", "children": inside})]
    _layout(style, f"{prefix}TCheckbutton", padding)
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
        _layout(style, f"{prefix}Vertical.TScrollbar", trough)
        style.configure(
            f"{prefix}Vertical.TScrollbar", troughcolor=ground, background=ground,
            bordercolor=ground, lightcolor=ground, darkcolor=ground, troughrelief="flat", relief="flat",
        )  # fmt: skip
