"""One connection to a server, from reaching it to losing it; a new one is made for each try."""

import logging
import socket
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import socketio
import websocket
from msgspec import Struct

from restaurant.client.address import Address, Door
from restaurant.client.connecting.engine import OrderedClient, OrderedEngine
from restaurant.client.connecting.local_token import token_for
from restaurant.client.connecting.secure import wrap
from restaurant.client.no_link import NoLink, refused, turned_away
from restaurant.client.timing import Timing
from restaurant.common.network.secure_socket import SecureSocket


class Connection:
    """A link while it holds; `on_view`, `on_who` and `on_lost` are called in order on one thread.

    `local` is where servers on this machine leave tokens; without it none is shown.
    """

    def __init__(
        self,
        *,
        timing: Timing,
        local: Path | None,
        on_view: "Callable[[Connection, object], None]",
        on_who: "Callable[[Connection, object], None]" = lambda _here, _message: None,
        on_lost: "Callable[[Connection], None]",
    ) -> None:
        self._timing, self._local = timing, local
        self._on_view, self._on_who, self._on_lost = on_view, on_who, on_lost
        self._open: set[Future[Any]] = set()
        self._over = False
        self._admitted: Future[None] = Future()
        self._client: Any = None

    def open(self, door: Door, role: str) -> None:
        """Connect, showing the door's token, or the role's where this machine has one. Raises NoLink."""
        sock = enter(door, self._timing)
        scheme = "https" if door.is_secure else "http"
        try:
            self._client = self._make_client(sock)
            # The address stands in the request, too.
            self._connect(
                f"{scheme}://{door.entered}", partial(self._credentials, sock, door, role)
            )
        except BaseException:
            sock.close()
            raise

    def ask(self, event: str, message: Struct | dict[str, Any]) -> "Future[Any]":
        """Send an event; the future brings what the server answers, or NoLink if the link goes."""
        future: Future[Any] = Future()
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        try:
            plain = msgspec.to_builtins(message)
            self._client.emit(event, plain, callback=lambda *answer: _settle(future, answer))
        except socketio.exceptions.SocketIOError:
            _fail(future, NoLink("link.lost"))
        if self._over:
            _fail(future, NoLink("link.lost"))
        return future

    def probe(self) -> None:
        """Make the server show that it lives; its silence ends the link."""
        self._client.eio.probe()

    def close(self) -> None:
        """End it now; `on_lost` may still be called."""
        if self._client is not None:
            self._client.eio.disconnect()

    def _make_client(self, sock: Any) -> Any:
        log = logging.getLogger("restaurant.client.wire")
        log.setLevel(logging.ERROR)  # Below that the library logs tokens.
        client = OrderedClient(
            reconnection=False,
            handle_sigint=False,
            logger=log,
            engineio_logger=log,
            request_timeout=self._timing.greet,
            # With a socket of our own no proxy is looked for; a redirect would look for one.
            websocket_extra_options={"socket": sock, "redirect_limit": 0},
        )
        engine: OrderedEngine = client.eio
        engine.sock, engine.ended = sock, self._ended
        client.on("view", partial(self._on_view, self))
        client.on("who", partial(self._on_who, self))
        client.on("connect", lambda: self._admitted.set_result(None))
        client.on("connect_error", self._on_refusal)
        return client

    def _connect(self, place: str, credentials: Callable[[], dict[str, str]]) -> None:
        # Asked for once the server answers: a port is open before its tokens are written.
        try:
            self._client.connect(
                place,
                auth=credentials,
                transports=["websocket"],
                wait=False,  # The library would wait on when the server is gone.
            )
            self._admitted.result(self._timing.greet)
        except socketio.exceptions.ConnectionError as error:
            raise _why(error) from error
        except TookTooLong:
            raise NoLink("link.no_server") from None
        self._client.eio.ws.settimeout(self._timing.silence)

    def _credentials(self, sock: socket.socket, door: Door, role: str) -> dict[str, str]:
        """A token, or at least what this is: where everybody is trusted a kiosk is still no waiter."""
        token: str | None = door.token
        if not token and self._local is not None:
            token = token_for(sock, self._local, door.address.port, role)
        return {"token": token} if token else {"role": role}

    def _on_refusal(self, data: object = None) -> None:
        # Text comes from the library; a dict is the server's word, with its refusal inside.
        if isinstance(data, dict):
            _fail(self._admitted, refused(data.get("data", data)))

    def _ended(self) -> None:
        self._over = True
        _fail(self._admitted, NoLink("link.no_server"))
        for future in list(self._open):
            _fail(future, NoLink("link.lost"))
        self._on_lost(self)


def enter(door: Door, timing: Timing) -> Any:
    """A connection through a door, by no proxy: a socket, or what stands for one. Raises NoLink."""
    sock = reach(door.entered, timing)
    if not door.is_secure:
        return sock
    secure, _ = wrap(sock, door.fingerprint, timing.greet)
    return secure


def meet(address: Address, timing: Timing) -> tuple[SecureSocket, str]:
    """A connection to a TLS door of which nothing is known yet, and the fingerprint that it shows.

    Whoever uses it has to be shown in another way that it is the right one. Raises NoLink.
    """
    return wrap(reach(address, timing), None, timing.greet)


def reach(address: Address, timing: Timing) -> socket.socket:
    """A network connection, by no proxy. Raises NoLink."""
    # By name this machine would be tried at ::1 first, where the server does not listen.
    host = "127.0.0.1" if address.host == "localhost" else address.host
    try:
        sock = socket.create_connection((host, address.port), timeout=timing.reach)
    except (OSError, UnicodeError) as error:
        raise NoLink("link.no_server") from error
    if sock.getsockname() == sock.getpeername():  # It met itself, and would keep the server's port.
        sock.close()
        raise NoLink("link.no_server")
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.settimeout(timing.greet)
    return sock


def _settle(future: "Future[Any]", answer: tuple[Any, ...]) -> None:
    with suppress(InvalidStateError):
        future.set_result(answer[0] if answer else None)


def _fail(future: "Future[Any]", reason: NoLink) -> None:
    with suppress(InvalidStateError):
        future.set_exception(reason)


def _why(error: BaseException) -> NoLink:
    """What the library's words for a failed handshake mean."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, websocket.WebSocketBadStatusException):
            return turned_away(cause.resp_body)
        cause = cause.__cause__ or cause.__context__
    return NoLink("link.no_server")
