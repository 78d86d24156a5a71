"""Who is connected to the server: role, name, address, since when."""

import tkinter as tk
from collections.abc import Iterable
from datetime import UTC, datetime

from restaurant.common.writing import moment
from restaurant.desktop import icons, shapes
from restaurant.desktop.console.drawn import DrawnList
from restaurant.desktop.shell import Shell
from restaurant.desktop.widgets import elide, printable
from restaurant.protocol.documents import TerminalDocument

ROW, PICTURE, GAP = 64, 40, 12
"""Pixels of the look: a row, its picture, the space beside that."""
MOST = 400
"""Rows that are drawn; a window of X11 is no higher than 32,767 pixels."""
ROLES = ("customer", "waiter", "kitchen", "host", "manager", "guest", "anybody")


class TerminalList(DrawnList):
    """The list, by role and name."""

    def __init__(self, master: tk.Misc, shell: Shell) -> None:
        super().__init__(master, shell, shell.text("console.terminals"), icon="waiter")
        self._pictures: dict[str, tk.PhotoImage] = {}
        self.terminals: list[TerminalDocument] = []

    def show(self, terminals: Iterable[TerminalDocument]) -> None:
        """Others are connected now."""
        wanted = sorted(terminals, key=_place)
        if wanted != self.terminals:
            self.terminals = wanted
            self.redraw_soon()
        self.count.configure(text=str(len(wanted)) if wanted else "")

    def draw(self, width: int) -> int:
        """All rows, and how many more there are."""
        row = self.theme.px(ROW)
        now = datetime.now(UTC)
        for place, terminal in enumerate(self.terminals[:MOST]):
            self._draw_row(terminal, place * row, width, now)
        height = min(len(self.terminals), MOST) * row
        more = len(self.terminals) - MOST
        if more > 0:
            text = self.shell.text("console.more_terminals", count=more)
            self.write(0, height + self.theme.px(12), text, "body", "muted")
            height += row
        return height

    def _draw_row(self, terminal: TerminalDocument, top: int, width: int, now: datetime) -> None:
        theme, text = self.theme, self.shell.text
        middle = top + theme.px(ROW) // 2
        self.paper.create_image(0, middle, anchor="w", image=self._picture(terminal.role))
        since = text("console.since", time=moment(self.shell.strings, terminal.since, now))
        self.write(width, middle, since, "body", "muted", anchor="e")
        left = theme.px(PICTURE + GAP)
        room = width - left - theme.font("body").measure(since) - theme.px(GAP)
        role = self._word(terminal.role)
        name = elide(theme.font("list_bold"), printable(terminal.name) or role, room)
        where = elide(theme.font("body"), f"{role}  ·  {terminal.address}", room)
        self.write(left, middle, name, "list_bold", "ink", anchor="sw")
        self.write(left, middle + theme.px(2), where, "body", "muted")
        self.divide(top + theme.px(ROW) - 1, width)

    def _word(self, role: str) -> str:
        return self.shell.text(f"common.role_{role if role in ROLES else 'anybody'}")

    def _picture(self, role: str) -> tk.PhotoImage:
        """The role's icon; a round plate with a head for one that has no icon."""
        if role not in self._pictures:
            self._pictures[role] = self._make_picture(role)
        return self._pictures[role]

    def _make_picture(self, role: str) -> tk.PhotoImage:
        theme = self.theme
        size, ink = theme.px(PICTURE), theme.colour("accent")
        plate, ground = theme.tint("accent", 0.10), theme.colour("surface")
        if role in icons.DRAWINGS:
            return icons.picture(self.paper, role, size, ink, ground=ground, plate=plate)
        unit, centre = size / 40, (size / 2, size / 2)
        layers = [
            (plate, shapes.disc(centre, size / 2 - 0.5)),
            (ink, shapes.disc((20 * unit, 15 * unit), 4.5 * unit)),
            (ink, shapes.arc((20 * unit, 29 * unit), 8 * unit, 2.4 * unit, start=180, end=360)),
        ]
        return shapes.drawing(self.paper, size, layers, ground=ground)


def _place(terminal: TerminalDocument) -> tuple[int, str, datetime]:
    known = terminal.role in ROLES
    return (ROLES.index(terminal.role) if known else len(ROLES), terminal.name, terminal.since)
