"""A copy of the program in a temporary folder whose roles are stand-ins that tell what they do."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROLES = ("server.main", "desktop.console", "desktop.customer", "desktop.waiter")
PATIENCE = 120.0

STAND_IN = '''
"""A stand-in: tells the test who it is over a connection that lasts as long as it does."""
import sys
LOADED = sorted(sys.modules)
import contextlib, json, os, socket, sys, threading
from restaurant.common.processes.ties import exit_when_parent_dies

LONGER_THAN_A_TEST_WAITS = 150

def run(options):
    link = socket.create_connection(("127.0.0.1", int(os.environ["STAND_IN_PORT"])))
    told = {"part": __name__, "role": options.role, "port": options.port, "sample": options.sample,
            "server": options.server, "data": str(options.data), "tied": options.tied,
            "headless": options.headless, "trust_lan": options.trust_lan, "prefix": sys.prefix,
            "loaded": LOADED}
    ended = threading.Event()
    if options.tied:
        exit_when_parent_dies(ended.set, grace=10)
    if options.role == "server":
        door = socket.create_server((options.host, options.port))
    link.sendall(json.dumps(told).encode() + b"\\n")
    threading.Thread(target=await_the_test, args=(link, ended), daemon=True).start()
    ended.wait(LONGER_THAN_A_TEST_WAITS)
    return 7

def await_the_test(link, ended):
    with contextlib.suppress(ConnectionError):  # Closed before what this told was read.
        link.recv(1)
    ended.set()
'''


class Stage(NamedTuple):
    """The copy and the door at which its stand-ins report."""

    root: Path
    door: socket.socket

    def environment(self, **more: str) -> dict[str, str]:
        """What the copy is started with: no display, its own home."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("RESTAURANT_")}
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_DATA_HOME"):
            kept.pop(name, None)
        port = str(self.door.getsockname()[1])
        (self.root / "tmp").mkdir(exist_ok=True)
        return {**kept, **self._folders(), "STAND_IN_PORT": port, **more}

    def _folders(self) -> dict[str, str]:
        return {"HOME": str(self.root / "home"), "TMPDIR": str(self.root / "tmp")}

    def pick(self, role: str | None) -> None:
        """Puts a picker there that chooses at once; None closes it."""
        picker = self.root / "restaurant" / "desktop" / "picker" / "__init__.py"
        picker.parent.mkdir()
        picker.write_text(f"def choose(options):\n    return {role!r}\n")

    def start(
        self, *args: str, python: str = sys.executable, **environ: str
    ) -> "subprocess.Popen[str]":
        """Starts the copy's launcher."""
        return subprocess.Popen(
            [python, str(self.root / "launcher.py"), *args],
            env=self.environment(**environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def visitor(self) -> socket.socket:
        """The next stand-in that reports, which the test ends by sending it a byte."""
        self.door.settimeout(PATIENCE)
        link, _ = self.door.accept()
        link.settimeout(PATIENCE)
        return link


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A copy of the launcher with stand-ins for the roles."""
    root = tmp_path / "copy"
    for name in ("launcher.py", "requirements.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    ours = shutil.ignore_patterns("server", "desktop", "client", "storage", "engine", "__pycache__")
    shutil.copytree(ROOT / "restaurant", root / "restaurant", ignore=ours)
    for role in ROLES:
        file = (root / "restaurant" / role.replace(".", "/")).with_suffix(".py")
        file.parent.mkdir(exist_ok=True)
        file.write_text(STAND_IN)
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield Stage(root, door)
