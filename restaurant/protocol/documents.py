"""The shapes of what screens are shown: whole documents, by kind and id."""

from datetime import datetime

from msgspec import Struct

from restaurant.domain.taxes import Tax
from restaurant.domain.values.hours import Service
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.domain.values.orders import ItemStatus, OrderStatus
from restaurant.domain.values.people import StaffRole, TerminalRole
from restaurant.domain.values.settings import Settings


class ItemDocument(Struct, frozen=True):
    """A dish of an order; `unit_price` in minor units and `item_id` None for one that is not on the menu.

    `tax_rate` is in percent ("7"), None for no tax.
    """

    item: int
    name: str
    quantity: int
    unit_price: int | None
    note: str
    options: tuple[str, ...]
    station: str | None
    status: ItemStatus
    item_id: str | None = None
    tax_rate: str | None = None


class OrderDocument(Struct, frozen=True):
    """An order; `total` in minor units, `table` None where it is taken away by `name`.

    `waiter` is the staff id of whoever took it, "" where nobody was signed in. `taxes` are in the
    total, one for each rate; `tax_added` is whether they came on top of the prices.
    """

    order_id: str
    number: int
    table: int | None
    name: str
    status: OrderStatus
    placed_at: datetime
    changed_at: datetime
    placed_by: str
    items: tuple[ItemDocument, ...]
    total: int
    note: str
    cancelled: str | None
    waiter: str = ""
    taxes: tuple[Tax, ...] = ()
    tax_added: bool = False


class RestaurantDocument(Struct, frozen=True):
    """What every screen needs to know of the restaurant; no `tables` means any from 1 to 999.

    `service` is whether guests can order now, None if they always can. Sums that a screen shows before
    an order is placed come from `tax_rates` and `tax_added` by `restaurant.domain.taxes`.
    """

    name: str
    number: int
    language: str
    currency: str
    tables: tuple[int, ...]
    outbox_minutes: int
    service: Service | None = None
    tax_rates: dict[str, str] = {}
    tax_added: bool = False


class DishDocument(MenuItem, frozen=True, gc=False, omit_defaults=True):
    """A dish of the menu, and whether it is served now; None for one that always is.

    `labels` are what its options are ordered by, for each modifier in turn; left out where that is
    every option's name.
    """

    service: Service | None = None
    labels: tuple[tuple[str, ...], ...] = ()

    @property
    def is_served(self) -> bool:
        """Whether this is an hour at which it is served."""
        return self.service is None or self.service.now

    @property
    def is_offered(self) -> bool:
        """Whether a guest can order it now."""
        return self.is_served and not self.sold_out


class BestDish(Struct, frozen=True):
    """A dish of the menu and how many portions of it were ordered today."""

    name: str
    portions: int


class FiguresDocument(Struct, frozen=True):
    """The business of the day `day` (ISO date), `takings` in minor units.

    `minutes` is how long an order took from its arrival until its last dish was served, on average;
    None before the first one. `best` are the few dishes ordered most.
    """

    day: str
    orders: int
    open_orders: int
    takings: int
    currency: str
    minutes: float | None = None
    best: tuple[BestDish, ...] = ()


class TerminalDocument(Struct, frozen=True):
    """Somebody who is connected to the server.

    `terminal_id` is "" for whoever was not paired. `lag_ms` is how long an answer took when the link
    was last asked whether it lives, told in coarse steps; None before the first answer.
    """

    role: str
    name: str
    address: str
    since: datetime
    version: str
    terminal_id: str = ""
    lag_ms: int | None = None


class PairedDocument(Struct, frozen=True):
    """A terminal that is known, connected or not; `paired_by` is a name."""

    terminal_id: str
    name: str
    role: TerminalRole
    paired_at: datetime
    paired_by: str


class SeenDocument(Struct, frozen=True):
    """When, where and with which version a paired terminal was here last."""

    at: datetime
    address: str
    version: str


class StaffDocument(Struct, frozen=True):
    """Somebody who works here."""

    staff_id: str
    name: str
    role: StaffRole


class FaultDocument(Struct, frozen=True):
    """Something that went wrong, in a sentence, and since when."""

    at: datetime
    level: str
    message: str


class ServerDocument(Struct, frozen=True):
    """Where the server can be reached and what it works on.

    `manager_pin` is there until a manager signed in once, `pairing_code` while terminals may pair.
    `missing_backup_folder` is the folder of the settings while it is not there, "" while it is.
    """

    addresses: tuple[str, ...]
    port: int
    version: str
    data_folder: str
    started_at: datetime
    trust_lan: bool
    tls_port: int = 0
    manager_pin: str | None = None
    pairing_code: str | None = None
    pairing_until: datetime | None = None
    backing_up: bool = False
    last_backup: datetime | None = None
    last_backup_file: str = ""
    missing_backup_folder: str = ""


Document = (
    OrderDocument
    | ItemDocument
    | RestaurantDocument
    | FiguresDocument
    | TerminalDocument
    | PairedDocument
    | SeenDocument
    | StaffDocument
    | FaultDocument
    | ServerDocument
    | Category
    | DishDocument
    | MenuItem
    | Settings
)
