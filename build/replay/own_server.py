"""A server of a replay's own: headless, in a temporary folder, with nothing on its menu."""

import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from build.replay.crew import NoServer, own_options
from restaurant.client.address import Address
from restaurant.common.network.ports import free_port
from restaurant.common.paths import local_tokens
from restaurant.common.processes.children import command_for, end_child, start_child

HOST = "127.0.0.1"
SERVING_WITHIN_S = 30.0


@contextmanager
def own_server(currency: str) -> Iterator[Address]:
    """Runs until the block ends. Raises NoServer with the server's words."""
    folder = Path(tempfile.mkdtemp(prefix="restaurant-rush-"))
    address = Address(HOST, free_port(HOST))
    try:
        _write(folder / "settings.json", {"name": "Rush", "currency": currency})
        _write(folder / "menu.json", {"currency": currency, "categories": [], "items": []})
        with _running(folder, address) as child:
            _wait(child, address, folder / "words.txt")
            yield address
    finally:
        local_tokens(own_options().local_folder, address.port).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(folder: Path, address: Address) -> Iterator["subprocess.Popen[bytes]"]:
    options = replace(
        own_options(), data=folder, host=address.host, port=address.port, tls_port=0, headless=True
    )
    with (folder / "words.txt").open("wb") as words:
        child = start_child(command_for("server", options), stdout=subprocess.DEVNULL, stderr=words)
        try:
            yield child
        finally:
            end_child(child)


def _wait(child: "subprocess.Popen[bytes]", address: Address, words: Path) -> None:
    deadline = time.monotonic() + SERVING_WITHIN_S
    while child.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection((address.host, address.port), timeout=1):
            return
        time.sleep(0.05)
    raise NoServer(words.read_text("utf-8", errors="replace"))


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), "utf-8")
