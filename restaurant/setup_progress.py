"""One line that tells a waiting person what the set-up is doing, and that it is still alive."""

import sys
import threading
import time
from types import TracebackType
from typing import TextIO

TOLD_AFTER = 1.0
"""Seconds: what is done sooner needs no words."""
PLAIN_EVERY = 10.0
"""Seconds between the lines where the output is a file, which cannot be written over."""


class Progress:
    """Shows `text (seconds)` on one line from the first second on, until its block ends."""

    def __init__(self, title: str, stream: TextIO | None = None) -> None:
        self._title, self._text = title, ""
        self._stream = stream or sys.stderr
        self._live = bool(self._stream and self._stream.isatty())
        self._begun = time.monotonic()
        self._over = threading.Event()
        self._ticking = threading.Thread(target=self._tick, daemon=True)
        self._steps = 0
        self.told = False

    def __enter__(self) -> "Progress":
        self._ticking.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._ticking.join()
        if self.told:
            self._write("interrupted or failed" if kind else "done")
            if self._live:
                self._stream.write("\n")

    def say(self, text: str) -> None:
        """What is being done now."""
        self._text = text

    def step(self, text: str) -> None:
        """One more of many has begun; they are counted."""
        self._steps += 1
        self.say(f"{text} ({self._steps})")

    def _tick(self) -> None:
        pause = TOLD_AFTER
        while not self._over.wait(pause):
            self.told = True
            self._write(self._text)
            pause = 0.5 if self._live else PLAIN_EVERY

    def _write(self, text: str) -> None:
        if self._stream is None:  # A windowed Windows program has no standard error.
            return
        line = f"{self._title}: {text} ({time.monotonic() - self._begun:.0f} s)"
        self._stream.write(f"\r{line[:79]:<79}" if self._live else line + "\n")
        self._stream.flush()
