"""What the server needs of whatever runs it: tasks, signals, threads, sockets. Two modes have it."""

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, Protocol

from restaurant.engine.ports import Signal
from restaurant.server.entrance.accepting import Door
from restaurant.server.outbound import ScreenQueue

OffLoop = Callable[..., Any]
"""Runs a function with its arguments where it stalls nobody, and waits for what it returns or raises."""


class Mode(Protocol):
    """What `green.Green` and `threads.Threads` both are."""

    @property
    def name(self) -> str:
        """What Socket.IO calls it."""

    @property
    def ssl(self) -> ModuleType:
        """The standard library's module as it is in this mode."""

    def adapt(self, engineio: Any) -> None:
        """Give an Engine.IO server our queues and sockets."""

    def queue(self) -> ScreenQueue:
        """A queue for one screen."""

    def signal(self) -> Signal:
        """A signal between two tasks."""

    def worker(self) -> OffLoop:
        """A thread of its own for what one task does and what may block."""

    def spawn(self, function: Callable[..., Any], *args: Any) -> None:
        """Start a task."""

    def websocket(self, handler: Callable[[Any], Any], server: Any) -> Any:
        """A WSGI application that shakes hands and hands the socket to a handler."""

    def most_connections(self) -> int:
        """How many connections can be watched."""

    def start_thread(self, function: Callable[[], None]) -> None:
        """Start a real thread, which may block."""

    def serve(self, doors: Sequence[Door], application: Any, stopping: Callable[[], bool]) -> None:
        """Answer requests until `stopping` says so."""
