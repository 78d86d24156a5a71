"""The restaurant, its menu and the terminal's orders as the server showed them last."""

from collections.abc import Mapping
from typing import cast

from msgspec.structs import replace

from restaurant.client.mirror import Mirror
from restaurant.domain.values.hours import Service
from restaurant.domain.values.menu import Category
from restaurant.protocol.audiences import THE_ONE
from restaurant.protocol.documents import DishDocument, OrderDocument, RestaurantDocument


class Seen(Mirror):
    """The mirror of a customer terminal, which knows what kinds of documents it is shown.

    Without a link nothing is known of the hours: what is served now, the server says when an order
    reaches it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.live = False
        """Whether the link is up."""

    @property
    def closed(self) -> Service | None:
        """How the restaurant stands while guests cannot order; None while they can."""
        service = self.restaurant.service if self.live and self.restaurant else None
        return service if service is not None and not service.now else None

    @property
    def restaurant(self) -> RestaurantDocument | None:
        """The restaurant, once it was seen."""
        return cast(RestaurantDocument | None, self.find("restaurant", THE_ONE))

    @property
    def categories(self) -> Mapping[str, Category]:
        """The menu's headings by id."""
        return cast(Mapping[str, Category], self.all("categories"))

    @property
    def dishes(self) -> Mapping[str, DishDocument]:
        """The menu's dishes by id."""
        dishes = cast(Mapping[str, DishDocument], self.all("items"))
        if self.live or all(dish.is_served for dish in dishes.values()):
            return dishes
        return {i: replace(dish, service=None) for i, dish in dishes.items()}

    @property
    def currency(self) -> str:
        """The restaurant's currency; none before the restaurant was seen."""
        return self.restaurant.currency if self.restaurant else ""

    def order(self, order_id: str) -> OrderDocument | None:
        """One of the orders that are watched."""
        return cast(OrderDocument | None, self.find("orders", order_id))
