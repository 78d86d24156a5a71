"""The role picker: the first thing that a person sees, so it imports next to nothing."""

import tkinter as tk
from collections.abc import Callable
from functools import partial
from tkinter import ttk

from restaurant.common.language.strings import Strings
from restaurant.common.option_values import ROLES
from restaurant.desktop.look import icons
from restaurant.desktop.look.theme import Theme
from restaurant.desktop.look.tokens import Scheme
from restaurant.desktop.parts.frames import clear, row
from restaurant.desktop.parts.words import words
from restaurant.desktop.picker.corner import LanguageMenu, Places
from restaurant.desktop.window.shell import Shell

LEAST = (900, 600)
ICON = 96
TEXT_WIDTH = 232
SEEK_AFTER_MS = 150
"""The window is up first."""


class Picker:
    """Three tiles; `chosen` is the role when the window has gone."""

    def __init__(
        self,
        root: tk.Tk,
        strings: Strings,
        *,
        remember: Callable[[str], object],
        start_with_computer: Callable[[str], object],
        speak: Callable[[str], object] = lambda _language: None,
        server_known: bool = False,
        kiosk: bool = False,
        scheme: Scheme = "light",
    ) -> None:
        """`speak` keeps another language; nobody is looked for where the server is known.

        `start_with_computer` may raise OSError: then the window stays, and says why.
        """
        self.root = root
        self.chosen: str | None = None
        self._remember, self._speak = remember, speak
        self._start_with_computer = start_with_computer
        self.shell = Shell(root, strings, scheme=scheme, headed=False)
        self.theme = self.shell.theme
        self.always = tk.BooleanVar(root, value=False)
        self.with_computer = tk.BooleanVar(root, value=False)
        self.kiosk = tk.BooleanVar(root, value=kiosk)
        self.tiles: list[RoleTile] = []
        self.places = Places(self.shell, look=not server_known)
        self._build(strings)
        for key, role in zip("123", ROLES, strict=True):
            root.bind(f"<Key-{key}>", self._chooser(role))
            root.bind(f"<KP_{key}>", self._chooser(role))
        root.bind("<Left>", lambda _event: self._step(-1))
        root.bind("<Right>", lambda _event: self._step(1))
        root.bind("<Escape>", lambda _event: self.shell.close())
        self.tiles[0].frame.focus_set()
        root.after(1, self._draw_icons)
        self.places.start_after(SEEK_AFTER_MS)
        self.shell.at_end(self.places.stop)

    def choose(self, role: str) -> None:
        """Takes the role, and keeps it if that is wanted."""
        if self.with_computer.get():
            self.with_computer.set(False)
            try:
                self._start_with_computer(role)
            except OSError as error:
                self.shell.fault(type(error), error, error.__traceback__)
                return
        if self.always.get():
            self._remember(role)
        self.chosen = role
        self.shell.close()

    def speak(self, language: str) -> None:
        """Says everything in another language."""
        self._speak(language)
        self.shell.strings = strings = Strings(language)
        self.root.title(strings.text("picker.title"))
        clear(self.shell.body)
        self.tiles.clear()
        self._build(strings)
        self._draw_icons()
        self.tiles[0].frame.focus_set()

    def _build(self, strings: Strings) -> None:
        theme, body = self.theme, self.shell.body
        corner = row(body)
        corner.place(relx=1.0, x=-theme.px(20), y=theme.px(16), anchor="ne")
        self.languages = LanguageMenu(corner, theme, strings.language, self.speak)
        self.places.build(corner)
        middle = row(body)
        middle.place(relx=0.5, rely=0.47, anchor="center", relwidth=1)
        corner.lift()  # on a low screen the middle reaches up to it
        words(middle, theme, strings.text("picker.title"), font="far").pack()
        ask = strings.text("picker.question")
        words(middle, theme, ask, font="list", tone="muted").pack(pady=(theme.px(4), theme.px(32)))
        tiles = row(middle)
        tiles.pack()
        for number, role in enumerate(ROLES, start=1):
            tile = RoleTile(tiles, theme, strings, role, number, partial(self.choose, role))
            tile.frame.grid(row=0, column=number, padx=theme.px(8), sticky="nsew")
            tiles.columnconfigure(number, uniform="tile", weight=1)
            self.tiles.append(tile)
        boxes = row(middle)
        boxes.pack(pady=(theme.px(24), 0))
        ours, guests = row(boxes), row(boxes)
        ours.pack(side="left", anchor="n")
        guests.pack(side="left", anchor="n", padx=(theme.px(32), 0))
        self.always_box = self._box(ours, strings.text("picker.always"), self.always)
        wanted = strings.text("picker.with_computer")
        self.with_computer_box = self._box(ours, wanted, self.with_computer)
        self.kiosk_box = self._box(guests, strings.text("picker.kiosk"), self.kiosk)

        words(body, theme, strings.text("picker.keys"), tone="muted").place(
            relx=0.5, rely=1.0, y=-theme.px(20), anchor="s"
        )

    def _box(self, master: tk.Misc, text: str, variable: tk.BooleanVar) -> ttk.Checkbutton:
        box = ttk.Checkbutton(
            master, text=f" {text}", variable=variable, style="Ground.TCheckbutton"
        )
        box.pack(anchor="w", pady=(0, self.theme.px(4)))
        return box

    def _draw_icons(self) -> None:
        for tile in self.tiles:
            tile.draw_icon()

    def _chooser(self, role: str) -> Callable[["tk.Event[tk.Misc]"], None]:
        return lambda _event: self.choose(role)

    def _step(self, by: int) -> None:
        focus = self.root.focus_get()
        here = next(
            (i for i, tile in enumerate(self.tiles) if tile.frame is focus), 0 if by < 0 else -1
        )
        self.tiles[(here + by) % len(self.tiles)].frame.focus_set()


class RoleTile:
    """A role: its icon, its name, what it is for."""

    def __init__(
        self,
        master: tk.Misc,
        theme: Theme,
        strings: Strings,
        role: str,
        number: int,
        choose: Callable[[], object],
    ) -> None:
        self.theme, self.role = theme, role
        self.frame = ttk.Frame(
            master, style="Tile.TFrame", takefocus=True, padding=theme.px(20), cursor="hand2"
        )
        size = theme.px(ICON)
        self.icon = tk.Canvas(
            self.frame,
            width=size,
            height=size,
            highlightthickness=0,
            background=theme.colour("surface"),
        )
        self.icon.pack(pady=(theme.px(12), theme.px(16)))
        words(self.frame, theme, strings.text(f"picker.{role}"), font="title").pack()
        words(
            self.frame,
            theme,
            strings.text(f"picker.{role}_for"),
            font="list",
            tone="muted",
            justify="center",
            anchor="n",
            wraplength=theme.px(TEXT_WIDTH),
        ).pack(pady=(theme.px(8), theme.px(20)), fill="x")
        words(self.frame, theme, str(number), font="body_bold", tone="muted").pack(side="bottom")
        self._choose = choose
        self._bind()

    def draw_icon(self) -> None:
        """Draws the icon, smooth; done after the window is there, as it takes a moment."""
        theme = self.theme
        image = icons.picture(
            self.icon, self.role, theme.px(ICON), theme.colour("accent"),
            plate=theme.tint("accent", 0.10), ground=theme.colour("surface"),
        )  # fmt: skip
        theme.keep(image)
        self.icon.create_image(0, 0, anchor="nw", image=image)

    def _bind(self) -> None:
        frame = self.frame
        for widget in (frame, *frame.winfo_children()):
            widget.bind("<ButtonPress-1>", lambda _event: frame.focus_set())
            widget.bind("<ButtonRelease-1>", self._released)
        frame.bind("<Enter>", lambda _event: frame.state(["active"]))
        frame.bind("<Leave>", lambda _event: frame.state(["!active"]))
        frame.bind("<FocusIn>", lambda _event: frame.state(["focus"]))
        frame.bind("<FocusOut>", lambda _event: frame.state(["!focus"]))
        for key in ("<Return>", "<KP_Enter>", "<space>"):
            frame.bind(key, lambda _event: self._choose())

    def _released(self, event: "tk.Event[tk.Misc]") -> None:
        x, y = event.x_root - self.frame.winfo_rootx(), event.y_root - self.frame.winfo_rooty()
        if 0 <= x < self.frame.winfo_width() and 0 <= y < self.frame.winfo_height():
            self._choose()
