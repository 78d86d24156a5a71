"""Where a terminal's server is now: what it is told, what it remembers, what the network announces.

Whoever knows which restaurant it belongs to takes that one at any address and no other; whoever knows
nothing takes the one that there is, and a person chooses where there are several.
"""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from restaurant.client.address import Address, Door
from restaurant.client.finding.found import Found
from restaurant.client.finding.goal import Goal, Look
from restaurant.client.finding.known_server import KnownServer, keep_known, read_known
from restaurant.client.finding.probing import Race, Reply, probe, probe_moved
from restaurant.client.no_link import NoLink
from restaurant.client.timing import Timing
from restaurant.common.network.addresses import DEFAULT_PORT
from restaurant.protocol.finding import Health

LOG = logging.getLogger(__name__)

HERE = Address("localhost", DEFAULT_PORT)
DIRECT_S = 0.15
"""How long the addresses that are known have before the network is asked as well."""
SETTLE_S = 0.8
"""How long answers of other restaurants are waited for, before the only one is taken for good."""
ROUND_S = 2.0
"""The longest that a look takes; then whoever asked is told how it went."""
DOUBT_S = 5.0
"""Whoever asks again so soon was sent to a place that is no good: the others are tried first."""


class Discovering(Protocol):
    """What a finder wants of `Discovery`."""

    wanted: str

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def ask(self) -> None: ...
    def found(self) -> tuple[Found, ...]: ...


class Finder:
    """Finds one terminal's server again and again; `folder` keeps what it learns."""

    def __init__(
        self,
        folder: Path,
        *,
        told: Address | None = None,
        here: Address = HERE,
        timing: Timing = Timing(),  # noqa: B008 - frozen
        discovery: Callable[[Callable[[], object]], Discovering] | None = None,
    ) -> None:
        """`told` is an address to go to and nowhere else; `here` is where this machine's own would be."""
        self._folder, self._told, self._here, self._timing = folder, told, here, timing
        self.known = read_known(folder)
        self.moved: Callable[[], object] = lambda: None
        """Called on another thread when the server is no longer where it was found last."""
        self._discovery = (discovery or _discovery)(self._heard)
        self._discovery.wanted = self.known.identity
        self._discovering_since: float | None = None
        self._race: Race | None = None
        self._given: Address | None = None
        self._given_at = float("-inf")
        self._waiting, self._checking = threading.Lock(), threading.Lock()
        self._record: Found | None = None
        self._stopped = False

    # ------------------------------------------------------------------ for whoever seeks

    def where(self) -> Door:
        """Where the server answers now; takes `ROUND_S` at most. Raises NoLink.

        Who is paired asks by TLS, so nobody else is taken for the server, whatever is announced.
        """
        race = Race(lambda address: probe_moved(self._door(address), self._timing))
        self._race = race
        try:
            reply = self._remember(self._look(race))
        finally:
            self._race = None
            race.end()
        self._given, self._given_at = reply.address, time.monotonic()
        return self._door(reply.address)

    def last(self) -> Door:
        """Where it was found last, without looking again. Raises NoLink."""
        if (last := self._given or self._told or self.known.last_address) is None:
            raise NoLink("link.no_server")
        return self._door(last)

    def stranger(self) -> Door:
        """Where a server answers that says it is the wanted one, for whoever can make it prove that.

        Takes `ROUND_S` at most. Raises NoLink.
        """
        race = Race(lambda address: probe(Door(address), self._timing))
        try:
            reply = self._look(race)
        finally:
            race.end()
        assert isinstance(reply.said, Health)
        return Door(reply.address, reply.said.tls_port)

    def found(self) -> tuple[Found, ...]:
        """The restaurants that announce themselves."""
        return self._discovery.found()

    def check(self, address: Address) -> Health:
        """Which restaurant answers there. Raises NoLink."""
        return probe(Door(address), self._timing)

    def use(self, address: Address, said: Health) -> None:
        """From now on this server, as a person wants it; `said` is what it answered to `check`."""
        self._told = None
        self._remember(Reply(address, said))
        self._go_there()

    def choose(self, found: Found) -> None:
        """From now on this restaurant, as a person wants it, at whatever address it is."""
        self._told = None
        self._learn(replace(self._agreed_with(found.identity), name=found.name))
        self._go_there()

    def is_paired_with(self, known: KnownServer) -> None:
        """From now on that server by TLS, and nobody else. Raises OSError if it cannot be kept."""
        keep_known(self._folder, known)
        self.known, self._discovery.wanted = known, known.identity
        self._go_there()

    def renew_token(self, token: str) -> None:
        """The server gave another one in place of the one that had grown old."""
        self._learn(replace(self.known, token=token))

    def stop(self) -> None:
        """Look no more."""
        self._stopped = True
        self._discovery.stop()
        if (race := self._race) is not None:
            race.wake()

    # --------------------------------------------------------------------------- looking

    @property
    def goal(self) -> Goal:
        """What is looked for."""
        return Goal(told=self._told, known=self.known, here=self._here)

    def candidates(self) -> list[Address]:
        """Where to look now, the most likely first."""
        return sorted(self.goal.candidates(self.found()), key=self._is_doubtful)

    def _door(self, address: Address) -> Door:
        known = self.known
        if not known.fingerprint:
            return Door(address)
        # Anybody can announce a port: where it was last, what it said itself goes first.
        ports = [known.tls_port] if address == known.last_address else []
        ports += [
            found.tls_port for found in self.found()
            if found.port == address.port and address.host in found.addresses
        ]  # fmt: skip
        tls_port = next(filter(None, ports), None)
        return Door(address, tls_port, known.fingerprint, known.token)

    def _is_doubtful(self, address: Address) -> bool:
        return address == self._given and time.monotonic() - self._given_at < DOUBT_S

    def _look(self, race: Race) -> Reply:
        look, goal = Look(self.goal), self.goal
        ends = time.monotonic() + ROUND_S
        race.enter(self.candidates())
        reply = race.next(DIRECT_S)
        self._discover()
        while not self._stopped and time.monotonic() < ends:
            if reply is not None and look.takes(reply):
                return reply
            race.enter(self.candidates())
            unsettled = SETTLE_S - self._discovered_for() if goal.is_open else 0.0
            if unsettled <= 0 and (look.others or not race.running):
                break
            left = ends - time.monotonic()
            reply = race.next(min(left, unsettled) if unsettled > 0 else left)
        return look.only()

    def _discovered_for(self) -> float:
        since = self._discovering_since
        return 0.0 if since is None else time.monotonic() - since

    # -------------------------------------------------------------------------- learning

    def _remember(self, reply: Reply) -> Reply:
        said = reply.said
        assert isinstance(said, Health)
        before, address = self._agreed_with(said.identity), str(reply.address)
        self._learn(replace(before, name=said.restaurant, address=address, tls_port=said.tls_port))
        return reply

    def _agreed_with(self, identity: str) -> KnownServer:
        """What is known of a restaurant; what was agreed with another one is nothing to it."""
        return self.known if self.known.identity == identity else KnownServer(identity=identity)

    def _learn(self, known: KnownServer) -> None:
        if known == self.known:
            return
        self.known, self._discovery.wanted = known, known.identity
        try:
            keep_known(self._folder, known)
        except OSError:
            LOG.warning("the server's address could not be kept in %s", self._folder)

    def _go_there(self) -> None:
        self._given = None
        self.moved()

    def _discover(self) -> None:
        if self._told is not None:
            return
        if self._discovering_since is None:
            self._discovering_since = time.monotonic()
            self._discovery.start()
        else:
            self._discovery.ask()

    def _heard(self) -> None:
        """The network says something new: there may be more to try, or the server may have moved."""
        if (race := self._race) is not None:
            race.wake()
        record = next((f for f in self.found() if f.identity == self.known.identity), None)
        if record != self._record:
            self._record = record
            threading.Thread(target=self._check_given, daemon=True).start()

    def _check_given(self) -> None:
        """Anybody can announce anything, so it is asked where it was and where it should be now."""
        if not self._waiting.acquire(blocking=False):
            return  # Another one waits, and has yet to read what was announced.
        with self._checking:
            self._waiting.release()
            given = self._given
            if given is None or self._race is not None:
                return
            now = self._first_of([given, *self.candidates()])
            if now != given and given == self._given and self._race is None:
                LOG.info("the server is no longer at %s", given)
                self._given = None
                self.moved()

    def _first_of(self, addresses: list[Address]) -> Address | None:
        """Where the known restaurant answers first, the earlier ones with a head start."""
        race = Race(lambda address: probe_moved(self._door(address), self._timing))
        race.enter(dict.fromkeys(addresses))
        try:
            while race.running and (reply := race.next(ROUND_S)) is not None:
                said = reply.said
                if isinstance(said, Health) and said.identity == self.known.identity:
                    return reply.address
        finally:
            race.end()
        return None


def _discovery(changed: Callable[[], object]) -> Discovering:
    # Loaded only where the network is asked.
    from restaurant.client.finding.discovery import Discovery

    return Discovery(changed)
