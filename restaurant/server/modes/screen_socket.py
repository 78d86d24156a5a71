"""The WebSocket of one screen on eventlet, without naming it: whole bundles out, few reads in."""

import logging
import socket
from collections.abc import Callable
from typing import Any

from restaurant.server.outbound import Bundle, Raw, ScreenQueue

log = logging.getLogger(__name__)

PONG = 0x8A
"""The first byte of a pong's frame (RFC 6455, 5.5.3)."""

MOST_READ = 1 << 16
MOST_PIECES = 64
"""So many pieces, some ten frames, are taken in a row; messages take turns anyway, but not all frames
are messages."""


class Silent:
    """A log that says nothing."""

    def write(self, _text: str) -> None:
        """Say nothing."""


class ReadAhead:
    """A socket read in large pieces; eventlet's WebSocket asks for a frame in four small ones."""

    def __init__(self, sock: Any, let_others: Callable[[], object]) -> None:
        self._sock, self._let_others = sock, let_others
        self._ahead = b""
        self._pieces = 0

    def recv(self, size: int) -> bytes:
        """Some bytes, from what was read ahead if there are any."""
        self._pieces += 1
        if self._pieces >= MOST_PIECES:
            self._pieces = 0
            self._let_others()
        if not self._ahead:
            self._ahead = self._sock.recv(MOST_READ)
        piece, self._ahead = self._ahead[:size], self._ahead[size:]
        return piece

    def has_more(self) -> bool:
        """Whether something is here already."""
        return bool(self._ahead)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


def unmask(data: bytes, mask: tuple[int, ...], length: int, offset: int) -> bytes:
    """The payload of a masked frame (RFC 6455, 5.3); eventlet's own goes byte by byte."""
    turned = bytes(mask[(offset + i) % 4] for i in range(4))
    key = (turned * (length // 4 + 1))[:length]
    return (int.from_bytes(data, "big") ^ int.from_bytes(key, "big")).to_bytes(length, "big")


class ScreenSocket:
    """A WebSocket to one screen: sends whole bundles, reads one message at a time.

    `send_now` sends what goes without waiting, and says how much. `let_others` gives others a turn.
    """

    def __init__(
        self,
        websocket: Any,
        queue: ScreenQueue | None,
        *,
        send_now: Callable[[bytes], int],
        let_others: Callable[[], object],
    ) -> None:
        self._websocket, self._queue = websocket, queue
        self._send_now, self._let_others = send_now, let_others
        self._has_task = self._aborted = False
        self._websocket.socket = self.socket = ReadAhead(websocket.socket, let_others)
        self._websocket._apply_mask = unmask
        self._websocket.log = Silent()  # it would write to standard error what the other side sent
        self._websocket._send = self._send_frame
        self.socket.settimeout(None)
        if queue is not None:
            queue.on_overflow = self.abort

    def send(self, message: Bundle | str) -> None:
        """Send a bundle, or one text. Raises OSError."""
        if not isinstance(message, Bundle):
            self._websocket.send(message)  # a greeting: the link is not the screen's own yet
            return
        self._has_task = True
        self.socket.sendall(message.frames)
        if self._queue is not None:
            self._queue.direct = self._send_directly

    def _send_frame(self, frame: bytes) -> None:
        """What eventlet sends by itself; a pong waits its turn, a task may be in the middle of a frame."""
        if frame[0] == PONG and self._has_task and self._queue is not None:
            self._queue.put(Raw(frame))
        else:
            self.socket.sendall(frame)

    def _send_directly(self, frames: bytes) -> int:
        try:
            return self._send_now(frames)
        except OSError:  # full, or gone: the screen's task will find out which
            return 0

    def wait(self) -> str | bytes | None:
        """The next message; None once the link is closed. Raises OSError, ValueError."""
        if self.socket.has_more():
            self._let_others()  # between two messages that came together
        message: str | bytes | None = None if self._aborted else self._websocket.wait()
        return message

    def close(self) -> None:
        """Say goodbye."""
        self._websocket.close()

    def abort(self) -> None:
        """End the link at once, also under a task that is blocked sending to it."""
        self._aborted = True
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            log.debug("the link was gone already")
