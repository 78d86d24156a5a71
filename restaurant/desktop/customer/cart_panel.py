"""The cart at the right: what was chosen, what it costs, and the one button that sends it."""

import tkinter as tk
from collections.abc import Callable, Collection

from restaurant.common.writing import amount, money
from restaurant.desktop.customer.cart import Cart
from restaurant.desktop.order_line import Line
from restaurant.desktop.scrolled import Scrolled
from restaurant.desktop.shell import Shell
from restaurant.desktop.widgets import (
    Stepper,
    button,
    card,
    empty_state,
    on_disabled_tap,
    row,
    rule,
    sentence,
    words,
)
from restaurant.domain.values import MOST_PORTIONS


class CartPanel:
    """A card that shows the cart; `changed` is told after each change, `send` of every tap on its button."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        cart: Cart,
        *,
        changed: Callable[[], object],
        send: Callable[[], object],
    ) -> None:
        self._shell, self._cart, self._changed = shell, cart, changed
        theme = shell.theme
        self.frame = card(master, theme)
        words(self.frame, theme, shell.text("customer.your_order"), font="section").pack(anchor="w")
        self.send_button = button(
            self.frame, theme, shell.text("customer.send_order"), send, kind="Main", size="Big."
        )
        self.send_button.configure(padding=theme.px(20))
        on_disabled_tap(self.send_button, send)
        self.send_button.pack(side="bottom", fill="x", pady=(theme.px(12), 0))
        total = row(self.frame)
        total.pack(side="bottom", fill="x")
        words(total, theme, shell.text("customer.total"), font="list").pack(side="left")
        self.total = words(total, theme, font="title")
        self.total.pack(side="right")
        rule(self.frame, theme).pack(side="bottom", fill="x", pady=theme.px(8))
        self._middle = row(self.frame)
        self._middle.pack(fill="both", expand=True, pady=(theme.px(4), 0))
        self._list: Scrolled | None = None
        self._empty: tk.Frame | None = None
        self.lines: list[CartLine] = []

    def show(self, currency: str, unavailable: Collection[str]) -> None:
        """The cart as it is now; `unavailable` are ids of dishes that cannot be ordered any more."""
        lines = self._cart.lines
        if lines:
            self._show_lines(currency, unavailable)
        elif self._empty is None:
            self._show_empty()
        self.total.configure(text=money(self._shell.strings, self._cart.total, currency))
        self.send_button.state(["!disabled" if lines else "disabled"])

    def reveal_last(self) -> None:
        """Scrolls to the newest line."""
        if self._list is not None:
            self._list.to_end()

    def _show_empty(self) -> None:
        if self._list is not None:
            self._list.destroy()
            self._list, self.lines = None, []
        text = self._shell.text
        self._empty = empty_state(
            self._middle,
            self._shell.theme,
            text("customer.cart_empty_title"),
            text("customer.cart_empty"),
        )
        self._empty.pack(fill="both", expand=True)

    def _show_lines(self, currency: str, unavailable: Collection[str]) -> None:
        if self._empty is not None:
            self._empty.destroy()
            self._empty = None
        if self._list is None:
            self._list = Scrolled(self._middle, self._shell.theme)
            self._list.pack(fill="both", expand=True)
        while len(self.lines) > len(self._cart.lines):
            self.lines.pop().frame.destroy()
        while len(self.lines) < len(self._cart.lines):
            self.lines.append(self._new_line(self._list, len(self.lines)))
        for shown, line in zip(self.lines, self._cart.lines, strict=True):
            shown.show(line, currency, gone=line.item_id in unavailable)

    def _new_line(self, master: Scrolled, index: int) -> "CartLine":
        def change(quantity: int) -> None:
            self._cart.set_quantity(index, quantity)
            self._changed()

        made = CartLine(master.content, self._shell, change)
        made.frame.pack(fill="x")
        return made


class CartLine:
    """A line of the cart, with buttons to change how many and to take it out."""

    def __init__(self, master: tk.Misc, shell: Shell, change: Callable[[int], object]) -> None:
        theme, self._shell = shell.theme, shell
        self.frame = row(master)
        top = row(self.frame)
        top.pack(fill="x", pady=(theme.px(8), 0))
        self.price = words(top, theme, font="list")
        self.price.pack(side="right", anchor="n", padx=(theme.gap, 0))
        self.name = sentence(top, theme, font="list_bold")
        self.name.pack(side="left", fill="x", expand=True, anchor="n")
        self.extra = sentence(self.frame, theme, tone="muted")
        foot = row(self.frame)
        foot.pack(side="bottom", fill="x", pady=theme.px(8))
        self._foot = foot
        self.stepper = Stepper(foot, theme, least=1, most=MOST_PORTIONS, changed=change)
        self.stepper.pack(side="left")
        self.remove = button(
            foot, theme, shell.text("customer.remove"), lambda: change(0), kind="Quiet"
        )
        self.remove.pack(side="right", fill="y")
        rule(self.frame, theme).pack(side="bottom", fill="x", before=foot)

    def show(self, line: Line, currency: str, *, gone: bool) -> None:
        """The line as it is now."""
        self.name.configure(text=line.name)
        self.price.configure(text=amount(self._shell.strings, line.price, currency))
        self.stepper.show(line.quantity)
        about = " · ".join(filter(None, (", ".join(line.options), line.note)))
        theme = self._shell.theme
        if gone:
            about = self._shell.text("customer.line_gone")
        self.extra.configure(text=about, foreground=theme.colour("late" if gone else "muted"))
        if about:
            self.extra.pack(fill="x")
        else:
            self.extra.pack_forget()
