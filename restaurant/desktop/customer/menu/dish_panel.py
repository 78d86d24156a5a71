"""The chosen dish: how many, with which options, a note, and the button that adds it."""

import tkinter as tk
from collections.abc import Callable

from restaurant.common.language.writing import amount
from restaurant.desktop.customer.menu.modifier_choice import ModifierChoice
from restaurant.desktop.parts.buttons import Stepper, button, on_disabled_tap, square_button
from restaurant.desktop.parts.fields import field, placeholder
from restaurant.desktop.parts.frames import card, clear, row
from restaurant.desktop.parts.scrolled import Scrolled
from restaurant.desktop.parts.words import Elided, sentence, words
from restaurant.desktop.terminal.order_line import Line
from restaurant.desktop.touch.key_panel import Target
from restaurant.desktop.touch.keyboard import Keyboard
from restaurant.desktop.window.shell import Shell
from restaurant.domain.modifiers import Choice, Offer, offers, toggled, unanswered, unit_price
from restaurant.domain.values.basics import MOST_PORTIONS, TEXT_LENGTH
from restaurant.domain.values.menu import Modifier
from restaurant.protocol.documents import DishDocument

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
        self._dish: DishDocument | None = None
        self._currency = ""
        self.frame = card(master, theme)
        top = row(self.frame)
        top.pack(fill="x")
        self._name = words(top, theme, font="section")
        self._name.pack(side="left")
        square_button(top, theme, "✕", closed, kind="Quiet").pack(side="right")
        self.said = Elided(top, theme, tone="muted")
        self.said.pack(side="left", fill="x", expand=True, padx=(theme.px(12), 0))
        self.wrong = sentence(self.frame, theme, tone="late")
        self._questions = Scrolled(self.frame, theme)
        self._questions.pack(fill="x")
        self._questions.content.columnconfigure(1, weight=1)
        self._questions.content.bind("<Configure>", lambda _event: self._fit(), add="+")
        self.choices: list[ModifierChoice] = []
        self._chosen: Choice = ()
        self._foot()

    def show(self, dish: DishDocument | None, currency: str) -> None:
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
                quantity=self.quantity.value, note=self.note.get().strip()[:TEXT_LENGTH],
                options=self._options,
            )
        )  # fmt: skip

    def finish(self) -> None:
        """Puts the dish into the cart, or says which choice is missing."""
        if self._unanswered():
            self.explain()
        else:
            self.add()

    def explain(self) -> None:
        """Says which choice is missing."""
        open_ones = self._unanswered()
        missing = [choice for choice in self.choices if choice.modifier in open_ones]
        for choice in self.choices:
            choice.mark(missing=choice in missing)
        if missing:
            self._questions.see(missing[0].label)
            names = ", ".join(choice.modifier.name for choice in missing)
            self.wrong.configure(text=self._shell.text("customer.choice_missing", what=names))
            self.wrong.pack(fill="x", before=self._questions, pady=(0, self._shell.theme.px(4)))

    @property
    def _options(self) -> Choice:
        """The choice in the menu's order, whatever was tapped first: lines chosen alike are alike."""
        chosen = self._chosen
        return tuple(o.label for o in offers(self._dish) if o.label in chosen) if self._dish else ()

    def _unanswered(self) -> list[Modifier]:
        return unanswered(self._dish, self._chosen) if self._dish is not None else []

    def _tapped(self, offer: Offer) -> None:
        if self._dish is not None:
            self._chosen = toggled(self._dish, self._chosen, offer)
            self._update()

    def _foot(self) -> None:
        theme, text = self._shell.theme, self._shell.text
        foot = row(self.frame)
        foot.pack(fill="x", pady=(theme.px(12), 0))
        self.quantity = Stepper(
            foot, theme, least=1, most=MOST_PORTIONS, changed=lambda _n: self._update()
        )
        self.quantity.pack(side="left", fill="y")
        self.add_button = button(foot, theme, "", self.add, kind="Main", width=-14)
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
                most=TEXT_LENGTH,
            )
        )  # fmt: skip

    def _reset(self, dish: DishDocument | None) -> None:
        self._keyboard.close()
        self.quantity.show(1)
        self.note.set("")
        content = self._questions.content
        clear(content)
        self.choices = []
        self._chosen = ()
        self.wrong.pack_forget()
        offered = offers(dish) if dish else []
        for line, modifier in enumerate(dish.modifiers if dish else ()):
            choice = ModifierChoice(
                content, self._shell, modifier, [one for one in offered if one.asked == line],
                currency=self._currency, tapped=self._tapped,
            )  # fmt: skip
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
        dish, open_ones = self._dish, self._unanswered()
        ready = dish is not None and dish.is_offered and not open_ones
        self.add_button.state(["!disabled" if ready else "disabled"])
        for choice in self.choices:
            choice.show(self._chosen)
            if choice.modifier not in open_ones:
                choice.mark(missing=False)
        if not open_ones:
            self.wrong.pack_forget()
        self.said.show(dish.description if dish else "")
        self._show_price()

    def _show_price(self) -> None:
        text, dish = self._shell.text, self._dish
        if dish is None:
            self.add_button.configure(text=text("customer.add"))
            return
        price = unit_price(dish, self._options) * self.quantity.value
        self.add_button.configure(
            text=text("customer.add_for", price=amount(self._shell.strings, price, self._currency))
        )
