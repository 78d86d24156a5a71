"""Python's garbage collector at work in Tk's thread only.

What Tk has made must go in the thread that made it, or Tcl ends the program; by itself the collector
runs in whichever thread happens to fill its quota, a link's for example.
"""

import gc
import tkinter as tk
from typing import Any

EVERY_MS = 1000
FULL_EVERY = 30
"""Rounds until it looks at everything, which takes some 20 ms."""


class Collector:
    """Collects from time to time for as long as a window lives."""

    def __init__(self, root: tk.Tk) -> None:
        gc.disable()
        self._root = root
        self._rounds = 0
        self._timer = root.after(EVERY_MS, self._collect)
        root.bind("<Destroy>", self._destroyed, add="+")

    def _collect(self) -> None:
        self._rounds += 1
        gc.collect(2 if self._rounds % FULL_EVERY == 0 else 0)
        self._timer = self._root.after(EVERY_MS, self._collect)

    def _destroyed(self, event: "tk.Event[Any]") -> None:
        if event.widget is self._root:
            self._root.after_cancel(self._timer)
