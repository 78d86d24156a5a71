"""Every command: what a sender asks the restaurant to do, in the imperative.

A class name gives the wire name (`NewOrder` is `new_order`). Who may send which stands in
`restaurant.protocol.table`; what comes of it, in the `decide` of its topic.
"""

from typing import Annotated

from msgspec import Meta, Struct

from restaurant.domain.changes import ChangedSettings
from restaurant.domain.values.basics import Count, Identifier, Money, Name, Text
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.domain.values.orders import ChangedItem, ItemStatus, OrderStatus, WantedItem
from restaurant.domain.values.people import PairingCode, Pin, StaffRole, TerminalRole


class Command(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every command is: typed, complete, and checked before it gets here."""


# --------------------------------------------------------------------------------- menu


class PutMenu(Command, frozen=True):
    """Make these headings and dishes the whole menu, all of it or nothing.

    A dish that is on the menu already stays sold out or not, with as many portions left as there are:
    only those whose ids are in `availability_of` get what is said here.
    """

    categories: tuple[Category, ...]
    items: tuple[MenuItem, ...]
    availability_of: tuple[Identifier, ...] = ()


class PutMenuItem(Command, frozen=True):
    """Add a dish to the menu, or change the one with that id.

    With `before`, the dish as the sender saw it, it is changed only if it is still the same. Whether it
    is sold and how many are left may have changed since: that stays, unless the sender changed it too.
    """

    item: MenuItem
    before: MenuItem | None = None


class RemoveMenuItem(Command, frozen=True):
    """Take a dish off the menu; orders keep what they ordered."""

    item_id: Identifier


class SetAvailability(Command, frozen=True):
    """Sell out a dish ("86") or bring it back; `left` starts a countdown, None ends one."""

    item_id: Identifier
    available: bool
    left: Count | None = None


class PutCategory(Command, frozen=True):
    """Add a heading to the menu, or change the one with that id; `before` as in `PutMenuItem`."""

    category: Category
    before: Category | None = None


class RemoveCategory(Command, frozen=True):
    """Remove a heading; refused while dishes stand under it."""

    category_id: Identifier


# ------------------------------------------------------------------------------- orders


class NewOrder(Command, frozen=True):
    """Order dishes for a table, or for a person who takes them away by `name`.

    A dish is a name, repeated for quantity, or an object with options. `expected_total` in minor
    units is what the sender's screen showed: the order is refused if it would cost another sum.
    """

    items: Annotated[tuple[Name | WantedItem, ...], Meta(min_length=1)]
    table: int | None = None
    name: Name | None = None
    note: Text = ""
    expected_total: Money | None = None


class EditOrder(Command, frozen=True):
    """Add, change and remove dishes of an order that the kitchen has not begun.

    A dish that is both changed and removed is removed. `expected_total` in minor units is what the
    whole order would cost by the sender's screen.
    """

    order_id: Identifier
    add: tuple[WantedItem, ...] = ()
    change: tuple[ChangedItem, ...] = ()
    remove: tuple[int, ...] = ()
    expected_total: Money | None = None


class SetOrderStatus(Command, frozen=True):
    """Move every dish of an order forward to a status, each through the steps between."""

    order_id: Identifier
    status: OrderStatus


class SetItemStatus(Command, frozen=True):
    """Move one dish of an order a step forward."""

    order_id: Identifier
    item: int
    status: ItemStatus


class CancelOrder(Command, frozen=True):
    """Call off a whole order, with the reason."""

    order_id: Identifier
    reason: Annotated[Text, Meta(pattern=r"\S")]


class VoidItem(Command, frozen=True):
    """Call off one dish of an order, with the reason."""

    order_id: Identifier
    item: int
    reason: Annotated[Text, Meta(pattern=r"\S")]


class Tick(Command, frozen=True):
    """Look at the clock: a business day may have begun, and something be served now or no longer."""


# ------------------------------------------------------------------------------- people


class SignIn(Command, frozen=True):
    """Sign in with a PIN, in place of whoever is signed in at this terminal."""

    pin: Pin


class SignOut(Command, frozen=True):
    """End the session of whoever is signed in here."""


class PairTerminal(Command, frozen=True):
    """Make a device known: with the code that the server shows, and the PIN of anybody on the staff.

    A name that another terminal has is numbered: the second "Bar" is "Bar (2)".
    """

    code: PairingCode
    pin: Pin
    name: Name
    role: TerminalRole


class RemoveTerminal(Command, frozen=True):
    """Know a paired terminal no longer, and sign out whoever is signed in there."""

    terminal_id: Identifier


class RenameTerminal(Command, frozen=True):
    """Call a paired terminal something else."""

    terminal_id: Identifier
    name: Name


class UnlockTerminal(Command, frozen=True):
    """Show that somebody on the staff stands at a customer terminal, who may leave its full screen."""

    pin: Pin


class UnpairTerminal(Command, frozen=True):
    """Know the customer terminal that sends this no longer, with the PIN of anybody on the staff."""

    pin: Pin


class PutStaff(Command, frozen=True):
    """Add somebody to the staff, or change the one with that id.

    A `pin` is needed for somebody new; without one, somebody's PIN stays as it is. A new PIN signs
    that person out everywhere.
    """

    name: Name
    role: StaffRole
    staff_id: Identifier | None = None
    pin: Pin | None = None


class RemoveStaff(Command, frozen=True):
    """Take somebody off the staff, and sign that person out everywhere."""

    staff_id: Identifier


class ResetManagerPin(Command, frozen=True):
    """Give the first manager this PIN; if there is none, make one of that `name`."""

    pin: Pin
    name: Name = "Manager"


# ----------------------------------------------------------------------------- settings


class PutSettings(Command, frozen=True):
    """Change what the owner decides about the restaurant; what is not named stays as it is.

    `renamed_taxes` are tax rates that go by another name from now on, old to new: dishes follow.
    """

    settings: ChangedSettings
    renamed_taxes: dict[Identifier, Identifier] = {}
