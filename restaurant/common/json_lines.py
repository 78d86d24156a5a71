"""Which line of a JSON text a value stands on, so that people who edit files find their mistakes."""

import json
import re
from collections.abc import Sequence

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line (from 1) of the value at a path of keys and indexes, or of the nearest around it."""
    at = _skip(text, 0)
    for step in path:
        found = _find(text, at, step)
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def path_in(message: str) -> list[str | int]:
    """The path that a validation message ends with: "... - at `$.items[3].price`".

    An unknown field, which the message names, is the last step. Which entry of an object is meant
    (`[...]`) the message does not say.
    """
    found = re.search(r"at (?:key in )?`\$(.*?)(?:\[\.\.\.\].*)?`$", message)
    steps = re.findall(r"\.([^.\[]+)|\[(\d+)\]", found[1]) if found else []
    unknown = re.search(r"unknown field `(.*?)`", message)
    return [name or int(index) for name, index in steps] + ([unknown[1]] if unknown else [])


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _find(text: str, at: int, step: str | int) -> int | None:
    """Where the value under a key or index of the object or array at this place begins."""
    closing = {"{": "}", "[": "]"}.get(text[at : at + 1])
    if closing is None or (closing == "}") != isinstance(step, str):
        return None
    at = _skip(text, at + 1)
    index = 0
    while text[at : at + 1] not in (closing, ""):
        key: object = index
        if closing == "}":
            key, end = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, end) + 1)
        if key == step:
            return at
        _, end = _DECODER.raw_decode(text, at)
        at = _skip(text, end)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        index += 1
    return None
