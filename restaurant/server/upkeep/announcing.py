"""Makes the server known on its network, by a process beside it that it starts, feeds and ends."""

import contextlib
import logging
import subprocess
import time
from collections import deque
from collections.abc import Callable
from functools import partial

import msgspec

from restaurant.common.faults import fault
from restaurant.common.processes.children import start_helper
from restaurant.common.processes.patience import GOODBYE
from restaurant.protocol.finding import Announcement
from restaurant.server.modes.mode import Mode

log = logging.getLogger(__name__)

LOOK_S = 0.5
AGAIN_S = 30.0
"""Before a helper that ended by itself is started again."""


class Announcing:
    """A task; `describe` tells what is to be announced now, `complain` takes why that fails."""

    def __init__(
        self,
        mode: Mode,
        describe: Callable[[], Announcement],
        complain: Callable[[str], object],
        start: Callable[[], "subprocess.Popen[bytes]"] = lambda: start_helper("--announcer"),
    ) -> None:
        self._mode, self._describe, self._complain, self._start = mode, describe, complain, start
        self._off_loop = mode.worker()
        self._over = mode.signal()
        self._child: subprocess.Popen[bytes] | None = None
        self._said: Announcement | None = None
        self._heard: deque[str] = deque(maxlen=10)
        self._not_before = 0.0

    def run(self) -> None:
        """Keep the announcement true until `finish`."""
        while not self._over.wait(LOOK_S):
            try:
                self._look()
            except OSError as error:
                self._give_up(str(error))

    def withdraw(self) -> None:
        """Say goodbye to the network, and do not wait for it."""
        self._over.set()
        if self._child is not None:
            self._let_go(self._child)

    def finish(self) -> None:
        """Return when the goodbye is said."""
        if self._child is None:
            return
        deadline = time.monotonic() + GOODBYE
        while self._child.poll() is None and time.monotonic() < deadline:
            self._mode.signal().wait(0.02)
        if self._child.poll() is None:
            self._child.kill()

    def _look(self) -> None:
        if self._child is None and time.monotonic() >= self._not_before:
            self._begin()
        if self._child is not None:
            self._tell(self._child)
        while self._heard:
            self._complain(self._heard.popleft())

    def _begin(self) -> None:
        self._child, self._said = self._off_loop(self._start), None
        self._mode.start_thread(partial(self._listen, self._child))

    def _tell(self, child: "subprocess.Popen[bytes]") -> None:
        if (code := child.poll()) is not None:
            self._give_up(f"exit code {code}")
            return
        wanted = self._describe()
        if wanted != self._said:
            assert child.stdin is not None
            child.stdin.write(msgspec.json.encode(wanted) + b"\n")
            child.stdin.flush()
            self._said = wanted

    def _give_up(self, reason: str) -> None:
        """It is tried again later; terminals can be told the address meanwhile."""
        self._complain(reason)
        self._not_before = time.monotonic() + AGAIN_S
        if self._child is not None:
            self._let_go(self._child)
            self._child = None

    def _listen(self, child: "subprocess.Popen[bytes]") -> None:
        """On a real thread, so nothing here may use what the server's tasks lock."""
        assert child.stdout is not None
        with child.stdout as lines:
            for line in lines:
                self._heard.append(line.decode("utf-8", "replace").strip())

    @staticmethod
    def _let_go(child: "subprocess.Popen[bytes]") -> None:
        assert child.stdin is not None
        with contextlib.suppress(OSError):
            child.stdin.close()


def tell_owner(reason: str) -> None:
    """It serves all the same: people can type its address. No reason: it is announced again."""
    if reason:
        told = fault("not_announced", reason=reason)
        log.warning("the server is not announced: %s", reason, extra=told)
    else:
        log.info("the server is announced again", extra=fault("announced"))
