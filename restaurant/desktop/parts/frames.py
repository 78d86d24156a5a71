"""What other widgets stand on: cards, rows, rows that wrap, menus, and what fills an empty place."""

import tkinter as tk
from tkinter import ttk

from restaurant.desktop.look import icons
from restaurant.desktop.look.style_parts import TINT
from restaurant.desktop.look.theme import Theme
from restaurant.desktop.parts.words import ground_of, sentence


def card(master: tk.Misc, theme: Theme) -> ttk.Frame:
    """A card; what belongs together stands on one."""
    return ttk.Frame(master, style="Card.TFrame", padding=theme.px(16))


def row(master: tk.Misc) -> tk.Frame:
    """A frame that has the ground of its parent."""
    return tk.Frame(master, background=ground_of(master))


def rule(master: tk.Misc, theme: Theme) -> tk.Frame:
    """A thin line between two parts."""
    return tk.Frame(master, background=theme.colour("line"), height=max(1, theme.px(1)))


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


def menu(master: tk.Misc, theme: Theme) -> tk.Menu:
    """A menu that opens over the window, empty at first."""
    ink = theme.colour("ink")
    return tk.Menu(
        master, tearoff=False, font=theme.font("list"), borderwidth=1, relief="solid",
        background=theme.colour("surface"), foreground=ink, activeborderwidth=0,
        activebackground=theme.tint("accent", TINT), activeforeground=ink,
    )  # fmt: skip


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
