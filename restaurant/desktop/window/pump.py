"""From a link's thread to Tk's: a queue that an `after` callback empties, all at once."""

import queue
import tkinter as tk
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, Generic, Protocol, TypeVar

from restaurant.client.notices import Notice
from restaurant.domain.commands import Command

N = TypeVar("N")
T = TypeVar("T")

EVERY_MS = 30
"""How often the queue is looked at: sooner than a person sees, later than a redraw takes."""


class LinkLike(Protocol):
    """What windows want of `restaurant.client.link.Link`."""

    def start(self) -> None: ...
    def send(self, command: Command) -> str: ...
    def ask(self, command: Command) -> "Future[dict[str, Any]]": ...
    def watch(self, audience: str, of: str) -> None: ...
    def unwatch(self, audience: str, of: str) -> None: ...
    def hurry(self) -> None: ...
    def speak(self, language: str) -> None: ...
    def stop(self) -> None: ...


LinkFactory = Callable[[Callable[[Notice], None]], LinkLike]
"""Makes a window's link; the link tells the callable, on any thread."""


class Pump(Generic[N]):
    """Hands what any thread put in to `receive`, in order, in Tk's thread."""

    def __init__(self, root: tk.Misc, receive: Callable[[Sequence[N]], object]) -> None:
        self._root = root
        self._receive = receive
        self._notices: queue.SimpleQueue[N] = queue.SimpleQueue()
        self._calls: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        self._timer = root.after(EVERY_MS, self._empty)

    def put(self, notice: N) -> None:
        """A notice for the window, from any thread."""
        self._notices.put(notice)

    def call(self, function: Callable[[], object]) -> None:
        """Something to be called in Tk's thread, from any thread."""
        self._calls.put(function)

    def stop(self) -> None:
        """Empties it no more."""
        self._root.after_cancel(self._timer)

    def _empty(self) -> None:
        # First, so that an error in a callback (which Tk reports) does not end the pump.
        self._timer = self._root.after(EVERY_MS, self._empty)
        if notices := _drain(self._notices):
            self._receive(notices)
        # Last, as one of them may close the window; one by one, so that one that fails loses no other.
        for _ in range(self._calls.qsize()):
            self._calls.get()()


def _drain(source: "queue.SimpleQueue[T]") -> list[T]:
    found: list[T] = []
    while True:
        try:
            found.append(source.get_nowait())
        except queue.Empty:
            return found
