"""The waiter terminal: every open order, live, and what to do with the chosen one."""

import tkinter as tk
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

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
from restaurant.common.language.strings import Strings
from restaurant.desktop.look.tokens import Scheme
from restaurant.desktop.parts.frames import empty_state, row
from restaurant.desktop.terminal.link_state import LinkState
from restaurant.desktop.waiter.attention import raised
from restaurant.desktop.waiter.attention.arrivals import Arrivals
from restaurant.desktop.waiter.attention.preferences import KeptPreferences, Preferences
from restaurant.desktop.waiter.attention.sound_popup import SoundPopup
from restaurant.desktop.waiter.composer.composing import Composing
from restaurant.desktop.waiter.floor import Floor
from restaurant.desktop.waiter.head import Head
from restaurant.desktop.waiter.keys import Action, Keys, KeysPopup
from restaurant.desktop.waiter.orders.details import Details
from restaurant.desktop.waiter.orders.filter_bar import FilterBar
from restaurant.desktop.waiter.orders.filters import UNSIGNED, Filter
from restaurant.desktop.waiter.orders.order_list import OrderList
from restaurant.desktop.waiter.orders.ticket import Printer, ticket_of
from restaurant.desktop.waiter.popups import Popups
from restaurant.desktop.waiter.signing_in import SigningIn
from restaurant.desktop.window.pump import LinkFactory, Pump
from restaurant.desktop.window.shell import Shell
from restaurant.domain.commands import Command
from restaurant.domain.values.orders import OrderStatus
from restaurant.protocol.messages import Who

RECOLOUR_MS = 5000
"""How often ages are looked at: a colour may be five seconds late, a person cannot tell."""


class WaiterWindow:
    """The window.

    `folder` is where the terminal keeps its own files (None: nowhere, and it prints nothing), `play`
    sounds for a new order at a volume.
    """

    def __init__(
        self,
        root: tk.Tk,
        link_factory: LinkFactory,
        *,
        strings: Strings,
        address: str,
        scheme: Scheme = "light",
        folder: Path | None = None,
        play: Callable[[int], object] = lambda _volume: None,
    ) -> None:
        self.root, self._address, self._play = root, address, play
        self.shell = Shell(root, strings, scheme=scheme)
        self.mirror = Floor()
        self.pending: dict[str, Command] = {}
        self.preferences = KeptPreferences(folder / "preferences.json" if folder else None)
        self.printer = Printer(folder / "tickets") if folder else None
        self.arrivals = Arrivals(
            lambda: self.preferences.now, play=play, call=lambda: raised.call_for(root)
        )
        self.composing = Composing(
            self.shell, send=self.act, may_open=lambda: not self._is_covered()
        )
        self.popups = Popups(
            self.shell, self.mirror, act=self.act, is_online=lambda: self.connection.online
        )
        self._seen = False
        self._empty: tk.Frame | None = None
        self._build()
        self.actions = self._actions()
        self.keys = Keys(root, self.actions)
        self.pump = Pump(root, self.receive)
        self.shell.at_end(self.pump.stop)
        self.link = link_factory(self.pump.put)
        self.shell.at_end(self.link.stop)
        self.signing_in = SigningIn(self.shell, self.link, self.pump.call)
        self.connection.looking(address)
        self._show_orders(set())
        self._timer = root.after(RECOLOUR_MS, self._grow_older)
        self.shell.at_end(lambda: root.after_cancel(self._timer))
        self.link.start()

    def _build(self) -> None:
        shell, theme = self.shell, self.shell.theme
        self.title = shell.title(shell.text("waiter.title"))
        self.connection = LinkState(shell, offline_hint="waiter.offline", asks_to_pair=True)
        self._build_head()
        body = row(shell.body)
        body.pack(fill="both", expand=True, padx=theme.px(16), pady=theme.px(16))
        body.rowconfigure(0, weight=1)
        body.columnconfigure(0, weight=3, uniform="half")
        body.columnconfigure(1, weight=2, uniform="half", minsize=theme.px(440))
        left = row(body)
        left.grid(row=0, column=0, sticky="nsew")
        self.filters = FilterBar(
            left, shell, orders=lambda: self.mirror.orders, changed=self._filtered
        )
        self.filters.frame.pack(fill="x", pady=(0, theme.gap))
        self.list = OrderList(left, shell, now=self.connection.now, chosen=self.choose)
        self.list.frame.pack(fill="both", expand=True)
        self.details = Details(
            body, shell, act=self.act, ask_why=self.popups.ask_why,
            edit=self.edit_order, reprint=self.reprint,
        )  # fmt: skip
        self.details.frame.grid(row=0, column=1, sticky="nsew", padx=(theme.gap, 0))

    def _build_head(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "waiter.new_order": self.composing.new_order,
            "waiter.sold_out": self.popups.open_availability,
            "waiter.today": self.popups.open_figures,
            "waiter.sound": self.open_sound,
            "waiter.sign_in": self.open_pin_pad,
        }
        self.head = Head(self.shell, acts)
        self.sold_out = self.head.buttons["waiter.sold_out"]
        self._show_quiet()

    def _actions(self) -> dict[str, Action]:
        """What the keyboard does."""
        details = self.details
        return {
            "Up": Action("waiter.do_up", partial(self.list.move, -1)),
            "Down": Action("waiter.do_down", partial(self.list.move, 1)),
            "Return": Action("waiter.do_next", details.move_on),
            "s": Action("waiter.to_preparing", partial(self._press, "preparing")),
            "r": Action("waiter.to_ready", partial(self._press, "ready")),
            "v": Action("waiter.to_completed", partial(self._press, "completed")),
            "c": Action("waiter.cancel", lambda: details.order and details.cancel.invoke()),
            "e": Action("waiter.edit", lambda: details.order and details.edit.invoke()),
            "p": Action("waiter.print", self.reprint),
            "n": Action("waiter.new_order", self.composing.new_order),
            "f": Action("waiter.do_filter", self.filters.focus),
            "/": Action("waiter.search", self.filters.field.focus_set),
            "8": Action("waiter.availability", self.popups.open_availability),
            "t": Action("waiter.figures", self.popups.open_figures),
            "q": Action("waiter.quiet_mode", self.toggle_quiet),
            "?": Action("waiter.keys", self.open_keys),
            "l": Action("waiter.sign_in", self.open_pin_pad),
        }

    # --------------------------------------------------------------------------- actions

    def choose(self, order_id: str) -> None:
        """A row was tapped."""
        order = self.mirror.orders.get(order_id)
        if order is not None:
            self.details.show(order, self.connection.now(), enabled=self._may_act(order_id))
            self.arrivals.see(order_id)
            self._show_unseen()

    def act(self, command: Command) -> str | None:
        """Sends a command and gives its id; the order's buttons rest until it is answered."""
        try:
            command_id = self.link.send(command)
        except OSError as error:
            self.shell.say(self.shell.text("waiter.cannot_send", why=str(error)), "late")
            return None
        self.pending[command_id] = command
        self._show_details()
        return command_id

    def edit_order(self) -> None:
        """Opens the chosen order to be edited."""
        if self.details.order is not None:
            self.composing.edit(self.details.order)

    def reprint(self) -> None:
        """Prints the chosen order's ticket on this computer's printer."""
        order, restaurant = self.details.order, self.mirror.restaurant
        if order is None or restaurant is None or self.printer is None:
            return
        text = ticket_of(
            order, self.shell.strings, title=restaurant.name, currency=restaurant.currency,
            now=self.connection.now(),
        )  # fmt: skip
        self.shell.say(self.shell.text("waiter.printing", order=order.order_id), "received")
        self.printer.print(
            order.order_id, text, lambda why: self.pump.call(lambda: self._printed(why))
        )

    def toggle_quiet(self) -> None:
        """New orders are heard no longer, or again."""
        self._prefer(replace(self.preferences.now, quiet=not self.preferences.now.quiet))

    def _press(self, target: OrderStatus) -> None:
        if self.details.order is not None:
            self.details.actions[target].invoke()

    def _printed(self, why: str) -> None:
        if why:
            self.shell.say(self.shell.text("waiter.not_printed", why=why), "late")

    def _prefer(self, preferences: Preferences) -> None:
        self.preferences.change(preferences)
        self._show_quiet()

    # ---------------------------------------------------------------------------- popups

    def open_sound(self) -> None:
        """Lets the volume be chosen."""
        popup = SoundPopup(self.shell, self.preferences.now, change=self._prefer, play=self._play)
        self.popups.opened(popup.popup)

    def open_keys(self) -> None:
        """Shows what the keys do."""
        self.popups.opened(KeysPopup(self.shell, self.actions).popup)

    def open_pin_pad(self) -> None:
        """Lets somebody else take over this computer."""
        self.popups.opened(self.signing_in.ask().popup)

    def _is_covered(self) -> bool:
        composer = self.composing.open
        return self.popups.is_open or (composer is not None and composer.popup.open)

    def _taken_for(self, who: Who) -> None:
        """The server says who works here now, which may have changed somewhere else."""
        self.connection.taken_for(who)
        person = self.signing_in.person = who.person
        self.head.show_name("waiter.sign_in", person.name if person else "")
        self.filters.sign_in(person.staff_id if person else who.name or UNSIGNED)

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
                self.shell.attempt(self._take, notice)
        orders = {order_id for kind, order_id in changed if kind == "orders"}
        if self._seen:
            self.arrivals.take(orders, self.mirror.orders)
        self._show_orders(orders)
        self._show_changed({kind for kind, _ in changed})

    def _take(self, notice: Notice) -> None:
        match notice:
            case Online():
                self.connection.up(notice)
                self.popups.enable()
            case Who():
                self._taken_for(notice)
            case Offline():
                self.connection.down(notice)
                self.popups.enable()
            case Waiting(count=count):
                self.connection.keeps(count)
            case Answered(answer=answer):
                self.pending.pop(notice.id, None)
                if "error" in answer:
                    self.shell.say(str(answer.get("message", answer["error"])), "late")
                self.composing.answered(notice.id, answer)
            case Held(answer=answer):
                self.shell.say(str(answer.get("message", "")), "retry")
            case TooOld():
                self.pending.pop(notice.id, None)
                self.composing.too_old(notice.id)

    # --------------------------------------------------------------------------- showing

    def _show_orders(self, changed: set[str]) -> None:
        orders = self.mirror.orders
        self._show_unseen()  # Before the list is drawn, which so is done once.
        if changed:
            self.list.update(changed, orders)
            self.filters.show()
        if self.list.selected in changed and self.list.selected not in orders:
            self._closed(str(self.list.selected))
        self._show_details()
        self._explain()

    def _show_changed(self, kinds: set[str]) -> None:
        self.popups.show_changed(kinds)
        if kinds & {"items", "restaurant"}:
            self.composing.show_menu(self.mirror.dishes, self.mirror.restaurant)

    def _show_unseen(self) -> None:
        """Marks what is new in the list, and counts it in the window's title."""
        unseen = self.arrivals.unseen
        self.list.mark(unseen)
        name = self.mirror.restaurant.name if self.mirror.restaurant is not None else ""
        title = " – ".join(filter(None, (self.shell.text("waiter.title"), name)))
        title = f"({len(unseen)}) {title}" if unseen else title
        if self.root.title() != title:
            self.root.title(title)

    def _filtered(self, wanted: Filter) -> None:
        self.list.show_only(wanted.shows)
        self._explain()

    def _closed(self, order_id: str) -> None:
        self.list.select(None)
        self.details.nothing(self.shell.text("waiter.closed", order=order_id))

    def _show_details(self) -> None:
        order = self.mirror.orders.get(self.list.selected or "")
        if order is not None:
            enabled = self._may_act(order.order_id)
            self.details.show(order, self.connection.now(), enabled=enabled)

    def _show_quiet(self) -> None:
        self.head.show_sound("waiter.sound", quiet=self.preferences.now.quiet)

    def _explain(self) -> None:
        """Over an empty list: what that means."""
        if self._empty is not None:
            self._empty.destroy()
            self._empty = None
        if self.list.ids:
            return
        text, name = self.shell.text, "empty" if self._seen else "waiting"
        if self.mirror.orders:
            name = "filtered"
        elif self.connection.is_turned_away:
            name = "unpaired"
        self._empty = empty_state(
            self.list.frame, self.shell.theme, text(f"waiter.{name}_title"),
            text(f"waiter.{name}", address=self._address), icon="waiter",
        )  # fmt: skip
        self._empty.place(relx=0, rely=0, relwidth=1, relheight=1)

    def _grow_older(self) -> None:
        self._timer = self.root.after(RECOLOUR_MS, self._grow_older)
        self.list.recolour()
        self.details.show_age(self.connection.now())
