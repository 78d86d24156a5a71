"""THE table: every command with its wire name and who may send it.

A wire name is made from the class name by one rule, and two classes of one name fail at import.
"""

from msgspec import Struct

from restaurant.domain import commands
from restaurant.domain.commands import Command
from restaurant.domain.events import snake_case
from restaurant.domain.restaurant import DECIDE
from restaurant.domain.values.people import STAFF, Role
from restaurant.protocol import requests

ANYBODY: frozenset[Role] = frozenset({"anybody"})
MANAGER: frozenset[Role] = frozenset({"manager"})
AT_A_KIOSK: frozenset[Role] = frozenset({"customer", "manager"})
"""Under --trust-lan a kiosk that shows no token is the manager's, as everything is."""
CONSOLE: frozenset[Role] = frozenset({"console"})


class Row(Struct, frozen=True):
    """One command."""

    command: type[Command]
    name: str
    who: frozenset[Role]

    @property
    def summary(self) -> str:
        """What the command does, in a sentence."""
        return (self.command.__doc__ or "").strip().splitlines()[0]


def _rows(*rows: tuple[type[Command], frozenset[Role]]) -> dict[str, Row]:
    table: dict[str, Row] = {}
    for command, who in rows:
        name = snake_case(command.__name__)
        if name in table:
            raise ValueError(f"two commands are called {name}")
        table[name] = Row(command, name, who)
    if missing := set(DECIDE) - {row.command for row in table.values()}:
        raise ValueError(f"nobody may send {missing}")
    return table


COMMANDS: dict[str, Row] = _rows(
    (commands.PutMenu, MANAGER),
    (commands.PutMenuItem, MANAGER),
    (commands.RemoveMenuItem, MANAGER),
    (commands.SetAvailability, STAFF),
    (commands.PutCategory, MANAGER),
    (commands.RemoveCategory, MANAGER),
    (commands.NewOrder, STAFF | {"customer"}),
    (commands.EditOrder, STAFF),
    (commands.SetOrderStatus, STAFF),
    (commands.SetItemStatus, STAFF),
    (commands.CancelOrder, STAFF),
    (commands.VoidItem, STAFF),
    (commands.SignIn, ANYBODY | STAFF),
    (commands.SignOut, STAFF),
    (commands.PairTerminal, ANYBODY | MANAGER),
    (commands.RemoveTerminal, MANAGER | CONSOLE),
    (commands.RenameTerminal, MANAGER | CONSOLE),
    (commands.UnlockTerminal, AT_A_KIOSK),
    (commands.UnpairTerminal, frozenset({"customer"})),
    (commands.PutStaff, MANAGER),
    (commands.RemoveStaff, MANAGER),
    (commands.ResetManagerPin, CONSOLE),
    (commands.Tick, MANAGER),
    (commands.PutSettings, MANAGER),
    (requests.OpenPairing, MANAGER | CONSOLE),
    (requests.ClosePairing, MANAGER | CONSOLE),
    (requests.BackUp, CONSOLE),
)
"""By wire name."""
