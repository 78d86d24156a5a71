"""What a terminal looks for: where that may be, and whether a server that answers is it."""

from collections.abc import Iterable

from msgspec import Struct

from restaurant.client.address import Address
from restaurant.client.finding.found import Found
from restaurant.client.finding.known_server import KnownServer
from restaurant.client.finding.probing import Reply
from restaurant.client.no_link import NoLink
from restaurant.protocol.finding import Health

REASONS = (
    "link.no_server", "link.not_a_server", "link.other_restaurant", "link.other_certificate",
)  # fmt: skip
"""Why a look fails, the one that says most last."""


class Goal(Struct, frozen=True, kw_only=True):
    """`told` is an address to go to and nowhere else; `here` is where this machine's own server would be."""

    told: Address | None
    known: KnownServer
    here: Address

    def __str__(self) -> str:
        """For a person: an address, a restaurant's name; empty where any server will do."""
        return str(self.told) if self.told else self.known.name or self.known.address

    @property
    def is_open(self) -> bool:
        """Whether any restaurant will do, so that the only one is taken and of several one is chosen."""
        return not (self.told or self.known.identity or self.known.last_address)

    def candidates(self, found: Iterable[Found]) -> list[Address]:
        """Where to look, the most likely first."""
        last, identity = self.known.last_address, self.known.identity
        if self.told is not None:
            return [self.told]
        if last is not None and not identity:
            return [last]
        announced = [
            Address(host, one.port)
            for one in found
            if not identity or one.identity == identity
            for host in one.addresses
        ]
        return list(dict.fromkeys([*([last] if last else []), *announced, self.here]))

    def accepts(self, said: Health) -> bool:
        """Whether this server will do: whoever knows its restaurant takes no other."""
        return bool(self.told) or self.known.identity in ("", said.identity)

    def is_certain(self, address: Address) -> bool:
        """Whether one that will do there is the right one, whoever else may be about."""
        return not self.is_open or address == self.here


class Look:
    """What one look has brought so far; `others` are servers that would do, by identity."""

    def __init__(self, goal: Goal) -> None:
        self._goal = goal
        self._reason = "link.no_server"
        self.others: dict[str, Reply] = {}

    def takes(self, reply: Reply) -> bool:
        """Whether this reply ends the look."""
        said = reply.said
        if isinstance(said, NoLink):
            self._note(reply.address, said.reason)
        elif not self._goal.accepts(said):
            self._note(reply.address, "link.other_restaurant")
        elif self._goal.is_certain(reply.address):
            return True
        else:
            self.others.setdefault(said.identity, reply)
        return False

    def only(self) -> Reply:
        """The only server that would do. Raises NoLink if there is none, or more than one."""
        if len(self.others) > 1:
            raise NoLink("link.which_server")
        if not self.others:
            raise NoLink(self._reason)
        return next(iter(self.others.values()))

    def _note(self, address: Address, reason: str) -> None:
        """The reason that helps a person most; what else runs on this machine is none."""
        if address != self._goal.here and REASONS.index(reason) > REASONS.index(self._reason):
            self._reason = reason
