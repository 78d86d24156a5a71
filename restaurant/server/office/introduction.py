"""What the server says of itself: to its window, the network, a terminal that pairs, and any monitor."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from restaurant import __version__
from restaurant.common.options import Options
from restaurant.domain.state import State
from restaurant.engine.committer import Committer
from restaurant.protocol.documents import ServerDocument
from restaurant.protocol.finding import Announcement
from restaurant.protocol.messages import Health
from restaurant.server.entrance.doors import Doors
from restaurant.server.office.whereabouts import addresses_of
from restaurant.server.trust.guard import Guard


def server_document(options: Options, folder: Path, doors: Doors) -> ServerDocument:
    """What its window shows from the start."""
    return ServerDocument(
        addresses=addresses_of(options.host),
        port=doors.port,
        tls_port=doors.tls_port,
        version=__version__,
        data_folder=str(folder),
        started_at=datetime.now(UTC),
        trust_lan=options.trust_lan,
    )


class Introduction:
    """Speaks for the whole server; `host` is where it listens, `present` gives the state."""

    def __init__(
        self,
        host: str,
        doors: Doors,
        *,
        guard: Guard,
        committer: Committer,
        present: Callable[[], State],
    ) -> None:
        self._host, self._doors = host, doors
        self._guard, self._committer, self._present = guard, committer, present

    def announcement(self) -> Announcement:
        """What the network is told."""
        settings = self._present().settings
        return Announcement(
            identity=self._guard.keys.identity,
            name=settings.name,
            number=settings.number,
            host=self._host,
            port=self._doors.port,
            tls_port=self._doors.tls_port,
        )

    def health(self) -> Health:
        """`/healthz`."""
        return Health(
            status="read_only" if self._committer.read_only else "ok",
            version=__version__,
            restaurant=self._present().settings.name,
            identity=self._guard.keys.identity,
            tls_port=self._doors.tls_port,
            seq=self._committer.seq,
        )

    def proof(self, nonce: str) -> dict[str, Any]:
        """What a terminal asks before it is paired. Raises Refused `code_expired`."""
        proof = self._guard.pairing.proof(fingerprint=self._doors.fingerprint, nonce=nonce)
        return {
            "identity": self._guard.keys.identity,
            "restaurant": self._present().settings.name,
            "proof": proof,
        }
