"""The server on eventlet: the one file that names it; `threads` is its twin without it.

`patch` must run before anything else is imported. What else is here makes Flask-SocketIO fast on
eventlet: frames encoded once, one system call for all that waits for a screen, no compression of
small frames, and blocking work in real threads.
"""

import io
import logging
import warnings
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from importlib import metadata
from typing import Any

from restaurant.common.network.secure_socket import SecureSocket
from restaurant.server.entrance import deadlines
from restaurant.server.entrance.accepting import Door, Patient, Shares
from restaurant.server.entrance.handshake import shakes_hands
from restaurant.server.entrance.listening import open_files_limit
from restaurant.server.modes.screen_socket import ScreenSocket
from restaurant.server.modes.turns import TurnByTurn, Turnstile
from restaurant.server.outbound import Flusher, ScreenQueue, screen_queue_of

with warnings.catch_warnings():
    # eventlet tells everybody who imports it that it should not be used in new projects. It was
    # asked for here, and this file is what would have to change.
    warnings.simplefilter("ignore")
    import eventlet
    from engineio.async_drivers.eventlet import WebSocketWSGI
    from eventlet import event, hubs, patcher, semaphore, wsgi
    from eventlet.websocket import FailedConnectionError, RFC6455WebSocket

log = logging.getLogger(__name__)

NAME = "eventlet"
SELECT_LIMIT = 480  # the `selects` hub, the only one on Windows, fails at 512 connections
OTHER_LIMIT = 10_000
SPARE_FILES = 64
"""Open files besides the connections; also what may connect besides screens."""
POLL_S = 0.1
REAL = patcher.original("socket")
REAL_SSL = patcher.original("ssl")  # here, while the sockets that it builds on are real ones
ONE_THREAD = nullcontext()

TOO_LARGE = 1009
"""A WebSocket's closing code (RFC 6455, 7.4.1)."""


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


class BoundedMessage(RFC6455WebSocket.Message):  # type: ignore[misc]
    """A message in any number of fragments; eventlet bounds each of them, but not their sum."""

    size = 0

    def push(self, data: bytes, final: bool = False) -> None:
        self.size += len(data) + 1
        if self.size > self.max_frame_length + 1:
            raise FailedConnectionError(TOO_LARGE, "This message is too large.")
        super().push(data, final)


def _flush_later(flush: Callable[[], None]) -> None:
    hubs.get_hub().schedule_call_global(0, flush)


flusher = Flusher(_flush_later)

let_others = partial(eventlet.sleep, 0)


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
        websocket.Message = BoundedMessage
        sock = websocket.socket
        screen = ScreenSocket(
            websocket,
            screen_queue_of(handler),
            send_now=sock.send_now if isinstance(sock, SecureSocket) else sock.fd.send,
            let_others=let_others,
        )
        return handler(screen)


class TooSlow(BaseException):
    """The head of a request took too long; nothing that catches every Exception may keep it."""


turnstile = Turnstile(semaphore.Semaphore, let_others)


class Handler(wsgi.HttpProtocol):  # type: ignore[misc]
    """Serves one connection in a task of its own.

    Its buffers stay while a screen's link lasts: smaller ones save 12 KiB a screen, and whatever is
    larger than a buffer bypasses it.
    """

    rbufsize = wbufsize = 2048
    rfile: Any

    def __init__(self, state: list[Any], server: Any) -> None:
        turnstile.go_through(state[0][0])
        if shakes_hands(state[1]):
            super().__init__(state, server)

    def setup(self) -> None:
        """Begin to read."""
        super().setup()
        self.rfile = io.BufferedReader(TurnByTurn(self.rfile.detach(), let_others), self.rbufsize)

    def handle_one_request(self) -> None:
        """Read and answer one request; its whole head has `HEAD_S`, however it trickles."""
        turnstile.go_through(self.client_address[0])
        self._head_is_late = eventlet.Timeout(deadlines.HEAD_S, TooSlow())
        try:
            super().handle_one_request()
        except TooSlow:
            self.close_connection = True
        finally:
            self._head_is_late.cancel()

    def parse_request(self) -> Any:
        """Read the rest of the head."""
        try:
            return super().parse_request()
        finally:
            self._head_is_late.cancel()

    def handle_one_response(self) -> None:
        """Answer; what comes with a request has to be here in time."""
        if not deadlines.has_body(self.headers):
            super().handle_one_response()
            return
        with eventlet.Timeout(deadlines.BODY_S, False):
            super().handle_one_response()
            return
        self.close_connection = True

    def handle(self) -> None:
        """Requests one after the other; one who went in the middle of something is no fault."""
        try:
            super().handle()
        except OSError as error:
            log.debug("a connection ended: %s", error)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class calls it so
        """Keep what a stranger sent off standard error."""
        log.debug(format, *args)


class Green:
    """How a server runs on eventlet."""

    name = NAME
    ssl = REAL_SSL

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
    def serve(doors: Sequence[Door], application: Any, stopping: Callable[[], bool]) -> None:
        """Answer requests until `stopping` says so; it is asked often, as any thread may have set it."""
        most = Green.most_connections()
        shares, pool = Shares(most), eventlet.GreenPool(most + SPARE_FILES // 2)
        servers = [_spawn_server(door, application, shares, pool) for door in doors]
        while not stopping() and not any(server.dead for server in servers):
            eventlet.sleep(POLL_S)
        for server in servers:
            server.kill()
        for door in doors:
            door.listening.close()


def _spawn_server(door: Door, application: Any, shares: Shares, pool: Any) -> Any:
    return eventlet.spawn(
        wsgi.server,
        Patient(door.listening, shares, furnish=partial(_furnish, door), pause=eventlet.sleep),
        application,
        protocol=Handler,
        environ={"wsgi.url_scheme": "https" if door.tls else "http"},
        custom_pool=pool,
        log=logging.getLogger("wsgi"),
        log_output=False,
        socket_timeout=deadlines.HEAD_S,
        debug=False,
    )


def _furnish(door: Door, connection: Any) -> Any:
    """TLS sits on the real socket, as it waits by itself."""
    return door.furnish(connection.fd, wait=_wait, turn=ONE_THREAD) if door.tls else connection


def _wait(sock: Any, is_full: bool, seconds: float | None) -> None:
    late = TimeoutError("timed out")
    hubs.trampoline(sock, read=not is_full, write=is_full, timeout=seconds, timeout_exc=late)
