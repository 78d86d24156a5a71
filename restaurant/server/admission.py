"""The door: how many WebSockets may be open at once, and what becomes of a request that fails."""

import logging
from base64 import b64decode
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import msgspec

from restaurant.domain.errors import Refused
from restaurant.protocol.refusals import STATUS

log = logging.getLogger(__name__)

TOLD_WHY = 16
"""Links over the limit that are let in all the same, to be refused in words by their own wire."""

RETRY_S = "5"
KEY_BYTES = 16


class Admission:
    """A WSGI application around all others; `most` is what the event loop can watch."""

    def __init__(
        self, application: Any, *, most: int, refusal: Callable[[Refused], dict[str, Any]]
    ) -> None:
        self._application, self._most, self._refusal = application, most, refusal
        self._open: set[object] = set()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer a request; one for a WebSocket lasts as long as the link."""
        if not _wants_websocket(environ):
            return self._answer(environ, start_response)
        if not _is_handshake(environ):
            refused = Refused("malformed", problem="Expected a WebSocket's handshake")
            return self._refuse(start_response, refused)
        if len(self._open) >= self._most + TOLD_WHY:
            log.warning("a screen was turned away: this server serves %s at most", self._most)
            return self._refuse(start_response, Refused("too_many_screens"))
        link = object()
        self._open.add(link)
        try:
            return self._answer(environ, start_response)
        finally:
            self._open.discard(link)

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Any:
        try:
            return self._application(environ, start_response)
        except OSError:  # somebody went
            raise
        except Exception:
            log.exception("a request failed")
            raise

    def _refuse(self, start_response: Any, refused: Refused) -> list[bytes]:
        status = HTTPStatus(STATUS[refused.code])
        headers = [("Content-Type", "application/json"), ("Connection", "close")]
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers.append(("Retry-After", RETRY_S))
        start_response(f"{status.value} {status.phrase}", headers)
        return [msgspec.json.encode(self._refusal(refused))]


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
