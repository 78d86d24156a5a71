"""Which restaurant's server answers at an address: `/healthz`, asked of several at once."""

import queue
import threading
from collections.abc import Callable, Iterable

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from restaurant.client.address import Address, Door
from restaurant.client.connecting.asking import ask, asking
from restaurant.client.no_link import NoLink
from restaurant.client.timing import Timing
from restaurant.protocol.finding import Health

HEAD_START = 0.05
"""Seconds that an address has before the next one: enough for the better one to win if it is there."""


def probe(door: Door, timing: Timing) -> Health:
    """What the server behind a door says of itself. Raises NoLink."""
    with asking(door, timing) as server:
        server.sock.settimeout(timing.reach)
        said = ask(server, "/healthz").data
    try:
        return msgspec.json.decode(said, type=Health)
    except (UnicodeError, msgspec.MsgspecError) as error:
        raise NoLink("link.not_a_server") from error


def probe_moved(door: Door, timing: Timing) -> Health:
    """The same of a server whose TLS door may be at another port by now. Raises NoLink.

    Its plain door says where; whoever answers there, the certificate that is known still decides.
    """
    try:
        return probe(door, timing)
    except NoLink:
        moved = _moved(door, timing)
        if moved is None:
            raise
        return probe(moved, timing)


def _moved(door: Door, timing: Timing) -> Door | None:
    if not door.is_secure:
        return None
    try:
        tls_port = probe(Door(door.address), timing).tls_port
    except NoLink:
        return None
    return replace(door, tls_port=tls_port) if tls_port not in (None, door.entered.port) else None


class Reply(Struct, frozen=True):
    """How a probe ended: with what the server says, or with why it says nothing."""

    address: Address
    said: Health | NoLink


class Race:
    """Probes addresses side by side, each with a head start before the next."""

    def __init__(self, ask: Callable[[Address], Health]) -> None:
        self._ask = ask
        self._entered: set[Address] = set()
        self._replies: queue.SimpleQueue[Reply | None] = queue.SimpleQueue()
        self._over = threading.Event()
        self.running = 0
        """How many have not been heard of."""

    def enter(self, addresses: Iterable[Address]) -> None:
        """Let these take part, if they do not yet."""
        new = [address for address in addresses if address not in self._entered]
        for place, address in enumerate(new, start=self.running):
            self._entered.add(address)
            self.running += 1
            threading.Thread(
                target=self._run, args=(address, place * HEAD_START), daemon=True
            ).start()

    def next(self, seconds: float) -> Reply | None:
        """The next one that is heard of; None after so many seconds, or once `wake` was called."""
        try:
            reply = self._replies.get(timeout=max(0.0, seconds))
        except queue.Empty:
            return None
        if reply is not None:
            self.running -= 1
        return reply

    def wake(self) -> None:
        """End the present wait; any thread may."""
        self._replies.put(None)

    def end(self) -> None:
        """Start no more of those that still wait for their turn."""
        self._over.set()

    def _run(self, address: Address, pause: float) -> None:
        if pause and self._over.wait(pause):
            return
        try:
            self._replies.put(Reply(address, self._ask(address)))
        except NoLink as failed:
            self._replies.put(Reply(address, failed))
