"""A progress bar: redrawn in place on a terminal, a line for every tenth elsewhere."""

import sys
import time
from typing import TextIO

WIDTH = 30
EVERY_S = 0.1


class Bar:
    """How many of `total` are done, with a few words beside."""

    def __init__(self, total: int, out: TextIO | None = None) -> None:
        self._total = max(1, total)
        self._out = out or sys.stdout
        self._live = self._out.isatty()
        self._drawn = 0.0
        self._tenths = 0

    def show(self, done: int, words: str) -> None:
        """Redraws it, not more often than a person can see."""
        tenths = 10 * done // self._total
        if self._live and (time.monotonic() - self._drawn >= EVERY_S or done >= self._total):
            self._drawn = time.monotonic()
            self._write("\r" + self._text(done, words) + "\x1b[K")
        elif not self._live and tenths > self._tenths:
            self._tenths = tenths
            self._write(self._text(done, words) + "\n")

    def end(self) -> None:
        """Leaves the line."""
        if self._live:
            self._write("\n")

    def _text(self, done: int, words: str) -> str:
        filled = WIDTH * done // self._total
        return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{self._total}  {words}"

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()
