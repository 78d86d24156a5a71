"""`/sign-in`: who shows a PIN is given a cookie; over TLS only, but for whom nobody can listen to."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, Response, redirect, request

from restaurant.common.ids import new_id
from restaurant.common.network.addresses import join_address
from restaurant.domain import commands
from restaurant.domain.errors import Refused
from restaurant.protocol.messages import Answer
from restaurant.server.desk import Desk
from restaurant.server.trust.access import Caller
from restaurant.server.web.field_limits import field_limits
from restaurant.server.web.pages import Pages
from restaurant.server.wires.browsers import check_origin
from restaurant.server.wires.callers import Callers
from restaurant.server.wires.posted import posted_json
from restaurant.server.wires.replies import json_reply

SIGN_IN = "/sign-in"
MOST_BYTES = 1024
HERE = re.compile(r"^/(?![/\\])[\w/?=&#.%-]*$", re.ASCII)
"""A place on this server, and on no other."""


REASONS = ("not_signed_in", "not_allowed", "signed_out")
"""Why somebody is led here: the session ended, it is somebody else's page, or they went themselves."""


class SignIn:
    """`tls_port` is where the other door is."""

    def __init__(
        self, app: Flask, *, callers: Callers, desk: Desk, pages: Pages, tls_port: int
    ) -> None:
        self._callers, self._desk, self._pages = callers, desk, pages
        self._tls_port = tls_port
        self._limits = field_limits(commands.SignIn)
        app.add_url_rule(SIGN_IN, "sign_in", self._show)
        app.add_url_rule(SIGN_IN, "signs_in", self._sign_in, methods=["POST"])
        app.add_url_rule("/sign-out", "signs_out", self._sign_out, methods=["POST"])
        for old, new in (("/restaurant/login/", SIGN_IN), ("/admin/", "/manager")):
            view = _leading_to(new)
            app.add_url_rule(old, old, view, strict_slashes=False)

    def guarded(self, role: str, show: Callable[[Caller], Response]) -> Response:
        """A page for one role; everybody else is led to sign in, and comes back from there."""
        caller, why = self._callers.visitor()
        if caller.actor.role == role:
            return show(caller)
        if why is None and caller.actor.role != "anybody":
            why = "not_allowed"
        elif why is not None:
            why = "not_signed_in"
        query = f"?to={request.path}" + (f"&why={why}" if why else "")
        return _found(SIGN_IN + query)

    def _show(self) -> Response:
        caller = self._callers.stranger()
        to, why = request.args.get("to", ""), request.args.get("why", "")
        there = to if HERE.match(to) else ""
        return self._pages.show(
            "sign-in",
            "sign_in",
            "keypad",
            title="sign_in.title",
            to=there,
            why=why if why in REASONS else "",
            limits=self._limits,
            secure=caller.secure,
            tls_address=self._tls_address(there),
        )

    def _sign_in(self) -> Response:
        check_origin(request.headers)
        said = posted_json(MOST_BYTES)
        pin = said.get("pin") if isinstance(said, dict) else None
        message = {"id": new_id(), "type": "sign_in", "pin": pin}
        caller = self._callers.stranger()
        answer = self._desk.command(caller, "sign_in", message, native=True)
        if not isinstance(answer, Answer) or answer.token is None:
            return json_reply(answer)
        self._end(self._callers.token())
        tls = request.is_secure
        now = self._callers.of(answer.token)
        response = json_reply({"ok": True, "role": now.actor.role, "name": now.actor.name})
        self._callers.cookies.give(response, answer.token, tls=tls)
        return response

    def _sign_out(self) -> Response:
        check_origin(request.headers)
        self._end(self._callers.token())
        response = json_reply({"ok": True})
        self._callers.cookies.take(response, tls=request.is_secure)
        return response

    def _end(self, token: str | None) -> None:
        """End the session that a cookie stands for, if it has not ended already."""
        if token is None:
            return
        try:
            caller = self._callers.of(token)
        except Refused:
            return
        message = {"id": new_id(), "type": "sign_out"}
        self._desk.command(caller, "sign_out", message, native=True)

    def _tls_address(self, there: str) -> str:
        host = urlsplit(f"//{request.host}").hostname or ""
        query = f"?to={quote(there)}" if there else ""
        return f"https://{join_address(host, self._tls_port)}{SIGN_IN}{query}"


def _leading_to(place: str) -> Callable[[], Response]:
    return lambda: _found(place)


def _found(place: str) -> Response:
    response: Any = redirect(place, 303, Response=Response)
    return response  # type: ignore[no-any-return]
