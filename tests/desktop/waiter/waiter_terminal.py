"""The waiter's window with the other end of its link, for tests."""

import tkinter as tk
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from restaurant.client.notices import Notice
from restaurant.common.language.strings import Strings
from restaurant.desktop.waiter.window import WaiterWindow
from restaurant.protocol.documents import OrderDocument
from tests.desktop.fake_link import FakeLink
from tests.desktop.sample import CATEGORIES, DISHES, NOW, order, restaurant
from tests.desktop.screen import Screen

THREE = (
    order(110, "Pasta", "Soup", table=7, minutes=24, status="preparing"),
    order(111, "Burger", table=2, minutes=12),
    order(112, "Pizza", table=None, name="Ana", minutes=1),
)


class Pass:
    """The window with the other end of its link; its clock says NOW, however fast the test runs."""

    def __init__(
        self,
        screen: Screen,
        strings: Strings,
        size: str = "1366x768",
        **options: Any,
    ) -> None:
        self.screen = screen
        self.links: list[FakeLink] = []
        self.played: list[int] = []
        self.window = WaiterWindow(
            screen.open(size), self._link, strings=strings, address="10.0.0.2:5000",
            **({"play": self.played.append} | options),
        )  # fmt: skip
        self.link = self.links[0]
        self.box = self.window.list.box
        screen.settle()

    def _link(self, notice: Callable[[Notice], None]) -> FakeLink:
        self.links.append(FakeLink(notice))
        return self.links[0]

    def online(self) -> None:
        self.link.online(offset=NOW - datetime.now(UTC))

    def serve(self, *orders: OrderDocument) -> None:
        """A server with these orders answers."""
        self.online()
        documents: dict[str, Any] = {"restaurant": {"1": restaurant()}, "categories": CATEGORIES}
        self.link.snapshot("menu", items=DISHES, **documents)
        self.snapshot(*orders)
        self.screen.until(lambda: self.box.size() == len(orders), "list shown")

    def snapshot(self, *orders: OrderDocument) -> None:
        by_id = {document.order_id: document for document in orders}
        self.link.snapshot("floor", restaurant={"1": restaurant()}, orders=by_id)

    def put(self, *orders: OrderDocument) -> None:
        self.link.put("floor", orders={document.order_id: document for document in orders})

    @property
    def lines(self) -> list[str]:
        return [str(line) for line in self.box.get(0, "end")]

    def colour(self, index: int) -> str:
        return str(self.box.itemcget(index, "foreground"))

    def choose(self, index: int) -> None:
        """Chooses a row as a person does: by a click on it."""
        self.screen.settle()
        area = self.box.bbox(index)
        assert area is not None
        self.box.event_generate("<Button-1>", x=area[0] + 4, y=area[1] + 4)
        self.box.event_generate("<ButtonRelease-1>", x=area[0] + 4, y=area[1] + 4)
        self.screen.settle()

    def press(self, key: str, widget: tk.Misc | None = None) -> None:
        """A key, where the keyboard is now (or is put)."""
        focus = widget or self.window.root
        focus.focus_force()
        self.screen.until(lambda: focus.focus_get() is focus, "has the keyboard")
        focus.event_generate(key)
        self.screen.settle()
