"""The server on eventlet: the one file that names it; `threads` is its twin without it.

`patch` must run before anything else is imported. What else is here makes Flask-SocketIO fast on
eventlet: frames encoded once, one system call for all that waits for a screen, no compression of
small frames, and blocking work in real threads.
"""

import logging
import socket
import warnings
from collections import defaultdict
from collections.abc import Callable
from importlib import metadata
from typing import Any
from weakref import WeakSet

from restaurant.server.listening import open_files_limit
from restaurant.server.outbound import Bundle, Raw, ScreenQueue, screen_queue_of

with warnings.catch_warnings():
    # eventlet tells everybody who imports it that it should not be used in new projects. It was
    # asked for here, and this file is what would have to change.
    warnings.simplefilter("ignore")
    import eventlet
    from engineio.async_drivers.eventlet import WebSocketWSGI
    from eventlet import event, hubs, patcher, wsgi
    from eventlet.websocket import FailedConnectionError, RFC6455WebSocket

log = logging.getLogger(__name__)

NAME = "eventlet"
SELECT_LIMIT = 480  # the `selects` hub, the only one on Windows, fails at 512 connections
OTHER_LIMIT = 10_000
SPARE_FILES = 64
"""Open files besides the connections; also what may connect besides screens."""
REQUEST_S = 10
"""Seconds that a connection may take to say what it wants; a screen may be silent for ever."""
POLL_S = 0.1
ACCEPT_AGAIN_S = 1.0
REAL = patcher.original("socket")


def patch() -> None:
    """Make the standard library's sockets, threads and queues green."""
    # In the packed file it keeps an open archive whose lock was made before this.
    metadata.MetadataPathFinder().invalidate_caches()
    eventlet.monkey_patch()


class GreenSignal:
    """A signal between green threads."""

    def __init__(self) -> None:
        self._set = False
        self._event: Any = None

    def set(self) -> None:
        self._set = True
        if self._event is not None:
            waiting, self._event = self._event, None
            waiting.send()

    def wait(self, timeout: float | None) -> bool:
        if not self._set:
            self._event = event.Event()
            self._event.wait(timeout)
            self._event = None
        was_set, self._set = self._set, False
        return was_set


class Worker:
    """A real thread for one task's blocking calls; half the price of eventlet's pool for each.

    A byte through a socket wakes the task when its call is done; one task calls at a time. The
    function must not use what the event loop's tasks lock, the log included.
    """

    def __init__(self) -> None:
        self._calls: Any = patcher.original("queue").SimpleQueue()
        self._done, self._wake = REAL.socketpair()
        self._done.setblocking(False)
        Green.start_thread(self._work)

    def __call__(self, function: Callable[..., Any], *args: Any) -> Any:
        """Run a function there and wait for it; what it raises is raised here."""
        outcome: list[Any] = []
        self._calls.put((function, args, outcome))
        while not outcome:
            hubs.trampoline(self._done, read=True)
            self._done.recv(1)
        result, error = outcome
        if error is not None:
            raise error
        return result

    def _work(self) -> None:
        while True:
            function, args, outcome = self._calls.get()
            try:
                outcome.extend((function(*args), None))
            except BaseException as error:  # noqa: BLE001 - it is raised where it belongs
                outcome.extend((None, error))
            self._wake.send(b".")


class _Silent:
    def write(self, _text: str) -> None:
        """Say nothing."""


SILENT = _Silent()


class ReadAhead:
    """A socket read in large pieces; eventlet's WebSocket asks for a frame in four small ones."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._ahead = b""

    def recv(self, size: int) -> bytes:
        if not self._ahead:
            self._ahead = self._sock.recv(65536)
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


PONG = 0x8A
"""The first byte of a pong's frame (RFC 6455, 5.5.3)."""

TOO_LARGE = 1009
"""A WebSocket's closing code (RFC 6455, 7.4.1)."""


class BoundedMessage(RFC6455WebSocket.Message):  # type: ignore[misc]
    """A message in any number of fragments; eventlet bounds each of them, but not their sum."""

    size = 0

    def push(self, data: bytes, final: bool = False) -> None:
        self.size += len(data) + 1
        if self.size > self.max_frame_length + 1:
            raise FailedConnectionError(TOO_LARGE, "This message is too large.")
        super().push(data, final)


class Patient:
    """A listening socket that outlives a failure to accept, such as no free file; eventlet would end.

    One device gets a quarter of all connections at most, so that none can shut the others out.
    """

    def __init__(self, sock: socket.socket, most: int) -> None:
        self._sock = sock
        self._share = max(1, most // 4)
        self._open: defaultdict[str, WeakSet[Any]] = defaultdict(WeakSet)

    def accept(self) -> Any:
        while True:
            try:
                connection, address = self._sock.accept()
            except OSError as error:
                if self._sock.fileno() < 0:
                    raise
                log.warning("a connection could not be taken: %s", error)
                eventlet.sleep(ACCEPT_AGAIN_S)
                continue
            if self._is_fair(connection, address[0]):
                return connection, address
            connection.close()

    def _is_fair(self, connection: Any, host: str) -> bool:
        """Whether a device may have one more; this machine itself may have all."""
        if host.startswith("127.") or host == "::1":
            return True
        open_ones = self._open[host]
        if len(open_ones) >= self._share:
            return False
        open_ones.add(connection)
        return True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class Flusher:
    """Sends what waits for idle screens in one go, at the end of the event loop's present round."""

    def __init__(self) -> None:
        self._queues: list[ScreenQueue] = []

    def soon(self, queue: ScreenQueue) -> None:
        """Flush a queue in this round."""
        if not self._queues:
            hubs.get_hub().schedule_call_global(0, self._flush)
        self._queues.append(queue)

    def _flush(self) -> None:
        queues, self._queues = self._queues, []
        for queue in queues:
            try:
                queue.flush()
            except Exception:  # the others wait for their turn
                log.exception("a screen could not be sent to")
                queue.on_overflow()


flusher = Flusher()


class ScreenSocket:
    """A WebSocket to one screen: sends whole bundles, reads one message at a time."""

    def __init__(self, websocket: Any, queue: ScreenQueue | None) -> None:
        self._websocket = websocket
        self._queue = queue
        self._has_task = self._aborted = False
        self._real_socket = getattr(websocket.socket, "fd", None)
        self._websocket.socket = self.socket = ReadAhead(websocket.socket)
        self._websocket._apply_mask = unmask
        self._websocket.log = SILENT  # it would write to standard error what the other side sent
        self._websocket._send = self._send_frame
        self._websocket.Message = BoundedMessage
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
        if self._queue is not None and isinstance(self._real_socket, REAL.socket):
            self._queue.direct = self._send_now

    def _send_frame(self, frame: bytes) -> None:
        """What eventlet sends by itself; a pong waits its turn, a task may be in the middle of a frame."""
        if frame[0] == PONG and self._has_task and self._queue is not None:
            self._queue.put(Raw(frame))
        else:
            self.socket.sendall(frame)

    def _send_now(self, frames: bytes) -> int:
        try:
            return int(self._real_socket.send(frames))  # type: ignore[union-attr]
        except OSError:  # full, or gone: the screen's task will find out which
            return 0

    def wait(self) -> str | bytes | None:
        """The next message; None once the link is closed. Raises OSError, ValueError."""
        if self.socket.has_more():
            eventlet.sleep(0)  # others have their turn between two messages that came together
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


class ScreenWSGI(WebSocketWSGI):  # type: ignore[misc]
    """The WebSocket handshake, without the compression that costs more than it saves here."""

    def __init__(self, handler: Callable[[Any], Any], server: Any) -> None:
        super().__init__(lambda ws: self._serve(handler, ws), server)
        self.supported_protocols = server.subprotocols if hasattr(server, "subprotocols") else []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return super().__call__(environ, start_response)

    @staticmethod
    def _serve(handler: Callable[[Any], Any], websocket: Any) -> Any:
        return handler(ScreenSocket(websocket, screen_queue_of(handler)))


class Green:
    """How a server runs on eventlet."""

    name = NAME

    @staticmethod
    def adapt(engineio: Any) -> None:
        """Give an Engine.IO server our queues and sockets."""
        ours = {"queue": Green.queue, "websocket": ScreenWSGI}
        engineio._async = {**engineio._async, **ours}

    @staticmethod
    def queue() -> ScreenQueue:
        """A queue for one screen."""
        return ScreenQueue(GreenSignal(), flusher.soon)

    @staticmethod
    def signal() -> GreenSignal:
        """A signal between two tasks."""
        return GreenSignal()

    @staticmethod
    def worker() -> Worker:
        """A thread of its own for what one task does and what may block."""
        return Worker()

    @staticmethod
    def spawn(function: Callable[..., Any], *args: Any) -> None:
        """Start a task."""
        eventlet.spawn(function, *args)

    @staticmethod
    def websocket(handler: Callable[[Any], Any], server: Any) -> Any:
        """A WSGI application that shakes hands and hands the socket to a handler."""
        return ScreenWSGI(handler, server)

    @staticmethod
    def most_connections() -> int:
        """How many connections this machine's event loop can watch."""
        is_select = hubs.get_hub().__class__.__module__.endswith("selects")
        return SELECT_LIMIT if is_select else min(OTHER_LIMIT, open_files_limit() - SPARE_FILES)

    @staticmethod
    def start_thread(function: Callable[[], None]) -> None:
        """Start a real thread, which may block."""
        patcher.original("_thread").start_new_thread(function, ())

    @staticmethod
    def serve(listening: socket.socket, application: Any, stopping: Callable[[], bool]) -> None:
        """Answer requests until `stopping` says so; it is asked often, as any thread may have set it."""
        server = eventlet.spawn(
            wsgi.server,
            Patient(listening, Green.most_connections()),
            application,
            log=logging.getLogger("wsgi"),
            log_output=False,
            max_size=Green.most_connections() + SPARE_FILES // 2,
            socket_timeout=REQUEST_S,
            debug=False,
        )
        while not stopping() and not server.dead:
            eventlet.sleep(POLL_S)
        server.kill()
        listening.close()
