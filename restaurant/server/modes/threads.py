"""The server on plain threads: what `green` does, without eventlet, for tests and for the day it ends."""

import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from simple_websocket import ConnectionClosed  # type: ignore[import-untyped]
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

from restaurant.server.entrance import deadlines
from restaurant.server.entrance.accepting import Door, Shares
from restaurant.server.entrance.handshake import shakes_hands
from restaurant.server.outbound import Bundle, ScreenQueue, screen_queue_of

log = logging.getLogger(__name__)

MOST_CONNECTIONS = 1_000
POLL_S = 0.1


class ThreadSignal:
    """A signal between threads."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        self._event.set()

    def wait(self, timeout: float | None) -> bool:
        if not self._event.wait(timeout):
            return False  # and nothing is cleared: whoever sets it this moment is heard next time
        self._event.clear()
        return True


class ScreenWSGI(SimpleWebSocketWSGI):  # type: ignore[misc]
    """The WebSocket handshake and the socket of one screen."""

    def __init__(self, handler: Callable[[Any], Any], server: Any) -> None:
        super().__init__(
            handler,
            server,
            max_message_size=int(server.max_http_buffer_size),
            subprotocols=getattr(server, "subprotocols", []),
            thread_class=_reader,
        )
        self._aborted = False
        if (queue := screen_queue_of(handler)) is not None:
            queue.on_overflow = self.abort

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        try:
            return super().__call__(environ, start_response)
        except RemoteProtocolError as error:
            raise ConnectionError(str(error)) from error

    def send(self, message: Bundle | str) -> None:
        """Send a bundle, or one text. Raises OSError."""
        try:
            for text in message.texts if isinstance(message, Bundle) else (message,):
                super().send(text)
        except LocalProtocolError as error:  # the other side has said goodbye meanwhile
            raise OSError(str(error)) from error

    def wait(self) -> str | bytes | None:
        """The next message; None once the link is closed."""
        message: str | bytes | None = None if self._aborted else super().wait()
        return message

    def close(self) -> None:
        """Say goodbye, and do not wait for the other side to say it too."""
        with suppress(OSError, ConnectionClosed, LocalProtocolError):  # it was first
            super().close()
        self.abort()

    def abort(self) -> None:
        """End the link at once, also under a thread that is blocked sending to it."""
        self._aborted = True
        try:
            self.ws.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            log.debug("the link was gone already")


def _reader(target: Callable[[], None]) -> threading.Thread:
    """The thread that reads for one screen; who waits for a message is woken when it ends."""

    def read() -> None:
        try:
            target()
        finally:
            target.__self__.event.set()  # type: ignore[attr-defined]

    return threading.Thread(target=read, daemon=True)


class _Handler(WSGIRequestHandler):
    """Serves one connection, as `green.Handler` does."""

    server: "_Server"

    def log_request(self, *_args: Any) -> None:
        """Requests are not logged: addresses may hold what is nobody's business."""

    def handle_one_request(self) -> None:
        """Read and answer one request in good time: its head, and what comes with it."""
        self.server.deadlines.begin(self.connection, deadlines.HEAD_S)
        try:
            super().handle_one_request()
        finally:
            self.server.deadlines.over(self.connection)

    def parse_request(self) -> bool:
        """Read the rest of the head."""
        understood = super().parse_request()
        in_time = self.server.deadlines.over(self.connection)
        self.close_connection = self.close_connection or not in_time
        if understood and deadlines.has_body(self.headers):
            self.server.deadlines.begin(self.connection, deadlines.BODY_S)
        return understood and in_time

    def connection_dropped(self, *_args: Any) -> None:
        """A link has ended: there is no further request to wait for on its connection."""
        self.close_connection = True


class Threads:
    """How a server runs on threads."""

    name = "threading"
    ssl = ssl

    @staticmethod
    def adapt(engineio: Any) -> None:
        """Give an Engine.IO server our queues and sockets."""
        ours = {"queue": Threads.queue, "websocket": ScreenWSGI}
        engineio._async = {**engineio._async, **ours}

    @staticmethod
    def queue() -> ScreenQueue:
        """A queue for one screen."""
        return ScreenQueue(ThreadSignal())

    @staticmethod
    def signal() -> ThreadSignal:
        """A signal between two tasks."""
        return ThreadSignal()

    @staticmethod
    def worker() -> Callable[..., Any]:
        """What runs one task's blocking calls: they stall that thread only."""
        return lambda function, *args: function(*args)

    @staticmethod
    def spawn(function: Callable[..., Any], *args: Any) -> None:
        """Start a task."""
        threading.Thread(target=function, args=args, daemon=True).start()

    @staticmethod
    def websocket(handler: Callable[[Any], Any], server: Any) -> Any:
        """A WSGI application that shakes hands and hands the socket to a handler."""
        return ScreenWSGI(handler, server)

    @staticmethod
    def most_connections() -> int:
        """How many connections are taken, each being a thread or two."""
        return MOST_CONNECTIONS

    @staticmethod
    def start_thread(function: Callable[[], None]) -> None:
        """Start a thread that may block."""
        threading.Thread(target=function, daemon=True).start()

    @staticmethod
    def serve(doors: Sequence[Door], application: Any, stopping: Callable[[], bool]) -> None:
        """Answer requests until `stopping` says so."""
        shares = Shares(MOST_CONNECTIONS)
        servers = [_Server(door, application, shares) for door in doors]
        serving = [
            threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True)
            for server in servers
        ]
        for thread in serving:
            thread.start()
        while not stopping() and all(thread.is_alive() for thread in serving):
            time.sleep(POLL_S)
            for server in servers:
                server.deadlines.end_late()
        for server in servers:
            server.shutdown()
            server.server_close()


class _Server(ThreadedWSGIServer):
    """Answers at one door, each connection in a thread of its own."""

    daemon_threads = True

    def __init__(self, door: Door, application: Any, shares: Shares) -> None:
        host, port = door.listening.getsockname()[:2]
        handler = _Handler
        super().__init__(host, port, application, handler=handler, fd=door.listening.fileno())
        self.ssl_context = door.tls  # what tells requests that they came by TLS
        self._door, self._shares = door, shares
        self.deadlines = deadlines.Deadlines()

    def get_request(self) -> Any:
        """The next connection and its address. Raises OSError if there is none after all."""
        accepted, address = self.socket.accept()
        connection = self._door.furnish(accepted)
        if not self._shares.take(connection, address[0]):
            connection.close()
            raise ConnectionRefusedError(address[0])
        return connection, address

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve one connection."""
        if shakes_hands(request):
            super().process_request_thread(request, client_address)
        else:
            request.close()
