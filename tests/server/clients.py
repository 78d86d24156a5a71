"""Clients as other people write them: Socket.IO, plain WebSocket and HTTP, each with what it heard."""

import http.client
import json
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import socketio
import websocket

from restaurant.common.ids import new_id
from tests.server.running import RunningServer
from tests.waiting import PATIENCE, Log

TRUSTING = ssl._create_unverified_context()
"""TLS with whoever answers."""

Message = dict[str, Any]


class Terminal:
    """A Socket.IO client; `heard` holds each event with its message, in order."""

    def __init__(
        self,
        server: RunningServer,
        auth: Message | None = None,
        *,
        transport: str = "websocket",
        hello: str | None = None,
        secure: bool = False,
    ) -> None:
        self.heard: Log[tuple[str, Any]] = Log()
        self.ended = threading.Event()
        self.client: Any = socketio.Client(
            reconnection=False, handle_sigint=False, ssl_verify=False
        )
        trigger = self.client.eio._trigger_event  # a thread for each message loses their order
        self.client.eio._trigger_event = lambda event, *args, **options: trigger(
            event, *args, **{**options, "run_async": False}
        )
        self.client.on("*", lambda event, *data: self.heard.add((event, *data)))
        self.client.on("connect_error", lambda said: self.heard.add(("connect_error", said)))
        self.client.on("disconnect", lambda *_reason: self.ended.set())
        address = f"https://127.0.0.1:{server.tls_port}" if secure else f"http://{server.address}"
        try:
            self.client.connect(address, auth=auth, transports=[transport], wait_timeout=PATIENCE)
        except socketio.exceptions.ConnectionError:
            self._let_go()
            raise
        if hello is not None:
            self.welcome = self.ask("hello", {"protocol": 1, "version": "0.1.0", "name": hello})

    def ask(self, event: str, message: Any = None) -> Any:
        """Emit and wait for the acknowledgement."""
        return self.client.call(event, message, timeout=PATIENCE)

    def tell(self, event: str, message: Any = None) -> None:
        """Emit without asking for an acknowledgement."""
        self.client.emit(event, message)

    def told(self, event: str) -> list[Any]:
        """The messages of an event so far."""
        return [message for name, message in list(self.heard) if name == event]

    def wait_for(self, event: str, count: int = 1) -> list[Any]:
        """The messages of an event, once there are so many."""
        self.heard.wait(lambda: len(self.told(event)) >= count)
        return self.told(event)

    def watch(self, audience: str, of: str | None = None) -> Message:
        """Subscribe and return the snapshot."""
        before = len(self._snapshots(audience, of))
        asked = {"audience": audience} if of is None else {"audience": audience, "of": of}
        assert self.ask("subscribe", asked) == {"ok": True}
        self.heard.wait(lambda: len(self._snapshots(audience, of)) > before)
        return self._snapshots(audience, of)[before]

    def _snapshots(self, audience: str, of: str | None) -> list[Message]:
        return [v for v in self.views(audience, of) if "snapshot" in v]

    def views(self, audience: str, of: str | None = None) -> list[Message]:
        """What was shown of an audience so far."""
        shown = self.told("view")
        return [v for v in shown if (v["audience"], v.get("of")) == (audience, of)]

    def close(self) -> None:
        """Go."""
        self.client.disconnect()
        self._let_go()

    def _let_go(self) -> None:
        """Close what the library leaves to the garbage collector where the server ended the link."""
        link = getattr(self.client.eio, "ws", None)
        if link is not None:
            link.shutdown()


class Tool:
    """A WebSocket client such as wscat; `heard` holds each message."""

    def __init__(
        self,
        server: RunningServer,
        path: str,
        *,
        token: str | None = None,
        origin: str | None = None,
        quiet: bool = False,
    ) -> None:
        self.heard: Log[Message] = Log()
        self.ended = threading.Event()
        self.socket = websocket.create_connection(
            f"ws://{server.address}{path}",
            timeout=PATIENCE,
            subprotocols=[f"restaurant.bearer.{token}"] if token is not None else None,
            origin=origin,
            suppress_origin=origin is None,
            http_no_proxy=["*"],
        )
        self.socket.settimeout(None)
        self._reader = None if quiet else threading.Thread(target=self._read, daemon=True)
        if self._reader is not None:
            self._reader.start()

    def _read(self) -> None:
        try:
            while text := self.socket.recv():
                self.heard.add(json.loads(text))
        except (websocket.WebSocketException, OSError):
            pass
        finally:
            self.ended.set()

    def tell(self, message: Any) -> None:
        """Send a message: a text as it is, anything else as JSON."""
        self.socket.send(message if isinstance(message, str) else json.dumps(message))

    def ask(self, message: Message) -> Message:
        """Send a command or an action, and wait for what carries its id."""
        message = {"id": new_id(), **message}
        self.tell(message)
        return self.next(lambda heard: heard.get("id") == message["id"])

    def next(self, wanted: Any = lambda _message: True) -> Message:
        """The first message that fits, which may be still to come."""
        self.heard.wait(lambda: any(wanted(m) for m in list(self.heard)))
        return next(m for m in self.heard if wanted(m))

    def close(self) -> None:
        """Go, as a browser does that is closed."""
        if self.socket.sock is not None:
            with suppress(OSError):  # the server was first
                self.socket.sock.shutdown(socket.SHUT_RDWR)
        if self._reader is not None:
            self._reader.join(PATIENCE)
        self.socket.shutdown()  # type: ignore[no-untyped-call]


class Answer:
    """What HTTP answered."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {k.lower(): v for k, v in response.getheaders()}
        self.body = response.read()

    @property
    def json(self) -> Any:
        """The body."""
        return json.loads(self.body)


def http_ask(
    server: RunningServer,
    method: str,
    path: str,
    body: bytes | str | None = None,
    headers: Mapping[str, str] | None = None,
    *,
    secure: bool = False,
    host: str = "127.0.0.1",
) -> Answer:
    """One request on a connection of its own."""
    connection = (
        http.client.HTTPSConnection(host, server.tls_port, timeout=PATIENCE, context=TRUSTING)
        if secure
        else http.client.HTTPConnection(host, server.port, timeout=PATIENCE)
    )
    try:
        connection.request(method, path, body, dict(headers or {}))
        return Answer(connection.getresponse())
    finally:
        connection.close()


def post(server: RunningServer, message: Any, token: str | None = None) -> Answer:
    """A command over HTTP."""
    headers = {"Content-Type": "application/json", **bearer(token)}
    return http_ask(server, "POST", "/api/v1/commands", json.dumps(message), headers)


def view(server: RunningServer, audience: str, of: str = "", token: str | None = None) -> Answer:
    """A view over HTTP."""
    path = f"/api/v1/views/{audience}" + (f"/{of}" if of else "")
    return http_ask(server, "GET", path, headers=bearer(token))


def bearer(token: str | None) -> dict[str, str]:
    """The header that shows a token."""
    return {} if token is None else {"Authorization": f"Bearer {token}"}


def command(name: str, /, **fields: Any) -> Message:
    """A command with a new id."""
    return {"id": new_id(), "type": name, **fields}


def after(views: list[Message]) -> dict[str, dict[str, Any]]:
    """The documents that a screen has after what it was sent: a snapshot, then changes."""
    documents: dict[str, dict[str, Any]] = {
        kind: dict(by_id) for kind, by_id in views[0]["snapshot"].items()
    }
    for change in views[1:]:
        for kind, by_id in change.get("put", {}).items():
            documents.setdefault(kind, {}).update(by_id)
        for kind, ids in change.get("drop", {}).items():
            for one in ids:
                documents[kind].pop(one, None)
    return documents
