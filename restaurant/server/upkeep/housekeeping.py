"""The server's rounds: what it looks after by itself, every half second and every two, and at its end."""

import logging
import time
from collections.abc import Callable, Sequence

from restaurant.common.processes import patience
from restaurant.engine.committer import Committer
from restaurant.server.modes.mode import Mode

log = logging.getLogger(__name__)

ROUND_S = 0.5
LOOK_S = 2.0

Chore = Callable[[], None]


class Housekeeping:
    """A task that does its chores one after another; one that fails is logged, and the others are done.

    `first` are done before anybody is served, `always` in each round, `often` every two seconds, and
    `last` when nothing more will be committed.
    """

    def __init__(
        self,
        mode: Mode,
        committer: Committer,
        *,
        first: Sequence[Chore],
        always: Sequence[Chore],
        often: Sequence[Chore],
        last: Sequence[Chore],
    ) -> None:
        self._mode, self._committer = mode, committer
        self._first, self._always, self._often, self._last = first, always, often, last
        self._looked = 0.0
        self._is_running = False
        self._over, self._rested = mode.signal(), mode.signal()

    def begin(self) -> None:
        """Put things in order before anybody is served."""
        _do(self._first)

    def run(self) -> None:
        """Look round until `finish`."""
        self._is_running = True
        while not self._over.wait(ROUND_S):
            _do(self._always)
            if time.monotonic() - self._looked >= LOOK_S:
                self._looked = time.monotonic()
                _do(self._often)
        self._rested.set()

    def finish(self) -> None:
        """The last round before the server ends: what waits is committed first."""
        self._over.set()
        if self._is_running:  # it may be writing the same files
            self._rested.wait(patience.ROUND)
        done = self._mode.signal()

        def last() -> None:
            _do(self._last)
            self._committer.stop()
            done.set()

        self._committer.between_batches(last)
        done.wait(patience.LAST_WRITES)


def _do(chores: Sequence[Chore]) -> None:
    for chore in chores:
        try:
            chore()
        except Exception:
            log.exception("housekeeping failed")
