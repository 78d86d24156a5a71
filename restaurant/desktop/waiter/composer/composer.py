"""Putting an order together for a table or a phone call, or editing one: all of it by the keyboard."""

import tkinter as tk
from collections.abc import Callable
from dataclasses import replace

from restaurant.common.language.writing import amount, money
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.fields import field, placeholder
from restaurant.desktop.parts.frames import row
from restaurant.desktop.parts.popup import Choice, Popup
from restaurant.desktop.parts.words import printable, sentence, words
from restaurant.desktop.waiter.composer.dish_finder import DishFinder, aligned
from restaurant.desktop.waiter.composer.draft import Draft, DraftLine, Menu, missing, problem
from restaurant.desktop.waiter.composer.line_panel import LinePanel
from restaurant.desktop.waiter.composer.plain_list import PlainList, PlainRow
from restaurant.desktop.waiter.keys import on_return
from restaurant.desktop.window.shell import Shell
from restaurant.protocol.documents import RestaurantDocument

WIDTH, HEIGHT = 920, 420
"""Of the popup, and of its middle: pixels of the look; fits a screen of 1024 x 700."""
LINES_HEIGHT = 148


class Composer:
    """A popup over a draft; `send` gets it once there is nothing wrong with it."""

    def __init__(
        self,
        shell: Shell,
        draft: Draft,
        *,
        menu: Menu,
        restaurant: RestaurantDocument | None,
        send: Callable[[Draft], object],
        discard: Callable[[], object] = lambda: None,
        said: str = "",
    ) -> None:
        """`said` is why the draft came back."""
        self._shell, self.draft, self._send = shell, draft, send
        self._menu, self._restaurant = menu, restaurant
        self._currency = restaurant.currency if restaurant else ""
        self._chosen: int | None = None
        theme, text = shell.theme, shell.text
        title = text("waiter.new_order")
        if draft.order is not None:
            title = text("waiter.edit_title", order=draft.order.order_id)
        self.popup = popup = Popup(shell.root, theme, title, width=WIDTH)
        self._head(title)
        first = self._places() if draft.order is None else None
        self._middle()
        self._said = sentence(popup.content, theme, font="list_bold")
        self._said.pack(fill="x", pady=(theme.gap, 0))
        popup.add(Choice(text("waiter.discard"), discard))
        popup.add(Choice(text("waiter.send_order"), lambda: self._send(self.draft), "Main"))
        self.send_button = popup.buttons[-1]
        popup.top.bind("<Control-Return>", lambda _event: self.send_button.invoke())
        popup.top.bind("<Key>", self._typed, add="+")
        self.show(menu, restaurant, said=said)
        popup.show(focus=first or self.finder.field)

    def show(self, menu: Menu, restaurant: RestaurantDocument | None, *, said: str = "") -> None:
        """The menu as it is now."""
        self._menu, self._restaurant = menu, restaurant
        self._currency = restaurant.currency if restaurant else ""
        self.draft.follow(menu, restaurant)
        self.finder.show(menu, self._currency)
        self._redraw(said)

    # -------------------------------------------------------------------------- building

    def _head(self, title: str) -> None:
        theme = self._shell.theme
        top = row(self.popup.content)
        top.pack(fill="x", pady=(0, theme.gap))
        words(top, theme, title, font="section").pack(side="left")
        editing = self.draft.order is not None
        hint = self._shell.text("waiter.edit_keys" if editing else "waiter.compose_keys")
        words(top, theme, hint, tone="muted").pack(side="right")

    def _places(self) -> tk.Misc:
        """Where it goes: a table, or the name of who fetches it."""
        theme, line = self._shell.theme, row(self.popup.content)
        line.pack(fill="x", pady=(0, theme.px(12)))
        self.table = self._place(line, "table", "waiter.draft_table", 9)
        self.name = self._place(line, "name", "waiter.draft_name", 22)
        self.note = self._place(line, "note", "waiter.draft_note", 0)
        return self.table

    def _place(self, master: tk.Misc, name: str, key: str, width: int) -> tk.Misc:
        theme = self._shell.theme
        value = tk.StringVar(self.popup.top, getattr(self.draft, name))
        made = field(master, theme, value, width=width or 1)
        gap = theme.gap if master.winfo_children()[0] is not made else 0
        made.pack(side="left", fill="x", expand=not width, padx=(gap, 0))
        placeholder(made, theme, value, self._shell.text(key))

        def keep(*_: object) -> None:
            setattr(self.draft, name, value.get().strip())
            self._redraw()

        value.trace_add("write", keep)
        on_return(made, lambda: self.finder.field.focus_set())
        return made

    def _middle(self) -> None:
        theme = self._shell.theme
        middle = row(self.popup.content)
        middle.configure(height=theme.px(HEIGHT))
        middle.pack(fill="both", expand=True)
        middle.grid_propagate(False)
        middle.rowconfigure(0, weight=1)
        for column in (0, 1):
            middle.columnconfigure(column, weight=1, uniform="half")
        self.finder = DishFinder(middle, self._shell, add=self._add, step=self._step)
        self.finder.frame.grid(row=0, column=0, sticky="nsew", padx=(0, theme.px(12)))
        right = row(middle)
        right.grid(row=0, column=1, sticky="nsew")
        self._build_lines(right)
        self.panel = LinePanel(right, self._shell, changed=self._change)
        self.panel.frame.pack(fill="both", expand=True, pady=(theme.px(12), 0))
        on_return(self.panel.note_field, self.finder.field.focus_set)

    def _build_lines(self, master: tk.Misc) -> None:
        theme = self._shell.theme
        self.lines = PlainList(master, theme, picked=self._selected, space=4)
        self.lines.frame.configure(height=theme.px(LINES_HEIGHT))
        self.lines.frame.pack(fill="x")
        self.lines.frame.pack_propagate(False)
        box = self.lines.box
        on_return(box, lambda: self.panel.focus())
        for keys, step in ((("plus", "KP_Add"), 1), (("minus", "KP_Subtract"), -1)):
            for key in keys:
                box.bind(f"<{key}>", lambda _event, step=step: self._step(step))  # type: ignore[misc]
        for key in ("Delete", "BackSpace"):
            box.bind(f"<{key}>", lambda _event: self._take_out())

    # --------------------------------------------------------------------------- changing

    def _add(self, line: DraftLine) -> None:
        self._chosen = self.draft.add(line)
        self.draft.follow(self._menu, self._restaurant)
        self._redraw()
        if missing(self.draft.lines[self._chosen], self._menu):
            self.panel.focus()

    def _typed(self, event: "tk.Event[tk.Misc]") -> None:
        """A letter means the next dish wherever no field takes it, as on a question just answered."""
        is_letter = event.char.isprintable() and event.char.strip() and event.char not in "+-"
        if is_letter and not isinstance(event.widget, tk.Entry):
            self.finder.begin(event.char)

    def _change(self, line: DraftLine) -> None:
        if self._chosen is None:
            return
        self.draft.put(self._chosen, line)
        self.draft.follow(self._menu, self._restaurant)
        self._redraw()

    def _step(self, by: int) -> None:
        if (line := self._line()) is not None:
            self._change(replace(line, quantity=line.quantity + by))

    def _take_out(self) -> None:
        if (line := self._line()) is not None:
            self._change(replace(line, quantity=0))

    def _selected(self, index: int) -> None:
        self._chosen = index
        self._show_line()

    # ---------------------------------------------------------------------------- showing

    def _line(self) -> DraftLine | None:
        """The chosen line; the last one where the chosen one has gone."""
        lines = self.draft.lines
        if self._chosen is None or not lines:
            self._chosen = len(lines) - 1 if lines else None
        elif self._chosen >= len(lines):
            self._chosen = len(lines) - 1
        return None if self._chosen is None else lines[self._chosen]

    def _redraw(self, said: str = "") -> None:
        self._line()
        rows = [PlainRow(self._words(line), self._tone(line)) for line in self.draft.lines]
        self.lines.show(rows, self._chosen or 0)
        self._show_line()
        why = problem(self.draft, self._menu)
        tone: Tone = "late" if said else "muted"
        self._said.configure(
            text=said or (self._shell.text(why) if why else ""),
            foreground=self._shell.theme.colour(tone),
        )
        key = "waiter.send_order" if self.draft.order is None else "waiter.send_changes"
        key = f"{key}_for" if self._currency else key
        total = money(self._shell.strings, self.draft.total, self._currency)
        self.send_button.configure(text=self._shell.text(key, amount=total))
        self.send_button.state(["disabled" if why else "!disabled"])

    def _show_line(self) -> None:
        line = self._line()
        self.panel.show(line, self._menu.get(line.item_id) if line else None, self._currency)

    def _tone(self, line: DraftLine) -> Tone:
        if missing(line, self._menu):
            return "late"
        return "muted" if line.begun else "ink"

    def _words(self, line: DraftLine) -> str:
        text, parts = self._shell.text, [*line.options, line.note]
        if (asked := missing(line, self._menu)) is not None:
            parts.insert(0, text("waiter.line_choose", what=asked.name))
        dish = self._menu.get(line.item_id)
        if line.begun:
            parts.insert(0, text("waiter.line_in_hand"))
        elif dish is not None and not dish.is_served:
            parts.insert(0, text("waiter.line_not_now"))
        price = amount(self._shell.strings, line.price, self._currency) if line.price else ""
        portions = text(
            "waiter.line_dish", count=line.quantity, dish=printable(line.name), price=aligned(price)
        )
        return portions + "".join(f" · {printable(part)}" for part in parts if part)
