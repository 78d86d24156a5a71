"""What is on its way to screens: texts encoded once for all, in a bounded queue for each."""

import logging
import struct
from collections import deque
from collections.abc import Callable, Sequence
from functools import cached_property
from queue import Empty
from typing import Any

from restaurant.engine.ports import Signal

log = logging.getLogger(__name__)

MOST_WAITING = 8192
MOST_WAITING_CHARACTERS = 8 << 20
"""What may wait for one screen, besides one message of any size. One that does not read loses its
link, and comes back by snapshot. Most texts are shared, so that a full queue costs little more than
its own length; answers and snapshots are not, and are what the second limit is for."""


def text_frame(text: str) -> bytes:
    """An unmasked WebSocket text frame (RFC 6455, section 5.2)."""
    payload = text.encode()
    length = len(payload)
    if length < 126:
        return b"\x81" + bytes((length,)) + payload
    if length < 1 << 16:
        return b"\x81\x7e" + struct.pack("!H", length) + payload
    return b"\x81\x7f" + struct.pack("!Q", length) + payload


class Message:
    """A text for any number of screens; it quacks like an Engine.IO packet, which wraps it as such."""

    packet_type = 4  # MESSAGE, for the log of Engine.IO
    binary = False

    def __init__(self, text: str) -> None:
        self.data = text

    def encode(self, b64: bool = False) -> str:
        """The text as transports send it."""
        return self.data

    @cached_property
    def frame(self) -> bytes:
        """The text as a WebSocket frame, made once for all screens."""
        return text_frame(self.data)


class Raw:
    """Bytes for a WebSocket as they are: the rest of frames that were on their way, or a pong."""

    def __init__(self, frame: bytes) -> None:
        self.frame = self.data = frame


class Bundle:
    """All that waited for one screen, to be sent at once; it quacks like one Engine.IO packet."""

    def __init__(self, messages: Sequence[Any]) -> None:
        self._messages = messages

    def encode(self, b64: bool = False) -> "Bundle | str":
        """Itself for a WebSocket; for long polling the payload in one text."""
        return "\x1e".join(m.encode(b64=True) for m in self._messages) if b64 else self

    @property
    def texts(self) -> list[str]:
        """Each message's text."""
        return [message.encode() for message in self._messages]

    @property
    def frames(self) -> bytes:
        """All messages as WebSocket frames in a row."""
        return b"".join(
            m.frame if isinstance(m, Message | Raw) else text_frame(m.encode())
            for m in self._messages
        )


class ScreenQueue:
    """The queue of one screen, with the methods of `queue.Queue` that Engine.IO uses.

    `get` hands out everything that waits as one `Bundle`. None in the queue means the end. A queue
    that is full drops what it holds and calls `on_overflow`, once.

    Waking a task for each screen costs more than the sending itself. So once a screen has its
    WebSocket, and its task has nothing else under way, `flush` sends what waits without the task:
    `flush_soon` asks for that, `direct` sends bytes without blocking and says how many it took.
    """

    def __init__(
        self, signal: Signal, flush_soon: "Callable[[ScreenQueue], None] | None" = None
    ) -> None:
        self._signal = signal
        self._flush_soon = flush_soon
        self._waiting: deque[Any] = deque()
        self._characters = 0
        self._idle = False
        self._flushed = False
        self._ended = False
        self.direct: Callable[[bytes], int] | None = None
        self.on_overflow: Callable[[], None] = lambda: None

    def put(self, message: Any) -> None:
        """Add a message, or None for the end; never blocks."""
        if message is None:
            self._ended = True
            self._signal.set()
        elif not self._ended:
            self._waiting.append(message)
            count = len(self._waiting)
            self._characters = self._characters + _length(message) if count > 1 else 0
            if count > MOST_WAITING or self._characters > MOST_WAITING_CHARACTERS:
                self.drop()
            elif count == 1 and self._idle and self.direct and self._flush_soon:
                self._flush_soon(self)
            else:
                self._signal.set()

    def get(self, block: bool = True, timeout: float | None = None) -> Bundle | None:
        """All that waits; None at the end. Raises `queue.Empty` if nothing came in time.

        What `flush` sent came in time too: Engine.IO ends a link for which there was not even a ping.
        """
        while True:
            if self._waiting:
                return self._take()
            if self._ended and block:
                return None
            self._idle, self._flushed = True, False
            woken = block and self._signal.wait(timeout)
            self._idle = False
            if not (woken or self._flushed):
                raise Empty

    def flush(self) -> None:
        """Send what waits at once, unless the screen's task has come first; the task sends the rest."""
        if not self._waiting or not self._idle or self.direct is None:
            return
        frames = self._take().frames
        sent = self.direct(frames)
        self._flushed = True
        if sent < len(frames):
            self._waiting.appendleft(Raw(frames[sent:]))
            self._signal.set()

    def task_done(self) -> None:
        """Part of the queue's interface; nobody waits for tasks here."""

    def join(self) -> None:
        """Part of the queue's interface; nobody waits for tasks here."""

    def _take(self) -> Bundle:
        messages, self._waiting = self._waiting, deque()
        return Bundle(messages)

    def drop(self) -> None:
        """End the link at once, and with it whatever still waits."""
        self._waiting.clear()
        self._ended = True
        self._signal.set()
        self.on_overflow()


class Flusher:
    """Sends what waits for idle screens in one go, at the end of the event loop's present round.

    `later` has a function called then.
    """

    def __init__(self, later: Callable[[Callable[[], None]], None]) -> None:
        self._later = later
        self._queues: list[ScreenQueue] = []

    def soon(self, queue: ScreenQueue) -> None:
        """Flush a queue in this round."""
        if not self._queues:
            self._later(self._flush)
        self._queues.append(queue)

    def _flush(self) -> None:
        queues, self._queues = self._queues, []
        for queue in queues:
            try:
                queue.flush()
            except Exception:  # the others wait for their turn
                log.exception("a screen could not be sent to")
                queue.on_overflow()


def _length(message: Any) -> int:
    """Of a message, or of an Engine.IO packet, some of which carry nothing."""
    return len(message.data) if isinstance(message.data, str | bytes) else 0


def screen_queue_of(handler: Callable[..., Any]) -> ScreenQueue | None:
    """The queue of the link whose method a WebSocket handler is."""
    queue = getattr(getattr(handler, "__self__", None), "queue", None)
    return queue if isinstance(queue, ScreenQueue) else None
