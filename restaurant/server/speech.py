"""In which language the server speaks: to each in their own if it has it, else in the restaurant's."""

from collections.abc import Callable

from restaurant.common.language.strings import FALLBACK, Strings, languages, strings


class Speech:
    """`language` gives the language of the restaurant."""

    def __init__(self, language: Callable[[], str]) -> None:
        self._language = language

    @property
    def usual(self) -> Strings:
        """The texts in the restaurant's language."""
        return self.to(None)

    def to(self, language: str | None) -> Strings:
        """The texts for somebody who speaks a language, or who did not say which."""
        for code in (language, self._language()):
            if code in languages():
                return strings(code)
        return strings(FALLBACK)
