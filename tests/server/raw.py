"""Sockets without a library, for what a library would not send."""

import base64
import os
import socket
import struct
from types import TracebackType

from tests.server.clients import TRUSTING
from tests.server.running import RunningServer
from tests.waiting import PATIENCE

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10

LARGE_ORDER = [f"{number:060}" for number in range(100)]
"""The names of as many dishes as an order may have, each as long as one may be."""


def frame(payload: bytes, opcode: int = TEXT, *, final: bool = True, masked: bool = True) -> bytes:
    """A WebSocket frame as a client sends it (RFC 6455, 5.2), its mask being zeros."""
    first = (0x80 if final else 0) | opcode
    mask_bit = 0x80 if masked else 0
    mask = b"\0\0\0\0" if masked else b""
    length = len(payload)
    if length < 126:
        return struct.pack("!BB", first, mask_bit | length) + mask + payload
    if length < 1 << 16:
        return struct.pack("!BBH", first, mask_bit | 126, length) + mask + payload
    return struct.pack("!BBQ", first, mask_bit | 127, length) + mask + payload


class Raw:
    """A TCP connection to a server, or one under TLS."""

    def __init__(
        self, server: RunningServer, *, receive_bytes: int | None = None, secure: bool = False
    ) -> None:
        self.socket = socket.socket()
        if receive_bytes is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        self.socket.settimeout(PATIENCE)
        try:
            self.socket.connect(("127.0.0.1", server.tls_port if secure else server.port))
            if secure:
                self.socket = TRUSTING.wrap_socket(self.socket)
        except OSError:
            self.socket.close()
            raise

    def __enter__(self) -> "Raw":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.socket.close()

    def open_websocket(self, path: str, *, host: str = "127.0.0.1") -> "Raw":
        """Shake hands."""
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = self.socket.recv(1)
            if not byte:
                raise ConnectionError(f"the server closed after {head!r}")
            head += byte
        assert b" 101 " in head, head
        return self

    def send(self, data: bytes) -> bool:
        """Send; False if the server has ended the link meanwhile."""
        try:
            self.socket.sendall(data)
        except OSError:
            return False
        return True

    def frames(self, count: int) -> list[tuple[int, bytes]]:
        """The next frames from the server, as opcode and payload; fewer at the end of the link."""
        return [f for f in (self.frame() for _ in range(count)) if f is not None]

    def frame(self) -> tuple[int, bytes] | None:
        """The next frame; None at the end of the link."""
        head = self.take(2)
        if head is None:
            return None
        length = head[1] & 127
        if length >= 126:
            size, form = (2, "!H") if length == 126 else (8, "!Q")
            more = self.take(size)
            if more is None:
                return None
            (length,) = struct.unpack(form, more)
        payload = self.take(length)
        return None if payload is None else (head[0] & 15, payload)

    def take(self, count: int) -> bytes | None:
        """So many bytes; None if the link ends before."""
        data = bytearray()
        while len(data) < count:
            try:
                more = self.socket.recv(min(count - len(data), 1 << 16))
            except ConnectionError:
                return None
            if not more:
                return None
            data += more
        return bytes(data)

    def rest(self) -> bytes:
        """Everything until the server closes."""
        data = bytearray()
        while True:
            try:
                more = self.socket.recv(1 << 16)
            except ConnectionError:
                return bytes(data)
            if not more:
                return bytes(data)
            data += more
