"""Orders that are put together or edited here: opened, sent, and brought back if the server says no."""

from collections.abc import Callable
from typing import Any

from restaurant.desktop.waiter.composer.composer import Composer
from restaurant.desktop.waiter.composer.draft import Draft, Menu
from restaurant.desktop.window.shell import Shell
from restaurant.domain.commands import Command
from restaurant.protocol.documents import OrderDocument, RestaurantDocument


class Composing:
    """No typed order is lost: one that was closed, refused or not sent comes back with the next opening.

    `send` gives a command's id, or None where it could not be kept; `may_open` says whether no other
    popup is in the way.
    """

    def __init__(
        self,
        shell: Shell,
        *,
        send: Callable[[Command], str | None],
        may_open: Callable[[], bool],
    ) -> None:
        self._shell, self._send, self._may_open = shell, send, may_open
        self._menu: Menu = {}
        self._restaurant: RestaurantDocument | None = None
        self._sent: dict[str, Draft] = {}
        self._back: list[tuple[Draft, str]] = []
        self._kept = Draft()
        self.open: Composer | None = None

    def show_menu(self, menu: Menu, restaurant: RestaurantDocument | None) -> None:
        """The menu as it is now."""
        self._menu, self._restaurant = menu, restaurant
        if self.open is not None and self.open.popup.open:
            self.open.show(menu, restaurant)

    def new_order(self) -> None:
        """Opens what came back, else the new order that was begun."""
        if self._back:
            self._show(*self._back.pop(0))
        else:
            self._show(self._kept)

    def edit(self, order: OrderDocument) -> None:
        """Opens an order that the kitchen has not begun."""
        self._show(Draft(order))

    def answered(self, command_id: str, answer: dict[str, Any]) -> None:
        """The server's word on one that was sent."""
        draft = self._sent.pop(command_id, None)
        if draft is None:
            return
        if "error" in answer:
            self._bring_back(draft, str(answer.get("message", answer["error"])))
        elif draft.order is None:
            order = answer.get("order_id", "")
            self._shell.say(self._shell.text("waiter.order_sent", order=order), "ready")

    def too_old(self, command_id: str) -> None:
        """It waited too long for a server."""
        draft = self._sent.pop(command_id, None)
        if draft is not None:
            self._bring_back(draft, self._shell.text("waiter.order_too_old"))

    def _show(self, draft: Draft, said: str = "") -> None:
        self.open = Composer(
            self._shell, draft, menu=self._menu, restaurant=self._restaurant, said=said,
            send=self._go, discard=lambda: self._forget(draft),
        )  # fmt: skip

    def _go(self, draft: Draft) -> None:
        self._forget(draft)
        command_id = self._send(draft.command())
        if command_id is None:
            self._bring_back(draft, self._shell.notice.text)
        else:
            self._sent[command_id] = draft

    def _forget(self, draft: Draft) -> None:
        if draft is self._kept:
            self._kept = Draft()

    def _bring_back(self, draft: Draft, said: str) -> None:
        if self._may_open():
            self._show(draft, said)
        else:
            self._back.append((draft, said))
            self._shell.say(self._shell.text("waiter.order_back", why=said), "late")
