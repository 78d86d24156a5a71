"""`own_orders.json`: this terminal's orders that are under way, to be watched again after a restart."""

import logging
from pathlib import Path

import msgspec
from msgspec import Struct

from restaurant.common.files import replace_file

LOG = logging.getLogger(__name__)

MOST = 6
"""As many as a terminal shows; the oldest give way."""


class OwnOrder(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the terminal says of an order before the server shows it; `total` in minor units."""

    order_id: str
    total: int
    table: int | None = None
    name: str = ""


class OwnOrders:
    """The file; only ever a shortcut: the server knows the orders, and a damaged file is an empty one."""

    def __init__(self, path: Path | None) -> None:
        """Without a path they are kept in memory only."""
        self._path = path
        self._orders = {order.order_id: order for order in self._read()}

    @property
    def orders(self) -> list[OwnOrder]:
        """Those under way, oldest first."""
        return list(self._orders.values())

    def add(self, order: OwnOrder) -> None:
        """One more."""
        self._orders[order.order_id] = order
        while len(self._orders) > MOST:
            del self._orders[next(iter(self._orders))]
        self._write()

    def remove(self, order_id: str) -> None:
        """One is finished; an unknown one is nothing to do."""
        if self._orders.pop(order_id, None) is not None:
            self._write()

    def _read(self) -> list[OwnOrder]:
        if self._path is None:
            return []
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=list[OwnOrder])
        except FileNotFoundError:
            return []
        except (OSError, msgspec.MsgspecError, UnicodeError) as error:
            LOG.warning("the kept list of orders is passed over: %s", error)
            return []

    def _write(self) -> None:
        if self._path is None:
            return
        try:
            replace_file(self._path, msgspec.json.encode(self.orders))
        except OSError as error:
            LOG.warning("the list of orders could not be kept: %s", error)
