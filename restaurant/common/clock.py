"""The machine's clock, which people set and which jumps."""

import logging
from datetime import UTC, datetime, timedelta

from restaurant.common.faults import fault

log = logging.getLogger(__name__)

JUMP = timedelta(minutes=1)


class SystemClock:
    """The time in UTC as the machine tells it.

    A clock that is set back is believed: times on receipts should be right, and nothing here sorts
    or counts by them. The operator is told.
    """

    def __init__(self) -> None:
        self._last = datetime.now(UTC)

    def now(self) -> datetime:
        """Now, in UTC."""
        now = datetime.now(UTC)
        if now < self._last - JUMP:
            back = self._last - now
            told = fault("clock_set_back", minutes=back // timedelta(minutes=1))
            log.warning("the clock was set back by %s", back, extra=told)
        self._last = now
        return now
