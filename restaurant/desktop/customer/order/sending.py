"""Orders on their way: from the tap on Send Order until the last dish is served or it is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from restaurant.client.kept import own_orders
from restaurant.client.kept.own_orders import OwnOrder
from restaurant.desktop.terminal.order_line import Line
from restaurant.domain.commands import NewOrder
from restaurant.domain.values.orders import WantedItem
from restaurant.protocol.documents import OrderDocument

Way = Literal["sending", "waiting", "placed", "refused", "too_old"]
MOST = own_orders.MOST
"""How many are shown: as many as guests at one table send before the first is served."""
FINISHED = frozenset({"completed", "cancelled"})


@dataclass(frozen=True)
class Place:
    """Where an order goes: to a table, or to a guest who takes it away, by name."""

    table: int | None
    name: str = ""

    def words(self, text: Callable[..., str]) -> str:
        """As a sentence names it, in the words that `text` has."""
        if self.table is None:
            return text("customer.place_takeaway", name=self.name)
        return text("customer.place_table", table=self.table)

    def title(self, text: Callable[..., str]) -> str:
        """As a list names it."""
        return self.name or text("customer.progress_table", table=self.table)


@dataclass
class Sent:
    """One order; `why` is the server's sentence where it was refused or has to wait."""

    place: Place
    total: int
    lines: tuple[Line, ...] = ()
    way: Way = "sending"
    order_id: str | None = None
    order: OrderDocument | None = None
    why: str = ""

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.way in ("refused", "too_old") or (
            self.order is not None and self.order.status in FINISHED
        )


class Sending:
    """The orders of this terminal by command id, oldest first."""

    def __init__(self) -> None:
        self.orders: dict[str, Sent] = {}

    def add(self, command_id: str, sent: Sent) -> list[Sent]:
        """One more; those that give way to it, finished ones first."""
        self.orders[command_id] = sent
        gone = []
        while len(self.orders) > MOST:
            done = (i for i, other in self.orders.items() if other.finished)
            oldest = next(done, next(iter(self.orders)))
            gone.append(self.orders.pop(oldest))
        return gone

    def take_in(self, command_id: str, command: NewOrder) -> list[Sent]:
        """An order that an earlier run of the program sent, if it is; those that give way to it."""
        if command_id in self.orders:
            return []
        lines = tuple(_line(item) for item in command.items if isinstance(item, WantedItem))
        place = Place(command.table, command.name or "")
        return self.add(
            command_id, Sent(place=place, total=command.expected_total or 0, lines=lines)
        )

    def take_back(self, order: OwnOrder) -> None:
        """An order that was under way when the program ended."""
        self.orders[order.order_id] = Sent(
            place=Place(order.table, order.name), total=order.total, way="placed",
            order_id=order.order_id,
        )  # fmt: skip

    def forget(self, order_id: str) -> None:
        """The server has no such order."""
        self.orders = {i: sent for i, sent in self.orders.items() if sent.order_id != order_id}

    def wait(self) -> None:
        """What was on its way has to wait."""
        for sent in self.orders.values():
            if sent.way == "sending":
                sent.way = "waiting"

    def show(self, order: OrderDocument) -> None:
        """The server tells how far an order is."""
        for sent in self.orders.values():
            if sent.order_id == order.order_id:
                sent.order = order


def _line(item: WantedItem) -> Line:
    """A line of which only what the command says is known; the menu adds name and price."""
    return Line(
        item_id=item.item_id or "", name=item.name or item.item_id or "", unit_price=0,
        quantity=item.quantity, note=item.note, options=item.options,
    )  # fmt: skip
