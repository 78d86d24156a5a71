"""The Engine.IO client as a terminal needs it: messages in order, and a loss noticed at once.

The library's own starts a thread a message, so that two may change places, and waits up to three
seconds for a server that is gone. The methods replaced here are those of the pinned version.
"""

import contextlib
import logging
import queue
import socket
import threading
from collections.abc import Callable
from typing import Any

import engineio
import socketio

LOG = logging.getLogger(__name__)

Job = tuple[Callable[..., object], tuple[Any, ...]]


class OrderedEngine(engineio.Client):  # type: ignore[misc]
    """Hands over messages one after another on one thread, and after the last one calls `ended`."""

    sock: socket.socket
    """The network connection, made by whoever uses this."""
    ended: Callable[[], None]

    def start_background_task(
        self, target: Callable[..., object], *args: Any, **kwargs: Any
    ) -> threading.Thread | None:
        """A message waits for its turn; other work gets a thread."""
        if target == self.handlers["message"]:
            self._jobs.put((target, args))
            return None
        if target == self._read_loop_websocket:
            self._jobs: queue.Queue[Job | None] = queue.Queue()
            _start(self._deliver)
            return _start(self._read)
        return _start(target, *args, **kwargs)

    def disconnect(self, *_args: object, **_kwargs: object) -> None:
        """Cut the connection and wait for nobody."""
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)

    def probe(self) -> None:
        """Make the server send something, if it lives."""
        with contextlib.suppress(Exception):  # A link that is gone is noticed by the reader.
            self.ws.ping()

    def _read(self) -> None:
        try:
            self._read_loop_websocket()
        except Exception:
            LOG.exception("reading from the server failed")
        finally:
            self.sock.close()
            self._jobs.put(None)

    def _deliver(self) -> None:
        while (job := self._jobs.get()) is not None:
            work, args = job
            try:
                work(*args)
            except Exception:
                LOG.exception("a message of the server could not be taken")
        self.ended()


class OrderedClient(socketio.Client):  # type: ignore[misc]
    """A Socket.IO client on that engine."""

    def _engineio_client_class(self) -> type[OrderedEngine]:
        return OrderedEngine


def _start(target: Callable[..., object], *args: Any, **kwargs: Any) -> threading.Thread:
    thread = threading.Thread(target=target, args=args, kwargs=kwargs, daemon=True)
    thread.start()
    return thread
