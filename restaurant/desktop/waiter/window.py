"""The waiter terminal: every open order, live, and what to do with the chosen one."""

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from typing import cast

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
from restaurant.desktop.look import Scheme
from restaurant.desktop.pump import LinkFactory, Pump
from restaurant.desktop.shell import Shell
from restaurant.desktop.waiter.availability import AvailabilityPopup
from restaurant.desktop.waiter.details import Details
from restaurant.desktop.waiter.order_list import OrderList
from restaurant.desktop.waiter.reason import AskReason
from restaurant.desktop.widgets import Elided, button, empty_state, row
from restaurant.domain.commands import Command
from restaurant.domain.values import MenuItem
from restaurant.protocol.audiences import THE_ONE
from restaurant.protocol.documents import OrderDocument, RestaurantDocument

RECOLOUR_MS = 5000
"""How often ages are looked at: a colour may be five seconds late, a person cannot tell."""


class WaiterWindow:
    """The window."""

    def __init__(
        self,
        root: tk.Tk,
        link_factory: LinkFactory,
        *,
        strings: Strings,
        address: str,
        scheme: Scheme = "light",
    ) -> None:
        self.root, self._address = root, address
        self.shell = Shell(root, strings, scheme=scheme)
        self.mirror = Mirror()
        self.pending: dict[str, Command] = {}
        self.availability: AvailabilityPopup | None = None
        self.asking: AskReason | None = None
        self._seen = False
        self._empty: tk.Frame | None = None
        self._build()
        self.pump = Pump(root, self.receive)
        self.shell.at_end(self.pump.stop)
        self.link = link_factory(self.pump.put)
        self.shell.at_end(self.link.stop)
        self.connection.looking(address)
        self._show_orders(set())
        self._timer = root.after(RECOLOUR_MS, self._grow_older)
        self.shell.at_end(lambda: root.after_cancel(self._timer))
        self.link.start()

    def _build(self) -> None:
        shell, theme = self.shell, self.shell.theme
        self.title = shell.title(shell.text("waiter.title"))
        self.connection = Connection(shell, offline_hint="waiter.offline")
        self.sold_out = button(
            shell.head, theme, shell.text("waiter.availability"), self.open_availability
        )
        self.sold_out.pack(side="right", padx=theme.gap)
        self._count = Elided(shell.head, theme, font="list", tone="muted", anchor="e")
        self._count.pack(side="right", fill="x", expand=True)
        body = row(shell.body)
        body.pack(fill="both", expand=True, padx=theme.px(16), pady=theme.px(16))
        body.rowconfigure(0, weight=1)
        body.columnconfigure(0, weight=3, uniform="half")
        body.columnconfigure(1, weight=2, uniform="half", minsize=theme.px(440))
        self.list = OrderList(body, shell, now=self.connection.now, chosen=self.choose)
        self.list.frame.grid(row=0, column=0, sticky="nsew")
        self.details = Details(body, shell, act=self.act, ask_why=self._ask_why)
        self.details.frame.grid(row=0, column=1, sticky="nsew", padx=(theme.gap, 0))

    # --------------------------------------------------------------------------- reading

    @property
    def orders(self) -> Mapping[str, OrderDocument]:
        """The open orders by id."""
        return cast(Mapping[str, OrderDocument], self.mirror.all("orders"))

    @property
    def dishes(self) -> Mapping[str, MenuItem]:
        """The menu's dishes by id."""
        return cast(Mapping[str, MenuItem], self.mirror.all("items"))

    # --------------------------------------------------------------------------- actions

    def choose(self, order_id: str) -> None:
        """A row was tapped."""
        order = self.orders.get(order_id)
        if order is not None:
            self.details.show(order, self.connection.now(), enabled=self._may_act(order_id))

    def act(self, command: Command) -> None:
        """Sends a command; the order's buttons rest until it is answered."""
        try:
            command_id = self.link.send(command)
        except OSError as error:
            self.shell.say(self.shell.text("waiter.cannot_send", why=str(error)), "late")
            return
        self.pending[command_id] = command
        self._show_details()

    def open_availability(self) -> None:
        """Shows what is sold out."""
        self.availability = AvailabilityPopup(
            self.shell, self.dishes.values(), act=self.act, enabled=self.connection.online
        )

    def _ask_why(self, title: str, then: Callable[[str], object]) -> None:
        self.asking = AskReason(self.shell, title, then)

    def _may_act(self, order_id: str) -> bool:
        busy = any(getattr(c, "order_id", None) == order_id for c in self.pending.values())
        return self.connection.online and not busy

    # ------------------------------------------------------------------------- receiving

    def receive(self, notices: Sequence[Notice]) -> None:
        """Takes in what the link told, and redraws once."""
        changed: set[tuple[str, str]] = set()
        for notice in notices:
            if isinstance(notice, Snapshot | Changed):
                changed |= self.mirror.take(notice)
                self._seen = self._seen or notice.audience == "floor"
            else:
                self._take(notice)
        self._show_orders({order_id for kind, order_id in changed if kind == "orders"})
        if any(kind == "items" for kind, _ in changed):
            self._show_availability()
        restaurant = self.mirror.find("restaurant", THE_ONE)
        if isinstance(restaurant, RestaurantDocument):
            self.root.title(f"{self.shell.text('waiter.title')} – {restaurant.name}")

    def _take(self, notice: Notice) -> None:
        match notice:
            case Online():
                self.connection.up(notice)
                self._enable_popups()
            case Offline():
                self.connection.down(notice)
                self._enable_popups()
            case Waiting(count=count):
                self.connection.keeps(count)
            case Answered(answer=answer):
                self.pending.pop(notice.id, None)
                if "error" in answer:
                    self.shell.say(str(answer.get("message", answer["error"])), "late")
            case Held(answer=answer):
                self.shell.say(str(answer.get("message", "")), "retry")
            case TooOld():
                self.pending.pop(notice.id, None)

    # --------------------------------------------------------------------------- showing

    def _show_orders(self, changed: set[str]) -> None:
        orders = self.orders
        if changed:
            self.list.update(changed, orders)
        if self.list.selected in changed and self.list.selected not in orders:
            self._closed(str(self.list.selected))
        self._show_details()
        count = self.shell.text("waiter.count_orders", count=len(orders)) if self._seen else ""
        self._count.show(count)
        self._explain()

    def _closed(self, order_id: str) -> None:
        self.list.select(None)
        self.details.nothing(self.shell.text("waiter.closed", order=order_id))

    def _show_details(self) -> None:
        order = self.orders.get(self.list.selected or "")
        if order is not None:
            enabled = self._may_act(order.order_id)
            self.details.show(order, self.connection.now(), enabled=enabled)

    def _show_availability(self) -> None:
        if self.availability is not None and self.availability.popup.open:
            self.availability.show(self.dishes.values(), enabled=self.connection.online)

    def _enable_popups(self) -> None:
        self._show_availability()
        if self.asking is not None and self.asking.popup.open:
            self.asking.enable(self.connection.online)

    def _explain(self) -> None:
        """Over an empty list: what that means."""
        if self._empty is not None:
            self._empty.destroy()
            self._empty = None
        if self.orders:
            return
        text, name = self.shell.text, "empty" if self._seen else "waiting"
        self._empty = empty_state(
            self.list.frame, self.shell.theme, text(f"waiter.{name}_title"),
            text(f"waiter.{name}", address=self._address), icon="waiter",
        )  # fmt: skip
        self._empty.place(relx=0, rely=0, relwidth=1, relheight=1)

    def _grow_older(self) -> None:
        self._timer = self.root.after(RECOLOUR_MS, self._grow_older)
        self.list.recolour()
        self.details.show_age(self.connection.now())
