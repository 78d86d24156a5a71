"""Hours of a week as an owner writes them, and how they stand at a moment as screens are told."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

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
