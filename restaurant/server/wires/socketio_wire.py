"""Socket.IO: terminals and programs, and the wire of seed 000 for clients that say no hello."""

import logging
import time
from collections.abc import Callable
from types import MethodType
from typing import Any

import msgspec
from engineio.exceptions import EngineIOError
from flask import Flask
from flask_socketio import ConnectionRefusedError as TurnedAway
from flask_socketio import SocketIO
from werkzeug.datastructures import EnvironHeaders

from restaurant.domain.errors import Refused
from restaurant.protocol.codec import read_watch
from restaurant.protocol.messages import Reply
from restaurant.protocol.table import COMMANDS
from restaurant.server.desk import Desk
from restaurant.server.hub import Hub
from restaurant.server.modes.mode import Mode
from restaurant.server.outbound import ScreenQueue
from restaurant.server.reception import Link, Reception
from restaurant.server.screens import Frame, Screen
from restaurant.server.wires.admission import Lobby, is_polling, is_tls
from restaurant.server.wires.browsers import language_of

log = logging.getLogger(__name__)

QUIET = logging.getLogger(f"{__name__}.library")
"""What the libraries say of messages that they do not understand: anybody can have them say it."""
QUIET.setLevel(logging.CRITICAL)

MOST_BYTES_AT_ALL = 1 << 20
"""A message over this closes the link; one over the restaurant's limit is refused in words."""

BINARY = ("5", "6")
"""Kinds of Socket.IO packets that announce binary ones: nothing here has any."""

Handler = Callable[[Screen, Any], Reply]


class Json:
    """The JSON codec that Socket.IO is given: msgspec, which is many times faster than its own."""

    @staticmethod
    def dumps(value: Any, **_options: Any) -> str:
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_options: Any) -> Any:
        return msgspec.json.decode(text)


class SocketIOWire:
    """Binds the events of Socket.IO to the desk and the hub.

    Handlers sit on the Socket.IO server itself: Flask-SocketIO's own would build a Flask request
    for each event. Events of one client run one after the other, each answered before the next.
    """

    def __init__(
        self,
        app: Flask,
        mode: Mode,
        *,
        reception: Reception,
        lobby: Lobby,
        desk: Desk,
        hub: Hub,
    ) -> None:
        self._reception, self._lobby, self._desk, self._hub = reception, lobby, desk, hub
        self.socketio = SocketIO(
            app,
            async_mode=mode.name,
            async_handlers=False,
            cors_allowed_origins=None,
            json=Json,
            max_http_buffer_size=MOST_BYTES_AT_ALL,
            logger=QUIET,
            engineio_logger=QUIET,
            ping_interval=10,
            ping_timeout=10,
        )
        self._server = self.socketio.server
        mode.adapt(self._server.eio)
        self._bind()

    def _bind(self) -> None:
        server = self._server
        server.eio.on("connect", self._begin)
        server.eio.on("message", self._read)
        server.eio.on("disconnect", self._end)
        server.on("connect", self._connect)
        server.on("disconnect", self._disconnect)
        server.on("hello", self._answered(self._reception.hello))
        server.on("subscribe", self._answered(self._subscribe))
        server.on("unsubscribe", self._answered(self._unsubscribe))
        for name in COMMANDS:
            server.on(name, self._answered(self._command(name)))
        server.on("*", lambda name, sid, *args: self._answered(self._command(name))(sid, *args))

    # ------------------------------------------------------------------------ the link

    def _begin(self, eio_sid: str, environ: dict[str, Any]) -> None:
        """From here on a client that breaks the protocol ends its own link, and that is no fault."""
        if is_polling(environ):
            self._lobby.enter(eio_sid, str(environ.get("REMOTE_ADDR", "")))
        link = self._server.eio.sockets[eio_sid]
        link.handle_post_request = _reading(link.handle_post_request)
        link._websocket_handler = MethodType(_serving(link._websocket_handler), link)
        self._server._handle_eio_connect(eio_sid, environ)

    def _read(self, eio_sid: str, data: Any) -> None:
        """Read one packet."""
        try:
            if not isinstance(data, str) or data[:1] in BINARY:
                raise TypeError("a binary packet")
            self._server._handle_eio_message(eio_sid, data)
        except Exception as error:  # noqa: BLE001 - whatever it sent; handlers raise nothing
            _say_closed(error)
            self._server.eio.disconnect(eio_sid)

    def _end(self, eio_sid: str, reason: str) -> None:
        self._server._handle_eio_disconnect(eio_sid, reason)
        self._lobby.leave(eio_sid)
        # The library keeps it for a while, and fails on whatever is still posted to it.
        self._server.eio.sockets.pop(eio_sid, None)

    def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        if self._reception.find(sid) is not None:
            raise TypeError("a client's own event of that name")
        said = auth if isinstance(auth, dict) else {}
        eio_sid = self._server.manager.eio_sid_from_sid(sid, "/")
        link = Link(
            key=sid,
            address=str(environ.get("REMOTE_ADDR", "")),
            token=said.get("token"),
            tls=is_tls(environ),
            language=language_of(EnvironHeaders(environ)),
            deliver=self._deliverer(eio_sid),
            close=self._closer(eio_sid),
            says_customer=said.get("role") == "customer",
        )
        try:
            self._reception.open(link)
        except Refused as refused:
            refusal = self._desk.refusal(refused, language=link.language)
            raise TurnedAway(refusal["message"], refusal) from None
        self._lobby.leave(eio_sid)
        session = self._server.eio.sockets[eio_sid]
        session.schedule_ping = self._timed(session, sid)

    def _timed(self, session: Any, sid: str) -> Callable[[], None]:
        """What Engine.IO calls after each answer to a ping, to plan the next one."""
        plan: Callable[[], None] = session.schedule_ping

        def timed() -> None:
            if session.last_ping:
                self._reception.answered(sid, time.time() - session.last_ping)
            plan()

        return timed

    def _disconnect(self, sid: str, _reason: Any = None) -> None:
        if self._server.manager.is_connected(sid, "/"):
            raise TypeError("a client's own event of that name")
        screen = self._reception.close(sid)
        eio_sid = self._server.manager.eio_sid_from_sid(sid, "/")
        session = self._server.eio.sockets.get(eio_sid)
        if screen and session and not session.closed and not session.upgraded:
            self._lobby.enter(eio_sid, screen.caller.address)

    def _deliverer(self, eio_sid: str) -> Callable[[Frame], None]:
        socket = self._server.eio.sockets[eio_sid]

        def deliver(frame: Frame) -> None:
            if not socket.closed:
                socket.queue.put(frame.form("socketio", _packet_text))

        return deliver

    def _closer(self, eio_sid: str) -> Callable[[], None]:
        session = self._server.eio.sockets[eio_sid]
        queue: ScreenQueue = session.queue

        def close() -> None:
            session.close(wait=False, abort=True)
            queue.drop()

        return close

    # -------------------------------------------------------------------------- events

    def _answered(self, handler: Handler) -> Callable[..., Reply]:
        """A handler for Socket.IO, which never raises: its answer goes into the acknowledgement."""

        def handle(sid: str, message: Any = None, *_more: Any) -> Reply:
            screen = self._reception.find(sid)
            try:
                if screen is None:
                    raise Refused("not_signed_in")
                self._reception.hear(screen, _size(message))
                return handler(screen, message)
            except Refused as refused:
                return self._desk.refusal(
                    refused, language=screen.caller.language if screen else None
                )
            except Exception:
                log.exception("an event failed")
                return self._desk.refusal(
                    Refused("fault"), language=screen.caller.language if screen else None
                )

        return handle

    def _subscribe(self, screen: Screen, message: Any) -> Reply:
        watch = read_watch(message)
        self._hub.watch(screen, watch.audience, watch.of)
        return {"ok": True}

    def _unsubscribe(self, screen: Screen, message: Any) -> Reply:
        watch = read_watch(message)
        self._hub.unwatch(screen, watch.audience, watch.of)
        return {"ok": True}

    def _command(self, name: str) -> Handler:
        return lambda screen, message: self._desk.command(
            screen.caller, name, message, native=screen.native
        )


def _reading(read: Callable[..., None]) -> Callable[..., None]:
    """The reader of a request with packets, which raises only what Engine.IO answers with a refusal."""

    def reading(environ: dict[str, Any]) -> None:
        try:
            read(environ)
        except EngineIOError:
            raise
        except Exception as error:
            _say_closed(error)
            raise EngineIOError from error

    return reading


def _serving(serve: Callable[..., Any]) -> Callable[..., Any]:
    """The handler of a WebSocket, which raises nothing."""

    def serving(link: Any, websocket: Any) -> Any:
        try:
            return serve(websocket)
        except Exception as error:  # noqa: BLE001 - whatever it sent
            _say_closed(error)
            link.close(wait=False, abort=True)
            return []

    return serving


def _say_closed(error: Exception) -> None:
    log.debug("a link is closed: it does not speak Socket.IO (%s)", type(error).__name__)


def _packet_text(frame: Frame) -> str:
    """An event without acknowledgement as Engine.IO message (4) and Socket.IO event (2)."""
    return f'42["{frame.event}",{frame.json}]'


def _size(message: Any) -> int:
    try:
        return len(msgspec.json.encode(message))
    except (TypeError, ValueError, RecursionError, OverflowError):
        return 0
