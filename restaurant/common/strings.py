"""Texts for people, by language, from `assets/strings/<language>.json`."""

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from restaurant.common.assets import asset

FALLBACK = "en"


@dataclass(frozen=True)
class Words:
    """A text that nobody has put into a language yet: its key, and parameters that may be texts too."""

    key: str
    params: dict[str, Any] = field(default_factory=dict)


class Strings:
    """The texts of one language; what a language lacks is taken from English."""

    def __init__(self, language: str = FALLBACK) -> None:
        self.language = language if asset(f"strings/{language}.json").exists() else FALLBACK
        self._texts = {**_load(FALLBACK), **_load(self.language)}

    def text(self, key: str, /, **params: Any) -> str:
        """The text of a key with its `{parameters}` filled in. Raises KeyError for an unknown key."""
        return self._texts[key].format_map({name: self._said(p) for name, p in params.items()})

    def say(self, words: Words) -> str:
        """A text that comes with its parameters."""
        return self.text(words.key, **words.params)

    def _said(self, param: Any) -> Any:
        return self.say(param) if isinstance(param, Words) else param


@cache
def _load(language: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads(asset(f"strings/{language}.json").read_text("utf-8"))
    return texts


@cache
def strings(language: str) -> Strings:
    """The texts of a language, read once."""
    return Strings(language)
