"""What a guest has chosen and not yet sent, with sums for the screen; the server has the last word."""

from collections.abc import Mapping
from dataclasses import replace

from restaurant.desktop.terminal.order_line import Line, priced
from restaurant.domain.modifiers import unit_price
from restaurant.domain.taxes import Tax, rate_of, taxes_of, total_of
from restaurant.domain.values.basics import MOST_PORTIONS
from restaurant.domain.values.menu import MenuItem
from restaurant.domain.values.orders import WantedItem
from restaurant.protocol.documents import RestaurantDocument


class Cart:
    """The lines in the order in which they were chosen."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._tax_added = False

    @property
    def total(self) -> int:
        """Minor units to pay for everything."""
        return total_of(priced(self.lines), added=self._tax_added)

    @property
    def taxes_added(self) -> tuple[Tax, ...]:
        """The taxes that come on top of the prices, by rate."""
        return taxes_of(priced(self.lines), added=True) if self._tax_added else ()

    @property
    def names(self) -> list[str]:
        """Names of the dishes, repeated for quantity."""
        return [line.name for line in self.lines for _ in range(line.quantity)]

    def add(self, line: Line) -> None:
        """Adds portions, to the lines that are chosen alike as far as those have room."""
        left = line.quantity
        for index, other in enumerate(self.lines):
            if replace(line, quantity=other.quantity) == other:
                taken = min(left, MOST_PORTIONS - other.quantity)
                self.set_quantity(index, other.quantity + taken)
                left -= taken
        if left:
            self.lines.append(replace(line, quantity=left))

    def set_quantity(self, index: int, quantity: int) -> None:
        """As many portions of a line; none takes it out."""
        if quantity <= 0:
            del self.lines[index]
        else:
            self.lines[index] = replace(self.lines[index], quantity=min(quantity, MOST_PORTIONS))

    def take_all(self) -> list[Line]:
        """Empties the cart."""
        lines, self.lines = self.lines, []
        return lines

    def follow(
        self, menu: Mapping[str, MenuItem], restaurant: RestaurantDocument | None = None
    ) -> None:
        """Takes names, prices and taxes from the menu and the restaurant as they are now."""
        rates = restaurant.tax_rates if restaurant else {}
        self._tax_added = restaurant is not None and restaurant.tax_added
        self.lines = [_repriced(line, menu.get(line.item_id), rates) for line in self.lines]

    def wanted(self) -> tuple[WantedItem, ...]:
        """The dishes as a command carries them."""
        return tuple(
            WantedItem(item_id=li.item_id, quantity=li.quantity, note=li.note, options=li.options)
            for li in self.lines
        )


def _repriced(line: Line, dish: MenuItem | None, rates: Mapping[str, str]) -> Line:
    if dish is None:
        return line
    price, rate = unit_price(dish, line.options), rate_of(dish.tax, rates)
    return replace(line, name=dish.name, unit_price=price, tax_rate=rate)
