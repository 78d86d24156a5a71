"""New orders: which came just now, whether they are heard, and which nobody has looked at yet."""

from collections.abc import Callable, Iterable, Mapping

from restaurant.desktop.waiter.attention.preferences import Preferences
from restaurant.protocol.documents import OrderDocument

Orders = Mapping[str, OrderDocument]


class Arrivals:
    """Knows which orders were there; `unseen` are new ones that wait for a look.

    `play` gets a volume, `call` brings the window up; neither happens in quiet mode.
    """

    def __init__(
        self,
        preferences: Callable[[], Preferences],
        *,
        play: Callable[[int], object],
        call: Callable[[], object],
    ) -> None:
        self._preferences, self._play, self._call = preferences, play, call
        self._known: set[str] | None = None
        self.unseen: frozenset[str] = frozenset()

    def take(self, changed: Iterable[str], orders: Orders) -> None:
        """Takes in what changed; what was there when this terminal came is not new."""
        if self._known is None:
            self._known = set(orders)
            return
        new = {i for i in changed if i not in self._known and _waits(i, orders)}
        for order_id in changed:
            (self._known.add if order_id in orders else self._known.discard)(order_id)
        self.unseen = frozenset(i for i in self.unseen | new if _waits(i, orders))
        preferences = self._preferences()
        if new and not preferences.quiet:
            self._play(preferences.volume)
            self._call()

    def see(self, order_id: str) -> None:
        """Somebody looked at it."""
        self.unseen -= {order_id}


def _waits(order_id: str, orders: Orders) -> bool:
    """Whether nobody has begun with it."""
    order = orders.get(order_id)
    return order is not None and order.status == "received"
