"""The real customer window, on a machine of its own, finds the server of another and shows its menu."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.network.conftest import StartServer
from tests.network.hosts import Network
from tests.server.running import LAUNCHER

pytestmark = pytest.mark.slow
PATIENCE_S = 40.0


def test_the_window_shows_the_menu(
    network: Network, start_server: StartServer, display: str, tmp_path: Path
) -> None:
    counter, door = network.host("10.99.0.1/24"), network.host("10.99.0.2/24")
    start_server(counter)
    folder = tmp_path / "kiosk"
    words = [sys.executable, str(LAUNCHER), "--ready", "--role", "customer", "--data", str(folder)]
    environment = {**os.environ, "DISPLAY": display}
    with subprocess.Popen(door.command(*words), env=environment) as window:
        try:
            until(lambda: "Trattoria Blu" in titles(display))
        finally:
            window.send_signal(signal.SIGTERM)
    assert (folder / "menu_seen.json").exists()


def titles(display: str) -> str:
    """The names of the windows on that screen."""
    command = ["xdotool", "search", "--name", "", "getwindowname", "%@"]
    found = subprocess.run(
        command, env={**os.environ, "DISPLAY": display}, capture_output=True, text=True, check=False
    )
    return found.stdout


def until(condition: Callable[[], bool]) -> None:
    """Asks again and again: another program's window tells nobody when it changes."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "the menu was not shown"
