"""Snapshots: taken between two batches when the journal has grown, written where that stalls nobody."""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from restaurant.common.faults import fault
from restaurant.engine.committer import Committer
from restaurant.engine.ports import Step
from restaurant.storage.opening import Opened

log = logging.getLogger(__name__)

QUIET_S = 3.0
WHEN_QUIET = 1_000
ANYWAY = 50_000
"""Commits since the last snapshot after which one is made: in a quiet moment, or in any."""


class Snapshots:
    """Looks, when asked to, whether it is time for one; `off_loop` runs what may block."""

    def __init__(
        self,
        opened: Opened,
        committer: Committer,
        *,
        off_loop: Callable[..., Any],
    ) -> None:
        self._opened, self._committer, self._off_loop = opened, committer, off_loop
        self._last_commit = 0.0
        self._failed = False

    def published(self, _steps: Sequence[Step]) -> None:
        """It is not quiet."""
        self._last_commit = time.monotonic()

    def look(self) -> None:
        """Make one if it is time."""
        since = self._opened.engine.seq - self._opened.snapshot_seq
        is_quiet = time.monotonic() - self._last_commit > QUIET_S
        if since >= (WHEN_QUIET if is_quiet else ANYWAY):
            self._make()

    def save_last(self) -> None:
        """The one with which a server ends; nothing is committed meanwhile. Raises OSError."""
        self._opened.save_snapshot(self._opened.snapshot())

    def _make(self) -> None:
        taken = self._committer.ask_between_batches(self._opened.snapshot)
        try:
            self._off_loop(self._opened.save_snapshot, taken)
        except OSError as error:
            self._complain(error)
        else:
            self._failed = False

    def _complain(self, error: OSError) -> None:
        """Say once that there is no snapshot; it is tried again."""
        if not self._failed:
            self._failed = True
            told = fault("snapshot_not_written", reason=error.strerror)
            log.error("a snapshot is not written: %s", error, extra=told)
