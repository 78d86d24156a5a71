"""`/kiosk`: the customer terminal as a page, for tablets that cannot run the program; paired like any other.

What a page cannot do is prove the certificate: no script sees it, and on plain HTTP a page cannot even
hash (`restaurant.protocol.pairing` needs both). In its place stand the browser's own question about the
certificate, asked once, whose fingerprint anybody can compare; the code *and* a staff PIN, over TLS only,
tries counted and locked as everywhere; and what a thief of that moment would hold: a customer
terminal, listed by name, that sends orders and reads the menu until somebody removes it. So no page
pairs as anything else. The token goes into a cookie that no script reads.
"""

import json
from typing import Any

import msgspec
from flask import Flask, Response, request

from restaurant.common.assets import asset
from restaurant.domain.commands import NewOrder, PairTerminal, UnlockTerminal
from restaurant.domain.errors import Refused
from restaurant.domain.values.orders import WantedItem
from restaurant.domain.values.settings import Area
from restaurant.protocol.messages import Answer, Reply
from restaurant.server.desk import Desk
from restaurant.server.trust.access import Caller
from restaurant.server.web.field_limits import field_limits
from restaurant.server.web.pages import Pages
from restaurant.server.wires.browsers import check_origin
from restaurant.server.wires.callers import Callers
from restaurant.server.wires.posted import posted_json
from restaurant.server.wires.replies import json_reply

TOPICS = ("common", "customer", "day", "hours", "kiosk", "pin", "status")
ASKED = ("id", "code", "pin", "name")
WRITTEN = (NewOrder, WantedItem, Area, PairTerminal, UnlockTerminal)
"""What the page writes, whose fields it holds to their bounds."""
MOST_BYTES = 2048


class KioskPage:
    """The page, its texts in other languages, and the pairing of the browser that shows it."""

    def __init__(
        self, app: Flask, *, callers: Callers, desk: Desk, pages: Pages, tls_port: int
    ) -> None:
        self._callers, self._desk, self._pages = callers, desk, pages
        self._tls_port = tls_port
        self._limits = field_limits(*WRITTEN)
        self._diets = json.loads(asset("diets.json").read_bytes())
        app.add_url_rule("/kiosk", "kiosk", self._show)
        app.add_url_rule("/kiosk/texts/<language>", "kiosk_texts", self._texts)
        app.add_url_rule("/kiosk/pairing", "kiosk_pairs", self._pair, methods=["POST"])
        app.add_url_rule("/kiosk/pairing", "kiosk_unpairs", self._unpair, methods=["DELETE"])

    def _show(self) -> Response:
        """A cookie that is good no longer is taken back, one that has grown old is renewed."""
        caller, why = self._callers.visitor()
        is_paired = caller.actor.role == "customer"
        response = self._pages.show(
            "kiosk",
            *TOPICS,
            name=caller.actor.name if is_paired else "",
            why=why if why == "terminal_removed" else "",
            secure=caller.secure,
            tls_port=self._tls_port,
            diets=self._diets,
            limits=self._limits,
        )
        tls, cookies = request.is_secure, self._callers.cookies
        if why is not None:
            cookies.take(response, tls=tls)
        elif (token := self._callers.renewed()) is not None:
            cookies.give(response, token, tls=tls)
        return response

    def _texts(self, language: str) -> Response:
        texts = self._pages.texts(language, *TOPICS)
        if texts is None:
            raise Refused("no_such_page")
        return json_reply(texts)

    def _pair(self) -> Response:
        """Whatever the browser was before, it is a customer terminal from now on."""
        asked = self._asked()
        answer = self._command("pair_terminal", {**asked, "role": "customer"}, as_stranger=True)
        if not isinstance(answer, Answer) or answer.token is None:
            return json_reply(answer)
        response = json_reply(msgspec.structs.replace(answer, token=None))
        self._callers.cookies.give(response, answer.token, tls=request.is_secure)
        return response

    def _unpair(self) -> Response:
        answer = self._command("unpair_terminal", self._asked(), as_stranger=False)
        response = json_reply(answer)
        if isinstance(answer, Answer):
            self._callers.cookies.take(response, tls=request.is_secure)
        return response

    def _command(self, name: str, asked: dict[str, Any], *, as_stranger: bool) -> Reply:
        caller: Caller = self._callers.stranger() if as_stranger else self._callers.now()
        return self._desk.command(caller, name, {**asked, "type": name}, native=True)

    @staticmethod
    def _asked() -> dict[str, Any]:
        """The fields of a request. Raises Refused `not_allowed`, `too_large` or `malformed`."""
        check_origin(request.headers)
        said = posted_json(MOST_BYTES)
        if not isinstance(said, dict):
            raise Refused("malformed", problem="Expected a JSON object")
        return {key: value for key, value in said.items() if key in ASKED}
