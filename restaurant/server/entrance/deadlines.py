"""How long a request may take to arrive as a whole, however it trickles; in both modes the same."""

import socket
import threading
import time
from contextlib import suppress
from email.message import Message
from typing import Any

HEAD_S = 10.0
"""Seconds that a connection may take to say what it wants; a screen may be silent for ever."""
BODY_S = 30.0
"""Seconds for all that comes with a request, and its answer."""


def has_body(headers: Message) -> bool:
    """Whether something comes after a request's head, whatever its method."""
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


class Deadlines:
    """For a mode without time-outs of its own: ends connections from another thread."""

    def __init__(self) -> None:
        self._due: dict[Any, float] = {}
        self._turn = threading.Lock()

    def begin(self, connection: Any, seconds: float) -> None:
        """From now on, in place of what held for this connection before."""
        with self._turn:
            self._due[connection] = time.monotonic() + seconds

    def over(self, connection: Any) -> bool:
        """It needs none any more; False if it was ended, being late."""
        with self._turn:
            return self._due.pop(connection, None) is not None

    def end_late(self) -> None:
        """End those whose time is up: whoever waits for their bytes gets the end of them."""
        now = time.monotonic()
        with self._turn:
            late = [connection for connection, due in self._due.items() if due <= now]
            for connection in late:
                del self._due[connection]
        for connection in late:
            with suppress(OSError):  # it is gone already
                connection.shutdown(socket.SHUT_RDWR)
