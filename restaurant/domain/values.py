"""The restaurant's nouns: what commands carry, events record and the state holds."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct

from restaurant.domain.taxes import Tax, taxes_of

NAME_LENGTH = 60
Name = Annotated[str, Meta(min_length=1, max_length=NAME_LENGTH, pattern=r"\S")]
TEXT_LENGTH = 500
Text = Annotated[str, Meta(max_length=TEXT_LENGTH)]
Identifier = Annotated[str, Meta(min_length=1, max_length=64)]
LAST_TABLE = 999
TableNumber = Annotated[int, Meta(ge=1, le=LAST_TABLE)]
MOST_PORTIONS = 99
Quantity = Annotated[int, Meta(ge=1, le=MOST_PORTIONS)]
Count = Annotated[int, Meta(ge=0, le=9999)]
Minutes = Annotated[int, Meta(ge=0, le=24 * 60)]
Money = Annotated[int, Meta(ge=0, le=10**11)]  # minor units of the restaurant's currency

Role = Literal["anybody", "guest", "customer", "waiter", "kitchen", "host", "manager", "console"]
"""What a sender may do: `customer` is a kiosk or table tablet, `guest` a phone, `console` the server's
own window, and `anybody` whoever reached the server without showing a token."""

StaffRole = Literal["waiter", "kitchen", "host", "manager"]
"""What a person who signs in may do."""

TerminalRole = Literal["customer", "waiter", "kitchen", "host"]
"""What a paired terminal may do while nobody is signed in there."""

STAFF: frozenset[Role] = frozenset(get_args(StaffRole))
EVERYBODY: frozenset[Role] = frozenset(get_args(Role))

ADDRESS = "lan "
"""How the id of a sender begins that shows no token: only its network address follows."""


class Actor(Struct, frozen=True, gc=False, omit_defaults=True):
    """Who sent a command.

    `id` is the sender for which a command's id is unique: a paired terminal, a page's session, an
    address. It stays the same when another person signs in there. `staff` is the id of the person
    who is signed in, "" for nobody; `name` is that person's, else the terminal's.
    """

    role: Role
    id: str
    name: str = ""
    staff: str = ""

    @property
    def by_address(self) -> bool:
        """Whether several senders may be behind this one: nothing but their address was known."""
        return self.id.startswith(ADDRESS)


# ------------------------------------------------------------------------------- hours

Span = Annotated[
    str,
    Meta(
        pattern=r"^([01]?[0-9]|2[0-3]):[0-5][0-9] ?- ?(([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)(?!\n)$"
    ),
]
"""From when to when, as people write it: "11:30-14:30". An end that is not after the beginning is on
the next day: "18:00-02:00"."""

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class WeekHours(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """Hours of a week on the restaurant's own clock; a span stands under the day on which it begins."""

    monday: tuple[Span, ...] = ()
    tuesday: tuple[Span, ...] = ()
    wednesday: tuple[Span, ...] = ()
    thursday: tuple[Span, ...] = ()
    friday: tuple[Span, ...] = ()
    saturday: tuple[Span, ...] = ()
    sunday: tuple[Span, ...] = ()


class When(Struct, frozen=True, gc=False, omit_defaults=True):
    """A moment as people in the restaurant say it now: the day, and the time on its clock ("11:30").

    `on` is the date of a day that is more than a week ahead, which needs more words than its name.
    """

    day: Literal["today", "tomorrow", Weekday]
    time: str
    on: date | None = None


class Service(Struct, frozen=True, gc=False, omit_defaults=True):
    """Whether something is served now: the restaurant as a whole, or a dish that has hours.

    While it is, `closes` is when that ends; while it is not, `opens` and `closes` are of the next
    time. None is never, or an end that is more than a week later. `last_orders` says that there are
    still guests, but no more orders.
    """

    now: bool
    opens: When | None = None
    closes: When | None = None
    last_orders: bool = False


# ----------------------------------------------------------------------------- the menu


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


# ------------------------------------------------------------------------------- orders

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


# ------------------------------------------------------------------------------- people

PIN_FEWEST, PIN_MOST = 4, 8
Pin = Annotated[str, Meta(min_length=PIN_FEWEST, max_length=PIN_MOST, pattern=r"^[0-9]+(?!\n)$")]
"""A PIN as it comes over a wire. The server puts a hash in its place before a command is decided."""

PairingCode = Annotated[str, Meta(max_length=20)]
"""What the server's window shows to pair terminals; checked, and emptied, before a command is decided."""


class StaffMember(Struct, frozen=True, gc=False):
    """Somebody who works here; `pin` is a hash, which no screen is ever shown."""

    id: str
    name: str
    role: StaffRole
    pin: str


class Terminal(Struct, frozen=True, gc=False):
    """A device that was paired; `paired_by` is the name of whoever's PIN it was paired with."""

    id: str
    name: str
    role: TerminalRole
    paired_at: datetime
    paired_by: str


class Session(Struct, frozen=True, gc=False, omit_defaults=True):
    """Somebody is signed in: the staff id, since when, and at which terminal.

    `terminal` is the sender that the person now speaks for; "" is a page, whose sender is the
    session itself.
    """

    id: str
    staff: str
    since: datetime
    terminal: str = ""

    @property
    def sender(self) -> str:
        """The sender whose commands this person sends."""
        return self.terminal or self.id


# ----------------------------------------------------------------------------- settings


HostName = Annotated[str, Meta(pattern=r"^\w([\w.-]{0,251}\w)?(?!\n)$")]
"""A name on the network."""


class Area(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A part of the floor and the numbers of its tables."""

    name: Name
    tables: tuple[TableNumber, ...]


class Limits(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Bounds on what senders may send; who shows no token may send `guest_rate` messages a second
    after `guest_burst` at once (in force from the next start).
    """

    order_items: Annotated[int, Meta(ge=1, le=1000)] = 100
    message_bytes: Annotated[int, Meta(ge=1024, le=1 << 24)] = 65536
    outbox_minutes: Annotated[int, Meta(ge=1, le=24 * 60)] = 10
    guest_rate: Annotated[int, Meta(ge=1, le=1000)] = 5
    guest_burst: Annotated[int, Meta(ge=1, le=10000)] = 20


class Settings(Struct, frozen=True, omit_defaults=True):
    """What an owner decides about the restaurant.

    `tax_rates` are percentages as people write them. Without `opening_hours` it is always open, but on
    `closed_days`: on these no span of hours begins, of the restaurant or of a dish.
    `last_orders_minutes` before it closes guests can order no more.
    """

    name: Name = "Restaurant"
    number: Annotated[int, Meta(ge=1, le=99999)] = 1
    language: Annotated[str, Meta(pattern=r"^[a-z]{2}(?!\n)$")] = "en"
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}(?!\n)$")] = "EUR"
    time_zone: str = "UTC"
    business_day_starts: Annotated[int, Meta(ge=0, le=23)] = 4
    prices_include_tax: bool = True
    tax_rates: dict[Identifier, str] = {}
    areas: tuple[Area, ...] = ()
    total_tables: Annotated[int, Meta(ge=1, le=999)] | None = None
    avg_dine_in_duration_minutes: Minutes = 60
    backup_folder: Annotated[str, Meta(max_length=1000)] = ""
    limits: Limits = Limits()
    opening_hours: WeekHours | None = None
    closed_days: tuple[date, ...] = ()
    last_orders_minutes: Annotated[int, Meta(ge=0, le=12 * 60)] = 0
    host_names: tuple[HostName, ...] = ()
    """Names in the owner's own DNS that lead to the server."""

    @property
    def tables(self) -> tuple[int, ...]:
        """The tables that are listed; none listed means that any number from 1 to 999 is one."""
        return tuple(number for area in self.areas for number in area.tables)

    def business_day(self, at: datetime) -> date:
        """The day that a moment belongs to for the till: it changes at the cut-off hour, not at midnight."""
        local = at.astimezone(ZoneInfo(self.time_zone))
        return (local - timedelta(hours=self.business_day_starts)).date()
