"""The customer terminal: choose a table and dishes, send the order, see how far it is."""

import logging
import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from restaurant.client.mirror import Mirror
from restaurant.client.notices import (
    Answered,
    Changed,
    Held,
    Notice,
    Offline,
    Online,
    Snapshot,
    TooOld,
    Waiting,
)
from restaurant.common.strings import Strings
from restaurant.desktop.connection import Connection
from restaurant.desktop.customer.cart import Cart, Line
from restaurant.desktop.customer.cart_panel import CartPanel
from restaurant.desktop.customer.dish_panel import DishPanel
from restaurant.desktop.customer.menu_board import MenuBoard
from restaurant.desktop.customer.progress import ProgressPanel
from restaurant.desktop.customer.sending import Sending, Sent
from restaurant.desktop.customer.tables import BadTable, TableField, read_table
from restaurant.desktop.look import Scheme
from restaurant.desktop.popup import Choice, Popup, tell
from restaurant.desktop.pump import LinkFactory, Pump
from restaurant.desktop.shell import Shell
from restaurant.desktop.widgets import Elided, row
from restaurant.domain.commands import NewOrder
from restaurant.domain.money import write_money
from restaurant.domain.values import Category, MenuItem
from restaurant.protocol.audiences import THE_ONE
from restaurant.protocol.documents import OrderDocument, RestaurantDocument

LOG = logging.getLogger("restaurant.desktop")
CART_WIDTH = 364
PATIENCE_MS = 3000
"""How long an order may be on its way before the guest is told that it waits."""
CONFIRMED_MS = 20000
"""A confirmation goes by itself, so that the next guest finds a free terminal."""

WriteChoice = Callable[[int, Sequence[str]], object]


class CustomerWindow:
    """The window; `write_choice(table, names)` is called before an order is sent, raises OSError."""

    def __init__(
        self,
        root: tk.Tk,
        link_factory: LinkFactory,
        *,
        strings: Strings,
        write_choice: WriteChoice,
        address: str,
        scheme: Scheme = "light",
    ) -> None:
        self.root, self._write_choice, self._address = root, write_choice, address
        self.shell = Shell(root, strings, scheme=scheme)
        self.mirror = Mirror()
        self.cart = Cart()
        self.sending = Sending()
        self.popup: Popup | None = None
        self._build()
        self.pump = Pump(root, self.receive)
        self.shell.at_end(self.pump.stop)
        self.link = link_factory(self.pump.put)
        self.shell.at_end(self.link.stop)
        self.connection.looking(self._address)
        self._show_menu()
        self._show_cart()
        self.table.entry.focus_set()
        self.link.start()

    # -------------------------------------------------------------------------- building

    def _build(self) -> None:
        shell, theme = self.shell, self.shell.theme
        self.table = TableField(shell.head, shell)
        self.table.pack(side="left", padx=(theme.px(20), theme.px(12)), pady=theme.px(8))
        self.connection = Connection(shell, offline_hint="customer.offline")
        self._name = Elided(shell.head, theme, font="section", tone="muted", anchor="center")
        self._name.pack(side="left", fill="x", expand=True)
        body = row(shell.body)
        body.pack(fill="both", expand=True, padx=theme.px(16), pady=theme.px(16))
        right = tk.Frame(body, background=theme.colour("background"), width=theme.px(CART_WIDTH))
        right.pack(side="right", fill="y")
        right.pack_propagate(False)
        left = row(body)
        left.pack(side="left", fill="both", expand=True)
        self.dish_panel = DishPanel(left, shell, add=self.add)
        self.dish_panel.frame.pack(
            side="bottom", fill="x", padx=(0, theme.px(16)), pady=(theme.px(4), 0)
        )
        self.board = MenuBoard(left, shell, choose=self.choose)
        self.board.pack(fill="both", expand=True)
        self.progress = ProgressPanel(right, shell)
        self.cart_panel = CartPanel(
            right, shell, self.cart, changed=self._show_cart, send=self.send
        )
        self.cart_panel.frame.pack(fill="both", expand=True)

    # --------------------------------------------------------------------------- reading

    @property
    def restaurant(self) -> RestaurantDocument | None:
        """The restaurant, once it was seen."""
        return cast(RestaurantDocument | None, self.mirror.find("restaurant", THE_ONE))

    @property
    def dishes(self) -> Mapping[str, MenuItem]:
        """The menu's dishes by id."""
        return cast(Mapping[str, MenuItem], self.mirror.all("items"))

    @property
    def currency(self) -> str:
        """The restaurant's currency; none before the restaurant was seen."""
        return self.restaurant.currency if self.restaurant else ""

    # -------------------------------------------------------------------------- choosing

    def choose(self, item_id: str) -> None:
        """A dish was tapped."""
        self.dish_panel.show(self.dishes.get(item_id), self.currency)

    def add(self, line: Line) -> None:
        """A dish goes into the cart, and the panel is free for the next."""
        self.cart.add(line)
        self.board.chosen.set("")
        self.dish_panel.show(None, self.currency)
        self._show_cart()
        self.cart_panel.reveal_last()

    # --------------------------------------------------------------------------- sending

    def send(self) -> None:
        """Sends the cart, or says what is missing."""
        if not self.cart.lines:
            return
        try:
            table = read_table(self.table.value.get(), self.restaurant)
        except BadTable as bad:
            self._refuse_table(bad)
            return
        self._send(table)

    def _refuse_table(self, bad: BadTable) -> None:
        self.table.mark(wrong=True)
        text = self.shell.text
        again = Choice(text("common.ok"), self._back_to_table, "Main")
        self._tell(
            text(f"{bad.key}_title", text=bad.text), text(bad.key, text=bad.text), "late", again
        )

    def _back_to_table(self) -> None:
        self.table.entry.focus_force()
        self.table.entry.select_range(0, "end")

    def _send(self, table: int) -> None:
        total = self.cart.total
        command = NewOrder(table=table, items=self.cart.wanted(), expected_total=total)
        try:
            self._write_choice(table, self.cart.names)
            command_id = self.link.send(command)
        except OSError:
            LOG.exception("an order could not be kept")
            text = self.shell.text
            self._tell(
                text("customer.cannot_keep_title"), text("customer.cannot_keep"), "late",
                Choice(text("common.ok"), kind="Main"),
            )  # fmt: skip
            return
        sent = Sent(table=table, total=total, lines=tuple(self.cart.take_all()))
        self._unwatch(self.sending.add(command_id, sent))
        self.table.clear()
        self._show_cart()
        self._show_progress()
        if not self.connection.online:
            self._wait_for(sent)
        else:
            self.root.after(PATIENCE_MS, lambda: self._lose_patience(sent))

    def _lose_patience(self, sent: Sent) -> None:
        if sent.way == "sending":
            self._wait_for(sent)

    def _wait_for(self, sent: Sent) -> None:
        sent.way = "waiting"
        self._show_progress()
        text = self.shell.text
        self._tell(
            text("customer.kept_title"), text("customer.kept", table=sent.table), "retry",
            Choice(text("common.ok"), kind="Main"), passing=True,
        )  # fmt: skip

    # ------------------------------------------------------------------------- receiving

    def receive(self, notices: Sequence[Notice]) -> None:
        """Takes in what the link told, and redraws once."""
        changed: set[tuple[str, str]] = set()
        for notice in notices:
            if isinstance(notice, Snapshot | Changed):
                changed |= self.mirror.take(notice)
            else:
                self._take(notice)
        kinds = {kind for kind, _ in changed}
        if kinds & {"restaurant", "categories", "items"}:
            self._show_menu()
            self._show_cart()
        for kind, order_id in changed:
            order = self.mirror.find("orders", order_id) if kind == "orders" else None
            if isinstance(order, OrderDocument):
                self.sending.show(order)
        self._show_progress()

    def _take(self, notice: Notice) -> None:
        match notice:
            case Online():
                self.connection.up(notice)
            case Offline():
                self.connection.down(notice)
                self.sending.wait()
            case Waiting(count=count):
                self.connection.keeps(count)
            case Answered(command=NewOrder() as command):
                self._answered(self._sent(notice.id, command), notice.answer)
            case Held(command=NewOrder() as command):
                sent = self._sent(notice.id, command)
                sent.way, sent.why = "waiting", str(notice.answer.get("message", ""))
            case TooOld(command=NewOrder() as command):
                self._too_old(self._sent(notice.id, command), asked=notice.asked)

    def _sent(self, command_id: str, command: NewOrder) -> Sent:
        self._unwatch(self.sending.take_in(command_id, command))
        return self.sending.orders[command_id]

    def _answered(self, sent: Sent, answer: dict[str, Any]) -> None:
        if "error" in answer:
            self._refused(sent, str(answer.get("message", answer["error"])))
            return
        late = sent.way == "waiting"
        sent.way, sent.why, sent.order_id = "placed", "", str(answer.get("order_id", ""))
        self.link.watch("order", sent.order_id)
        text = self.shell.text
        amount = write_money(sent.total, self.currency)
        total = text("common.money", amount=amount, currency=self.currency)
        title = text("customer.sent_later_title" if late else "customer.sent_title")
        sentence = text("customer.sent", table=sent.table, order=sent.order_id, total=total)
        self._tell(title, sentence, "ready", Choice(text("common.ok"), kind="Main"), passing=True)

    def _refused(self, sent: Sent, why: str) -> None:
        sent.way, sent.why = "refused", why
        text = self.shell.text
        choices = [Choice(text("common.close"), kind="Plain")]
        if sent.lines:
            choices.append(
                Choice(text("customer.change_order"), lambda: self._bring_back(sent), "Main")
            )
        self._tell(text("customer.refused_title"), why, "late", *choices)

    def _bring_back(self, sent: Sent) -> None:
        """What was refused is in the cart again, to be changed and sent anew."""
        for line in sent.lines:
            self.cart.add(line)
        if not self.table.value.get():
            self.table.value.set(str(sent.table or ""))
        self.cart.follow(self.dishes)
        self._show_cart()

    def _too_old(self, sent: Sent, *, asked: bool) -> None:
        text, key = self.shell.text, "customer.no_answer" if asked else "customer.too_old"
        sent.way, sent.why = "too_old", text(f"{key}_short")
        minutes = self.restaurant.outbox_minutes if self.restaurant else 10
        self._tell(
            text("customer.too_old_title"),
            text(key, table=sent.table, minutes=minutes), "late",
            Choice(text("common.ok"), kind="Main"),
        )  # fmt: skip

    # --------------------------------------------------------------------------- showing

    def _show_menu(self) -> None:
        text, restaurant = self.shell.text, self.restaurant
        if restaurant is None:
            title = text("customer.no_menu_title")
            self.board.empty(title, text("customer.no_menu", address=self._address))
        else:
            self.root.title(restaurant.name)
            self._name.show(restaurant.name)
            categories = cast(Mapping[str, Category], self.mirror.all("categories"))
            self.board.show(categories.values(), self.dishes, restaurant.currency)
        chosen = self.dishes.get(self.board.chosen.get())
        if chosen is not None and chosen.sold_out:
            chosen = None
            self.board.chosen.set("")
        self.dish_panel.show(chosen, self.currency)

    def _show_cart(self) -> None:
        self.cart.follow(self.dishes)
        known = self.dishes
        gone = {line.item_id for line in self.cart.lines if line.item_id not in known}
        gone |= {item.id for item in known.values() if item.sold_out}
        self.cart_panel.show(self.currency, gone)

    def _show_progress(self) -> None:
        orders = list(self.sending.orders.values())
        self.progress.show(orders)
        if orders and not self.progress.frame.winfo_manager():
            gap = self.shell.theme.gap
            self.progress.frame.pack(
                side="bottom", fill="x", pady=(gap, 0), before=self.cart_panel.frame
            )

    def _unwatch(self, gone: Sequence[Sent]) -> None:
        for sent in gone:
            if sent.order_id:
                self.link.unwatch("order", sent.order_id)
                self.mirror.forget("order", sent.order_id)

    def _tell(
        self, title: str, text: str, tone: Any, *choices: Choice, passing: bool = False
    ) -> None:
        """Says it in a popup; the one before gives way."""
        if self.popup is not None and self.popup.open:
            self.popup.close()
        self.popup = popup = tell(
            self.root, self.shell.theme, title=title, text=text, tone=tone, choices=choices
        )
        if passing:
            popup.top.after(CONFIRMED_MS, popup.close)
