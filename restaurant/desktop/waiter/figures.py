"""Today's figures: orders, takings, how long orders take, and which dishes are ordered most."""

from datetime import date

from restaurant.common.language.writing import UNKNOWN, day, money, number
from restaurant.desktop.parts.frames import clear, row, rule
from restaurant.desktop.parts.popup import Choice, Popup
from restaurant.desktop.parts.words import Elided, sentence, words
from restaurant.desktop.window.shell import Shell
from restaurant.protocol.documents import FiguresDocument

WIDTH = 640


class FiguresPopup:
    """Large figures, and the best dishes under them; `show` keeps them fresh while it is open."""

    def __init__(self, shell: Shell, figures: FiguresDocument | None) -> None:
        self._shell = shell
        self.popup = popup = Popup(
            shell.root, shell.theme, shell.text("waiter.figures"), width=WIDTH
        )
        self._paper = row(popup.content)
        self._paper.pack(fill="both", expand=True)
        popup.add(Choice(shell.text("common.close")))
        self.show(figures)
        popup.show()

    def show(self, figures: FiguresDocument | None) -> None:
        """The figures as they are now; None before the server has told any."""
        clear(self._paper)
        theme, text = self._shell.theme, self._shell.text
        words(self._paper, theme, text("waiter.figures"), font="section").pack(anchor="w")
        about = text("waiter.figures_none")
        if figures is not None and figures.day:
            written = day(self._shell.strings, date.fromisoformat(figures.day))
            about = text("waiter.figures_day", day=written)
        sentence(self._paper, theme, about, font="list", tone="muted").pack(fill="x")
        if figures is not None:
            self._show_numbers(figures)
            self._show_best(figures)

    def _show_numbers(self, figures: FiguresDocument) -> None:
        theme, text = self._shell.theme, self._shell.text
        minutes = UNKNOWN
        if figures.minutes is not None:
            minutes = text("waiter.age", minutes=round(figures.minutes))
        takings = money(self._shell.strings, figures.takings, figures.currency)
        shown = {
            text("waiter.figures_orders"): number(self._shell.strings, figures.orders),
            text("waiter.figures_open"): number(self._shell.strings, figures.open_orders),
            text("waiter.figures_takings"): takings,
            text("waiter.figures_minutes"): minutes,
        }
        table = row(self._paper)
        table.pack(fill="x", pady=theme.px(16))
        for place, (caption, figure) in enumerate(shown.items()):
            line, column = divmod(place, 2)
            cell = row(table)
            cell.grid(row=line, column=column, sticky="ew", pady=(theme.px(12) * line, 0))
            table.columnconfigure(column, weight=1, uniform="figure")
            words(cell, theme, caption, tone="muted").pack(anchor="w")
            words(cell, theme, figure, font="title").pack(anchor="w")

    def _show_best(self, figures: FiguresDocument) -> None:
        theme, text = self._shell.theme, self._shell.text
        rule(self._paper, theme).pack(fill="x")
        title = text("waiter.figures_best")
        words(self._paper, theme, title, tone="muted").pack(anchor="w", pady=theme.px(8))
        if not figures.best:
            words(self._paper, theme, UNKNOWN, font="list").pack(anchor="w")
        for dish in figures.best:
            line = row(self._paper)
            line.pack(fill="x", pady=theme.px(2))
            words(line, theme, str(dish.portions), font="list_bold", width=5).pack(side="left")
            Elided(line, theme, dish.name, font="list").pack(side="left", fill="x", expand=True)
