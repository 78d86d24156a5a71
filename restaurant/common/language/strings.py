"""Texts for people, by language, from `assets/strings/<language>.json`."""

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from restaurant.common.assets import asset

FALLBACK = "en"
MOST_WISHES = 200
"""Characters of a header that are read; nobody speaks more languages than that."""


@dataclass(frozen=True)
class Words:
    """A text that nobody has put into a language yet: its key, and parameters that may be texts too."""

    key: str
    params: dict[str, Any] = field(default_factory=dict)


class Strings:
    """The texts of one language; what a language lacks is taken from English."""

    def __init__(self, language: str = FALLBACK) -> None:
        self.language = language if language in languages() else FALLBACK
        self._texts = {**_load(FALLBACK), **_load(self.language)}

    def text(self, key: str, /, **params: Any) -> str:
        """The text of a key with its `{parameters}` filled in. Raises KeyError for an unknown key."""
        return self._texts[key].format_map({name: self._said(p) for name, p in params.items()})

    def say(self, words: Words) -> str:
        """A text that comes with its parameters."""
        return self.text(words.key, **words.params)

    def of(self, *topics: str) -> dict[str, str]:
        """The texts of some topics, which is how their keys begin: for a page that fills them in itself."""
        return {key: text for key, text in self._texts.items() if key.split(".", 1)[0] in topics}

    def _said(self, param: Any) -> Any:
        return self.say(param) if isinstance(param, Words) else param


@cache
def languages() -> frozenset[str]:
    """The codes of the languages that there are: one for each file."""
    return frozenset(file.stem for file in asset("strings").glob("*.json"))


def first_known(wishes: str) -> str | None:
    """The language that somebody likes best of those that there are; None if none of them is there.

    `wishes` are as HTTP's Accept-Language has them: "de-AT,de;q=0.9,en;q=0.8".
    """
    liked: list[tuple[float, str]] = []
    for wish in wishes[:MOST_WISHES].split(","):
        tag, _, weight = wish.partition(";q=")
        code = tag.strip().partition("-")[0].lower()
        try:
            liked.append((-float(weight or 1), code))
        except ValueError:
            continue
    there = languages()
    return next(
        (code for _, code in sorted(liked, key=lambda like: like[0]) if code in there), None
    )


@cache
def _load(language: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads(asset(f"strings/{language}.json").read_text("utf-8"))
    return texts


@cache
def strings(language: str) -> Strings:
    """The texts of a language, read once; to be asked for only by the code of one that there is."""
    return Strings(language)
