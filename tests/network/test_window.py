"""Real windows, on a machine of their own: one finds the server of another, one is paired with it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.desktop.screen import keep_picture
from tests.network.conftest import StartServer
from tests.network.hosts import Host, Network
from tests.server.running import LAUNCHER
from tests.waiting import until

pytestmark = pytest.mark.slow


@contextmanager
def window(host: Host, role: str, folder: Path, display: str) -> Iterator[None]:
    """A terminal's window on a machine, as long as it is used."""
    words = [sys.executable, str(LAUNCHER), "--ready", "--role", role, "--data", str(folder)]
    environment = {**os.environ, "DISPLAY": display}
    with subprocess.Popen(host.command(*words), env=environment) as running:
        try:
            yield
        finally:
            running.send_signal(signal.SIGTERM)


def test_the_window_shows_the_menu(
    network: Network, start_server: StartServer, display: str, tmp_path: Path
) -> None:
    counter, door = network.host("10.99.0.1/24"), network.host("10.99.0.2/24")
    start_server(counter)
    with window(door, "customer", tmp_path / "kiosk", display):
        until(lambda: "Trattoria Blu" in titles(display))
    assert (tmp_path / "kiosk" / "menu_seen.json").exists()


def test_a_waiter_is_paired_by_keyboard(
    network: Network, start_server: StartServer, display: str, tmp_path: Path
) -> None:
    counter, door = network.host("10.99.0.1/24"), network.host("10.99.0.2/24")
    server = start_server(counter)
    with window(door, "waiter", tmp_path / "pass", display):
        until(lambda: "Pair this terminal" in focused(display))
        code = server.open_pairing("4711")
        press(display, "type", code.lower())
        press(display, "key", "Return")
        until(lambda: "Your PIN" in focused(display))
        press(display, "type", "4711")
        press(display, "key", "Return")
        until(lambda: "Incoming Orders \u2013 Trattoria Blu" in titles(display))
        keep_picture("network-waiter-paired", display)
    kept = json.loads((tmp_path / "pass" / "server.json").read_bytes())
    assert kept["token"]
    assert kept["fingerprint"]


def press(display: str, *words: str) -> None:
    """Keys, for whatever has the keyboard."""
    subprocess.run(["xdotool", *words], env={**os.environ, "DISPLAY": display}, check=True)


def focused(display: str) -> str:
    """The name of the window that gets what is typed; it has its name before it has the keyboard."""
    return _asked(display, "getwindowfocus", "getwindowname")


def titles(display: str) -> str:
    """The names of the windows on that screen."""
    return _asked(display, "search", "--name", "", "getwindowname", "%@")


def _asked(display: str, *words: str) -> str:
    environment = {**os.environ, "DISPLAY": display}
    asked = subprocess.run(
        ["xdotool", *words], env=environment, capture_output=True, text=True, check=False
    )
    return asked.stdout
