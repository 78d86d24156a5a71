"""A restaurant of the self-test's own: a temporary folder, a free port, this program's processes."""

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from restaurant.client.address import Address
from restaurant.common.network.ports import free_port
from restaurant.common.options import Options
from restaurant.common.processes.children import (
    command_for,
    end_child,
    end_children,
    kill_child,
    start_child,
)
from restaurant.selftest.proving import Failed, until

HOST = "127.0.0.1"
MOST_WORDS = 600


class Process:
    """A role of this program as a child process; its words are kept in a file."""

    def __init__(self, role: str, options: Options, words: Path) -> None:
        self.role, self._words = role, words
        words.parent.mkdir(parents=True, exist_ok=True)
        with words.open("ab") as file:
            self.child: subprocess.Popen[bytes] = start_child(
                command_for(role, options), stdout=file, stderr=file
            )

    @property
    def words(self) -> str:
        """All that it printed."""
        return self._words.read_text("utf-8", errors="replace")

    def watch(self) -> None:
        """Raises Failed if it has ended."""
        code = self.child.poll()
        if code is not None:
            last = " ".join(self.words.split())[-MOST_WORDS:]
            raise Failed("selftest.ended", role=self.role, code=code, words=last)

    def end(self) -> None:
        """Ask it to end. Raises Failed if it does not, or not in order."""
        code = end_child(self.child)
        if code != 0:
            last = " ".join(self.words.split())[-MOST_WORDS:]
            raise Failed("selftest.ended", role=self.role, code=code, words=last)

    def kill(self) -> None:
        """End it as a power cut does."""
        kill_child(self.child)
        self.child.wait()


class House:
    """The folder, the port, and the processes that run there."""

    def __init__(self, folder: Path, user_folder: Path) -> None:
        self.folder, self._user_folder = folder, user_folder
        self.port = free_port(HOST)
        self.processes: list[Process] = []

    @property
    def address(self) -> Address:
        """Where its server is."""
        return Address(HOST, self.port)

    @property
    def data(self) -> Path:
        """The server's data folder."""
        return self.folder / "server"

    def start(self, role: str, *, headless: bool = False) -> Process:
        """Start a role."""
        options = Options(
            data=self.folder / role,
            host=HOST,
            port=self.port,
            tls_port=0,
            server=str(self.address),
            headless=headless,
            user_folder=self._user_folder,
        )
        process = Process(role, options, self.folder / "words" / f"{role}.txt")
        self.processes.append(process)
        return process

    def serve(self) -> Process:
        """Start the server and wait until it answers. Raises Failed."""
        process = self.start("server", headless=True)
        self.await_server(process.watch)
        return process

    def await_server(self, meanwhile: Callable[[], object]) -> dict[str, Any]:
        """What /healthz says, once it says anything. Raises Failed."""
        return until(self.health, f"http://{self.address}/healthz", meanwhile=meanwhile)

    def health(self) -> dict[str, Any]:
        """What /healthz says; nothing while nobody answers."""
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with direct.open(f"http://{self.address}/healthz", timeout=2) as answer:
                said: dict[str, Any] = json.load(answer)
                return said
        except (urllib.error.URLError, OSError, ValueError):
            return {}

    def clear_away(self) -> None:
        """End what still runs."""
        end_children([process.child for process in self.processes])
