"""A dish as a tile: a radio button with its picture, name, price, allergens and marks."""

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from restaurant.common.language.hours_words import since
from restaurant.common.language.writing import amount
from restaurant.desktop.customer.pictures import picture as drawn
from restaurant.desktop.look.style_parts import TINT
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.frames import row
from restaurant.desktop.parts.words import Elided
from restaurant.desktop.window.shell import Shell
from restaurant.protocol.documents import DishDocument

WIDTH = 248
"""The least width of a tile: a name of two words beside its price."""
PICTURE_SHARE, PICTURE_HEIGHTS = 0.42, (96, 160)
"""A picture's height: part of its width, between these pixels of the look."""
FEW = 5
"""From so few left on a guest is told, so that two of them do not count on the last one."""


class DishTile:
    """One dish; a tap anywhere on it chooses it."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        *,
        chosen: tk.StringVar,
        choose: Callable[[str], object],
    ) -> None:
        self._shell, self._chosen, self._choose = shell, chosen, choose
        theme = self._theme = shell.theme
        self.item: DishDocument | None = None
        self.currency = ""
        self.frame = ttk.Frame(master, style="Tile.TFrame", padding=theme.px(12))
        self.frame.columnconfigure(1, weight=1)
        self.radio = ttk.Radiobutton(
            self.frame,
            style="Tile.TRadiobutton",
            variable=chosen,
            command=self._picked,
            cursor="hand2",
        )
        self.picture = tk.Label(self.frame, borderwidth=0, padx=0, pady=0)
        self._name = self._label("list_bold")
        self._price = self._label("list", anchor="e")
        self._about = Elided(self.frame, theme, tone="muted")
        self._allergens = self._label("small")
        self._marks = row(self.frame)
        self._diet = self._label("small", self._marks, compound="left")
        self._left = self._label("body_bold", self._marks)
        labels = (self._name, self._price, self._about, self._allergens, self._diet, self._left)
        self._parts: tuple[tk.Widget, ...] = (*labels, self._marks)
        self._arrange()
        self._bind()

    def show(self, item: DishDocument, currency: str) -> None:
        """The dish as it is now."""
        self.item, self.currency = item, currency
        text = self._shell.text
        self.radio.configure(text=item.name, value=item.id)
        self._name.configure(text=item.name)
        self._price.configure(text=amount(self._shell.strings, item.price, currency))
        self._about.show(item.description)
        self._show_row(self._about, there=bool(item.description))
        contains = ", ".join(item.allergens)
        self._allergens.configure(text=text("customer.contains", what=contains) if contains else "")
        self._show_left(item)
        self.frame.state(["!disabled" if item.is_offered else "disabled"])
        self.radio.state(["!disabled" if item.is_offered else "disabled"])
        self.paint()

    def show_picture(self, picture: tk.PhotoImage | None, size: tuple[int, int] | None) -> None:
        """The dish's photo, or a plate where it has none; without a size no dish here has one."""
        if size is None:
            self.picture.grid_remove()
            return
        theme = self._theme
        ground = theme.colour("background")
        image = picture or drawn(theme, "completed", 56, "muted", ground=ground, ink=0.35)
        self.picture.configure(image=image, width=size[0], height=size[1], background=ground)
        self.picture.image = image  # type: ignore[attr-defined]
        self.picture.grid()

    def paint(self) -> None:
        """Shows whether it is the chosen one."""
        item, theme = self.item, self._theme
        if item is None:
            return
        chosen = item.is_offered and self._chosen.get() == item.id
        self.frame.state(["selected" if chosen else "!selected"])
        ground = theme.colour("surface" if item.is_offered else "background")
        ground = theme.tint("accent", TINT) if chosen else ground
        ink = theme.colour("ink" if item.is_offered else "muted")
        for label in (self._name, self._price):
            label.configure(foreground=ink)
        self._paint_diet(item, ground)
        for widget in self._parts:
            widget.configure(background=ground)  # type: ignore[call-arg]

    def _paint_diet(self, item: DishDocument, ground: str) -> None:
        tone: Tone = "ready" if item.is_offered else "muted"
        leaf = drawn(self._theme, "leaf", 16, tone, ground=ground) if item.diet else ""
        self._diet.configure(
            text=", ".join(item.diet), image=leaf, foreground=self._theme.colour(tone)
        )

    @staticmethod
    def _show_row(label: ttk.Label, *, there: bool) -> None:
        if there:
            label.grid()
        else:
            label.grid_remove()

    def _show_left(self, item: DishDocument) -> None:
        text = self._shell.text
        if item.sold_out:
            self._mark(text("customer.sold_out"), "late")
        elif item.service is not None and not item.service.now:
            words = since(item.service)
            self._mark(text(words.key, **words.params), "preparing")
        elif item.left is not None and item.left <= FEW:
            self._mark(text("customer.left", left=item.left), "preparing")
        else:
            self._left.configure(text="")

    def _mark(self, text: str, tone: Tone) -> None:
        self._left.configure(text=text, foreground=self._theme.colour(tone))

    def _label(self, font: str, master: tk.Misc | None = None, **options: str) -> ttk.Label:
        theme = self._theme
        return ttk.Label(
            master or self.frame, font=theme.font(font), foreground=theme.colour("muted"),  # type: ignore[arg-type]
            background=theme.colour("surface"), **options,  # type: ignore[arg-type]
        )  # fmt: skip

    def _arrange(self) -> None:
        gap, small = self._theme.gap, (self._theme.px(4), 0)
        self.frame.rowconfigure(3, weight=1)
        self.picture.grid(row=0, column=0, columnspan=3, pady=(0, gap))
        self.picture.grid_remove()
        self.radio.grid(row=1, column=0, sticky="n", padx=(0, gap))
        self._name.grid(row=1, column=1, sticky="new")
        self._price.grid(row=1, column=2, sticky="ne", padx=(gap, 0))
        self._about.grid(row=2, column=1, columnspan=2, sticky="ew", pady=small)
        self._allergens.grid(row=3, column=1, columnspan=2, sticky="new", pady=small)
        self._marks.grid(row=4, column=1, columnspan=2, sticky="ew", pady=small)
        self._diet.pack(side="left")
        self._left.pack(side="right")
        for label in (self._name, self._allergens):
            label.bind("<Configure>", _wrap)

    def _bind(self) -> None:
        frame = self.frame
        for widget in (frame, self.picture, *self._parts):
            widget.bind("<ButtonRelease-1>", self._released)
        frame.bind("<Enter>", lambda _event: frame.state(["active"]))
        frame.bind("<Leave>", lambda _event: frame.state(["!active"]))
        self.radio.bind("<FocusIn>", lambda _event: frame.state(["focus"]))
        self.radio.bind("<FocusOut>", lambda _event: frame.state(["!focus"]))
        self.radio.bind("<Return>", lambda _event: self.radio.invoke())

    def _released(self, _event: "tk.Event[tk.Misc]") -> None:
        if not self._shell.touch.dragged and not self.radio.instate(["disabled"]):
            self.radio.invoke()

    def _picked(self) -> None:
        if self.item is not None:
            self._choose(self.item.id)


def _wrap(event: "tk.Event[tk.Misc]") -> None:
    event.widget.configure(wraplength=max(1, event.width))  # type: ignore[call-arg]
