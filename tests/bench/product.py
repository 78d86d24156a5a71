"""Runs this project's server for a benchmark, and the load program of ../shared/bench against it."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from restaurant.common.network.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
LOAD = ROOT.parent / "shared" / "bench" / "load.mjs"
OUT = ROOT / "tests" / "bench" / "out"
PATIENCE_S = 60.0

FROM_SOURCE = (sys.executable, str(ROOT / "launcher.py"))


class Running:
    """A server; `serving_after` is the seconds from its start until /healthz said ok."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: IO[bytes]) -> None:
        self.process, self.port, self._log = process, port, log
        self.serving_after = self._wait(time.perf_counter())

    def _wait(self, began: float) -> float:
        while self.process.poll() is None and time.perf_counter() - began < PATIENCE_S:
            if self.health().get("status") == "ok":
                return time.perf_counter() - began
            time.sleep(0.005)
        self._log.seek(0)
        raise SystemExit(f"the server does not serve:\n{self._log.read().decode()}")

    def health(self) -> dict[str, Any]:
        """What /healthz says; nothing while nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as said:
                health: dict[str, Any] = json.load(said)
                return health
        except (urllib.error.URLError, OSError):
            return {}

    def memory_kib(self) -> int:
        """Resident memory of the server process (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1])

    def cpu_seconds(self) -> float:
        """Processor time that the server has used, its children's not counted (Linux)."""
        return cpu_seconds(self.process.pid)


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used, its children's not counted (Linux)."""
    if sys.platform != "linux":
        raise NotImplementedError
    stat = Path(f"/proc/{pid}/stat").read_text("ascii")
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def server(folder: Path, *, program: Sequence[str] = FROM_SOURCE) -> Iterator[Running]:
    """A server on a data folder, that trusts everybody, until the block ends."""
    port = free_port("127.0.0.1")
    flags = ["--role", "server", "--headless", "--trust-lan", "--host", "127.0.0.1"]
    command = [*program, *flags, "--port", str(port), "--tls-port", "0", "--data", str(folder)]
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log) as process,
    ):
        try:
            yield Running(process, port, log)
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


def load(
    port: int, *, waiters: int = 20, customers: int = 16, seconds: float = 5, mode: str = "closed"
) -> dict[str, Any]:
    """A row of ../shared/bench: orders a second, milliseconds to answer and ticket, what was lost."""
    if not LOAD.exists():
        raise SystemExit(f"{LOAD} is not there; run ../shared/bench/setup.sh first")
    numbers = [str(number) for number in (waiters, customers, seconds)]
    command = ["node", str(LOAD), f"http://127.0.0.1:{port}", *numbers, mode]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=180).stdout
    row: dict[str, Any] = json.loads(said)
    return row


def keep(name: str, result: dict[str, Any]) -> None:
    """Leaves all runs in tests/bench/out, which is not part of the project."""
    OUT.mkdir(parents=True, exist_ok=True)
    result = {"processors": os.cpu_count(), **result}
    (OUT / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
