"""The restaurant, its menu and the terminal's orders as the server showed them last."""

from collections.abc import Mapping
from typing import cast

from restaurant.client.mirror import Mirror
from restaurant.domain.values import Category, MenuItem
from restaurant.protocol.audiences import THE_ONE
from restaurant.protocol.documents import OrderDocument, RestaurantDocument


class Seen(Mirror):
    """The mirror of a customer terminal, which knows what kinds of documents it is shown."""

    @property
    def restaurant(self) -> RestaurantDocument | None:
        """The restaurant, once it was seen."""
        return cast(RestaurantDocument | None, self.find("restaurant", THE_ONE))

    @property
    def categories(self) -> Mapping[str, Category]:
        """The menu's headings by id."""
        return cast(Mapping[str, Category], self.all("categories"))

    @property
    def dishes(self) -> Mapping[str, MenuItem]:
        """The menu's dishes by id."""
        return cast(Mapping[str, MenuItem], self.all("items"))

    @property
    def currency(self) -> str:
        """The restaurant's currency; none before the restaurant was seen."""
        return self.restaurant.currency if self.restaurant else ""

    def order(self, order_id: str) -> OrderDocument | None:
        """One of the orders that are watched."""
        return cast(OrderDocument | None, self.find("orders", order_id))
