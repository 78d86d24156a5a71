"""HTTP: commands, views, health, and the descriptions made from the table of messages."""

import logging
from typing import Any

import msgspec
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from restaurant.domain.errors import Refused
from restaurant.protocol import descriptions
from restaurant.server.desk import Desk
from restaurant.server.hub import Hub
from restaurant.server.office.introduction import Introduction
from restaurant.server.reception import Reception
from restaurant.server.wires.browsers import language_of
from restaurant.server.wires.callers import Callers
from restaurant.server.wires.posted import posted_json
from restaurant.server.wires.replies import json_reply

log = logging.getLogger(__name__)

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; script-src 'self'; "
    "connect-src 'self'{sockets}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


MOST_NONCE = 100


class HttpWire:
    """Binds routes to the desk and the hub."""

    def __init__(
        self,
        app: Flask,
        *,
        reception: Reception,
        desk: Desk,
        hub: Hub,
        callers: Callers,
        introduction: Introduction,
    ) -> None:
        self._reception, self._desk, self._hub = reception, desk, hub
        self._callers, self._introduction = callers, introduction
        # Made once: making one takes as long as many orders.
        self._described = {
            "/protocol": msgspec.json.encode(descriptions.protocol()),
            "/openapi.json": msgspec.json.encode(descriptions.openapi()),
            "/asyncapi.json": msgspec.json.encode(descriptions.asyncapi()),
        }
        self._bind(app)

    def _bind(self, app: Flask) -> None:
        app.add_url_rule("/api/v1/commands", view_func=self._command, methods=["POST"])
        app.add_url_rule("/api/v1/views/<audience>", view_func=self._view)
        app.add_url_rule("/api/v1/views/<audience>/<of>", view_func=self._view)
        app.add_url_rule("/pairing", view_func=self._pairing)
        app.add_url_rule("/healthz", view_func=self._healthz)
        app.add_url_rule("/readyz", "readyz", view_func=self._healthz)
        for path in self._described:
            app.add_url_rule(path, path, view_func=self._describe)
        app.register_error_handler(Refused, self._refused)
        app.register_error_handler(HTTPException, self._http_error)
        app.register_error_handler(Exception, self._fault)
        app.after_request(_with_security_headers)

    def _command(self) -> Response:
        caller = self._callers.now()
        message = posted_json(self._reception.most_bytes)
        name = message.get("type") if isinstance(message, dict) else None
        return json_reply(self._desk.command(caller, name, message, native=True))

    def _view(self, audience: str, of: str | None = None) -> Response:
        return json_reply(self._hub.view(self._callers.now().actor, audience, of))

    def _pairing(self) -> Response:
        """The proof that this is the server which shows the code, for a terminal that has one."""
        if not request.is_secure:
            raise Refused("needs_tls")
        self._callers.stranger()
        return json_reply(self._introduction.proof(request.args.get("nonce", "")[:MOST_NONCE]))

    def _healthz(self) -> Response:
        health = self._introduction.health()
        return json_reply(health, 200 if health.status == "ok" else 503)

    def _describe(self) -> Response:
        return Response(self._described[request.path], mimetype="application/json")

    def _refused(self, refused: Refused) -> Response:
        return json_reply(self._refusal(refused))

    def _http_error(self, error: HTTPException) -> Response:
        if error.code == 413:
            refused = Refused("too_large", most=request.max_content_length)
        else:
            code = "no_such_page" if error.code == 404 else "malformed"
            refused = Refused(code, problem=error.name)
        return json_reply(self._refusal(refused), error.code or 500)

    def _fault(self, error: Exception) -> Response:
        log.error("a request failed", exc_info=error)
        return json_reply(self._refusal(Refused("fault")))

    def _refusal(self, refused: Refused) -> dict[str, Any]:
        return self._desk.refusal(refused, language=language_of(request.headers))


def _with_security_headers(response: Response) -> Response:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    # Older tablets do not count a page's own WebSockets as 'self'. The host was admitted: a name or address.
    host = request.headers.get("Host", "")
    sockets = f" {'wss' if request.is_secure else 'ws'}://{host}" if host else ""
    policy = CONTENT_SECURITY_POLICY.format(sockets=sockets)
    response.headers.setdefault("Content-Security-Policy", policy)
    return response
