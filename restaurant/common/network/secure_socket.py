"""A connection under TLS that a reader and a sender may use at once, as programs and servers need it."""

import errno
import selectors
import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from ssl import SSLError, SSLSocket, SSLWantReadError, SSLWantWriteError
from threading import Lock
from typing import Any

Wait = Callable[[SSLSocket, bool, float | None], None]
"""Waits until a socket can be read (written to, if True), or for a part of so many seconds; whoever
waits looks then. Raises TimeoutError once all of them are over."""

_Selector = getattr(selectors, "PollSelector", selectors.SelectSelector)


_LOOKS_S = 1.0
"""Windows wakes nobody who waits for a socket that another thread of the same program shuts down."""


def wait_in_thread(sock: SSLSocket, is_full: bool, seconds: float | None) -> None:
    """Hold up the calling thread. Raises TimeoutError, OSError."""
    is_last = seconds is not None and seconds <= _LOOKS_S
    with _Selector() as selector:
        try:
            selector.register(sock, selectors.EVENT_WRITE if is_full else selectors.EVENT_READ)
        except ValueError as error:  # another thread has closed it
            raise ConnectionResetError(errno.ECONNRESET, str(error)) from error
        if not selector.select(seconds if is_last else _LOOKS_S) and is_last:
            raise TimeoutError("timed out")


class SecureSocket:
    """Has the methods of a socket that the libraries use; the system's socket under it never blocks.

    OpenSSL wants a connection's calls one after the other, which Python does not see to: a reader
    and a sender both take `turn`, and wait outside of it.
    """

    __slots__ = ("__weakref__", "_patience", "_sock", "_turn", "_wait")

    def __init__(
        self,
        sock: SSLSocket,
        *,
        wait: Wait = wait_in_thread,
        turn: AbstractContextManager[Any] | None = None,
    ) -> None:
        self._sock, self._wait = sock, wait
        self._turn = Lock() if turn is None else turn
        self._patience = sock.gettimeout()
        sock.settimeout(0)

    def do_handshake(self) -> None:
        """Agree on keys. Raises OSError, its cause being what TLS did not like."""
        self._when_ready(self._sock.do_handshake)

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Some bytes, none at the end. Raises OSError."""
        data: bytes = self._when_ready(self._sock.recv, size)
        return data

    def recv_into(self, buffer: Any, size: int = 0, flags: int = 0) -> int:
        """Read some bytes into a buffer, none at the end. Raises OSError."""
        count: int = self._when_ready(self._sock.recv_into, buffer, size or len(buffer))
        return count

    def send(self, data: Any, flags: int = 0) -> int:
        """Send some of it, and say how much. Raises OSError."""
        count: int = self._when_ready(self._sock.send, data)
        return count

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send all of it. Raises OSError."""
        with memoryview(data) as whole, whole.cast("B") as view:
            sent = 0
            while sent < len(view):
                sent += self.send(view[sent:])

    def send_now(self, data: bytes) -> int:
        """Send what goes without waiting, and say how much; the rest must go next. Raises OSError."""
        with self._turn:
            return self._sock.send(data)

    def settimeout(self, seconds: float | None) -> None:
        """How long each of the above may take."""
        self._patience = seconds

    def gettimeout(self) -> float | None:
        """How long each of the above may take."""
        return self._patience

    def shutdown(self, how: int = socket.SHUT_RDWR) -> None:
        """Say goodbye and end the link, both ways whatever `how` says. Raises OSError.

        What somebody sends afterwards must fail: without its keys the socket would send it in clear.
        """
        with self._turn:
            with suppress(OSError, ValueError):  # the other side need not say it too
                self._sock.unwrap()
            self._sock.shutdown(socket.SHUT_RDWR)

    def makefile(self, *args: Any, **options: Any) -> Any:
        """A file that reads or writes here."""
        make: Callable[..., Any] = socket.socket.makefile
        return make(self, *args, **options)

    @property
    def _io_refs(self) -> int:
        return self._sock._io_refs  # type: ignore[attr-defined, no-any-return]

    @_io_refs.setter
    def _io_refs(self, count: int) -> None:
        self._sock._io_refs = count  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def _when_ready(self, call: Callable[..., Any], *args: Any) -> Any:
        until: float | None = None
        while True:
            try:
                with self._turn:
                    return call(*args)
            except SSLWantReadError:
                is_full = False
            except SSLWantWriteError:
                is_full = True
            except SSLError as error:
                raise ConnectionResetError(errno.ECONNRESET, str(error)) from error
            if self._patience is not None and until is None:
                until = time.monotonic() + self._patience
            left = None if until is None else max(0.0, until - time.monotonic())
            self._wait(self._sock, is_full, left)
