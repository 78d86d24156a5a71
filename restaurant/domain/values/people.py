"""Who sends and who works here: roles, staff, paired terminals, and who is signed in where."""

from datetime import datetime
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

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
