"""Pages that the server makes: the frame they all have, and their texts in the visitor's language."""

import re
from collections.abc import Callable
from html import escape
from typing import Any

import msgspec
from flask import Response, request

from restaurant.common.assets import asset
from restaurant.common.language.strings import Strings, strings
from restaurant.domain.money import MINOR_DIGITS
from restaurant.domain.state import State
from restaurant.server.web.web_files import etag_of, kept
from restaurant.server.wires.browsers import keep_language, language_of

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
SHARED = ("web", "refusal")
"""Topics of texts that every page has."""

PLACEHOLDER = re.compile(r"\{\{([\w./-]+)\}\}")


class Pages:
    """Makes pages out of `assets/web/frame.html` and `assets/web/<page>/body.html`.

    In both, `{{key}}` stands for a text, and `{{note}}` for one that only some visits have; a page's
    scripts find the texts of its topics, and whatever else it is given, as JSON in the element `given`.
    `present` gives the state.
    """

    def __init__(self, present: Callable[[], State]) -> None:
        self._present = present
        root = asset("web")
        self._frame = (root / "frame.html").read_text("utf-8")
        self.bodies = {p.parent.name: p.read_text("utf-8") for p in root.glob("*/body.html")}
        files = sorted(asset("strings").glob("*.json"))
        self._languages = {file.stem: strings(file.stem) for file in files}

    def language(self) -> str:
        """The language of whoever asks now."""
        language = language_of(request.headers, request.args.get("lang"))
        return language or strings(self._present().settings.language).language

    def languages(self) -> list[Strings]:
        """All languages, that of whoever asks now first."""
        first = self._languages[self.language()]
        return [first, *(said for said in self._languages.values() if said is not first)]

    def show(self, page: str, *topics: str, title: str = "", **given: Any) -> Response:
        """A page; `topics` are those of its texts, the text `title` stands before the restaurant's name."""
        language = self.language()
        said = self._languages[language]
        written = self._written(page, said, title, (*SHARED, *topics), given)
        response = Response(written, mimetype="text/html")
        response.vary.update(("Accept-Language", "Cookie"))
        if request.args.get("lang") == language:
            keep_language(response, language, tls=request.is_secure)
        return kept(response, etag_of(written))

    def texts(self, language: str, *topics: str) -> dict[str, Any] | None:
        """Texts for a page that changes its language without leaving; None for an unknown language."""
        said = self._languages.get(language)
        if said is None:
            return None
        return {"texts": said.of(*SHARED, *topics), "direction": _direction(said)}

    def start(self, demo_pin: str | None = None) -> Response:
        """The page at `/`: which restaurant this is, and what can be reached here.

        `demo_pin` is the manager's, where whoever comes by is to try out everything.
        """
        said = self._languages[self.language()]
        note = "" if demo_pin is None else said.text("server.start_demo", pin=demo_pin)
        return self.show("start", note=note)

    def _written(
        self, page: str, said: Strings, title: str, topics: tuple[str, ...], given: dict[str, Any]
    ) -> bytes:
        name = self._present().settings.name
        told = {
            **given,
            "language": said.language,
            "languages": {code: s.text("language.name") for code, s in self._languages.items()},
            "restaurant": name,
            "spoken": self._present().settings.language,
            "minor_digits": MINOR_DIGITS,
            "texts": said.of(*topics),
        }
        # "<" would end the element that the JSON stands in, whatever dish or person it names.
        data = msgspec.json.encode(told).decode().replace("<", "\\u003c")
        parts = {
            "body": self.bodies[page],
            "direction": _direction(said),
            "given": data,
            "language": said.language,
            "note": escape(given.get("note", "")),
            "restaurant": escape(name),
            "title": escape(f"{said.text(title)} - {name}" if title else name),
        }

        def part(found: re.Match[str]) -> str:
            return parts[found[1]] if found[1] in parts else escape(said.text(found[1]))

        framed = self._frame.replace("{{body}}", parts["body"])
        return PLACEHOLDER.sub(part, framed).encode()


def _direction(said: Strings) -> str:
    return "rtl" if said.language in RIGHT_TO_LEFT else "ltr"
