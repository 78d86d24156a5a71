"""Lines for a console that may stand still: a paused one, a full pipe, a window that hangs."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from restaurant.common.processes.patience import LAST_LINES
from restaurant.server.modes.mode import Mode

MOST_LINES = 10_000
"""Lines that may wait for a console which does not take them; the oldest give way."""
POLL_S = 0.01


class Aside:
    """Writes lines to a standard stream in a thread of its own, so that nobody waits for it.

    `stream` gives the stream when it is needed, or None where a program has none (Windows).
    """

    def __init__(self, mode: Mode, stream: Callable[[], Any]) -> None:
        self._mode, self._stream = mode, stream
        self._lines: deque[str] = deque(maxlen=MOST_LINES)
        self._new = mode.signal()
        self._is_writing = False

    def put(self, lines: Iterable[str]) -> None:
        """Have lines written soon; never blocks."""
        self._lines.extend(lines)
        self._new.set()

    def run(self) -> None:
        """Write for as long as the stream takes anything; runs in a task of its own."""
        off_loop = self._mode.worker()
        while True:
            self._new.wait(None)
            text = "".join(self._lines.popleft() + "\n" for _ in range(len(self._lines)))
            self._is_writing = True
            try:
                off_loop(_write, self._stream(), text)
            except (OSError, ValueError):
                return  # it is closed; whoever closed it does not want to read
            finally:
                self._is_writing = False

    def finish(self) -> None:
        """Wait until everything is written, or a moment at most."""
        until = time.monotonic() + LAST_LINES
        while (self._lines or self._is_writing) and time.monotonic() < until:
            time.sleep(POLL_S)


class AsideLog(logging.Handler):
    """The log on standard error, by way of an Aside."""

    def __init__(self, aside: Aside) -> None:
        super().__init__()
        self._aside = aside

    def emit(self, record: logging.LogRecord) -> None:
        """Have one record written."""
        self._aside.put([self.format(record)])


def _write(stream: Any, text: str) -> None:
    if stream is None:
        return
    # Past its buffer: where a write hangs, Python fails at its end over the lock of that buffer.
    buffer: Any = stream.buffer
    raw = getattr(buffer, "raw", buffer)
    view = memoryview(text.encode(stream.encoding or "utf-8", "backslashreplace"))
    while view:
        written = raw.write(view)
        if written is None:
            raise BlockingIOError("it is full")
        view = view[written:]
