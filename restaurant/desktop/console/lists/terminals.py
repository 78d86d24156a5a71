"""Who is connected to the server and who is paired: role, name, address, lag, version, since when."""

import tkinter as tk
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from restaurant.common.language.writing import moment
from restaurant.desktop.console.lists.drawn import DrawnList
from restaurant.desktop.console.watched.terminals import ROLES, Row
from restaurant.desktop.look import icons, shapes
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.buttons import button
from restaurant.desktop.parts.words import elide, printable
from restaurant.desktop.window.shell import Shell

ROW, INSET, PICTURE, GAP, DOT = 64, 8, 40, 12, 10
"""Pixels of the look: a row, room for its frame, its picture, the space beside, the mark of who is here."""
MOST = 400
"""Rows that are drawn; a window of X11 is no higher than 32,767 pixels."""


class TerminalList(DrawnList):
    """The list; one that is paired can be chosen, and `revoke` is asked to know it no longer.

    Rows keep their places while terminals come and go, and what is read stays where it is.
    """

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        *,
        revoke: Callable[[Row], object],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(master, shell, shell.text("console.terminals"), icon="waiter")
        self._now = now
        self._pictures: dict[str, tk.PhotoImage] = {}
        self._dots = {tone: self._dot(tone) for tone in ("ready", "line")}
        self.rows: list[Row] = []
        self.chosen: str | None = None
        self._version = ""
        self._shift = 0
        self.revoke = button(
            self.head, self.theme, shell.text("console.revoke"),
            lambda: self._chosen_row and revoke(self._chosen_row), kind="Danger", size="Small.",
        )  # fmt: skip
        self.paper.bind("<ButtonRelease-1>", self._tapped)
        self.paper.bind("<Up>", lambda _event: self._step(-1))
        self.paper.bind("<Down>", lambda _event: self._step(1))
        self.paper.bind("<Delete>", lambda _event: self.revoke.invoke())

    def show(self, rows: Iterable[Row], version: str) -> None:
        """Others are here now; `version` is the server's."""
        wanted = list(rows)
        if (wanted, version) != (self.rows, self._version):
            self._keep_in_sight(wanted)
            self.rows, self._version = wanted, version
            self.redraw_soon()
        here, known = sum(row.connected for row in wanted), len(wanted)
        counted = str(here) if here == known else self.shell.text(
            "console.of", here=here, known=known
        )  # fmt: skip
        self.count.configure(text=counted if known else "")
        self._show_revoke()

    def choose(self, key: str | None) -> None:
        """The row that a person means."""
        if key != self.chosen:
            self.chosen = key
            self._show_revoke()
            self.redraw_soon()

    def draw(self, width: int) -> int:
        """All rows, and how many more there are."""
        row = self.theme.px(ROW)
        now = self._now()
        for place, shown in enumerate(self.rows[:MOST]):
            self._draw_row(shown, place * row, width, now)
        height = min(len(self.rows), MOST) * row
        more = len(self.rows) - MOST
        if more > 0:
            text = self.shell.text("console.more_terminals", count=more)
            self.write(0, height + self.theme.px(12), text, "body", "muted")
            height += row
        return height

    # ----------------------------------------------------------------- choosing

    @property
    def _chosen_row(self) -> Row | None:
        return next((row for row in self.rows if row.key == self.chosen), None)

    def _show_revoke(self) -> None:
        chosen = self._chosen_row
        if chosen is not None and chosen.terminal_id:
            self.revoke.pack(side="right")
        else:
            self.revoke.pack_forget()

    def _tapped(self, event: "tk.Event[tk.Canvas]") -> None:
        place = int(event.y) // self.theme.px(ROW)
        if not self.shell.touch.dragged and 0 <= place < min(len(self.rows), MOST):
            self.paper.focus_set()
            self.choose(self.rows[place].key)

    def _step(self, by: int) -> None:
        if not self.rows:
            return
        keys = [row.key for row in self.rows[:MOST]]
        here = keys.index(self.chosen) + by if self.chosen in keys else 0
        place = min(max(here, 0), len(keys) - 1)
        self.choose(keys[place])
        self._bring_into_sight(place)

    def _bring_into_sight(self, place: int) -> None:
        row, view = self.theme.px(ROW), self.scrolled.view
        top = round(view.canvasy(0))
        above, below = place * row - top, (place + 1) * row - top - view.winfo_height()
        if above < 0:
            self.scrolled.move(above)
        elif below > 0:
            self.scrolled.move(below)

    def _keep_in_sight(self, wanted: list[Row]) -> None:
        """Rows that come or go above what is read do not move it."""
        row = self.theme.px(ROW)
        first = round(self.scrolled.view.canvasy(0)) // row + self._shift
        if not 0 < first < len(self.rows):
            return
        places = {shown.key: place for place, shown in enumerate(wanted)}
        stays = next((s for s in self.rows[first:] if s.key in places), None)
        if stays is not None:
            self._shift += places[stays.key] - self.rows.index(stays)

    def drawn(self) -> None:
        """Scroll by as many rows as came or went above what is read."""
        shift, self._shift = self._shift, 0
        if shift:
            self.scrolled.update_idletasks()
            self.scrolled.move(shift * self.theme.px(ROW))

    # ------------------------------------------------------------------ drawing

    def _draw_row(self, row: Row, top: int, width: int, now: datetime) -> None:
        theme = self.theme
        height = theme.px(ROW)
        middle = top + height // 2
        if row.key == self.chosen:
            edge = theme.colour("accent")
            box = (1, top + 1, width - 2, top + height - 3)
            self.paper.create_rectangle(*box, outline=edge, width=theme.px(2))
        self.paper.create_image(theme.px(INSET), middle, anchor="w", image=self._picture(row.role))
        right = width - theme.px(INSET)
        when = self._when(row, now)
        self.write(right, middle, when, "body", "muted", anchor="e")
        dot = right - theme.font("body").measure(when) - theme.px(6)
        image = self._dots["ready" if row.connected else "line"]
        self.paper.create_image(dot, middle, anchor="e", image=image)
        left = theme.px(INSET + PICTURE + GAP)
        room = dot - theme.px(DOT + GAP) - left
        role = self._word(row.role)
        tone: Tone = "ink" if row.connected else "muted"
        name = elide(theme.font("list_bold"), printable(row.name) or role, room)
        self.write(left, middle, name, "list_bold", tone, anchor="sw")
        about = elide(theme.font("body"), self._about(row, role), room)
        is_old = row.connected and bool(row.version) and row.version != self._version
        self.write(left, middle + theme.px(2), about, "body", "retry" if is_old else "muted")
        self.divide(top + height - 1, width)

    def _when(self, row: Row, now: datetime) -> str:
        text = self.shell.text
        if row.since is not None:
            return text("console.since", time=moment(self.shell.strings, row.since, now))
        if row.seen is not None:
            return text("console.last_seen", time=moment(self.shell.strings, row.seen, now))
        return text("console.never_seen")

    def _about(self, row: Row, role: str) -> str:
        text = self.shell.text
        facts = [role, row.address]
        if row.connected and row.version and row.version != self._version:
            facts.insert(1, text("console.other_version", version=row.version))
        if row.lag_ms is not None:
            facts.append(text("console.lag", ms=row.lag_ms))
        if row.version == self._version:
            facts.append(row.version)
        return "  ·  ".join(filter(None, facts))

    def _word(self, role: str) -> str:
        return self.shell.text(f"common.role_{role if role in ROLES else 'anybody'}")

    def _dot(self, tone: Tone) -> tk.PhotoImage:
        theme, size = self.theme, self.theme.px(DOT)
        dot = shapes.disc((size / 2, size / 2), size / 2 - 0.5)
        return shapes.drawing(
            self.paper, size, [(theme.colour(tone), dot)], ground=theme.colour("surface")
        )

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
