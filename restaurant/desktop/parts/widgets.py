"""The building blocks of every window: words, buttons, pills, rows that wrap, cards."""

import tkinter as tk
from collections.abc import Callable
from tkinter import font as tkfont
from tkinter import ttk
from typing import Any, Literal

from restaurant.desktop.look import icons
from restaurant.desktop.look.style_parts import TINT
from restaurant.desktop.look.theme import FontName, Theme
from restaurant.desktop.look.tokens import Tone

SIGN = 20
"""About the width of a sign of a square button."""

Ground = Literal["surface", "background"]
Kind = Literal["Main", "Plain", "Danger", "Quiet"]


def ground_of(widget: tk.Misc) -> str:
    """The colour that a widget's children stand on."""
    if isinstance(widget, ttk.Widget):
        style = widget.cget("style") or widget.winfo_class()
        return str(ttk.Style(widget).lookup(style, "background"))
    return str(widget.cget("background"))


def prefix_of(theme: Theme, master: tk.Misc) -> str:
    """What stands before a style's name on this ground."""
    return "Ground." if ground_of(master) == theme.colour("background") else ""


def words(
    master: tk.Misc,
    theme: Theme,
    text: str = "",
    *,
    font: FontName = "body",
    tone: Tone = "ink",
    **options: Any,
) -> ttk.Label:
    """A text on the ground of its parent."""
    return ttk.Label(
        master, text=text, font=theme.font(font), foreground=theme.colour(tone),
        background=ground_of(master), **options,
    )  # fmt: skip


def sentence(master: tk.Misc, theme: Theme, text: str = "", **options: Any) -> ttk.Label:
    """A text that breaks into lines where its room ends."""
    label = words(master, theme, text, **options)

    def wrap(event: "tk.Event[tk.Misc]") -> None:
        if event.width > 1 and int(str(label.cget("wraplength") or 0)) != event.width:
            label.configure(wraplength=event.width)

    label.bind("<Configure>", wrap)
    return label


class Elided(ttk.Label):
    """A text of one line that ends in an ellipsis where its room ends."""

    def __init__(
        self,
        master: tk.Misc,
        theme: Theme,
        text: str = "",
        *,
        font: FontName = "body",
        tone: Tone = "ink",
        **options: Any,
    ) -> None:
        super().__init__(
            master, font=theme.font(font), foreground=theme.colour(tone),
            background=ground_of(master), width=1, **options,
        )  # fmt: skip
        self._font = theme.font(font)
        self.full = text
        self.bind("<Configure>", lambda _event: self._fit())
        self._fit()

    def show(self, text: str) -> None:
        """Another text."""
        if text != self.full:
            self.full = text
            self._fit()

    def _fit(self) -> None:
        room = self.winfo_width()
        shown = self.full if room <= 1 else elide(self._font, self.full, room)
        if self.cget("text") != shown:
            self.configure(text=shown)


def elide(font: tkfont.Font, text: str, room: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if font.measure(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if font.measure(text[:middle] + "…") <= room else (low, middle - 1)
        )
    return text[:low].rstrip() + "…"


def printable(text: str) -> str:
    """A text of one line: what people did not mean to be seen becomes a space."""
    return "".join(c if c.isprintable() else " " for c in text)


def card(master: tk.Misc, theme: Theme) -> ttk.Frame:
    """A card; what belongs together stands on one."""
    return ttk.Frame(master, style="Card.TFrame", padding=theme.px(16))


def row(master: tk.Misc) -> tk.Frame:
    """A frame that has the ground of its parent."""
    return tk.Frame(master, background=ground_of(master))


def button(
    master: tk.Misc,
    theme: Theme,
    text: str,
    command: Callable[[], object],
    *,
    kind: Kind = "Plain",
    size: Literal["", "Small.", "Big."] = "",
    **options: Any,
) -> ttk.Button:
    """A button; Return presses it as the space bar does."""
    style = f"{prefix_of(theme, master)}{size}{kind}.TButton"
    made = ttk.Button(master, text=text, command=command, style=style, **options)
    made.bind("<Return>", lambda _event: made.invoke())
    return made


def on_disabled_tap(made: ttk.Button, explain: Callable[[], object]) -> None:
    """What a tap on the button does while it is greyed: it should say why."""

    def tapped(event: "tk.Event[tk.Misc]") -> None:
        inside = 0 <= event.x < made.winfo_width() and 0 <= event.y < made.winfo_height()
        if inside and made.instate(["disabled"]):
            explain()

    made.bind("<ButtonRelease-1>", tapped, add="+")


def square_button(
    master: tk.Misc, theme: Theme, sign: str, command: Callable[[], object], **options: Any
) -> ttk.Button:
    """A button with one sign, as wide as it is high."""
    side = theme.px((theme.look.target - SIGN) / 2)
    made = button(master, theme, sign, command, width=2, **options)
    made.configure(padding=(side, side))
    return made


class Pill(ttk.Label):
    """A state: a dot and a word in its colour."""

    def __init__(self, master: tk.Misc, theme: Theme, *, large: bool = False) -> None:
        self._theme = theme
        self._size = "Large." if large else ""
        self._prefix = prefix_of(theme, master)
        super().__init__(master, style=f"{self._prefix}{self._size}muted.Pill.TLabel")
        self.tone: Tone = "muted"

    def show(self, text: str, tone: Tone) -> None:
        """Another state."""
        self.tone = tone
        style = f"{self._prefix}{self._size}{tone}.Pill.TLabel"
        if (str(self.cget("text")), str(self.cget("style"))) != (text, style):
            self.configure(text=text, style=style)


class Flow(tk.Frame):
    """Children side by side, going on in the next line where the room ends."""

    def __init__(self, master: tk.Misc, *, gap: int) -> None:
        super().__init__(master, background=ground_of(master), height=1)
        self._gap = gap
        self.bind("<Configure>", lambda _event: self.arrange())

    def arrange(self) -> None:
        """Puts the children where they belong; to be called after adding or removing one."""
        x = y = height = 0
        width = self.winfo_width()
        for child in self.winfo_children():
            wide, high = child.winfo_reqwidth(), child.winfo_reqheight()
            if x and x + wide > width:
                x, y, height = 0, y + height + self._gap, 0
            child.place(x=x, y=y, width=min(wide, max(width, 1)))  # type: ignore[union-attr]
            x, height = x + wide + self._gap, max(height, high)
        if int(self.cget("height")) != y + height:
            self.configure(height=max(1, y + height))


class Stepper(tk.Frame):
    """A number between two large buttons."""

    def __init__(
        self,
        master: tk.Misc,
        theme: Theme,
        *,
        least: int,
        most: int,
        changed: Callable[[int], object],
        none: str = "0",
    ) -> None:
        """`none` is shown for a zero."""
        super().__init__(master, background=ground_of(master))
        self._none = none
        self._least, self._most, self._changed = least, most, changed
        self.value = least
        self.fewer = square_button(self, theme, "−", lambda: self.step(-1))
        self.label = words(self, theme, font="section", anchor="center", width=3)
        self.more = square_button(self, theme, "+", lambda: self.step(1))
        for widget in (self.fewer, self.label, self.more):
            widget.pack(side="left", fill="y")
        self.show(least)

    def show(self, value: int) -> None:
        """Another number, without telling."""
        self.value = value
        self.label.configure(text=str(value) if value else self._none)
        self.fewer.state(["disabled" if value <= self._least else "!disabled"])
        self.more.state(["disabled" if value >= self._most else "!disabled"])

    def step(self, by: int) -> None:
        """As many more or fewer, and tells."""
        self.show(min(self._most, max(self._least, self.value + by)))
        self._changed(self.value)


def field(master: tk.Misc, theme: Theme, variable: tk.StringVar, **options: Any) -> ttk.Entry:
    """A field to write in."""
    style = f"{prefix_of(theme, master)}TEntry"
    made = ttk.Entry(master, textvariable=variable, style=style, font=theme.font("list"), **options)
    made.bind("<Control-a>", lambda _event: _select_all(made))
    return made


def _select_all(entry: ttk.Entry) -> str:
    entry.select_range(0, "end")
    return "break"


def placeholder(entry: ttk.Entry, theme: Theme, variable: tk.StringVar, text: str) -> None:
    """Says in an empty field what belongs there."""
    hint = Elided(entry, theme, text, font="list", tone="muted", cursor="xterm")
    hint.configure(background=theme.colour("surface"))

    def hand_on(_event: object) -> None:
        """A tap on the hint is one into the field: whatever waits for that has to hear of it."""
        entry.focus_set()
        entry.event_generate("<Button-1>", x=1, y=1)
        entry.event_generate("<ButtonRelease-1>", x=1, y=1)

    hint.bind("<Button-1>", hand_on)

    def update(*_: object) -> None:
        if variable.get():
            hint.place_forget()
        else:
            hint.place(x=theme.px(13), rely=0.5, anchor="w", relwidth=1.0, width=-theme.px(24))

    variable.trace_add("write", update)
    update()


def menu(master: tk.Misc, theme: Theme) -> tk.Menu:
    """A menu that opens over the window, empty at first."""
    ink = theme.colour("ink")
    return tk.Menu(
        master, tearoff=False, font=theme.font("list"), borderwidth=1, relief="solid",
        background=theme.colour("surface"), foreground=ink, activeborderwidth=0,
        activebackground=theme.tint("accent", TINT), activeforeground=ink,
    )  # fmt: skip


def rule(master: tk.Misc, theme: Theme) -> tk.Frame:
    """A thin line between two parts."""
    return tk.Frame(master, background=theme.colour("line"), height=max(1, theme.px(1)))


def empty_state(
    master: tk.Misc, theme: Theme, title: str, text: str, *, icon: str = "customer"
) -> tk.Frame:
    """What stands where nothing is yet: what that means, and what to do."""
    outer = row(master)
    inner = row(outer)
    inner.place(relx=0.5, rely=0.45, anchor="center", relwidth=0.9)
    ground = ground_of(master)
    picture = icons.picture(master, icon, theme.px(72), theme.colour("muted"), ground=ground)
    label = ttk.Label(inner, image=picture, background=ground)
    label.image = picture  # type: ignore[attr-defined]
    label.pack(pady=(0, theme.px(12)))
    sentence(inner, theme, title, font="section", anchor="center", justify="center").pack(fill="x")
    sentence(inner, theme, text, font="list", tone="muted", anchor="center", justify="center").pack(
        fill="x", pady=(theme.px(4), 0)
    )
    return outer


def clear(master: tk.Misc) -> None:
    """Takes everything off a frame."""
    for child in master.winfo_children():
        child.destroy()
