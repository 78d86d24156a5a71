"""The customer terminal's window with a link that the test holds the other end of."""

from collections.abc import Callable, Sequence
from typing import Any

from restaurant.client.notices import Notice
from restaurant.common.language.strings import Strings
from restaurant.desktop.customer.window import LEAST_SIZE, CustomerWindow
from restaurant.desktop.look.tokens import Scheme
from restaurant.domain.commands import Command
from tests.desktop.fake_link import FakeLink
from tests.desktop.sample import DISHES
from tests.desktop.screen import Screen, words_in


class NotedLink(FakeLink):
    """Notes when something is sent, among what else happens."""

    def __init__(self, notice: Callable[[Notice], None], events: list[str]) -> None:
        super().__init__(notice)
        self._events = events

    def send(self, command: Command) -> str:
        self._events.append("sent")
        return super().send(command)


class CustomerTerminal:
    """The window with its link and what it wrote down."""

    def __init__(
        self,
        screen: Screen,
        strings: Strings,
        size: str = "1366x768",
        scheme: Scheme = "light",
        **more: Any,
    ) -> None:
        self.screen = screen
        self.links: list[NotedLink] = []
        self.choices: list[tuple[int | str, list[str]]] = []
        self.events: list[str] = []
        self.cannot_write = False
        self.window = CustomerWindow(
            screen.open(size, least=LEAST_SIZE),
            self._link,
            strings=strings,
            write_choice=self._write,
            address="192.168.1.20:5000",
            scheme=scheme,
            **more,
        )
        self.link = self.links[0]
        screen.settle()

    def _link(self, notice: Callable[[Notice], None]) -> "NotedLink":
        self.links.append(NotedLink(notice, self.events))
        return self.links[0]

    def _write(self, table: int | None, names: Sequence[str], *, name: str = "") -> None:
        if self.cannot_write:
            raise OSError(28, "No space left on device")
        self.events.append("written")
        self.choices.append((table or name, list(names)))

    def popup_text(self) -> str:
        """All words of the popup that is open."""
        popup = self.window.popup
        assert popup is not None
        assert popup.open
        return words_in(popup.top)

    def dismiss(self) -> None:
        assert self.window.popup is not None
        self.window.popup.buttons[-1].invoke()
        self.screen.settle()

    def has_popup(self) -> bool:
        return self.window.popup is not None and self.window.popup.open

    def add(self, dish_id: str, category: str | None = None) -> None:
        board = self.window.board
        if category:
            board.tabs[category].invoke()
        board.tiles[dish_id].radio.invoke()
        self.window.dish_panel.add_button.invoke()
        self.screen.settle()

    def order(self, dish_id: str = "pasta", table: str = "7") -> None:
        self.add(dish_id, DISHES[dish_id].category)
        self.window.place.table.set(table)
        self.window.cart_panel.send_button.invoke()
        self.screen.settle()
