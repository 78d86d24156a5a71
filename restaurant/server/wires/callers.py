"""Who sends the request that is being answered: by its header, by its cookie, else by its address alone."""

from flask import request

from restaurant.domain.errors import Refused
from restaurant.server.desk import Desk
from restaurant.server.reception import Reception
from restaurant.server.trust.access import Caller, bearer
from restaurant.server.wires.browsers import Cookies, check_origin, language_of

NOBODY = frozenset({"not_signed_in", "terminal_removed", "needs_tls"})
"""Refusals of a token that is good no longer, or not here."""


class Callers:
    """For the routes of HTTP; whoever shows no token waits for their turn."""

    def __init__(self, reception: Reception, desk: Desk, cookies: Cookies) -> None:
        self._reception, self._desk, self.cookies = reception, desk, cookies

    def now(self) -> Caller:
        """Whoever sends this request. Raises Refused, as `Access.who` does."""
        token = bearer(request.headers.get("Authorization", ""))
        if token is None and (token := self.token()) is not None:
            check_origin(request.headers)
        return self._admitted(token)

    def stranger(self) -> Caller:
        """The same as if it had shown no token."""
        return self._admitted(None)

    def visitor(self) -> tuple[Caller, str | None]:
        """Whoever opens a page; a stranger whose cookie is good no longer, with the reason."""
        try:
            return self.now(), None
        except Refused as refused:
            if refused.code not in NOBODY:
                raise
            return self.stranger(), refused.code

    def of(self, token: str) -> Caller:
        """Whoever shows this token. Raises Refused."""
        return self._who(token)

    def token(self) -> str | None:
        """What the request's cookie carries."""
        return self.cookies.token(request.headers, tls=request.is_secure)

    def renewed(self) -> str | None:
        """A fresh token in place of a cookie's that has grown old; None while it has not."""
        token = self.token()
        return None if token is None else self._reception.renewed(token)

    def _admitted(self, token: str | None) -> Caller:
        caller = self._who(token)
        self._desk.admit(caller)
        return caller

    def _who(self, token: str | None) -> Caller:
        return self._reception.who(
            token,
            address=request.remote_addr or "",
            tls=request.is_secure,
            language=language_of(request.headers),
        )
