"""Networks of several machines; only root may make them, and not in every container."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from restaurant.common.assets import asset
from tests.network.hosts import (
    Host,
    HostedProgram,
    HostedServer,
    Network,
    NotPermitted,
    stop_all,
)

StartServer = Callable[..., HostedServer]
StartTerminal = Callable[..., "HostedTerminal"]


@pytest.fixture
def network() -> Iterator[Network]:
    """An empty network."""
    if sys.platform != "linux":
        pytest.skip("network namespaces are Linux's")
    if os.geteuid() != 0:
        pytest.skip("only root may make network namespaces")
    if not shutil.which("ip"):
        _missing("the command ip is missing (iproute2)")
    try:
        made = Network()
    except NotPermitted as why:
        _missing(f"network namespaces are not permitted here: {why}")
    yield made
    made.remove()


def _missing(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def start_server(network: Network, tmp_path: Path) -> Iterator[StartServer]:
    """Starts a restaurant of a name on a host, and ends it."""
    started: list[HostedServer] = []

    def start(host: Host, name: str = "Trattoria Blu") -> HostedServer:
        folder = tmp_path / f"server-{host.name}"
        folder.mkdir()
        settings = json.loads(asset("starter/settings.json").read_text("utf-8"))
        (folder / "settings.json").write_text(json.dumps({**settings, "name": name}), "utf-8")
        started.append(HostedServer(host, folder))
        started[-1].start()
        return started[-1]

    yield start
    stop_all(started)


class HostedTerminal(HostedProgram):
    """A terminal on a host."""

    def __init__(
        self, host: Host, folder: Path, *words: str, module: str = "tests.network.terminal"
    ) -> None:
        self.folder = folder
        self._read, self._told = 0, dict[str, list[dict[str, Any]]]()
        super().__init__(host, module, str(folder), *words)

    def told(self, what: str) -> list[dict[str, Any]]:
        """What its link was told of a kind so far."""
        for line in self.said[self._read :]:
            self._read += 1
            if line:
                told = json.loads(line)
                self._told.setdefault(told["what"], []).append(told)
        return self._told.get(what, [])

    def next(self, what: str, number: int = 1, within: float = 30.0) -> dict[str, Any]:
        """The `number`-th of a kind, which may be still to come."""
        self.said.wait(lambda: len(self.told(what)) >= number, within)
        return self.told(what)[number - 1]

    def await_(self, condition: Callable[[], object], within: float = 30.0) -> None:
        """Wait until something that depends on what it is told holds."""
        self.said.wait(lambda: bool(condition()), within)


@pytest.fixture
def start_terminal(network: Network, tmp_path: Path) -> Iterator[StartTerminal]:
    """Starts a terminal on a host, in the same folder each time, and ends it."""
    started: list[HostedTerminal] = []

    def start(host: Host) -> HostedTerminal:
        started.append(HostedTerminal(host, tmp_path / f"terminal-{host.name}"))
        return started[-1]

    yield start
    stop_all(started)
