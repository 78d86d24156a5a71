"""The queue of one screen: what was sent past its task counts as having come in time."""

from collections.abc import Callable
from queue import Empty

import pytest

from restaurant.server.outbound import Message, ScreenQueue
from tests.waiting import PATIENCE


class Waits:
    """A signal whose waits are played from a script, each running out of time."""

    def __init__(self, *script: Callable[[], None]) -> None:
        self._script = list(script)

    def set(self) -> None:
        raise AssertionError("the task was woken for what could be sent past it")

    def wait(self, timeout: float | None) -> bool:
        self._script.pop(0)()
        return False


def test_a_link_that_only_gets_what_is_sent_past_its_task_is_not_given_up() -> None:
    sent: list[bytes] = []

    def take(frames: bytes) -> int:
        sent.append(frames)
        return len(frames)

    def ping() -> None:
        queue.put(Message("2"))

    queue = ScreenQueue(Waits(ping, ping, lambda: None), lambda queue: queue.flush())
    queue.direct = take
    with pytest.raises(Empty):
        queue.get(timeout=PATIENCE)
    assert sent == [b"\x81\x012", b"\x81\x012"]


def test_a_link_that_nothing_is_sent_to_is_given_up() -> None:
    queue = ScreenQueue(Waits(lambda: None))
    with pytest.raises(Empty):
        queue.get(timeout=PATIENCE)
