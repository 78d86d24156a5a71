"""The chosen dish: how many, with which options, a note, and the button that adds it."""

import tkinter as tk
from collections.abc import Callable

from restaurant.desktop.customer.cart import MOST, Line
from restaurant.desktop.customer.modifier_choice import ModifierChoice
from restaurant.desktop.key_panel import Target
from restaurant.desktop.keyboard import Keyboard
from restaurant.desktop.scrolled import Scrolled
from restaurant.desktop.shell import Shell
from restaurant.desktop.widgets import (
    Elided,
    Stepper,
    button,
    card,
    clear,
    field,
    on_disabled_tap,
    placeholder,
    row,
    square_button,
    words,
)
from restaurant.domain.modifiers import unit_price
from restaurant.domain.money import write_money
from restaurant.domain.values import MenuItem

NOTE_LENGTH = 500
"""The longest note that the wire takes (`values.Text`)."""
MOST_OF_WINDOW = 0.3
"""As much of the window's height the questions of a dish may take before they scroll."""


class DishPanel:
    """A card under the menu, there while a dish is chosen; `add` gets the line."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        keyboard: Keyboard,
        *,
        add: Callable[[Line], object],
        closed: Callable[[], object],
    ) -> None:
        self._shell, self._add, self._keyboard = shell, add, keyboard
        theme = shell.theme
        self._dish: MenuItem | None = None
        self._currency = ""
        self.frame = card(master, theme)
        top = row(self.frame)
        top.pack(fill="x")
        self._name = words(top, theme, font="section")
        self._name.pack(side="left")
        square_button(top, theme, "✕", closed, kind="Quiet").pack(side="right")
        self.said = Elided(top, theme, tone="muted")
        self.said.pack(side="left", fill="x", expand=True, padx=(theme.px(12), 0))
        self._questions = Scrolled(self.frame, theme)
        self._questions.pack(fill="x")
        self._questions.content.columnconfigure(1, weight=1)
        self._questions.content.bind("<Configure>", lambda _event: self._fit(), add="+")
        self.choices: list[ModifierChoice] = []
        self._foot()

    def show(self, dish: MenuItem | None, currency: str) -> None:
        """Another dish, or none; the same one as it is now on the menu keeps what was chosen."""
        same = dish is not None and self._dish is not None and dish.id == self._dish.id
        renew = not same or dish.modifiers != self._dish.modifiers  # type: ignore[union-attr]
        self._dish, self._currency = dish, currency
        if renew:
            self._reset(dish)
        self._name.configure(text=dish.name if dish else "")
        self._update()

    def add(self) -> None:
        """Puts the dish into the cart."""
        dish = self._dish
        if dish is None:
            return
        self._add(
            Line(
                item_id=dish.id, name=dish.name, unit_price=unit_price(dish, self._options),
                quantity=self.quantity.value, note=self.note.get().strip()[:NOTE_LENGTH],
                options=self._options,
            )
        )  # fmt: skip

    def explain(self) -> None:
        """Says which choice is missing."""
        missing = [choice for choice in self.choices if not choice.enough]
        for choice in self.choices:
            choice.mark(missing=choice in missing)
        if missing:
            self._questions.see(missing[0].label)
            names = ", ".join(choice.modifier.name for choice in missing)
            self._say(self._shell.text("customer.choice_missing", what=names), wrong=True)

    @property
    def _options(self) -> tuple[str, ...]:
        return tuple(name for choice in self.choices for name in choice.chosen)

    def _foot(self) -> None:
        theme, text = self._shell.theme, self._shell.text
        foot = row(self.frame)
        foot.pack(fill="x", pady=(theme.px(12), 0))
        self.quantity = Stepper(foot, theme, least=1, most=MOST, changed=lambda _n: self._update())
        self.quantity.pack(side="left", fill="y")
        self.add_button = button(foot, theme, "", self.add, kind="Main", width=14)
        self.add_button.pack(side="right")
        on_disabled_tap(self.add_button, self.explain)
        self.note = tk.StringVar(foot)
        self.note_field = field(foot, theme, self.note)
        self.note_field.pack(side="left", fill="x", expand=True, padx=theme.px(12))
        self.note_field.bind("<Return>", lambda _event: self.add_button.invoke())
        placeholder(self.note_field, theme, self.note, text("customer.note"))
        self._keyboard.attach(
            Target(
                entry=self.note_field, text=self.note, title=text("customer.note"), capital=True,
                most=NOTE_LENGTH,
            )
        )  # fmt: skip

    def _reset(self, dish: MenuItem | None) -> None:
        self._keyboard.close()
        self.quantity.show(1)
        self.note.set("")
        content = self._questions.content
        clear(content)
        self.choices = []
        for line, modifier in enumerate(dish.modifiers if dish else ()):
            choice = ModifierChoice(content, self._shell, modifier, self._currency, self._update)
            choice.place(line)
            self.choices.append(choice)
        if not self.choices:
            tk.Frame(content, height=1, background=self._shell.theme.colour("surface")).grid()
        self._questions.to_top()

    def _fit(self) -> None:
        """The questions get the room that they need, or scroll."""
        most = int(self._shell.root.winfo_height() * MOST_OF_WINDOW)
        height = max(1, min(self._questions.content.winfo_reqheight(), most))
        if int(self._questions.view.cget("height")) != height:
            self._questions.view.configure(height=height)

    def _update(self) -> None:
        dish = self._dish
        ready = dish is not None and not dish.sold_out and all(c.enough for c in self.choices)
        self.add_button.state(["!disabled" if ready else "disabled"])
        for choice in self.choices:
            if choice.enough:
                choice.mark(missing=False)
        self._say(dish.description if dish else "", wrong=False)
        self._show_price()

    def _say(self, text: str, *, wrong: bool) -> None:
        self.said.show(text)
        self.said.configure(foreground=self._shell.theme.colour("late" if wrong else "muted"))

    def _show_price(self) -> None:
        text, dish = self._shell.text, self._dish
        if dish is None:
            self.add_button.configure(text=text("customer.add"))
            return
        price = unit_price(dish, self._options) * self.quantity.value
        self.add_button.configure(
            text=text("customer.add_for", price=write_money(price, self._currency))
        )
