"""What is sold: dishes under their headings, and the questions that a dish asks."""

from msgspec import Struct

from restaurant.domain.values.basics import Count, Identifier, Minutes, Money, Name, Text
from restaurant.domain.values.hours import WeekHours


class Option(Struct, frozen=True, gc=False, omit_defaults=True):
    """One choice of a modifier, `price` being added to the dish."""

    name: Name
    price: Money = 0


class Modifier(Struct, frozen=True, gc=False, omit_defaults=True):
    """A question that a dish asks: choose from `choose[0]` to `choose[1]` of the options."""

    name: Name
    options: tuple[Option, ...]
    choose: tuple[Count, Count] = (0, 1)


class Category(Struct, frozen=True, gc=False, omit_defaults=True):
    """A heading of the menu; `order` sorts the headings, `hours` are when its dishes are served."""

    id: Identifier
    name: Name
    order: int = 0
    hours: WeekHours | None = None


class MenuItem(Struct, frozen=True, gc=False, omit_defaults=True):
    """A dish as the menu sells it.

    `price` is in minor units. `left` counts down with each portion ordered, None meaning no count.
    `available` False is the kitchen's "86". `order` sorts the dishes of a category. `hours` are when
    it is served, None being its category's; `tax` names one of the settings' rates.
    """

    id: Identifier
    name: Name
    category: Identifier
    price: Money
    description: Text = ""
    tax: Identifier | None = None
    left: Count | None = None
    allergens: tuple[Name, ...] = ()
    diet: tuple[Name, ...] = ()
    station: Identifier | None = None
    course: Identifier | None = None
    estimated_prep_time_minutes: Minutes | None = None
    available: bool = True
    photo: str | None = None
    modifiers: tuple[Modifier, ...] = ()
    order: int = 0
    hours: WeekHours | None = None

    @property
    def sold_out(self) -> bool:
        """Whether nobody can order it now."""
        return not self.available or self.left == 0
