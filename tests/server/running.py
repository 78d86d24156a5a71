"""A server of the tests: the real program in a process of its own, on a port and folder of its own."""

import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import pytest

from tests.own_ports import own_port
from tests.waiting import Log

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = ROOT / "launcher.py"
THREADS_RUNNER = ROOT / "tests" / "server" / "run_on_threads.py"
SLOW_DISK_RUNNER = ROOT / "tests" / "server" / "run_on_slow_disk.py"
SERVING = re.compile(r"serving on port (\d+) and by TLS on port (\d+)")
SERVES_WITHIN = 60.0
ENDS_WITHIN = 20.0
CANNOT_START = 2


class DidNotStart(Exception):
    """The process ended before it served; `said` is what stood on its standard error."""

    def __init__(self, code: int, said: list[str]) -> None:
        super().__init__(code, said)
        self.code, self.said = code, said

    @property
    def sentences(self) -> list[str]:
        """What was meant for a person: the lines that are no log."""
        return [line for line in self.said if not line.startswith("{")]


class RunningServer:
    """Started by `start`, as often as one likes, at the same ports; at 0 they are its own."""

    def __init__(
        self,
        folder: Path,
        *flags: str,
        program: Path = LAUNCHER,
        port: int = 0,
        tls_port: int | None = 0,
        user_folder: Path | None = None,
        reads_console: bool = True,
    ) -> None:
        self.folder = folder
        self.user_folder = user_folder or folder.parent / "user"
        self.port = port or own_port()
        self.tls_port: Any = own_port() if tls_port == 0 else tls_port
        self.lines: Log[str] = Log()
        """What it wrote to standard output."""
        self.said: Log[str] = Log()
        """What it wrote to standard error: structured logs, and sentences for people."""
        self._program, self._flags, self._reads_console = program, flags, reads_console
        self._process: subprocess.Popen[str] | None = None
        self._readers: list[threading.Thread] = []

    # ------------------------------------------------------------------ begin and end

    def start(self) -> "RunningServer":
        """Start and wait until it serves. Raises DidNotStart."""
        self.said = Log()
        self._process = subprocess.Popen(
            self._command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="backslashreplace",
            env=self._environment(),
            start_new_session=True,
        )
        said: queue.SimpleQueue[str] = queue.SimpleQueue()
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._readers = [_reader(self._process.stderr, self.said.add, said.put)]
        if self._reads_console:
            self._readers.append(_reader(self._process.stdout, self.lines.add, lambda _line: None))
        self.port, self.tls_port = self._ports_it_says(said)
        return self

    def end(self) -> int:
        """Ask it to end as a service is asked, and return its exit code."""
        return self._ended(lambda process: process.send_signal(signal.SIGTERM))

    def kill(self) -> None:
        """End it as a power cut does."""
        self._ended(lambda process: process.kill())

    def _ended(self, ask: Any) -> int:
        process = self.process
        ask(process)
        try:
            code = process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        self._let_go()
        return code

    def stop(self) -> None:
        """End it if it still runs; for fixtures."""
        if self._process is not None:
            self.kill()

    def _let_go(self) -> None:
        for reader in self._readers:
            reader.join(ENDS_WITHIN)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()

    # ------------------------------------------------------------------------- asking

    @property
    def process(self) -> "subprocess.Popen[str]":
        """The process that runs."""
        assert self._process is not None
        return self._process

    @property
    def address(self) -> str:
        """HOST:PORT."""
        return f"127.0.0.1:{self.port}"

    def token(self, role: str) -> str:
        """What the server left for terminals of the same user."""
        kept = json.loads(self.tokens_file.read_bytes())
        return str(kept["tokens"][role])

    @property
    def tokens_file(self) -> Path:
        """Where it left them."""
        return self.user_folder / "restaurant" / "local" / f"{self.port}.json"

    def orders(self) -> list[dict[str, Any]]:
        """What stands in `orders.json`."""
        orders: list[dict[str, Any]] = json.loads((self.folder / "orders.json").read_bytes())
        return orders

    def tracebacks(self) -> list[str]:
        """What it said of its own faults, on standard error and in its log."""
        log = (self.folder / "log" / "server.log").read_text("utf-8").splitlines()
        return [line for line in [*self.said, *log] if "raceback" in line]

    def resident_kib(self) -> int:
        """Memory that it has now (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(status.partition("VmRSS:")[2].split()[0])

    # ------------------------------------------------------------------------- details

    def _command(self) -> list[str]:
        ports = ["--port", str(self.port)]
        if self.tls_port is not None:
            ports += ["--tls-port", str(self.tls_port)]
        where = ["--host", "127.0.0.1", *ports, "--data", str(self.folder)]
        return [
            *(sys.executable, str(self._program)),
            *("--role", "server", "--headless", "--tied", *where, *self._flags),
        ]

    def _environment(self) -> dict[str, str]:
        ours = {k: v for k, v in os.environ.items() if not k.startswith("RESTAURANT_")}
        places = ("XDG_DATA_HOME", "LOCALAPPDATA")
        return {**ours, **dict.fromkeys(places, str(self.user_folder)), "PYTHONPATH": str(ROOT)}

    def _ports_it_says(self, said: "queue.SimpleQueue[str]") -> tuple[int, int]:
        heard = []
        while line := said.get(timeout=SERVES_WITHIN):
            heard.append(line)
            if ports := SERVING.search(line):
                return int(ports[1]), int(ports[2])
        code = self.process.wait(ENDS_WITHIN)
        self._let_go()
        raise DidNotStart(code, heard)


def _reader(stream: IO[str], *tell: Any) -> threading.Thread:
    """Tells each line as it comes, and "" at the end."""

    def read() -> None:
        with stream:
            for line in stream:
                for each in tell:
                    each(line.rstrip("\n"))
        tell[-1]("")

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    return thread


def sentences(said: Sequence[str]) -> list[str]:
    """The lines that are for a person, not for a program."""
    return [line for line in said if not line.startswith("{")]


def why_not(server: RunningServer) -> str:
    """The one sentence with which a start fails."""
    with pytest.raises(DidNotStart) as failed:
        server.start()
    assert failed.value.code == CANNOT_START, failed.value.said
    assert not any("raceback" in line for line in failed.value.sentences), failed.value.said
    (sentence,) = failed.value.sentences
    return sentence
