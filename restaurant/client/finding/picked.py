"""The server that a person picks before it is known which terminal this computer becomes."""

from collections.abc import Callable
from pathlib import Path

from restaurant.client.address import Address, Door
from restaurant.client.finding.discovery import Discovery
from restaurant.client.finding.found import Found
from restaurant.client.finding.known_server import KnownServer, keep_known, read_known
from restaurant.client.finding.probing import probe
from restaurant.client.timing import Timing
from restaurant.protocol.finding import Health


class PickedServer:
    """What was found, and what was picked of it; nothing picked leaves a terminal to find its own."""

    def __init__(self, changed: Callable[[], object] = lambda: None) -> None:
        self._discovery = Discovery(changed)
        self._picked: KnownServer | None = None

    def start(self) -> None:
        """Begin to look."""
        self._discovery.start()

    def stop(self) -> None:
        """Look no more."""
        self._discovery.stop()

    @property
    def name(self) -> str:
        """The restaurant that was picked; empty if none was."""
        return self._picked.name if self._picked else ""

    def found(self) -> tuple[Found, ...]:
        """The restaurants that announce themselves."""
        return self._discovery.found()

    def check(self, address: Address) -> Health:
        """Which restaurant answers there. Raises NoLink."""
        return probe(Door(address), Timing())

    def use(self, address: Address, said: Health) -> None:
        """A person typed this address."""
        self._picked = KnownServer(
            identity=said.identity,
            name=said.restaurant,
            address=str(address),
            tls_port=said.tls_port,
        )

    def choose(self, found: Found) -> None:
        """A person chose this restaurant."""
        self._picked = KnownServer(identity=found.identity, name=found.name)

    def keep(self, folder: Path) -> None:
        """Leave the choice to the terminal of this folder. Raises OSError."""
        picked = self._picked
        if picked is not None and read_known(folder).identity != picked.identity:
            keep_known(folder, picked)
