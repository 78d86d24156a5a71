"""The wire of seed 000 after an order is accepted: `order_update` to waiters, a line on the console."""

from collections.abc import Sequence
from typing import Any

import msgspec

from restaurant.common.escaped import escaped
from restaurant.domain.events import OrderPlaced
from restaurant.domain.values.orders import Order
from restaurant.domain.values.people import STAFF
from restaurant.engine.ports import Step
from restaurant.protocol.seeds import order_update
from restaurant.server.aside import Aside
from restaurant.server.screens import Frame, Screens


class SeedOrders:
    """Tells raw Socket.IO clients and standard output about each new order, once."""

    def __init__(self, screens: Screens, console: Aside) -> None:
        self._screens, self._console = screens, console

    def published(self, steps: Sequence[Step]) -> None:
        """Announce the orders among these steps."""
        orders = [step.event.order for step in steps if isinstance(step.event, OrderPlaced)]
        if not orders:
            return
        waiters = [s for s in self._screens.all() if _is_seed_waiter(s)]
        for order in orders:
            frame = Frame("order_update", msgspec.json.encode(order_update(order)).decode())
            for waiter in waiters:
                waiter.send(frame)
        self._console.put(console_line(order) for order in orders)


def console_line(order: Order) -> str:
    """The line of seed 000; control characters are escaped, so that no dish can write on the console."""
    where = f"Table {order.table}" if order.table is not None else order.name
    return escaped(f"New order from {where}: {', '.join(order.names)}")


def _is_seed_waiter(screen: Any) -> bool:
    return screen.actor.role in STAFF and not screen.native and not screen.is_customer
