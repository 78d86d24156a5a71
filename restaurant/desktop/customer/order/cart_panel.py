"""The cart at the right: what was chosen, what it costs, and the one button that sends it."""

import tkinter as tk
from collections.abc import Callable, Collection, Mapping

from restaurant.common.language.hours_words import opens, since
from restaurant.common.language.writing import amount, money
from restaurant.desktop.customer.order.cart import Cart
from restaurant.desktop.look.style_parts import TINT
from restaurant.desktop.parts.buttons import Stepper, button, on_disabled_tap
from restaurant.desktop.parts.frames import card, empty_state, row, rule
from restaurant.desktop.parts.scrolled import Scrolled
from restaurant.desktop.parts.words import sentence, words
from restaurant.desktop.terminal.order_line import Line
from restaurant.desktop.window.shell import Shell
from restaurant.domain.values.basics import MOST_PORTIONS
from restaurant.domain.values.hours import Service


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
        self._taxes = row(self.frame)
        self.tax_rates = words(self._taxes, theme, tone="muted", justify="left")
        self.tax_rates.pack(side="left")
        self.tax_amounts = words(self._taxes, theme, tone="muted", justify="right")
        self.tax_amounts.pack(side="right")
        self._total = total
        rule(self.frame, theme).pack(side="bottom", fill="x", pady=theme.px(8))
        self.closed = ClosedNote(self.frame, shell)
        self._middle = row(self.frame)
        self._middle.pack(fill="both", expand=True, pady=(theme.px(4), 0))
        self._list: Scrolled | None = None
        self._empty: tk.Frame | None = None
        self.lines: list[CartLine] = []

    def show(
        self,
        currency: str,
        unavailable: Collection[str],
        *,
        not_now: Mapping[str, Service] | None = None,
        closed: Service | None = None,
    ) -> None:
        """The cart as it is now; `unavailable` are ids of dishes that cannot be ordered any more.

        `not_now` says when those are served that are not served now, `closed` when the restaurant
        opens if it is closed.
        """
        lines = self._cart.lines
        if lines:
            self._show_lines(currency, unavailable, not_now or {})
        elif self._empty is None:
            self._show_empty()
        self.total.configure(text=money(self._shell.strings, self._cart.total, currency))
        self._show_taxes(currency)
        self._show_closed(closed)
        self.send_button.state(["!disabled" if lines and closed is None else "disabled"])

    def reveal_last(self) -> None:
        """Scrolls to the newest line."""
        if self._list is not None:
            self._list.to_end()

    def _show_taxes(self, currency: str) -> None:
        """What comes on top of the prices, so that the total surprises nobody."""
        text, taxes = self._shell.text, self._cart.taxes_added
        rates = [text("customer.tax", rate=tax.rate) for tax in taxes]
        self.tax_rates.configure(text="\n".join(rates))
        strings = self._shell.strings
        amounts = [amount(strings, tax.tax, currency) for tax in taxes]
        self.tax_amounts.configure(text="\n".join(amounts))
        if taxes:
            self._taxes.pack(side="bottom", fill="x", after=self._total)
        else:
            self._taxes.pack_forget()

    def _show_closed(self, closed: Service | None) -> None:
        if closed is None:
            self.closed.frame.pack_forget()
        else:
            self.closed.show(closed)
            self.closed.frame.pack(side="bottom", fill="x", before=self._middle)

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

    def _show_lines(
        self, currency: str, unavailable: Collection[str], not_now: Mapping[str, Service]
    ) -> None:
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
            text, service = self._shell.text, not_now.get(line.item_id)
            why = text("customer.line_gone") if line.item_id in unavailable else ""
            if not why and service is not None:
                why = text("customer.line_not_now", since=since(service))
            shown.show(line, currency, why=why)

    def _new_line(self, master: Scrolled, index: int) -> "CartLine":
        def change(quantity: int) -> None:
            self._cart.set_quantity(index, quantity)
            self._changed()

        made = CartLine(master.content, self._shell, change)
        made.frame.pack(fill="x")
        return made


class ClosedNote:
    """Over the total while guests cannot order: why, and from when on they can."""

    def __init__(self, master: tk.Misc, shell: Shell) -> None:
        self._shell = shell
        theme = shell.theme
        ground = theme.tint("late", TINT)
        self.frame = tk.Frame(
            master, background=ground, padx=theme.px(12), pady=theme.px(12),
            highlightthickness=1, highlightbackground=theme.colour("late"),
        )  # fmt: skip
        self.title = sentence(self.frame, theme, font="section", tone="late")
        self.title.pack(fill="x")
        self.said = sentence(self.frame, theme, font="list")
        self.said.pack(fill="x", pady=(theme.px(4), 0))

    def show(self, closed: Service) -> None:
        """How the restaurant stands."""
        text = self._shell.text
        self.title.configure(text=closed_title(closed, text))
        words_ = opens(closed)
        self.said.configure(text=text(words_.key, **words_.params))


def closed_title(closed: Service, text: Callable[..., str]) -> str:
    """Why guests cannot order."""
    return text("customer.last_orders_title" if closed.last_orders else "customer.closed_title")


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

    def show(self, line: Line, currency: str, *, why: str) -> None:
        """The line as it is now, and why it cannot be ordered any more."""
        self.name.configure(text=line.name)
        self.price.configure(text=amount(self._shell.strings, line.price, currency))
        self.stepper.show(line.quantity)
        about = why or " · ".join(filter(None, (", ".join(line.options), line.note)))
        theme = self._shell.theme
        self.extra.configure(text=about, foreground=theme.colour("late" if why else "muted"))
        if about:
            self.extra.pack(fill="x")
        else:
            self.extra.pack_forget()
