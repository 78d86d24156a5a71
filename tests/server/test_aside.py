"""A console that stands still stops nobody: what is written for it waits, and gives way."""

import io
import logging
import os
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from restaurant.server.aside import MOST_LINES, Aside, AsideLog
from restaurant.server.modes.threads import Threads
from tests.waiting import PATIENCE


class Console:
    """A pipe as a console has one: it takes some 64 KiB until somebody reads."""

    def __init__(self) -> None:
        reading, writing = os.pipe()
        self.reading = os.fdopen(reading, "rb")
        self.stream = os.fdopen(writing, "w", encoding="utf-8")
        self.aside = Aside(Threads(), lambda: self.stream)
        threading.Thread(target=self.aside.run, daemon=True).start()


@pytest.fixture
def console() -> Iterator[Console]:
    console = Console()
    yield console
    console.reading.close()


def test_lines_are_written(console: Console) -> None:
    console.aside.put(["one", "zwei é"])
    assert [console.reading.readline() for _ in range(2)] == [b"one\n", "zwei é\n".encode()]


def test_nobody_waits_for_a_console_that_stands_still(console: Console) -> None:
    line = "x" * 99
    for _ in range(3 * MOST_LINES):
        console.aside.put([line])
    console.aside.put(["the last"])
    seen: list[bytes] = []
    while not seen or seen[-1] != b"the last\n":
        seen.append(console.reading.readline())
    assert len(seen) < 3 * MOST_LINES


def test_a_log_goes_there(console: Console) -> None:
    handler = AsideLog(console.aside)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    handler.emit(logging.LogRecord("a", logging.WARNING, "", 0, "oh %s", ("dear",), None))
    assert console.reading.readline() == b"WARNING oh dear\n"


def test_the_end_waits_for_what_is_being_written(console: Console) -> None:
    console.aside.put(["last words"])
    console.aside.finish()
    assert os.read(console.reading.fileno(), 100) == b"last words\n"


def test_a_closed_console_ends_the_writing() -> None:
    written: list[Any] = []

    class Closed(io.RawIOBase):
        def write(self, data: Any) -> int:
            written.append(bytes(data))
            raise BrokenPipeError

    stream = type("Stream", (), {"buffer": Closed(), "encoding": "utf-8"})()
    aside = Aside(Threads(), lambda: stream)
    task = threading.Thread(target=aside.run, daemon=True)
    task.start()
    aside.put(["one"])
    task.join(PATIENCE)
    assert not task.is_alive()
    assert written == [b"one\n"]
