"""What only browsers bring along: the cookie with a token, the page they come from, their languages."""

from datetime import timedelta
from http.cookies import CookieError, SimpleCookie

from flask import Response
from werkzeug.datastructures import Headers

from restaurant.common.language.strings import first_known, languages
from restaurant.domain.errors import Refused
from restaurant.server.trust.access import VALID

LANGUAGE = "language"
LANGUAGE_KEPT = timedelta(days=400)


class Cookies:
    """The cookie of one restaurant, so that two on one machine keep out of each other's way.

    Each door has its own: a page that came by plain HTTP can neither read nor replace the other's.
    """

    def __init__(self, identity: str) -> None:
        self._name = f"restaurant-{identity[:8]}"

    def name(self, *, tls: bool) -> str:
        """What it is called; browsers hold one with that prefix to its own host and to TLS."""
        return f"__Host-{self._name}" if tls else self._name

    def token(self, headers: Headers, *, tls: bool) -> str | None:
        """The token that a request's cookie carries."""
        return _cookie(headers, self.name(tls=tls))

    def give(self, response: Response, token: str, *, tls: bool) -> None:
        """Let the browser keep a token where no script can read it, and no other site can send it."""
        name, most = self.name(tls=tls), VALID
        response.set_cookie(name, token, max_age=most, secure=tls, httponly=True, samesite="Strict")

    def take(self, response: Response, *, tls: bool) -> None:
        """Let the browser forget it."""
        name = self.name(tls=tls)
        response.delete_cookie(name, secure=tls, httponly=True, samesite="Strict")


def check_origin(headers: Headers) -> None:
    """Pages of other sites may do nothing with the visitor's rights. Raises Refused `not_allowed`."""
    origin = headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != headers.get("Host"):
        raise Refused("not_allowed")


def language_of(headers: Headers, asked: str | None = None) -> str | None:
    """The language to answer in: as asked for in the address, as kept, as preferred; None if unknown."""
    for wanted in (asked, _cookie(headers, LANGUAGE)):
        if wanted in languages():
            return wanted
    return first_known(headers.get("Accept-Language", ""))


def keep_language(response: Response, language: str, *, tls: bool) -> None:
    """Let the browser remember which language was chosen."""
    response.set_cookie(
        LANGUAGE, language, max_age=LANGUAGE_KEPT, secure=tls, httponly=True, samesite="Lax"
    )


def _cookie(headers: Headers, name: str) -> str | None:
    try:
        found = SimpleCookie(headers.get("Cookie", "")).get(name)
    except CookieError:
        return None
    return found.value if found and found.value else None
