"""What somebody mistyped in a text that is no JSON, told by what stands where reading it failed."""

import re
from json import JSONDecodeError
from typing import Any, NamedTuple

CURLY = "“”„‟"
QUOTES = CURLY + "«»‘’‚‹›'`´"
OTHER_WORDS = {"none": "null", "yes": "true", "no": "false"}
NEAR = 30
"""Characters of the text that are shown."""


class Mistake(NamedTuple):
    """Its place in the text, and the code and parameters of its sentence."""

    at: int
    code: str
    params: dict[str, Any] = {}


def mistake(text: str, error: JSONDecodeError) -> Mistake:
    """What is wrong with a text that `json` does not read."""
    spot = _Spot(text, error)
    for look in (_ends, _sign, _price, _comma, _text, _word):
        if (found := look(spot)) is not None:
            return found
    return Mistake(spot.at, "not_json", {"near": spot.near})


class _Spot:
    """The place where reading failed, and what stands around it."""

    def __init__(self, text: str, error: JSONDecodeError) -> None:
        self.text, self.at, self.message = text, error.pos, error.msg
        self.before = text[: self.at].rstrip()
        self.sign = text[self.at : self.at + 1]
        self.last = self.before[-1:]
        rest = text[self.at :].partition("\n")[0].rstrip()
        self.near = rest if len(rest) <= NEAR else rest[:NEAR] + "…"
        self.word = re.split(r"[\s,:\]}]", rest, maxsplit=1)[0]

    @property
    def line(self) -> str:
        """The whole line."""
        return self.text[self.text.rfind("\n", 0, self.at) + 1 :].partition("\n")[0]

    @property
    def is_on_a_later_line(self) -> bool:
        """Whether what stands before it ends on an earlier line."""
        return "\n" in self.text[len(self.before) : self.at]


def _ends(spot: _Spot) -> Mistake | None:
    if not spot.text.strip("\0 \t\r\n"):
        return Mistake(0, "empty")
    if spot.message.startswith("Extra data"):
        return Mistake(spot.at, "after_end", {"near": spot.near})
    if spot.sign == "" or spot.message.startswith("Unterminated"):
        return Mistake(len(spot.text.rstrip()), "ends_early")
    return None


def _sign(spot: _Spot) -> Mistake | None:
    """A sign that cannot stand there, or nowhere."""
    if spot.sign in QUOTES:
        return Mistake(spot.at, "wrong_quotes", {"quote": spot.sign})
    if spot.near.startswith(("//", "/*", "#")):
        return Mistake(spot.at, "comment")
    if spot.message.startswith("Invalid \\"):
        return Mistake(spot.at, "backslash")
    if not spot.sign.isprintable() and spot.sign not in "\r\n":
        return Mistake(spot.at, "control_sign")
    return None


def _price(spot: _Spot) -> Mistake | None:
    """A price without quotes, whatever is written in it."""
    found = re.search(r'"price"\s*:\s*([^\s",{}\[\]][^",{}\[\]\n]*,?|)$', spot.before)
    if found is None or spot.sign in '"{}[],':
        return None
    gap = spot.text[len(spot.before) : spot.at] if found[1] else ""
    rest = re.split(r"[,}\]]", spot.near, maxsplit=1)[0]
    return Mistake(spot.at, "bare_price", {"text": f"{found[1]}{gap}{rest}".strip()})


def _comma(spot: _Spot) -> Mistake | None:
    """A comma too many, too few, or in a number."""
    if spot.message.startswith("Illegal trailing comma"):
        return Mistake(spot.at, "extra_comma")
    if spot.last == "," and spot.sign in "}],":
        return Mistake(len(spot.before) - 1, "extra_comma")
    number = re.search(r"\d+,$", spot.before)
    if number and spot.sign.isdigit():
        return Mistake(spot.at, "comma_in_number", {"number": number[0] + spot.word})
    if not spot.message.startswith("Expecting ','"):
        return None
    if spot.sign in "}]:":
        return Mistake(spot.at, "open_bracket")
    if spot.is_on_a_later_line:
        return Mistake(len(spot.before) - 1, "missing_comma")
    if spot.sign in '"{[':
        return _curly(spot) or Mistake(len(spot.before) - 1, "missing_comma")
    return None


def _text(spot: _Spot) -> Mistake | None:
    """A text that does not end where it should."""
    if spot.message.startswith("Invalid control character"):
        return _curly(spot) or Mistake(spot.at, "open_text")
    if spot.message.startswith("Expecting ','"):
        return _curly(spot) or Mistake(spot.at, "stray_quote", {"near": spot.near})
    if spot.message.startswith("Expecting ':'"):
        return _curly(spot) or Mistake(spot.at, "missing_colon", {"near": spot.near})
    return None


def _word(spot: _Spot) -> Mistake | None:
    """Something without quotes."""
    if spot.last == ":" and spot.sign in ",}]":
        return Mistake(len(spot.before) - 1, "no_value")
    right = OTHER_WORDS.get(spot.word.lower(), spot.word.lower())
    if right in ("true", "false", "null") and spot.message.startswith("Expecting value"):
        return Mistake(spot.at, "other_word", {"word": spot.word, "right": right})
    if spot.word and not spot.sign.isspace() and spot.sign not in '{["':
        return Mistake(spot.at, "no_quotes", {"text": spot.word[:NEAR]})
    return None


def _curly(spot: _Spot) -> Mistake | None:
    """Quotes of a word processor on the line, which end no text."""
    found = next((sign for sign in spot.line if sign in CURLY), None)
    return None if found is None else Mistake(spot.at, "wrong_quotes", {"quote": found})
