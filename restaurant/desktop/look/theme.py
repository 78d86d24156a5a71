"""One look for every window: colours, fonts, sizes and ttk styles made from `assets/look.json`."""

import sys
import tkinter as tk
from collections.abc import Callable, Hashable
from tkinter import font as tkfont
from tkinter import ttk
from typing import Literal

from restaurant.desktop.look import shapes, styles
from restaurant.desktop.look.shapes import Paint
from restaurant.desktop.look.tokens import Look, Scheme, Tone, mix, read_look

FontName = Literal[
    "small",
    "body",
    "body_bold",
    "list",
    "list_bold",
    "section",
    "title",
    "far",
    "far_entry",
    "code",
]
STANDARD_DPI = 96


def sharpen() -> None:
    """Asks Windows not to blow up our pixels; to be called before the first window opens."""
    if sys.platform != "win32":
        return
    import ctypes

    try:
        ctypes.windll.shcore.SetProcessDpiAwareness(1)
    except (AttributeError, OSError):  # Before Windows 8.1: it scales by itself then.
        return


def screen_scale(root: tk.Misc) -> float:
    """How many pixels one pixel of the look takes on this screen, in quarters, at least 1."""
    if root.tk.call("tk", "windowingsystem") == "aqua":
        return 1.0  # macOS counts points, and scales them itself.
    return max(1.0, round(root.winfo_fpixels("1i") / STANDARD_DPI * 4) / 4)


class Theme:
    """What widgets ask for: `colour(tone)`, `font(name)`, `px(pixels)`."""

    def __init__(
        self,
        root: tk.Tk,
        scheme: Scheme = "light",
        *,
        scale: float | None = None,
        few: bool = False,
    ):
        self.look: Look = read_look(scheme)
        self.scale = screen_scale(root) if scale is None else scale
        self.root = root
        self._boxes: dict[Paint, tk.PhotoImage] = {}
        self._fonts = _fonts(root, self)
        self.images: list[tk.PhotoImage] = []
        self._drawn: dict[Hashable, tk.PhotoImage] = {}
        root.configure(background=self.colour("background"))
        self._few = few
        style = ttk.Style(root)
        style.theme_use("clam")
        styles.install(style, self, few=few)

    def complete(self) -> None:
        """Makes the styles that were left out at the start, once they are needed."""
        if self._few:
            self._few = False
            styles.install_rest(ttk.Style(self.root), self)

    def colour(self, tone: Tone) -> str:
        """The colour of a token."""
        return self.look.colours[tone]

    def tint(self, tone: Tone, share: float, ground: Tone = "surface") -> str:
        """A ground with a breath of a colour."""
        return mix(self.colour(tone), self.colour(ground), share)

    def font(self, name: FontName) -> tkfont.Font:
        """A font of the look, in the system's own face."""
        return self._fonts[name]

    def px(self, pixels: float) -> int:
        """Pixels of the look as pixels of this screen."""
        return round(pixels * self.scale)

    @property
    def gap(self) -> int:
        """Between two cards."""
        return self.px(self.look.gap)

    @property
    def pad(self) -> int:
        """Inside a card."""
        return self.px(self.look.card_padding)

    @property
    def target(self) -> int:
        """The least height of what a finger has to hit."""
        return self.px(self.look.target)

    def box(self, paint: Paint) -> tk.PhotoImage:
        """The image of a box with the look's corners, made once."""
        if paint not in self._boxes:
            self._boxes[paint] = shapes.box(self.root, self.px(self.look.corner), paint)
        return self._boxes[paint]

    def once(self, key: Hashable, make: Callable[[], tk.PhotoImage]) -> tk.PhotoImage:
        """An image that many widgets show, made for the first of them and held for all."""
        if key not in self._drawn:
            self._drawn[key] = make()
        return self._drawn[key]

    def keep(self, image: tk.PhotoImage) -> tk.PhotoImage:
        """Holds an image for as long as the window lives: Tk alone does not."""
        self.images.append(image)
        return image


def _fonts(root: tk.Misc, theme: Theme) -> dict[FontName, tkfont.Font]:
    family = tkfont.nametofont("TkDefaultFont", root).actual("family")
    sizes = theme.look.type

    def made(size: float, weight: Literal["normal", "bold"] = "normal") -> tkfont.Font:
        return tkfont.Font(root, family=family, size=-theme.px(size), weight=weight)

    return {
        "small": made(sizes["body"] - 2),
        "body": made(sizes["body"]),
        "body_bold": made(sizes["body"], "bold"),
        "list": made(sizes["list"]),
        "list_bold": made(sizes["list"], "bold"),
        "section": made(sizes["section"], "bold"),
        "title": made(sizes["title"], "bold"),
        "far": made(sizes["far"], "bold"),
        "code": made(sizes["code"], "bold"),
        "far_entry": made(sizes["section"] + 4, "bold"),
    }
