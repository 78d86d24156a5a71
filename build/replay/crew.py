"""The terminals of a replay: customers that send, a waiter that serves, a raw listener, a manager."""

import os
import queue
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterable
from itertools import cycle
from typing import Any

import socketio

from build.replay.ledger import Ledger
from restaurant.client.address import Address, always
from restaurant.client.connecting.connection import reach
from restaurant.client.connecting.local_token import token_for
from restaurant.client.link import Link
from restaurant.client.mirror import Mirror
from restaurant.client.no_link import NoLink
from restaurant.client.notices import Answered, Changed, Notice, Offline, Online, Snapshot, TooOld
from restaurant.client.timing import Timing
from restaurant.common.language.strings import Strings
from restaurant.common.machine import user_data_folder
from restaurant.common.options import Options
from restaurant.domain.commands import Command, NewOrder, SetOrderStatus
from restaurant.protocol.documents import OrderDocument

PATIENCE_S = 20.0


def own_options() -> Options:
    """The options of the program for the user who replays: where servers leave their tokens."""
    return Options(user_folder=user_data_folder(os.environ, sys.platform))


class NoServer(Exception):
    """The server cannot be reached or does not let a terminal in; the text says why."""


class Terminal:
    """A link of one role; `take` gets what it is told, on the link's thread."""

    def __init__(
        self, address: Address, role: str, name: str, audiences: Iterable[str] = ()
    ) -> None:
        self._up = threading.Event()
        self._reason = "link.no_server"
        self.times_down = 0
        self.link = Link(
            where=always(address), role=role, name=name, audiences=list(audiences), outbox=None,
            notice=self._notice, local=own_options().local_folder,
        )  # fmt: skip

    def start(self) -> None:
        """Connect. Raises NoServer."""
        self.link.start()
        if not self._up.wait(PATIENCE_S):
            raise NoServer(Strings().text(self._reason))

    def take(self, notice: Notice) -> None:
        """What the server tells."""

    def _notice(self, notice: Notice) -> None:
        match notice:
            case Online():
                self._up.set()
            case Offline():
                self._reason = notice.reason
                self.times_down += self._up.is_set()
        self.take(notice)


class Customer(Terminal):
    """Sends orders."""

    def __init__(self, address: Address, name: str, ledger: Ledger) -> None:
        super().__init__(address, "customer", name)
        self._ledger = ledger

    def take(self, notice: Notice) -> None:
        match notice:
            case Answered():
                self._ledger.answer(notice.id, notice.answer)
            case TooOld():
                self._ledger.answer(notice.id, {"error": "too old when the server came back"})


class Waiter(Terminal):
    """Watches the floor, and serves the oldest order of the replay once more than `most` are open."""

    def __init__(self, address: Address, ledger: Ledger, most: int) -> None:
        super().__init__(address, "waiter", "rush: waiter", ["floor"])
        self._ledger, self._most = ledger, most
        self._before: set[str] | None = None
        self._open: OrderedDict[str, None] = OrderedDict()

    def take(self, notice: Notice) -> None:
        if isinstance(notice, Snapshot):
            if self._before is None:
                self._before = set(notice.documents.get("orders", {}))
            self._look(notice.documents.get("orders", {}).values())
        elif isinstance(notice, Changed):
            self._look(notice.put.get("orders", {}).values())
            for order_id in notice.drop.get("orders", ()):
                self._open.pop(order_id, None)

    def _look(self, orders: Iterable[object]) -> None:
        for order in orders:
            assert isinstance(order, OrderDocument)
            if order.order_id not in (self._before or ()):
                self._ledger.on_floor(order.order_id, order.name)
                self._open.setdefault(order.order_id)
        while len(self._open) > self._most:
            oldest, _ = self._open.popitem(last=False)
            self.link.send(SetOrderStatus(order_id=oldest, status="completed"))


class Manager(Terminal):
    """Sees the menu, and changes it."""

    def __init__(self, address: Address) -> None:
        super().__init__(address, "manager", "rush: manager", ["menu"])
        self.menu = Mirror()
        self._seen = threading.Event()
        self._answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    def start(self) -> None:
        super().start()
        if not self._seen.wait(PATIENCE_S):
            raise NoServer("The server shows no menu.")

    def take(self, notice: Notice) -> None:
        if isinstance(notice, Snapshot | Changed):
            self.menu.take(notice)
            self._seen.set()
        elif isinstance(notice, Answered):
            self._answers.put(notice.answer)

    def carry_out(self, commands: Iterable[Command]) -> list[str]:
        """What the server said against some of these commands. Raises NoServer if it is no manager."""
        sent = [self.link.send(command) for command in commands]
        answers = [self._answers.get(timeout=PATIENCE_S) for _ in sent]
        refusals = [answer for answer in answers if "error" in answer]
        for refusal in refusals:
            if refusal["error"] in ("not_signed_in", "not_allowed"):
                raise NoServer(str(refusal["message"]))
        return [str(refusal["message"]) for refusal in refusals]


class Listener:
    """A raw client of seed 000: no hello, only `order_update`."""

    def __init__(self, address: Address, ledger: Ledger) -> None:
        self._address, self._ledger = address, ledger
        self._client: Any = socketio.Client(
            handle_sigint=False, reconnection_delay=0.2, reconnection_delay_max=1
        )
        self._client.on("order_update", self._on_order)
        self._client.on("disconnect", self._on_disconnect)
        self._stopping = False

    def start(self) -> None:
        """Connect. Raises NoServer."""
        try:
            sock = reach(self._address, Timing())
            token = token_for(sock, own_options().local_folder, self._address.port, "waiter")
            sock.close()
            self._client.connect(
                f"http://{self._address}", auth={"token": token} if token else None,
                transports=["websocket"],
            )  # fmt: skip
        except (NoLink, socketio.exceptions.ConnectionError) as wrong:
            raise NoServer(f"The raw listener got no link: {wrong}") from None

    def stop(self) -> None:
        """Go."""
        self._stopping = True
        self._client.disconnect()

    def _on_order(self, order: dict[str, Any]) -> None:
        self._ledger.announced(str(order["order_id"]))

    def _on_disconnect(self, *_reason: object) -> None:
        if not self._stopping:
            self._ledger.listener.away += 1


class Crew:
    """All of them."""

    def __init__(self, address: Address, ledger: Ledger, *, customers: int, most_open: int) -> None:
        names = (f"rush: customer {number}" for number in range(1, customers + 1))
        self.customers = [Customer(address, name, ledger) for name in names]
        self.waiter = Waiter(address, ledger, most_open)
        self.listener = Listener(address, ledger)
        self._ledger = ledger
        self._next = cycle(self.customers)

    def start(self) -> None:
        """Connect everybody. Raises NoServer."""
        for terminal in (self.waiter, *self.customers):
            terminal.start()
        self.listener.start()

    def send(self, order: NewOrder, at: float) -> None:
        """Hand an order to the next customer terminal."""
        command_id = next(self._next).link.send(order)
        self._ledger.send(command_id, order.name or "", at)

    def stop(self) -> None:
        """End all links."""
        self._ledger.floor.away = self.waiter.times_down
        self.listener.stop()
        for terminal in (self.waiter, *self.customers):
            terminal.link.stop()
