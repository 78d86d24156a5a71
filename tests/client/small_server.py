"""A small real Socket.IO server that speaks the contract, and can be made to misbehave."""

import contextlib
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import socketio
from werkzeug.serving import BaseWSGIServer, ThreadedWSGIServer, WSGIRequestHandler

from tests.own_ports import own_port
from tests.waiting import Log

RESTAURANT = {
    "name": "Trattoria Blu",
    "number": 1,
    "language": "en",
    "currency": "EUR",
    "tables": [],
    "outbox_minutes": 10,
}


class Quiet(WSGIRequestHandler):
    def log(self, *_args: Any) -> None:
        pass


class Listening(ThreadedWSGIServer):
    """Knows its connections, so that stopping it ends them as the end of a process does."""

    daemon_threads = True

    def __init__(self, *args: Any) -> None:
        self.open: list[socket.socket] = []
        super().__init__(*args)

    def get_request(self) -> Any:
        sock, address = super().get_request()
        self.open.append(sock)
        return sock, address

    def handle_error(self, *_args: Any) -> None:
        """A connection that is cut under a handler is what these tests are about."""

    def cut(self) -> None:
        for sock in self.open:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        self.open.clear()


class SmallServer:
    """Documents by audience, commands as they came, and answers as a test wants them."""

    def __init__(self) -> None:
        self.port = own_port()
        self.documents: dict[str, dict[str, Any]] = {"menu": {"restaurant": {"1": RESTAURANT}}}
        self.commands: Log[dict[str, Any]] = Log()
        self.subscribed: Log[str] = Log()
        self.hellos: Log[dict[str, Any]] = Log()
        self.auths: Log[Any] = Log()
        self.left: Log[str] = Log()
        self.hello: dict[str, Any] = {}
        self.answer: Callable[[dict[str, Any]], Any] = self._accept
        self.refuse: dict[str, dict[str, Any]] = {}
        self.refuse_connection: dict[str, Any] | None = None
        self.cut_before_connect = 0
        self.cut_before_hello = 0
        self.cut_before_answer = 0
        self.before_snapshot: dict[str, Any] | None = None
        self.done: dict[str, dict[str, Any]] = {}
        self._revs: dict[str, int] = {}
        self._listening: BaseWSGIServer | None = None

    # ---------------------------------------------------------------- life

    def start(self) -> None:
        """Serve, on the same port as before."""
        self._revs.clear()
        self._sio = socketio.Server(
            monitor_clients=False, async_mode="threading", async_handlers=False
        )
        self._sio.on("connect", self._connect)
        self._sio.on("disconnect", lambda sid, _reason: self.left.add(sid))
        self._sio.on("hello", self._hello)
        self._sio.on("subscribe", self._subscribe)
        self._sio.on("unsubscribe", lambda _sid, message: self.subscribed.add(f"-{_key(message)}"))
        self._sio.on("*", self._command)
        self._listening = Listening("127.0.0.1", self.port, socketio.WSGIApp(self._sio), Quiet)
        self.port = self._listening.port
        serve = self._listening.serve_forever
        self._serving = threading.Thread(target=serve, args=(0.01,), daemon=True)
        self._serving.start()

    def stop(self) -> None:
        if self._listening is not None:
            self._listening.shutdown()
            self._serving.join()  # which closes the port
            self.cut()
            self._listening = None

    def cut(self) -> None:
        """End all connections, and serve on."""
        assert isinstance(self._listening, Listening)
        self._listening.cut()

    # ------------------------------------------------------------- sending

    def put(self, audience: str, kind: str, document_id: str, document: Any) -> None:
        """Change a document and tell it."""
        self.documents.setdefault(audience, {}).setdefault(kind, {})[document_id] = document
        self.tell(audience, put={kind: {document_id: document}})

    def tell(self, audience: str, **fields: Any) -> None:
        self.skip(audience)
        self.say(audience, rev=self._revs[audience], **fields)

    def say(self, audience: str, **fields: Any) -> None:
        """Send a view with just these fields."""
        name, _, of = audience.partition("/")
        named = {"audience": name, "of": of} if of else {"audience": name}
        self._sio.emit("view", {**named, "seq": 0, **fields}, room=audience)

    def skip(self, audience: str) -> None:
        """Count a message without sending it: a gap."""
        self._revs[audience] = self._revs.get(audience, 0) + 1

    # ------------------------------------------------------------ handlers

    def _connect(self, _sid: str, _environ: Any, auth: Any = None) -> None:
        self.auths.add(auth)
        if self.cut_before_connect:
            self.cut_before_connect -= 1
            self.cut()
        if self.refuse_connection is not None:
            raise socketio.exceptions.ConnectionRefusedError("no", self.refuse_connection)

    def _hello(self, _sid: str, message: dict[str, Any]) -> dict[str, Any]:
        self.hellos.add(message)
        if self.cut_before_hello:
            self.cut_before_hello -= 1
            self.cut()
        hello = {
            "protocol": 1,
            "version": "0.1.0",
            "restaurant": {"name": "Trattoria Blu", "number": 1},
            "now": datetime.now(UTC).isoformat(),
            "role": "customer",
        }
        return {**hello, **self.hello}

    def _subscribe(self, sid: str, message: dict[str, Any]) -> dict[str, Any]:
        key = _key(message)
        if key in self.refuse:
            return self.refuse[key]
        self._sio.enter_room(sid, key)
        view = {**message, "rev": self._revs.get(key, 0), "seq": 0}
        if self.before_snapshot:
            self._sio.emit("view", {**message, "seq": 0, **self.before_snapshot}, to=sid)
        self._sio.emit("view", {**view, "snapshot": self.documents.get(key, {})}, to=sid)
        self.subscribed.add(key)
        return {"ok": True}

    def _command(self, event: str, _sid: str, message: dict[str, Any]) -> Any:
        assert event == message["type"]
        answer = self.answer(message)
        self.commands.add(message)
        if self.cut_before_answer:
            self.cut_before_answer -= 1
            self.cut()
        return answer

    def _accept(self, message: dict[str, Any]) -> dict[str, Any]:
        """Once for each id, like the real one."""
        answer = {"ok": True, "id": message["id"], "seq": len(self.done) + 1}
        return self.done.setdefault(message["id"], answer)


def _key(message: dict[str, Any]) -> str:
    return str(message["audience"]) + (f"/{message['of']}" if "of" in message else "")
