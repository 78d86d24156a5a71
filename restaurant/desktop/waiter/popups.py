"""What opens over the waiter's window: kept fresh while it is open, and in the way of whatever else would."""

from collections.abc import Callable

from restaurant.desktop.parts.popup import Popup
from restaurant.desktop.waiter.availability import AvailabilityPopup
from restaurant.desktop.waiter.figures import FiguresPopup
from restaurant.desktop.waiter.floor import Floor
from restaurant.desktop.waiter.orders.reason import AskReason
from restaurant.desktop.window.shell import Shell
from restaurant.domain.commands import Command


class Popups:
    """Those that show the floor; every other one is handed to `opened`.

    `act` takes commands, `is_online` says whether one can be sent now.
    """

    def __init__(
        self,
        shell: Shell,
        floor: Floor,
        *,
        act: Callable[[Command], object],
        is_online: Callable[[], bool],
    ) -> None:
        self._shell, self._floor, self._act, self._is_online = shell, floor, act, is_online
        self.availability: AvailabilityPopup | None = None
        self.figures: FiguresPopup | None = None
        self.asking: AskReason | None = None
        self.newest: Popup | None = None

    @property
    def is_open(self) -> bool:
        """Whether one is there."""
        return self.newest is not None and self.newest.open

    def opened(self, popup: Popup) -> None:
        """One more opened."""
        self.newest = popup

    def open_availability(self) -> None:
        """Shows what is sold out."""
        self.availability = AvailabilityPopup(
            self._shell, self._floor.dishes.values(), act=self._act, enabled=self._is_online()
        )
        self.opened(self.availability.popup)

    def open_figures(self) -> None:
        """Shows today's figures."""
        self.figures = FiguresPopup(self._shell, self._floor.figures)
        self.opened(self.figures.popup)

    def ask_why(self, title: str, then: Callable[[str], object]) -> None:
        """Asks for a reason; `then` gets it."""
        self.asking = AskReason(self._shell, title, then)
        self.opened(self.asking.popup)

    def show_changed(self, kinds: set[str]) -> None:
        """Documents of these kinds have changed."""
        if "items" in kinds:
            self._show_availability()
        if "figures" in kinds and self.figures is not None and self.figures.popup.open:
            self.figures.show(self._floor.figures)

    def enable(self) -> None:
        """The link came or went, and with it what can be sent."""
        self._show_availability()
        if self.asking is not None and self.asking.popup.open:
            self.asking.enable(self._is_online())

    def _show_availability(self) -> None:
        if self.availability is not None and self.availability.popup.open:
            dishes = self._floor.dishes.values()
            self.availability.show(dishes, enabled=self._is_online())
