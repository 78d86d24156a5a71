"""The real windows in this process, driven by their own buttons against a real server."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from restaurant.client.address import Address, always
from restaurant.client.kept.choices import Choices
from restaurant.common.language.strings import Strings
from restaurant.common.option_values import ROLES
from restaurant.desktop.customer.menu.photos import FORMATS, fitted
from restaurant.desktop.customer.menu.tile import DishTile
from restaurant.desktop.customer.window import CustomerWindow
from restaurant.desktop.picker.window import Picker
from restaurant.desktop.terminal.links import link_factory
from restaurant.desktop.waiter.window import WaiterWindow
from restaurant.desktop.window.shell import open_root
from restaurant.selftest.proving import Failed, until

T = TypeVar("T")

TABLE = 7


def _nothing(_role: str) -> None:
    """Keeps nothing: the computer is somebody's."""


def pick_each_role() -> None:
    """The picker opens, and its keys choose. Raises Failed."""
    for key, role in enumerate(ROLES, start=1):
        root = open_root(Strings().text("picker.title"))
        picker = Picker(root, Strings(), remember=_nothing, start_with_computer=_nothing)
        root.update()
        root.focus_force()
        root.event_generate(f"<Key-{key}>")
        if picker.chosen != role:
            picker.shell.close()
            raise Failed("selftest.never_came", what=role, seconds=0)


def draw_photos() -> None:
    """Every kind of photo can be read and sized down. Raises Failed."""
    from PIL import Image  # Here, for nobody else in this process needs it.

    for kind in FORMATS:
        file = BytesIO()
        Image.new("RGB", (64, 48), "#808080").save(file, kind)
        if fitted(file.getvalue(), (32, 24), "#FFFFFF") is None:
            raise Failed("selftest.bad_file", file=f"photo.{kind.lower()}")


class Pair:
    """A customer's and a waiter's window on one server."""

    def __init__(self, address: Address, folder: Path, *, local: Path) -> None:
        strings = Strings()
        self.choices = folder / "customer_choices.json"
        choices = Choices(self.choices)
        choices.create()
        self._customer = CustomerWindow(
            open_root(strings.text("customer.title")),
            link_factory(
                always(address), "customer", ["menu"], folder / "outbox.jsonl", local=local,
                language=strings.language,
            ),
            strings=strings, write_choice=choices.write, address=str(address),
        )  # fmt: skip
        self._waiter = WaiterWindow(
            open_root(strings.text("waiter.title")),
            link_factory(
                always(address), "waiter", ["floor", "menu"], None, local=local,
                language=strings.language,
            ),
            strings=strings, address=str(address),
        )  # fmt: skip

    def order(self) -> tuple[str, str]:
        """Order a dish at one window, see it at the other; the order's id and the dish. Raises Failed."""
        customer = self._customer
        tile = self._until(self._plain_tile, "a dish on the menu")
        assert tile.item is not None
        tile.radio.invoke()
        customer.dish_panel.add_button.invoke()
        customer.place.table.set(str(TABLE))
        customer.cart_panel.send_button.invoke()
        order_id = self._until(self._placed, "the confirmation")
        line = f"Table {TABLE}: {tile.item.name}"
        self._until(lambda: line in self._lines(), line)
        return order_id, tile.item.name

    def serve(self, order_id: str) -> None:
        """Start the order at the waiter's window, see it at the customer's. Raises Failed."""
        waiter = self._waiter
        waiter.list.select(order_id)
        waiter.choose(order_id)
        waiter.details.actions["preparing"].invoke()
        self._until(lambda: self._status() == "preparing", "the order's progress")

    def check_faults(self) -> None:
        """Raises Failed if a window had to report one of its own."""
        for window in (self._customer, self._waiter):
            if window.shell.fault_bar.text:
                raise Failed("selftest.refused", why=window.shell.fault_bar.text)

    def close(self) -> None:
        """Close both."""
        for window in (self._customer, self._waiter):
            window.shell.close()

    def _plain_tile(self) -> DishTile | None:
        tiles = self._customer.board.tiles.values()
        plain = (t for t in tiles if t.item and t.item.is_offered and not t.item.modifiers)
        return next(plain, None)

    def _placed(self) -> str | None:
        sent = list(self._customer.sending.orders.values())
        if sent and sent[-1].way == "refused":
            raise Failed("selftest.refused", why=sent[-1].why)
        return sent[-1].order_id if sent else None

    def _status(self) -> str | None:
        sent = list(self._customer.sending.orders.values())
        return sent[-1].order.status if sent[-1].order else None

    def _lines(self) -> Sequence[str]:
        lines: Sequence[str] = self._waiter.list.box.get(0, "end")
        return lines

    def _until(self, found: Callable[[], T | None], what: str) -> T:
        return until(found, what, meanwhile=self._update)

    def _update(self) -> None:
        for window in (self._customer, self._waiter):
            window.root.update()
