"""What happens: faults of the server and what became of it, newest first, in words."""

import tkinter as tk
from datetime import UTC, datetime

from restaurant.common.language.writing import moment
from restaurant.desktop.console.lists.drawn import DrawnList
from restaurant.desktop.console.watched.happenings import TONES, Happening, Level
from restaurant.desktop.look import shapes
from restaurant.desktop.parts.buttons import button
from restaurant.desktop.parts.words import printable
from restaurant.desktop.window.shell import Shell

LONGEST = 600
"""Characters of a sentence that are shown; the log has all of it."""


class HappeningList(DrawnList):
    """The list."""

    def __init__(self, master: tk.Misc, shell: Shell) -> None:
        super().__init__(master, shell, shell.text("console.happenings"), icon="server")
        self.happenings: list[Happening] = []
        self._dots = {level: self._dot(level) for level in TONES}
        self.copy = button(
            self.head,
            self.theme,
            shell.text("console.copy"),
            self._copy,
            kind="Quiet",
            size="Small.",
        )
        self.explain(shell.text("console.quiet_title"), shell.text("console.quiet"))

    def show(self, happenings: list[Happening]) -> None:
        """More has happened."""
        if happenings != self.happenings:
            self.happenings = list(happenings)
            self.explain(None)
            self.copy.pack(side="right")
            self.redraw_soon()

    def draw(self, width: int) -> int:
        """All entries."""
        top, now = self.theme.px(12), datetime.now(UTC)
        for place, happening in enumerate(self.happenings):
            if place:
                self.divide(top, width)
                top += self.theme.px(12)
            top = self._draw_one(happening, top, width, now)
        return top

    def _draw_one(self, happening: Happening, top: int, width: int, now: datetime) -> int:
        """Returns where the next one begins."""
        theme, text = self.theme, self.shell.text
        line = theme.font("body_bold").metrics("linespace")
        left = theme.px(20)
        self.paper.create_image(0, top + line // 2, anchor="w", image=self._dots[happening.level])
        word = text(f"console.level_{happening.level}")
        self.write(left, top, word, "body_bold", TONES[happening.level])
        time = moment(self.shell.strings, happening.at, now)
        if happening.times > 1:
            time = text("console.times", count=happening.times, time=time)
        self.write(width, top, time, "body", "muted", anchor="ne")
        shown = printable(happening.text)
        shown = shown if len(shown) <= LONGEST else shown[:LONGEST] + "…"
        item = self.write(
            left, top + line + theme.px(4), shown, "body", "ink", width=max(1, width - left)
        )
        return int(self.paper.bbox(item)[3]) + theme.px(12)

    def _dot(self, level: Level) -> tk.PhotoImage:
        theme, size = self.theme, self.theme.px(12)
        dot = shapes.disc((size / 2, size / 2), theme.px(10) / 2)
        layers = [(theme.colour(TONES[level]), dot)]
        return shapes.drawing(self.paper, size, layers, ground=theme.colour("surface"))

    def _copy(self) -> None:
        """For whoever is asked for help."""
        lines = [
            f"{h.at.isoformat(timespec='seconds')} {h.level} {h.text}"
            + (f" (x{h.times})" if h.times > 1 else "")
            for h in self.happenings
        ]
        self.shell.root.clipboard_clear()
        self.shell.root.clipboard_append("\n".join(lines))
        what = self.shell.text("console.happenings")
        self.shell.say(self.shell.text("console.copied", what=what), "received")
