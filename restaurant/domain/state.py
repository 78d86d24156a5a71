"""What the restaurant knows at one moment: open business and counters, never history."""

from immutables import Map
from msgspec import Struct

from restaurant.domain.values.hours import Service
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.domain.values.orders import Order
from restaurant.domain.values.people import Session, StaffMember, Terminal
from restaurant.domain.values.settings import Settings


class MenuState(Struct, frozen=True):
    """The menu by id; `ids_by_name` finds a dish by `menu.name_key` of its name."""

    categories: Map[str, Category] = Map()
    items: Map[str, MenuItem] = Map()
    ids_by_name: Map[str, str] = Map()


class OrdersState(Struct, frozen=True):
    """Open orders by id, and what is counted over all of them.

    `recent` are those that closed last, newest at the end. `last_number` is the newest order number;
    `booked` and `closed` count the orders that the kitchen ever got, and that were ever closed;
    `day_orders` and `day_takings` (minor units) belong to the business day `day` (ISO date), whose
    first order has the number `day_first`. So do `day_dishes`, the portions ordered of each dish of
    the menu by its name, and `day_served` with `day_served_seconds`: how many of the day's orders
    were served, and how long that took them together.
    """

    open: Map[str, Order] = Map()
    recent: tuple[Order, ...] = ()
    last_number: int = 0
    booked: int = 0
    closed: int = 0
    day: str = ""
    day_first: int = 0
    day_orders: int = 0
    day_takings: int = 0
    day_dishes: Map[str, int] = Map()
    day_served: int = 0
    day_served_seconds: int = 0


class HoursState(Struct, frozen=True):
    """What screens were told last of what is served now: the restaurant (None never closes) and, by id,
    the dishes that have hours.
    """

    restaurant: Service | None = None
    dishes: Map[str, Service] = Map()


class PeopleState(Struct, frozen=True):
    """Staff, paired terminals and who is signed in, each by id, and the newest number of each.

    A session's person is always on the staff. `manager_came` is whether a manager ever
    signed in, or paired a terminal.
    """

    staff: Map[str, StaffMember] = Map()
    terminals: Map[str, Terminal] = Map()
    sessions: Map[str, Session] = Map()
    last_staff: int = 0
    last_terminal: int = 0
    last_session: int = 0
    manager_came: bool = False


class State(Struct, frozen=True):
    """The root: one field a topic."""

    settings: Settings = Settings()
    menu: MenuState = MenuState()
    orders: OrdersState = OrdersState()
    people: PeopleState = PeopleState()
    hours: HoursState = HoursState()
