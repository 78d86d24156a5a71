"""What an owner decides about the restaurant."""

from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct

from restaurant.domain.values.basics import Identifier, Minutes, Name, TableNumber
from restaurant.domain.values.hours import WeekHours

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
    closed_days: Annotated[tuple[date, ...], Meta(max_length=366)] = ()
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
