"""The ttk styles of what is pressed: buttons, the tabs of a menu, the options of a dish."""

from tkinter import ttk
from typing import TYPE_CHECKING, NamedTuple

from restaurant.desktop.look import Tone, mix
from restaurant.desktop.style_parts import HOVER, PRESSED, TINT, box, content, element, lift

if TYPE_CHECKING:
    from restaurant.desktop.theme import Theme


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
    """Tabs of a menu and options of a dish: buttons that stay down."""
    surface, ink = theme.colour("surface"), theme.colour("ink")
    for name, ground in (("Tab", theme.colour("background")), ("Chip", surface)):
        chosen = ink if name == "Tab" else theme.tint("accent", TINT)
        edge = ink if name == "Tab" else theme.colour("accent")
        off = mix(ink, ground, 0.06)
        rest = surface
        element(style, theme, f"{name}.box", box(theme, rest, theme.colour("muted"), 1, ground), [
            ("disabled", box(theme, off, off, 1, ground)),
            ("selected focus", box(theme, chosen, theme.colour("accent"), 3, ground)),
            ("selected", box(theme, chosen, edge, 2, ground)),
            ("focus", box(theme, rest, ink, 2, ground)),
            ("active", box(theme, mix(ink, rest, HOVER), theme.colour("muted"), 1, ground)),
        ])  # fmt: skip
        for kind in ("Radiobutton", "Checkbutton"):
            full = f"{name}.T{kind}"
            content(style, full, f"{name}.box", kind)
            pad = (theme.px(16), lift(theme)) if name == "Tab" else (theme.px(12), theme.px(12))
            font = theme.font("list" if name == "Tab" else "body")
            style.configure(full, padding=pad, background=ground, font=font, anchor="center")
            selected = surface if name == "Tab" else ink
            style.map(
                full,
                background=[("active", ground), ("disabled", ground)],
                foreground=[("disabled", theme.colour("muted")), ("selected", selected)],
            )
