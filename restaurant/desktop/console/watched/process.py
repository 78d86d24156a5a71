"""The server as a child of its window: started, watched, started again when it dies, ended in order."""

import json
import locale
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence

from msgspec import Struct

from restaurant.common.processes.children import (
    CANNOT_START,
    SERVING,
    kill_child,
    let_go,
    start_child,
)
from restaurant.common.processes.patience import KILLED, SERVER_IS_KILLED

_SERVING = re.compile(SERVING.replace("%s", r"(\d+)"))


class Timing(Struct, frozen=True, kw_only=True):
    """Seconds."""

    first_pause: float = 0.5
    longest_pause: float = 30.0
    """Before a dead server is started again; each time twice as long."""
    calm: float = 60.0
    """After so long a life a death counts as the first one."""
    patience: float = SERVER_IS_KILLED
    """For a server that was asked to end, before it is killed."""


class Starting(Struct, frozen=True):
    """A child was started."""


class Working(Struct, frozen=True):
    """What it says it is doing before it serves."""

    sentence: str


class Serving(Struct, frozen=True):
    """It listens at this port."""

    port: int


class Died(Struct, frozen=True):
    """It ended without being asked to, and is started again after a pause in seconds."""

    code: int
    words: str
    pause: float


class CannotStart(Struct, frozen=True):
    """It will not start before somebody has seen to the reason; no reason if it gave none."""

    reason: str


class Stopped(Struct, frozen=True):
    """It ended as it was asked to, or was killed because it did not."""

    killed: bool


Notice = Starting | Working | Serving | Died | CannotStart | Stopped


class Life(Struct):
    """One child, from its start to its end."""

    words: str = ""
    served: bool = False
    code: int = 0


class ServerProcess:
    """The watched server; `tell` is called with one notice at a time, on a thread of this class.

    `command` gives the command line for a port; a port that the server chose itself is kept.
    """

    def __init__(
        self,
        command: Callable[[int], Sequence[str]],
        port: int,
        tell: Callable[[Notice], None],
        timing: Timing = Timing(),  # noqa: B008 - frozen
    ) -> None:
        self._command, self._port, self._tell, self._timing = command, port, tell, timing
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._killed = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Starts it, and keeps it running until `stop`; only after the last one has ended."""
        self._stopping.clear()
        self._killed = False
        self._thread = threading.Thread(target=self._run, name="server process", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Asks it to end, kills it when it does not, and waits for neither."""
        with self._lock:
            self._stopping.set()
            child = self._child
        if child is not None:
            let_go(child)
            timer = threading.Timer(self._timing.patience, self._kill, [child])
            timer.daemon = True
            timer.start()

    def close(self) -> None:
        """Stops it and waits until it is gone."""
        self.stop()
        if self._thread is not None:
            self._thread.join(self._timing.patience + KILLED)

    # --------------------------------------------------------------------- on its thread

    def _run(self) -> None:
        deaths = 0
        while True:
            born = time.monotonic()
            life = self._live()
            if life is None or self._stopping.is_set():
                return self._tell(Stopped(self._killed))
            if life.code == CANNOT_START and not life.served:
                return self._tell(CannotStart(life.words))
            deaths = 0 if time.monotonic() - born > self._timing.calm else deaths
            pause = min(self._timing.first_pause * 2**deaths, self._timing.longest_pause)
            deaths += 1
            self._tell(Died(life.code, life.words, pause))
            self._stopping.wait(pause)

    def _live(self) -> Life | None:
        """One child's whole life; None if it was not to be."""
        life = Life()
        try:
            child = self._spawn()
        except OSError as error:
            return Life(words=str(error), code=CANNOT_START)
        if child is None:
            return None
        self._tell(Starting())
        assert child.stderr is not None
        with child.stderr as lines:
            for line in lines:
                self._hear(_decoded(line).strip("\r\n"), life)
        life.code = child.wait()
        with self._lock:
            self._child = None
        let_go(child)
        return life

    def _spawn(self) -> "subprocess.Popen[bytes] | None":
        with self._lock:
            if self._stopping.is_set():
                return None
            self._child = start_child(self._command(self._port), stderr=subprocess.PIPE)
            return self._child

    def _kill(self, child: "subprocess.Popen[bytes]") -> None:
        with self._lock:
            self._killed = self._child is child
            if self._killed:
                kill_child(child)

    # ------------------------------------------------------------------- what it says

    def _hear(self, line: str, life: Life) -> None:
        record = _record(line)
        if record is None:
            self._hear_words(line, life)
        elif serving := _SERVING.match(str(record.get("message"))):
            life.served, self._port = True, int(serving[1])
            self._tell(Serving(self._port))
        elif record.get("level") == "critical":
            life.words = str(record.get("message"))

    def _hear_words(self, line: str, life: Life) -> None:
        if sys.stderr is not None:  # for whoever started the window from a terminal
            print(line, file=sys.stderr, flush=True)
        if not line.strip():
            return
        life.words = line.strip().removeprefix("restaurant: ")
        is_trace = line.startswith((" ", "Traceback"))
        if not (life.served or is_trace):
            self._tell(Working(life.words))


def _record(line: str) -> dict[str, object] | None:
    """A line of the structured log, None for any other line."""
    if not line.startswith("{"):
        return None
    try:
        record = json.loads(line)
    except json.JSONDecodeError:
        return None
    return record if isinstance(record, dict) else None


def _decoded(line: bytes) -> str:
    """A child on Windows writes in the machine's own encoding."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(locale.getencoding(), "replace")
