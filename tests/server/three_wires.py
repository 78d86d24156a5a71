"""One command sent through each wire, and what each answered."""

from collections.abc import Callable
from typing import Any

from tests.server.clients import Message, Terminal, Tool, command, post, view
from tests.server.conftest import Connect, Open
from tests.server.running import RunningServer

Send = Callable[[Message], Message]


class ThreeWires:
    """Socket.IO, WebSocket and HTTP of one server, all as the same sender."""

    def __init__(
        self, server: RunningServer, connect: Connect, tool: Open, token: str | None = None
    ) -> None:
        self.server, self._token = server, token
        auth = None if token is None else {"token": token}
        self.terminal: Terminal = connect(server, auth, hello="Native")
        self.tool: Tool = tool(server, "/ws/menu/", token=token)
        self.send: dict[str, Send] = {
            "Socket.IO": self._by_socketio,
            "WebSocket": self._by_websocket,
            "HTTP": self._by_http,
        }

    def each(self, name: str, **fields: Any) -> dict[str, Message]:
        """What each wire answers to the command, sent with a new id on each."""
        return {wire: send(command(name, **fields)) for wire, send in self.send.items()}

    def same(self, name: str, **fields: Any) -> Message:
        """The answer, which must be the same on each but for its id."""
        answers = self.each(name, **fields)
        plain = [{k: v for k, v in a.items() if k != "id"} for a in answers.values()]
        assert plain[0] == plain[1] == plain[2], answers
        return plain[0]

    def _by_socketio(self, message: Message) -> Message:
        answer: Message = self.terminal.ask(str(message.get("type")), message)
        return answer

    def _by_websocket(self, message: Message) -> Message:
        self.tool.tell(message)
        return self.tool.next(lambda heard: heard.get("id") == message["id"])

    def _by_http(self, message: Message) -> Message:
        answer: Message = post(self.server, message, self._token).json
        return answer


class ThreeViews:
    """One audience through each wire."""

    def __init__(self, wires: ThreeWires, tool: Open) -> None:
        self._wires, self._tool = wires, tool

    def snapshots(self, audience: str, of: str | None, path: str) -> list[Message]:
        """Its snapshot by Socket.IO, by WebSocket at the path, and by HTTP."""
        server = self._wires.server
        by_socketio = self._wires.terminal.watch(audience, of)
        by_websocket = self._tool(server, path).next(lambda heard: "snapshot" in heard)
        return [by_socketio, by_websocket, view(server, audience, of or "").json]
