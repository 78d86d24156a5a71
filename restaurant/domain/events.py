"""Every event: what has happened, in the past tense, as the journal keeps it for years.

Events only ever gain optional fields. A class name gives the wire name (`OrderPlaced` is
`order_placed`), which stands in each journal line as `type`.
"""

from msgspec import Struct

from restaurant.domain.values.hours import Service
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.domain.values.orders import ItemStatus, Order, OrderItem, OrderStatus
from restaurant.domain.values.people import Session, StaffMember, Terminal
from restaurant.domain.values.settings import Settings


def snake_case(class_name: str) -> str:
    """The wire name of a class: `OrderPlaced` is `order_placed`. The one rule for all messages."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in class_name).lstrip("_")


class Event(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type", tag=snake_case
):
    """What every event is: a fact that `evolve` can apply without failing."""


# --------------------------------------------------------------------------------- menu


class MenuItemPut(Event, frozen=True):
    """A dish came onto the menu or changed."""

    item: MenuItem


class MenuItemRemoved(Event, frozen=True):
    """A dish left the menu."""

    item_id: str


class AvailabilitySet(Event, frozen=True):
    """A dish was sold out, brought back, or has another count of portions left."""

    item_id: str
    available: bool
    left: int | None = None


class CategoryPut(Event, frozen=True):
    """A heading came onto the menu or changed."""

    category: Category


class CategoryRemoved(Event, frozen=True):
    """A heading left the menu."""

    category_id: str


# ------------------------------------------------------------------------------- orders


class OrderPlaced(Event, frozen=True):
    """The kitchen has an order."""

    order: Order


class OrderEdited(Event, frozen=True):
    """Dishes of an order came, changed (they keep their number) or, by their numbers, went."""

    order_id: str
    put: tuple[OrderItem, ...] = ()
    removed: tuple[int, ...] = ()


class ItemStatusSet(Event, frozen=True):
    """Dishes of an order, by their numbers in it, took the next step."""

    order_id: str
    items: tuple[int, ...]
    status: ItemStatus


class ItemVoided(Event, frozen=True):
    """A dish of an order was called off."""

    order_id: str
    item: int
    reason: str


class OrderCancelled(Event, frozen=True):
    """A whole order was called off."""

    order_id: str
    reason: str


class OrderClosed(Event, frozen=True):
    """An order left the open business as completed or cancelled; the archive keeps it from here."""

    order_id: str
    status: OrderStatus


class DayBegan(Event, frozen=True):
    """A business day (ISO date) began, and with it the day's counters."""

    day: str


class ServiceTurned(Event, frozen=True):
    """The restaurant opened or closed, or dishes (by id) are served now, or no longer, or again `always`."""

    restaurant: Service | None = None
    dishes: dict[str, Service] = {}
    always: tuple[str, ...] = ()


# ------------------------------------------------------------------------------- people


class SignedIn(Event, frozen=True):
    """Somebody signed in."""

    session: Session


class SignedOut(Event, frozen=True):
    """A session ended before its time."""

    session_id: str


class TerminalPaired(Event, frozen=True):
    """A device became known; `staff` is whose PIN was typed there, where the journal tells."""

    terminal: Terminal
    staff: str = ""


class TerminalRenamed(Event, frozen=True):
    """A paired terminal is called something else."""

    terminal_id: str
    name: str


class TerminalRemoved(Event, frozen=True):
    """A paired terminal is known no longer."""

    terminal_id: str


class TerminalUnlocked(Event, frozen=True):
    """Somebody on the staff unlocked a customer terminal, `terminal` being its id as a sender."""

    terminal: str
    staff: str


class StaffPut(Event, frozen=True):
    """Somebody came onto the staff or changed."""

    member: StaffMember


class StaffRemoved(Event, frozen=True):
    """Somebody left the staff."""

    staff_id: str


class ManagerPinReset(Event, frozen=True):
    """A manager has another PIN, or there is a manager now, by whoever works at the server itself."""

    member: StaffMember


# ----------------------------------------------------------------------------- settings


class SettingsPut(Event, frozen=True):
    """The owner decided something else about the restaurant."""

    settings: Settings


AnyEvent = (
    MenuItemPut
    | MenuItemRemoved
    | AvailabilitySet
    | CategoryPut
    | CategoryRemoved
    | OrderPlaced
    | OrderEdited
    | ItemStatusSet
    | ItemVoided
    | OrderCancelled
    | OrderClosed
    | SignedIn
    | SignedOut
    | TerminalPaired
    | TerminalRenamed
    | TerminalRemoved
    | TerminalUnlocked
    | StaffPut
    | StaffRemoved
    | ManagerPinReset
    | DayBegan
    | ServiceTurned
    | SettingsPut
)
"""The journal's alphabet: a reader decodes to one of these."""
