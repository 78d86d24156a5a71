"""Tells a waiting person what the set-up is doing and that it is still alive: a line, and a window."""

import sys
import threading
import time
from types import TracebackType
from typing import TextIO

from restaurant.setup_window import SetUpWindow

TOLD_AFTER = 1.0
"""Seconds: what is done sooner needs no words."""
EVERY = 0.5
"""Seconds between two looks at the window or the line that is written over."""
PLAIN_EVERY = 10.0
"""Seconds between the lines where the output is a file, which cannot be written over."""
BEGUN, GOT = 0.04, 0.8
"""How much of the whole time is over before the counted steps, and after them."""


class Progress:
    """Shows `text (seconds)` on one line from the first second on, until its block ends.

    A window shows the same, and how many of `count` steps are done.
    """

    def __init__(
        self,
        title: str,
        stream: TextIO | None = None,
        *,
        window: SetUpWindow | None = None,
        count: int = 0,
    ) -> None:
        self._window, self._count = window, count
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
        """What is being done now. Raises KeyboardInterrupt if the person has closed the window."""
        if self._window is not None and self._window.is_closed:
            raise KeyboardInterrupt
        self._text = text

    def step(self, text: str) -> None:
        """One more of many has begun; they are counted."""
        self._steps += 1
        self.say(f"{text} ({self._steps})")

    def _tick(self) -> None:
        written = -PLAIN_EVERY
        pause = TOLD_AFTER
        while not self._over.wait(pause):
            self.told = True
            pause = EVERY
            self._show()
            if self._live or time.monotonic() - written >= PLAIN_EVERY:
                written = time.monotonic()
                self._write(self._text)

    def _show(self) -> None:
        if self._window is not None:
            steps = min(1.0, self._steps / self._count) if self._count else 0.0
            share = BEGUN + (GOT - BEGUN) * steps
            self._window.show(f"{self._text} ({self._seconds} s)", share)

    @property
    def _seconds(self) -> str:
        return f"{time.monotonic() - self._begun:.0f}"

    def _write(self, text: str) -> None:
        if self._stream is None:  # A windowed Windows program has no standard error.
            return
        line = f"{self._title}: {text} ({self._seconds} s)"
        self._stream.write(f"\r{line[:79]:<79}" if self._live else line + "\n")
        self._stream.flush()
