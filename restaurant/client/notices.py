"""What a link tells its screen, each thing a value of its own."""

from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from restaurant.domain.commands import Command
from restaurant.protocol.documents import Document
from restaurant.protocol.messages import Who

Documents = dict[str, dict[str, Document]]
"""Documents by kind and id."""


class Online(Struct, frozen=True):
    """The server answers; `clock_offset` is its time minus this machine's."""

    restaurant_name: str
    version: str
    clock_offset: timedelta


class Offline(Struct, frozen=True):
    """There is no link now, and it is being tried again; `reason` is a key of the strings."""

    reason: str


class Snapshot(Struct, frozen=True):
    """All that an audience shows, in place of what it showed before."""

    audience: str
    of: str | None
    documents: Documents


class Changed(Struct, frozen=True):
    """Whole documents of an audience that are new or changed, and ids of those that are gone."""

    audience: str
    of: str | None
    put: Documents
    drop: dict[str, list[str]]


class Answered(Struct, frozen=True):
    """The server's word on a command: `ok`, or `error` and `message`. It is out of the outbox."""

    id: str
    command: Command
    answer: dict[str, Any]


class Held(Struct, frozen=True):
    """The server cannot take a command now, for the reason in `answer`; it is tried again."""

    id: str
    command: Command
    answer: dict[str, Any]


class TooOld(Struct, frozen=True):
    """An order without an answer in time: ask the staff. It is out of the outbox.

    `asked` tells that it was sent at least once, so that the kitchen may have it all the same.
    """

    id: str
    command: Command
    made_at: datetime
    asked: bool


class Waiting(Struct, frozen=True):
    """How many commands have no answer yet."""

    count: int


Notice = Online | Who | Offline | Snapshot | Changed | Answered | Held | TooOld | Waiting
