"""How long the waiter's window is held up with 2,000 open orders: python tests/bench/waiter_list.py.

Measured on a shared 2-core Linux machine under Xvfb, from what the link told to the redrawn window:
a snapshot of all 24 ms; a new order 3.5 ms and a changed one 3.6 ms (worst of 60: 9 ms); a wheel's
step 2.1 ms; a letter of a search 28 ms; recolouring by age 1.0 ms a chunk of 250 rows, 0.04 ms
where none has aged.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from restaurant.client.notices import Notice
from restaurant.common.language.strings import Strings
from restaurant.desktop.waiter.orders.order_list import CHUNK
from restaurant.desktop.waiter.window import WaiterWindow
from restaurant.desktop.window.shell import open_root
from restaurant.protocol.documents import OrderDocument
from tests.desktop.fake_link import FakeLink
from tests.desktop.sample import CATEGORIES, DISHES, NOW, order, restaurant

ORDERS = 2000
TIMES = 60


class Bench:
    """The window, and what it takes in."""

    def __init__(self) -> None:
        self.told: list[Notice] = []
        self.root = open_root("Benchmark")
        self.window = WaiterWindow(
            self.root, lambda _notice: self.link, strings=Strings(), address="localhost:5000"
        )
        self.root.update()

    @property
    def link(self) -> FakeLink:
        """A link that tells the benchmark."""
        return FakeLink(self.told.append)

    def take(self) -> None:
        """All that was told, down to the redrawn window."""
        told, self.told[:] = list(self.told), []
        self.window.receive(told)
        self.root.update()

    def take_order(self, made: OrderDocument) -> None:
        """One order, new or changed."""
        self.link.put("floor", orders={made.order_id: made})
        self.take()

    def open(self) -> None:
        """The window with all orders in it."""
        orders = {
            made.order_id: made
            for made in (
                order(n, "Pasta", "Soup", table=n % 12 + 1, minutes=n % 9)
                for n in range(1, ORDERS + 1)
            )
        }
        self.link.online(offset=NOW - datetime.now(UTC))
        self.link.snapshot("menu", categories=CATEGORIES, items=DISHES)
        self.link.snapshot("floor", restaurant={"1": restaurant()}, orders=orders)
        report("a snapshot of all", [timed(self.take)])

    def age(self, minutes: int) -> None:
        """All of them change colour, a chunk at a time."""
        orders = self.window.list
        self.link.online(offset=NOW + timedelta(minutes=minutes) - datetime.now(UTC))
        self.take()
        pieces = [partial(orders.recolour, start) for start in range(0, ORDERS, CHUNK)]
        report("a chunk that changes colour", [timed(piece) for piece in pieces])

    def run(self) -> None:
        """Prints what takes how long."""
        self.open()
        orders = self.window.list
        news = (order(9000 + n, minutes=0) for n in range(TIMES))
        report("a new order", [timed(partial(self.take_order, made)) for made in news])
        changes = (order(n, f"Dish {n}", minutes=n % 9) for n in range(1, TIMES + 1))
        report("a changed order", [timed(partial(self.take_order, made)) for made in changes])
        report("a scroll step", [timed(self.scroll) for _ in range(TIMES)])
        words = ("o", "or", "ord", "ord-1-19", "zzz", "", "sou", "")
        report("a letter of a search", [timed(partial(self.search, word)) for word in words])
        self.age(25)
        last = ORDERS - CHUNK  # The last chunk calls no other one behind our back.
        report("a look at a chunk", [timed(partial(orders.recolour, last)) for _ in range(TIMES)])
        self.window.shell.close()

    def search(self, letters: str) -> None:
        """As somebody types."""
        self.window.filters.search.set(letters)
        self.root.update()

    def scroll(self) -> None:
        """As a wheel does."""
        self.window.list.box.yview_scroll(3, "units")
        self.root.update()


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def report(what: str, took: list[float]) -> None:
    """One line."""
    print(f"{what:28} median {statistics.median(took):7.2f} ms   worst {max(took):7.2f} ms")


if __name__ == "__main__":
    Bench().run()
