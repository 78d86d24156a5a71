"""Servers that run while the tests of this folder do, in both of their modes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.server.clients import Terminal, Tool
from tests.server.running import LAUNCHER, THREADS_RUNNER, RunningServer

MODES = {"eventlet": LAUNCHER, "threads": THREADS_RUNNER}

Start = Callable[..., RunningServer]
Connect = Callable[..., Terminal]
Open = Callable[..., Tool]


def serving(folder: Path, *flags: str, **options: Any) -> Iterator[RunningServer]:
    """A server for a fixture that many tests share; in the end it has to be without a fault."""
    server = RunningServer(folder / "server", *flags, **options).start()
    yield server
    server.stop()
    assert server.tracebacks() == []


@pytest.fixture(scope="session", params=MODES)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """A restaurant under --trust-lan that many tests share; each mode once a run."""
    folder = tmp_path_factory.mktemp(request.param)
    yield from serving(folder, "--trust-lan", program=MODES[request.param])


@pytest.fixture(scope="session", params=MODES)
def guarded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """A restaurant that trusts nobody without a token."""
    folder = tmp_path_factory.mktemp(f"guarded-{request.param}")
    yield from serving(folder, program=MODES[request.param])


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts servers of a test's own."""
    started: list[RunningServer] = []

    def start_one(*flags: str, name: str = "server", **options: Any) -> RunningServer:
        server = RunningServer(tmp_path / name, *flags, **options)
        started.append(server)
        return server.start()

    yield start_one
    for server in started:
        server.stop()


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Opens Socket.IO links that end with the test."""
    opened: list[Terminal] = []

    def open_one(*args: Any, **options: Any) -> Terminal:
        opened.append(Terminal(*args, **options))
        return opened[-1]

    yield open_one
    for terminal in opened:
        terminal.close()


@pytest.fixture
def tool() -> Iterator[Open]:
    """Opens plain WebSockets that end with the test."""
    opened: list[Tool] = []

    def open_one(*args: Any, **options: Any) -> Tool:
        opened.append(Tool(*args, **options))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()
