"""The beginning of a connection at the TLS door: a handshake in good time, or a word in plain HTTP."""

import socket
from contextlib import suppress
from typing import Any

from restaurant.common.language.strings import strings
from restaurant.common.network.addresses import join_address
from restaurant.common.network.secure_socket import SecureSocket

HANDSHAKE_S = 10.0
"""Seconds that a handshake may take as a whole, however it is split."""
PLAIN_S = 2.0
MOST_READ = 1 << 16


def shakes_hands(connection: Any) -> bool:
    """Whether a connection is ready for requests; waits, so it runs in a task of the connection's own."""
    if not isinstance(connection, SecureSocket):
        return True  # came by the plain door
    patience = connection.gettimeout()
    connection.settimeout(HANDSHAKE_S)
    try:
        connection.do_handshake()
    except OSError as error:
        if getattr(error.__cause__, "reason", None) == "HTTP_REQUEST":
            _answer_plainly(connection)
        return False
    connection.settimeout(patience)
    return True


def _answer_plainly(connection: SecureSocket) -> None:
    """Tell who speaks plain HTTP here what is spoken at this door."""
    with suppress(OSError), socket.socket(fileno=connection.detach()) as plain:
        plain.settimeout(PLAIN_S)
        host, port = plain.getsockname()[:2]
        address = f"https://{join_address(host, port)}/"
        text = strings("en").text("server.speaks_tls", address=address).encode() + b"\n"
        head = (
            "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"Content-Length: {len(text)}\r\nConnection: close\r\n\r\n"
        )
        plain.sendall(head.encode() + text)
        plain.shutdown(socket.SHUT_WR)
        plain.recv(MOST_READ)  # to close with unread bytes would cut the answer off
