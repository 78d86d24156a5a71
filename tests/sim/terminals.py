"""Model terminals: an outbox that sends one command at a time until it is answered, and a waiter's list."""

from random import Random
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from restaurant.client.mirror import Mirror
from restaurant.client.views import Gap, Views
from restaurant.domain.commands import (
    CancelOrder,
    Command,
    EditOrder,
    NewOrder,
    PutMenuItem,
    SetAvailability,
    SetItemStatus,
    SetOrderStatus,
    VoidItem,
)
from restaurant.domain.errors import Refused
from restaurant.domain.values.orders import ChangedItem, ItemStatus, OrderStatus, WantedItem
from restaurant.domain.values.people import Actor, Role
from restaurant.engine.answers import Accepted
from restaurant.engine.engine import Outcome
from restaurant.protocol.codec import write_command
from restaurant.protocol.documents import OrderDocument
from restaurant.server.screens import Frame
from tests.sim.server import Server, plain
from tests.sim.world import World

NOT_NOW = frozenset({"cannot_store", "read_only", "unknown_outcome", "stopping", "fault"})
DISHES = ("Burger", "Pasta", "Soup", "Salad", "Cola", "Tea")
AGAIN_AFTER = 5.0


class Told(Struct):
    """What a terminal was told about a command in the end."""

    command: Command
    answer: Accepted | Refused | None = None


class Terminal:
    """Somebody with an outbox. Whatever happens, a command keeps its id."""

    def __init__(self, world: World, server: Server, role: Role, name: str) -> None:
        self.world, self.server = world, server
        self.actor = Actor(role=role, id=name, name=name)
        self.told: dict[str, Told] = {}
        self._outbox: list[str] = []
        self._tries = 0

    @property
    def is_idle(self) -> bool:
        """Whether everything was answered."""
        return not self._outbox

    def want(self, command: Command) -> None:
        """A person presses a button."""
        command_id = f"{self.actor.id}-{len(self.told)}"
        self.told[command_id] = Told(command)
        self._outbox.append(command_id)
        if len(self._outbox) == 1:
            self._send()

    def _send(self) -> None:
        """Send the oldest, and look again later whether it was answered."""
        if not self._outbox:
            return
        command_id = self._outbox[0]
        self._tries += 1
        this_try = self._tries
        message = write_command(self.told[command_id].command, command_id)
        start = self.server.starts

        def arrive() -> None:
            if start == self.server.starts:  # else the connection broke under the message
                self.server.command(self.actor, message, answer)

        def answer(outcome: Outcome) -> None:
            self.world.send(lambda: self._answered(command_id, outcome))

        self.world.send(arrive)
        self.world.after(AGAIN_AFTER, lambda: self._send() if this_try == self._tries else None)

    def _answered(self, command_id: str, outcome: Outcome) -> None:
        if isinstance(outcome, Refused) and outcome.code in NOT_NOW:
            return  # it is tried again
        told = self.told[command_id]
        if isinstance(outcome, Accepted) or told.answer is None:
            # An accepted command is accepted in every answer that ever comes.
            assert not isinstance(told.answer, Accepted) or told.answer == outcome
            if not isinstance(told.answer, Refused):
                told.answer = outcome
        if self._outbox and self._outbox[0] == command_id:
            del self._outbox[0]
            self._send()


class Customer(Terminal):
    """Orders by the menu, at random times."""

    def live(self) -> None:
        """Order, eat, order again."""
        if self.world.is_quiet:
            return
        chance = self.world.chance
        names = chance.choices(DISHES, k=chance.randint(1, 4))
        items: list[str | WantedItem] = [
            WantedItem(name=name, quantity=chance.randint(1, 3)) if chance.random() < 0.3 else name
            for name in names
        ]
        self.want(NewOrder(items=tuple(items), table=chance.randint(1, 13)))
        self.world.after(chance.expovariate(1 / 45), self.live)


class Waiter(Terminal):
    """Sees all open orders, and moves them."""

    def __init__(self, world: World, server: Server, role: Role, name: str) -> None:
        super().__init__(world, server, role, name)
        self.views = Views(["floor", "menu"])
        self.mirror = Mirror()
        self._chance = Random(f"{world.seed} {name}")
        self._link = 0
        self._arrives = 0.0
        self.gaps = 0
        server.on_start.append(self.connect)

    def connect(self) -> None:
        """A new link: what was under way on the old one never comes."""
        self._link += 1
        self.views.await_all()
        if not self.server.is_up:
            return
        link = self._link
        self.screen = self.server.screen(self.actor, lambda frame: self._deliver(frame, link))
        for name in ("floor", "menu"):
            self.server.watch(self.screen, name)

    def _deliver(self, frame: Frame, link: int) -> None:
        """A link keeps the order of its messages; a change may be left out, and any come twice."""
        # Its own dice: the server tells its screens in any order.
        chance, network = self._chance, self.world.network
        if '"snapshot"' not in frame.json and chance.random() < network.lost / 4:
            return
        for _ in range(2 if chance.random() < network.repeated / 4 else 1):
            self._arrives = max(self._arrives, self.world.seconds + self.world.delay(chance))
            self.world.after(self._arrives - self.world.seconds, lambda: self._see(frame, link))

    def _see(self, frame: Frame, link: int) -> None:
        if link != self._link:
            return
        notice = self.views.take(plain(frame))
        if isinstance(notice, Gap):
            self.gaps += 1
            if self.server.is_up:
                self.server.watch(self.screen, notice.watch.audience)
        elif notice is not None:
            self.mirror.take(notice)

    @property
    def orders(self) -> list[OrderDocument]:
        """The list on the screen."""
        shown: Any = self.mirror.all("orders").values()
        return sorted(shown, key=lambda order: order.number)

    def live(self) -> None:
        """Look at the list, do something."""
        if self.world.is_quiet:
            return
        chance = self.world.chance
        command = self._something()
        if command is not None and len(self._outbox) < 3:
            self.want(command)
        if chance.random() < 0.01:
            self.server.hub.leave(self.screen) if self.server.is_up else None
            self.connect()
        self.world.after(chance.expovariate(1 / 12), self.live)

    def _something(self) -> Command | None:
        chance = self.world.chance
        if chance.random() < 0.08:
            dish = chance.choice(DISHES).lower()
            left = chance.choice([None, None, 3, 12])
            return SetAvailability(item_id=dish, available=chance.random() < 0.85, left=left)
        if chance.random() < 0.1:
            return NewOrder(items=("Birthday cake", chance.choice(DISHES)), table=2)
        if self.actor.role == "manager" and chance.random() < 0.1:
            return self._another_price()
        if not self.orders:
            return None
        return self._move(chance.choice(self.orders))

    def _move(self, order: OrderDocument) -> Command:
        chance = self.world.chance
        item = chance.choice(order.items).item
        kind = chance.random()
        if kind < 0.05:
            return CancelOrder(order_id=order.order_id, reason="they left")
        if kind < 0.15:
            return VoidItem(order_id=order.order_id, item=item, reason="spilled")
        if kind < 0.3:
            return self._edit(order, item)
        if kind < 0.45:
            steps: list[ItemStatus] = ["preparing", "ready", "served"]
            return SetItemStatus(order_id=order.order_id, item=item, status=chance.choice(steps))
        targets: list[OrderStatus] = ["preparing", "ready", "completed", "completed"]
        return SetOrderStatus(order_id=order.order_id, status=chance.choice(targets))

    def _edit(self, order: OrderDocument, item: int) -> Command:
        chance = self.world.chance
        wanted = WantedItem(name=chance.choice([*DISHES, "Cake"]), quantity=chance.randint(1, 3))
        return EditOrder(
            order_id=order.order_id,
            add=(wanted,) if chance.random() < 0.5 else (),
            change=(ChangedItem(item, chance.randint(1, 4)),) if chance.random() < 0.5 else (),
            remove=(chance.choice(order.items).item,) if chance.random() < 0.3 else (),
        )

    def _another_price(self) -> Command | None:
        shown: Any = self.mirror.all("items").values()
        items = sorted(shown, key=lambda item: item.id)
        if not items:
            return None
        item = self.world.chance.choice(items)
        return PutMenuItem(item=replace(item, price=self.world.chance.randint(100, 2000)))
