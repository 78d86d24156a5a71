"""Somebody in the middle: a TLS door with a certificate of its own, who hands everything on."""

import socket
import ssl
import threading
from contextlib import suppress
from pathlib import Path

from restaurant.client.address import Address
from restaurant.server.entrance.certificate import certificate

PATIENCE_S = 30.0


class Middle:
    """Listens until `close`; `heard` is whatever terminals said, as it was before it was sealed."""

    def __init__(self, folder: Path, beyond: int) -> None:
        folder.mkdir(parents=True)
        self._context = certificate(folder, ["localhost"]).context
        self._beyond = beyond
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.heard = b""
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def tls_port(self) -> int:
        """Where it listens."""
        return int(self._listening.getsockname()[1])

    @property
    def address(self) -> Address:
        """What it announces as its plain port."""
        return Address("127.0.0.1", self.tls_port - 1)

    def close(self) -> None:
        """Listen no more."""
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(here,), daemon=True).start()

    def _serve(self, here: socket.socket) -> None:
        """One request and its answer: enough for whoever asks by HTTP."""
        trusting = ssl._create_unverified_context()
        with suppress(OSError):
            here.settimeout(PATIENCE_S)
            with self._context.wrap_socket(here, server_side=True) as terminal:
                asked = terminal.recv(1 << 16)
                self.heard += asked
                there = socket.create_connection(("127.0.0.1", self._beyond), PATIENCE_S)
                with trusting.wrap_socket(there) as server:
                    server.sendall(asked)
                    while said := server.recv(1 << 16):
                        terminal.sendall(said)
