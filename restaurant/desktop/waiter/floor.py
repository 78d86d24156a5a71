"""The waiter's copy of what the server shows: open orders, dishes, the restaurant, today's figures."""

from collections.abc import Mapping
from typing import cast

from restaurant.client.mirror import Mirror
from restaurant.protocol.audiences import THE_ONE
from restaurant.protocol.documents import (
    DishDocument,
    FiguresDocument,
    OrderDocument,
    RestaurantDocument,
)


class Floor(Mirror):
    """The documents by their kinds."""

    @property
    def orders(self) -> Mapping[str, OrderDocument]:
        """The open orders by id."""
        return cast(Mapping[str, OrderDocument], self.all("orders"))

    @property
    def dishes(self) -> Mapping[str, DishDocument]:
        """The menu's dishes by id."""
        return cast(Mapping[str, DishDocument], self.all("items"))

    @property
    def restaurant(self) -> RestaurantDocument | None:
        """The restaurant, once the server has told."""
        found = self.find("restaurant", THE_ONE)
        return found if isinstance(found, RestaurantDocument) else None

    @property
    def currency(self) -> str:
        """What prices are in; empty before the server has told."""
        return self.restaurant.currency if self.restaurant is not None else ""

    @property
    def figures(self) -> FiguresDocument | None:
        """Today's figures, once the server has told."""
        found = self.find("figures", THE_ONE)
        return found if isinstance(found, FiguresDocument) else None
