"""Around all wires: under which names one may come, how many may, and what becomes of a failing request."""

import logging
import time
from base64 import b64decode
from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs

import msgspec
from werkzeug.datastructures import EnvironHeaders

from restaurant.common.faults import fault
from restaurant.domain.errors import Refused
from restaurant.protocol.refusals import STATUS
from restaurant.server.wires.browsers import language_of

log = logging.getLogger(__name__)

TOLD_WHY = 16
"""Links over the limit that are let in all the same, to be refused in words by their own wire."""

MOST_WAITING = 256
MOST_WAITING_EACH = 64
"""Polling sessions that have not said yet who they are, in all and from one address."""

RETRY_S = "5"
COMPLAINS_EVERY_S = 60.0
KEY_BYTES = 16
MOST_TOLD = 60


class Lobby:
    """Polling sessions without a screen: each costs memory and a task, and lives until its pings fail.

    Terminals come by WebSocket and never wait here. Sessions fill what screens leave free, up to
    limits of their own, so that they cannot shut terminals out.
    """

    def __init__(self, *, most: int, inside: Callable[[], int]) -> None:
        self._most, self._inside = most, inside
        self._waiting: dict[str, str] = {}

    def has_room(self, address: str) -> bool:
        """Whether one more may come from an address."""
        free = max(self._most - self._inside(), 0) + TOLD_WHY
        waiting = list(self._waiting.values())
        return len(waiting) < min(free, MOST_WAITING) and waiting.count(address) < MOST_WAITING_EACH

    def enter(self, session: str, address: str) -> None:
        """A session waits."""
        self._waiting[session] = address

    def leave(self, session: str) -> None:
        """A session has become a screen, or has ended."""
        self._waiting.pop(session, None)


class Admission:
    """A WSGI application around all others; `most` is what the event loop can watch.

    `names` are those that this server answers to besides its addresses. A page of another site can
    give that site's name this machine's address (DNS rebinding), and would pass for one of ours.
    """

    def __init__(
        self,
        application: Any,
        *,
        most: int,
        lobby: Lobby,
        names: Callable[[], Collection[str]],
        refusal: Callable[[Refused, str | None], dict[str, Any]],
    ) -> None:
        self._application, self._most, self._refusal = application, most, refusal
        self._lobby, self._names = lobby, names
        self._open: set[object] = set()
        self._quiet_until = 0.0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer a request; one for a WebSocket lasts as long as the link."""
        try:
            self._check(environ)
        except Refused as refused:
            return self._refuse(start_response, refused, language_of(EnvironHeaders(environ)))
        if not _wants_websocket(environ):
            return self._answer(environ, start_response)
        link = object()
        self._open.add(link)
        try:
            return self._answer(environ, start_response)
        finally:
            self._open.discard(link)

    def _check(self, environ: dict[str, Any]) -> None:
        """Raises Refused for whoever may not come in."""
        name = _name_asked_for(environ)
        if not (name is None or _is_address(name) or name in self._names()):
            raise Refused("wrong_host", host=name[:MOST_TOLD])
        if _begins_polling(environ) and not self._lobby.has_room(str(environ.get("REMOTE_ADDR"))):
            raise Refused("too_many_screens")
        if not _wants_websocket(environ):
            return
        if not _is_handshake(environ):
            raise Refused("malformed", problem="Expected a WebSocket's handshake")
        if len(self._open) >= self._most + TOLD_WHY:
            self._complain()
            raise Refused("too_many_screens")

    def _complain(self) -> None:
        """Tell the owner, now and then: a flood of screens must not push other faults out of sight."""
        if (now := time.monotonic()) < self._quiet_until:
            return
        self._quiet_until = now + COMPLAINS_EVERY_S
        told = fault("too_many_screens", most=self._most)
        log.warning("screens are turned away, %s are served", self._most, extra=told)

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Any:
        try:
            return self._application(environ, start_response)
        except OSError:  # somebody went
            raise
        except Exception:
            log.exception("a request failed")
            raise

    def _refuse(self, start_response: Any, refused: Refused, language: str | None) -> list[bytes]:
        status = HTTPStatus(STATUS[refused.code])
        headers = [("Content-Type", "application/json"), ("Connection", "close")]
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers.append(("Retry-After", RETRY_S))
        start_response(f"{status.value} {status.phrase}", headers)
        return [msgspec.json.encode(self._refusal(refused, language))]


def _name_asked_for(environ: dict[str, Any]) -> str | None:
    """The host in a request's Host header, in small letters; None if there is none, as no browser sends."""
    host = str(environ.get("HTTP_HOST", "")).strip().lower()
    if not host:
        return None
    name, colon, port = host.rpartition(":")
    if colon and (port == "" or port.isdecimal()):
        host = name
    return host.strip("[]").removesuffix(".")


def _is_address(host: str) -> bool:
    """Whether it is an IP address, which no other site's name can be; what follows a "%" may be anything."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return "%" not in host


def is_tls(environ: Mapping[str, Any]) -> bool:
    """Whether a request came through the TLS door."""
    return bool(environ.get("wsgi.url_scheme") == "https")


def is_polling(environ: dict[str, Any]) -> bool:
    """Whether a request for Socket.IO is no WebSocket's."""
    return not _wants_websocket(environ)


def _begins_polling(environ: dict[str, Any]) -> bool:
    is_ours = str(environ.get("PATH_INFO", "")).startswith("/socket.io")
    has_session = "sid" in parse_qs(str(environ.get("QUERY_STRING", "")))
    return is_ours and is_polling(environ) and not has_session


def _wants_websocket(environ: dict[str, Any]) -> bool:
    is_ours = str(environ.get("PATH_INFO", "")).startswith("/ws/")
    return is_ours or str(environ.get("HTTP_UPGRADE", "")).lower() == "websocket"


def _is_handshake(environ: dict[str, Any]) -> bool:
    """Whether a request is what opens a WebSocket (RFC 6455, 4.2.1); the libraries fail on some others."""
    connection = str(environ.get("HTTP_CONNECTION", "")).lower()
    try:
        key = b64decode(str(environ.get("HTTP_SEC_WEBSOCKET_KEY", "")), validate=True)
    except ValueError:
        return False
    return (
        environ.get("REQUEST_METHOD") == "GET"
        and bool(environ.get("HTTP_HOST"))
        and str(environ.get("HTTP_UPGRADE", "")).lower() == "websocket"
        and "upgrade" in (part.strip() for part in connection.split(","))
        and environ.get("HTTP_SEC_WEBSOCKET_VERSION") == "13"
        and len(key) == KEY_BYTES
    )
