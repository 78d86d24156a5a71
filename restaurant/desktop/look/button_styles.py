"""The ttk styles of what is pressed: buttons, the tabs of a menu, the options of a dish."""

from tkinter import ttk
from typing import TYPE_CHECKING, NamedTuple

from restaurant.desktop.look.style_parts import (
    HOVER,
    PRESSED,
    TINT,
    box,
    content,
    element,
    layout,
    lift,
)
from restaurant.desktop.look.tokens import Tone, mix

if TYPE_CHECKING:
    from restaurant.desktop.look.theme import Theme


class Push(NamedTuple):
    """How a button looks at rest."""

    fill: str
    edge: str
    ink: str


def buttons(style: ttk.Style, theme: "Theme", ground: Tone) -> None:
    """Every kind of button on one ground."""
    surface, ink, on_fill = (theme.colour(tone) for tone in ("surface", "ink", "on_fill"))
    behind = theme.colour(ground)
    edge = theme.colour("muted")
    prefix = "" if ground == "surface" else "Ground."
    kinds: dict[str, Push] = {
        "Main": Push(theme.colour("accent"), theme.colour("accent"), on_fill),
        "Plain": Push(surface, edge, ink),
        "Danger": Push(surface, theme.colour("late"), theme.colour("late")),
        "Quiet": Push(behind, behind, ink),
        "Chosen": Push(ink, ink, surface),
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
    element(style, theme, f"{name}.push", box(theme, push.fill, push.edge, 1, ground), [
        ("disabled", box(theme, off, off, 1, ground)),
        ("pressed", box(theme, mix(ink, push.fill, PRESSED), push.edge, 1, ground)),
        ("focus active", box(theme, mix(ink, push.fill, HOVER), ink, 2, ground)),
        ("focus", box(theme, push.fill, ink, 2, ground)),
        ("active", box(theme, mix(ink, push.fill, HOVER), push.edge, 1, ground)),
    ])  # fmt: skip
    content(style, f"{name}.TButton", f"{name}.push", "Button")
    font = theme.font("list_bold" if name.endswith(("Main", "Danger")) else "list")
    style.configure(
        f"{name}.TButton", font=font, foreground=push.ink, background=ground, anchor="center",
        padding=(theme.px(16), lift(theme)),
    )  # fmt: skip
    style.map(
        f"{name}.TButton",
        foreground=[("disabled", theme.colour("muted"))],
        background=[("disabled", ground), ("active", ground)],
    )


def choices(style: ttk.Style, theme: "Theme") -> None:
    """Tabs of a menu, a switch and options of a dish: buttons that stay down."""
    surface, ground = theme.colour("surface"), theme.colour("background")
    for name, behind in (("Tab", ground), ("Switch", surface)):
        _tab(style, theme, name, behind)
    _chips(style, theme)


def _tab(style: ttk.Style, theme: "Theme", name: str, ground: str) -> None:
    ink, surface = theme.colour("ink"), theme.colour("surface")
    _down_box(style, theme, name, ground, chosen=(ink, ink))
    content(style, f"{name}.TRadiobutton", f"{name}.box", "Radiobutton")
    _stay_down(style, theme, f"{name}.TRadiobutton", ground, chosen=surface)
    style.configure(
        f"{name}.TRadiobutton", padding=(theme.px(12), lift(theme)), font=theme.font("list")
    )


def _chips(style: ttk.Style, theme: "Theme") -> None:
    """Chips carry the mark of a radio or check button: colour alone would not say what is chosen."""
    surface, tint = theme.colour("surface"), theme.tint("accent", TINT)
    _down_box(style, theme, "Chip", surface, chosen=(tint, theme.colour("accent")))
    for kind, mark in (("Radiobutton", "Chip.mark"), ("Checkbutton", "Chip.check")):
        name = f"Chip.T{kind}"
        label = (f"{kind}.label", {"side": "left", "sticky": "nswe"})
        inside = [(mark, {"side": "left", "sticky": ""}), label]
        padding = [(f"{kind}.padding", {"sticky": "nswe", "children": inside})]
        layout(style, name, [("Chip.box", {"sticky": "nswe", "children": padding})])
        _stay_down(style, theme, name, surface, chosen=theme.colour("ink"))
        style.configure(name, padding=(theme.px(12), theme.px(14)), font=theme.font("body"))


def _down_box(
    style: ttk.Style, theme: "Theme", name: str, ground: str, *, chosen: tuple[str, str]
) -> None:
    """The box, `chosen` being its fill and edge while it is down."""
    surface, ink, muted = (theme.colour(tone) for tone in ("surface", "ink", "muted"))
    fill, edge = chosen
    off = mix(ink, ground, 0.06)
    element(style, theme, f"{name}.box", box(theme, surface, muted, 1, ground), [
        ("disabled", box(theme, off, off, 1, ground)),
        ("selected focus", box(theme, fill, theme.colour("accent"), 3, ground)),
        ("selected", box(theme, fill, edge, 2, ground)),
        ("focus", box(theme, surface, ink, 2, ground)),
        ("active", box(theme, mix(ink, surface, HOVER), muted, 1, ground)),
    ])  # fmt: skip


def _stay_down(style: ttk.Style, theme: "Theme", name: str, ground: str, *, chosen: str) -> None:
    style.configure(name, background=ground, anchor="center")
    style.map(
        name,
        background=[("active", ground), ("disabled", ground)],
        foreground=[("disabled", theme.colour("muted")), ("selected", chosen)],
    )
