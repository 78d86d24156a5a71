"""Taking connections: a door outlives every failure, and gives each device its fair share at most."""

import logging
import socket
from collections import defaultdict
from collections.abc import Callable
from ssl import SSLContext
from typing import Any, NamedTuple
from weakref import WeakSet

from restaurant.common.network.secure_socket import SecureSocket

log = logging.getLogger(__name__)

ACCEPT_AGAIN_S = 1.0


class Door(NamedTuple):
    """Where the server listens; with a context it speaks TLS there."""

    listening: socket.socket
    tls: SSLContext | None = None

    def furnish(self, connection: Any, **options: Any) -> Any:
        """What serves an accepted connection here; no word to the other side yet. Raises OSError."""
        if self.tls is None:
            return connection
        secure = self.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return SecureSocket(secure, **options)


class Shares:
    """One device gets a quarter of all connections at most, so that none can shut the others out."""

    def __init__(self, most: int) -> None:
        self._share = max(1, most // 4)
        self._open: defaultdict[str, WeakSet[Any]] = defaultdict(WeakSet)

    def take(self, connection: Any, host: str) -> bool:
        """Whether a device may have one more, while that exists; this machine itself may have all."""
        if host.startswith("127.") or host == "::1":
            return True
        open_ones = self._open[host]
        if len(open_ones) >= self._share:
            return False
        open_ones.add(connection)
        return True


class Patient:
    """A listening socket that outlives a failure to accept, such as no free file.

    `furnish` makes what is handed out of an accepted connection; `pause` waits so many seconds.
    """

    def __init__(
        self,
        sock: socket.socket,
        shares: Shares,
        *,
        furnish: Callable[[Any], Any],
        pause: Callable[[float], Any],
    ) -> None:
        self._sock, self._shares = sock, shares
        self._furnish, self._pause = furnish, pause

    def accept(self) -> Any:
        """The next connection and its address. Raises OSError once the socket is closed."""
        while True:
            try:
                connection, address = self._sock.accept()
            except OSError as error:
                if self._sock.fileno() < 0:
                    raise
                log.warning("a connection could not be taken: %s", error)
                self._pause(ACCEPT_AGAIN_S)
                continue
            if (furnished := self._let_in(connection, address[0])) is not None:
                return furnished, address

    def _let_in(self, connection: Any, host: str) -> Any:
        try:
            furnished = self._furnish(connection)
        except OSError:  # it is gone already
            connection.close()
            return None
        if self._shares.take(furnished, host):
            return furnished
        furnished.close()
        return None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)
