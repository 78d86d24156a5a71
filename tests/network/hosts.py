"""Machines of a network that exists for one test: namespaces of Linux, joined by a bridge."""

import itertools
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.server.running import ROOT, RunningServer, _reader
from tests.waiting import Log

_NUMBERS = itertools.count(1)


class NotPermitted(Exception):
    """This process may not make networks; the reason is what the system said."""


def ip(*words: str) -> str:
    """Runs the command `ip`. Raises NotPermitted."""
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotPermitted(f"ip {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


class Network:
    """A switch in a namespace of its own, so that nothing of the machine below is touched."""

    def __init__(self) -> None:
        self._name = f"rt{os.getpid()}-{next(_NUMBERS)}"
        self.hosts: list[Host] = []
        ip("netns", "add", self._name)
        try:
            ip("-n", self._name, "link", "add", "switch", "type", "bridge", "mcast_snooping", "0")
            ip("-n", self._name, "link", "set", "switch", "up")
        except NotPermitted:
            self.remove()
            raise

    def host(self, address: str) -> "Host":
        """Another machine, at an address with the length of its network: `10.1.0.2/24`."""
        number = len(self.hosts) + 1
        name, port = f"{self._name}h{number}", f"port{number}"
        ip("netns", "add", name)
        made = Host(name)
        self.hosts.append(made)
        ip(
            "-n",
            self._name,
            "link",
            "add",
            port,
            "type",
            "veth",
            "peer",
            "name",
            "net0",
            "netns",
            name,
        )
        ip("-n", self._name, "link", "set", port, "master", "switch", "up")
        ip("-n", name, "link", "set", "lo", "up")
        made.up()
        made.add(address)
        return made

    def remove(self) -> None:
        """Takes it all away."""
        for name in [*(host.name for host in self.hosts), self._name]:
            ip("netns", "del", name)


class Host:
    """A machine of that network, with one plug."""

    def __init__(self, name: str) -> None:
        self.name = name

    def add(self, address: str) -> None:
        """Gives it an address."""
        ip("-n", self.name, "addr", "add", address, "dev", "net0")

    def drop(self, address: str) -> None:
        """Takes an address away."""
        ip("-n", self.name, "addr", "del", address, "dev", "net0")

    def up(self) -> None:
        """Plugs it in."""
        ip("-n", self.name, "link", "set", "net0", "up")

    def down(self) -> None:
        """Unplugs it."""
        ip("-n", self.name, "link", "set", "net0", "down")

    def forget_neighbours(self) -> None:
        """Lets it ask anew who has an address, as a new owner's ARP announcement would."""
        ip("-n", self.name, "neigh", "flush", "dev", "net0")

    def command(self, *words: str) -> list[str]:
        """What runs a command on it."""
        return ["ip", "netns", "exec", self.name, *words]


class HostedServer(RunningServer):
    """The real server on one of these machines, at every address of it."""

    def __init__(self, host: Host, folder: Path, *flags: str) -> None:
        super().__init__(folder, *flags, port=5000)
        self._host = host

    def open_pairing(self, pin: str) -> str:
        """Hires somebody with this PIN and opens pairing, at this machine; returns the code."""
        words = self._host.command(
            sys.executable, "-m", "tests.network.owner", "5000",
            self.token("console"), self.token("manager"), pin,
        )  # fmt: skip
        done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
        return done.stdout.strip()

    def _command(self) -> list[str]:
        return self._host.command(*super()._command(), "--host", "0.0.0.0")


class HostedProgram:
    """A program of the tests on one of these machines; `said` is what it prints, line by line."""

    def __init__(self, host: Host, module: str, *words: str) -> None:
        self.said: Log[str] = Log()
        self._process = subprocess.Popen(
            host.command(sys.executable, "-m", module, *words),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=None, text=True, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert self._process.stdout is not None
        self._reader = _reader(self._process.stdout, self.said.add)

    def say(self, line: str) -> None:
        """A line for the program."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def stop(self) -> None:
        """Ends it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(10)


def stop_all(things: Sequence[Any]) -> None:
    """Ends what was started, the last one first."""
    for thing in reversed(things):
        thing.stop()
