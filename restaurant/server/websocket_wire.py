"""Plain WebSocket under `/ws/...`: a URL is an audience; commands, and the actions of seed 001, go back."""

import logging
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from restaurant.common.ids import new_id
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.protocol.audiences import AUDIENCES
from restaurant.protocol.codec import read_hello, read_json
from restaurant.server.access import Access
from restaurant.server.desk import Desk, id_of
from restaurant.server.hub import Hub
from restaurant.server.outbound import Message, ScreenQueue
from restaurant.server.screens import Frame, Screen, Screens
from restaurant.server.socketio_wire import MOST_BYTES_AT_ALL

log = logging.getLogger(__name__)

BEARER = "restaurant.bearer."

VIEW_ACTIONS = {"get_status": "order", "get_items": "order_items"}
COMMAND_ACTIONS = {"update_status": "set_order_status", "update_item_status": "set_item_status"}


class Socket(Struct):
    """What the handshake needs to know besides the handler."""

    subprotocols: list[str]
    max_http_buffer_size: int = MOST_BYTES_AT_ALL


def audience_of(path: str, state: State) -> tuple[str, str | None]:
    """The audience that a URL names, and what it is of. Raises Refused `no_such_page`."""
    number = state.settings.number
    for audience in AUDIENCES.values():
        pattern = re.escape(audience.path).replace(re.escape("{of}"), "([^/]{1,64})")
        found = re.fullmatch(pattern.replace(re.escape("{restaurant}"), str(number)), path)
        if found:
            of = found[1] if audience.of else None
            is_number = of is not None and of.isascii() and of.isdigit()
            return audience.name, f"ORD-{number}-{of}" if is_number else of
    raise Refused("no_such_page")


class WebSocketWire:
    """Serves one link after another; each runs in a task of its own, with one more that sends."""

    def __init__(
        self,
        mode: Any,
        *,
        access: Access,
        desk: Desk,
        hub: Hub,
        screens: Screens,
        hello: Callable[[], dict[str, Any]],
        present: Callable[[], State],
        most_bytes: Callable[[], int],
        most_screens: int,
    ) -> None:
        self._mode, self._access, self._desk = mode, access, desk
        self._hub, self._screens, self._hello = hub, screens, hello
        self._present, self._most_bytes, self._most_screens = present, most_bytes, most_screens

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """The WSGI application for one link."""
        offered = environ.get("HTTP_SEC_WEBSOCKET_PROTOCOL", "").split(",")
        protocols = [p.strip() for p in offered if p.strip().startswith(BEARER)]
        link = _Link(self, environ, protocols[0].removeprefix(BEARER) if protocols else None)
        return self._mode.websocket(link.serve, Socket(protocols))(environ, start_response)

    def open(self, link: "_Link", environ: Mapping[str, Any]) -> Screen:
        """Let somebody in and show them their audience. Raises Refused."""
        _check_origin(environ)
        if len(self._screens) >= self._most_screens:
            raise Refused("too_many_screens")
        address = str(environ.get("REMOTE_ADDR", ""))
        actor = self._access.actor(link.token, address)
        name, of = audience_of(environ.get("PATH_INFO", ""), self._present())
        link.audience = (name, of)
        screen = Screen(
            actor=actor,
            name=actor.name,
            address=address,
            since=datetime.now(UTC),
            deliver=link.deliver,
            native=True,
            watches=set(),
        )
        self._hub.watch(screen, name, of)
        self._screens.join(id(link), screen)
        return screen

    def close(self, link: "_Link", screen: Screen) -> None:
        """Somebody went."""
        self._screens.leave(id(link))
        self._hub.leave(screen)

    def answer(self, link: "_Link", screen: Screen, text: str | bytes) -> dict[str, Any]:
        """The answer to one message of a link."""
        message = None
        self._desk.admit(screen.actor, screen.address)
        try:
            if len(text.encode() if isinstance(text, str) else text) > self._most_bytes():
                raise Refused("too_large")
            message = read_json(text)
            if isinstance(message, dict) and "action" in message:
                return self._action(link, screen, message)
            if isinstance(message, dict) and message.get("type") == "hello":
                return self._say_hello(screen, message)
        except Refused as refused:
            return self._desk.refusal(refused, id_of(message))
        except Exception:
            log.exception("a message failed")
            return self._desk.refusal(Refused("fault"), id_of(message))
        name = message.get("type") if isinstance(message, dict) else None
        return self._desk.command(screen.actor, name, message, native=True)

    def refusal(self, refused: Refused) -> dict[str, Any]:
        """A refusal in the one shape."""
        return self._desk.refusal(refused)

    def queue(self) -> ScreenQueue:
        """A queue for one link."""
        queue: ScreenQueue = self._mode.queue()
        return queue

    def spawn(self, function: Callable[..., None], *args: Any) -> None:
        """Start a task."""
        self._mode.spawn(function, *args)

    def _say_hello(self, screen: Screen, message: dict[str, Any]) -> dict[str, Any]:
        hello = read_hello(message)
        self._screens.said_hello(screen, hello.name, hello.version)
        return {"type": "hello", **self._hello(), "role": screen.actor.role}

    def _action(self, link: "_Link", screen: Screen, message: dict[str, Any]) -> dict[str, Any]:
        action = message.get("action")
        name, of = link.audience
        if AUDIENCES[name].of == "order" and isinstance(action, str):
            if action in VIEW_ACTIONS:
                view = self._hub.view(screen.actor, VIEW_ACTIONS[action], of)
                built: dict[str, Any] = msgspec.to_builtins(view)
                return {"action": action, **built}
            if action in COMMAND_ACTIONS:
                fields = {k: v for k, v in message.items() if k != "action"}
                command = {"id": new_id(), **fields, "order_id": of}
                return self._desk.command(
                    screen.actor, COMMAND_ACTIONS[action], command, native=True
                )
        raise Refused("unknown_command", command=str(action)[:60])


class _Link:
    """One WebSocket: a reader, a queue, and a task that sends what is in it."""

    def __init__(self, wire: WebSocketWire, environ: Mapping[str, Any], token: str | None) -> None:
        self._wire, self._environ = wire, environ
        self.token = token
        self.queue = wire.queue()
        self.audience: tuple[str, str | None] = ("", None)

    def deliver(self, frame: Frame) -> None:
        """Put a message on its way."""
        self.queue.put(frame.form("websocket", lambda f: f.json))

    def serve(self, socket: Any) -> list[bytes]:
        """Serve the link until it ends."""
        try:
            screen = self._wire.open(self, self._environ)
        except Refused as refused:
            socket.send(msgspec.json.encode(self._wire.refusal(refused)).decode())
            socket.close()
            return []
        self._wire.spawn(self._send, socket)
        try:
            self._read(socket, screen)
        finally:
            self._wire.close(self, screen)
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


def _check_origin(environ: Mapping[str, Any]) -> None:
    """Pages of other sites may not open a link with the visitor's rights. Raises Refused."""
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None and origin.partition("://")[2] != environ.get("HTTP_HOST"):
        raise Refused("not_allowed")
