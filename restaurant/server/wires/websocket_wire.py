"""Plain WebSocket under `/ws/...`: a URL is an audience; commands, and the actions of seed 001, go back."""

import logging
import re
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct
from werkzeug.datastructures import EnvironHeaders

from restaurant.common.ids import new_id
from restaurant.domain.errors import Refused
from restaurant.domain.order_entry import order_id
from restaurant.domain.state import State
from restaurant.protocol.audiences import AUDIENCES
from restaurant.protocol.codec import read_json, read_watch
from restaurant.protocol.messages import WATCHING, Reply, Watch
from restaurant.protocol.seeds import COMMAND_ACTIONS, VIEW_ACTIONS
from restaurant.server.desk import Desk, id_of
from restaurant.server.hub import Hub
from restaurant.server.modes.mode import Mode
from restaurant.server.outbound import Message, ScreenQueue
from restaurant.server.reception import Link, Reception
from restaurant.server.screens import Frame, Screen
from restaurant.server.wires.admission import is_tls
from restaurant.server.wires.browsers import Cookies, check_origin, language_of
from restaurant.server.wires.socketio_wire import MOST_BYTES_AT_ALL

log = logging.getLogger(__name__)

BEARER = "restaurant.bearer."


class Socket(Struct):
    """What the handshake needs to know besides the handler."""

    subprotocols: list[str]
    max_http_buffer_size: int = MOST_BYTES_AT_ALL


def audience_of(path: str, state: State) -> Watch:
    """The audience that a URL names, and what it is of. Raises Refused `no_such_page`."""
    restaurant = str(state.settings.number)
    for audience in AUDIENCES.values():
        pattern = re.escape(audience.path).replace(re.escape("{of}"), "([^/]{1,64})")
        found = re.fullmatch(pattern.replace(re.escape("{restaurant}"), restaurant), path)
        if found:
            of = found[1] if audience.of else None
            if of is not None and of.isascii() and of.isdigit():
                of = order_id(state, int(of))
            return Watch(audience.name, of)
    raise Refused("no_such_page")


class WebSocketWire:
    """Serves one link after another; each runs in a task of its own, with one more that sends."""

    def __init__(
        self,
        mode: Mode,
        *,
        reception: Reception,
        desk: Desk,
        hub: Hub,
        cookies: Cookies,
        present: Callable[[], State],
    ) -> None:
        self._mode, self._reception, self._cookies = mode, reception, cookies
        self._desk, self._hub, self._present = desk, hub, present

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """The WSGI application for one link."""
        offered = environ.get("HTTP_SEC_WEBSOCKET_PROTOCOL", "").split(",")
        protocols = [p.strip() for p in offered if p.strip().startswith(BEARER)]
        cookie = self._cookies.token(EnvironHeaders(environ), tls=is_tls(environ))
        link = _Link(self, environ, protocols[0].removeprefix(BEARER) if protocols else cookie)
        link.is_browser = not protocols and cookie is not None
        return self._mode.websocket(link.serve, Socket(protocols))(environ, start_response)

    def open(self, link: "_Link", environ: dict[str, Any]) -> Screen:
        """Let somebody in and show them their audience. Raises Refused."""
        check_origin(EnvironHeaders(environ))

        def watch() -> Watch:
            link.watch = audience_of(environ.get("PATH_INFO", ""), self._present())
            return link.watch

        asks = Link(
            key=id(link),
            address=str(environ.get("REMOTE_ADDR", "")),
            token=link.token,
            language=link.language,
            tls=is_tls(environ),
            deliver=link.deliver,
            close=link.queue.drop,
            native=True,
        )
        return self._reception.open(asks, watch)

    def close(self, link: "_Link") -> None:
        """Somebody went."""
        self._reception.close(id(link))

    def answer(self, link: "_Link", screen: Screen, text: str | bytes) -> Reply:
        """The answer to one message of a link."""
        message = None
        try:
            self._reception.hear(screen, len(text.encode() if isinstance(text, str) else text))
            message = read_json(text)
            if isinstance(message, dict) and "action" in message:
                return self._action(link, screen, message)
            if isinstance(message, dict) and message.get("type") == "hello":
                welcome = self._reception.hello(screen, message)
                if link.is_browser:  # its token is in a cookie, where no script can read it
                    welcome = msgspec.structs.replace(welcome, token=None)
                return {"type": "hello", **msgspec.to_builtins(welcome)}
            if isinstance(message, dict) and message.get("type") in WATCHING:
                return self._watch(screen, message)
        except Refused as refused:
            return self._desk.refusal(refused, id_of(message), language=screen.caller.language)
        except Exception:
            log.exception("a message failed")
            return self._desk.refusal(
                Refused("fault"), id_of(message), language=screen.caller.language
            )
        name = message.get("type") if isinstance(message, dict) else None
        return self._desk.command(screen.caller, name, message, native=True)

    def refusal(self, refused: Refused, language: str | None) -> dict[str, Any]:
        """A refusal in the one shape."""
        return self._desk.refusal(refused, language=language)

    def queue(self) -> ScreenQueue:
        """A queue for one link."""
        queue: ScreenQueue = self._mode.queue()
        return queue

    def spawn(self, function: Callable[..., None], *args: Any) -> None:
        """Start a task."""
        self._mode.spawn(function, *args)

    def _watch(self, screen: Screen, message: dict[str, Any]) -> Reply:
        """Show one more audience, or one again from its snapshot on, or one no longer."""
        fields = {k: v for k, v in message.items() if k not in ("type", "id")}
        watch = read_watch(fields)
        change = self._hub.watch if message["type"] == "subscribe" else self._hub.unwatch
        change(screen, watch.audience, watch.of)
        said = id_of(message)
        return {"ok": True} if said is None else {"ok": True, "id": said}

    def _action(self, link: "_Link", screen: Screen, message: dict[str, Any]) -> Reply:
        action = message.get("action")
        of = link.watch.of
        if AUDIENCES[link.watch.audience].of == "order" and isinstance(action, str):
            if action in VIEW_ACTIONS:
                view = self._hub.view(screen.actor, VIEW_ACTIONS[action], of)
                built: dict[str, Any] = msgspec.to_builtins(view)
                return {"action": action, **built}
            if action in COMMAND_ACTIONS:
                fields = {k: v for k, v in message.items() if k != "action"}
                command = {"id": new_id(), **fields, "order_id": of}
                return self._desk.command(
                    screen.caller, COMMAND_ACTIONS[action], command, native=True
                )
        raise Refused("unknown_command", command=str(action)[:60])


class _Link:
    """One WebSocket: a reader, a queue, and a task that sends what is in it."""

    def __init__(self, wire: WebSocketWire, environ: dict[str, Any], token: str | None) -> None:
        self._wire, self._environ = wire, environ
        self.token, self.language = token, language_of(EnvironHeaders(environ))
        self.is_browser = False
        self.queue = wire.queue()
        self.watch = Watch("")

    def deliver(self, frame: Frame) -> None:
        """Put a message on its way."""
        self.queue.put(frame.form("websocket", lambda f: f.json))

    def serve(self, socket: Any) -> list[bytes]:
        """Serve the link until it ends."""
        try:
            screen = self._wire.open(self, self._environ)
        except Refused as refused:
            socket.send(msgspec.json.encode(self._wire.refusal(refused, self.language)).decode())
            socket.close()
            return []
        self._wire.spawn(self._send, socket)
        try:
            self._read(socket, screen)
        finally:
            self._wire.close(self)
            self.queue.put(None)
        return []

    def _read(self, socket: Any, screen: Screen) -> None:
        while True:
            try:
                text = socket.wait()
            except (OSError, ValueError) as error:
                log.debug("a link ended: %s", error)
                return
            if text is None:
                return
            answer = self._wire.answer(self, screen, text)
            self.queue.put(Message(msgspec.json.encode(answer).decode()))

    def _send(self, socket: Any) -> None:
        try:
            while (bundle := self.queue.get()) is not None:
                socket.send(bundle)
        except OSError as error:
            log.debug("a link ended: %s", error)
        socket.abort()
