"""The Engine.IO client: messages are taken one after another, and then the end."""

import socket
import threading

import pytest

from restaurant.client.connecting.engine import OrderedEngine
from tests.waiting import Log


class Reading(OrderedEngine):
    """Has read three messages and then the end of the connection."""

    def _read_loop_websocket(self) -> None:
        for message in ("first", "second", "third"):
            self.start_background_task(self.handlers["message"], message)


def test_messages_wait_for_each_other() -> None:
    taken: Log[str] = Log()
    second = threading.Event()

    def take(message: str) -> None:
        if message == "first":
            assert not second.wait(0.3)  # What a thread a message would let happen.
        second.set()
        taken.add(message)

    read(take, taken)
    assert taken == ["first", "second", "third", "the end"]


def test_a_message_that_cannot_be_taken_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    taken: Log[str] = Log()

    def take(message: str) -> None:
        if message == "second":
            raise ValueError("what is this?")
        taken.add(message)

    read(take, taken)
    assert taken == ["first", "third", "the end"]
    assert "what is this?" in caplog.text


def read(take: object, taken: Log[str]) -> None:
    engine = Reading(handle_sigint=False)
    engine.sock, engine.ended = socket.socket(), lambda: taken.add("the end")
    engine.on("message", take)
    engine.start_background_task(engine._read_loop_websocket)
    taken.wait_for("the end")
