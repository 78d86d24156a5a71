"""What a sender asks for, and the order that is made of it."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from restaurant.domain.taxes import Tax, taxes_of
from restaurant.domain.values.basics import NAME_LENGTH, Identifier, Name, Quantity, Text

OptionLabel = Annotated[str, Meta(min_length=1, max_length=2 * NAME_LENGTH + 2, pattern=r"\S")]
"""An option as it is chosen: its name, or "Modifier: Option" where the dish offers that name twice."""

ItemStatus = Literal["received", "preparing", "ready", "served", "voided"]
OrderStatus = Literal[
    "in_queue", "awaiting_arrival", "received", "preparing", "ready", "completed", "cancelled"
]


class WantedItem(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """A dish as a sender asks for it: by menu id, or by name (an open item if not on the menu).

    `options` are names; where several modifiers of the dish offer a name it reads "Modifier: Option".
    """

    item_id: Identifier | None = None
    name: Name | None = None
    quantity: Quantity = 1
    note: Text = ""
    options: tuple[OptionLabel, ...] = ()


class ChangedItem(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """What becomes of a dish of an order, by its number in it; None leaves that as it is."""

    item: int
    quantity: Quantity | None = None
    note: Text | None = None
    options: tuple[OptionLabel, ...] | None = None


class OrderItem(Struct, frozen=True, gc=False, omit_defaults=True):
    """A dish of an order; `number` counts from 1 within the order and never changes.

    `unit_price` includes the chosen options; None marks an open item, which has no price. `tax_rate`
    is the percentage that was in force when it was ordered, None for no tax.
    """

    number: int
    name: str
    quantity: int = 1
    unit_price: int | None = None
    item_id: str | None = None
    note: str = ""
    options: tuple[str, ...] = ()
    station: str | None = None
    status: ItemStatus = "received"
    tax_rate: str | None = None

    @property
    def price(self) -> int:
        """Minor units of all its portions, as its line says it."""
        return (self.unit_price or 0) * self.quantity


class Order(Struct, frozen=True, gc=False, omit_defaults=True):
    """What a table (or a person taking away, by `name`) ordered at one time.

    `placed_by` is the sender's name for people, `sender` the identity that may watch the order, and
    `waiter` the staff id of the person who took it, "" where nobody was signed in.
    `last_item` is the highest number that a dish of it ever had, once it was edited. `tax_added` is
    whether taxes come on top of its prices.
    """

    id: str
    number: int
    placed_at: datetime
    items: tuple[OrderItem, ...]
    table: int | None = None
    name: str = ""
    note: str = ""
    placed_by: str = ""
    sender: str = ""
    changed_at: datetime | None = None
    cancelled: str | None = None
    waiter: str = ""
    last_item: int = 0
    tax_added: bool = False

    @property
    def total(self) -> int:
        """Minor units to pay for everything that is not voided."""
        prices = sum(
            (item.unit_price or 0) * item.quantity for item in self.items if item.status != "voided"
        )
        return prices + sum(tax.tax for tax in self.taxes) if self.tax_added else prices

    @property
    def taxes(self) -> tuple[Tax, ...]:
        """The taxes in its total, by rate."""
        live = ((item.tax_rate, item.price) for item in self.items if item.status != "voided")
        return taxes_of(live, added=self.tax_added)

    @property
    def names(self) -> list[str]:
        """Names of the dishes as ordered, repeated for quantity, voided ones left out."""
        return [i.name for i in self.items if i.status != "voided" for _ in range(i.quantity)]
