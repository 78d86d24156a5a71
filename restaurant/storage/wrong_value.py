"""What is wrong with a value in a file as its owner sees it: which dish, which field, what belongs there."""

import json
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

import msgspec

from restaurant.common.json_lines import path_in
from restaurant.common.language.strings import Words
from restaurant.domain.values.hours import WeekHours

Steps = Sequence[str | int]

NAMED = {
    "items": "dish",
    "categories": "category",
    "modifiers": "modifier",
    "options": "option",
    "areas": "area",
}
"""Lists whose entries people know by name, and what such an entry is called."""

SHOWN = 40
"""Characters of a value that are shown."""

CLOSE = 0.75
"""How much alike two names are of which one may be meant for the other; 1 is the same."""

PATTERNS = {
    "currency": "expected_currency",
    "language": "expected_language",
    "host_names": "expected_host_name",
    **dict.fromkeys(WeekHours.__struct_fields__, "expected_hours"),
}


class Wrong(NamedTuple):
    """The place of a value, and the code and parameters of its sentence."""

    steps: Steps
    code: str
    params: dict[str, Any]


def wrong_value(message: str, plain: Any, kind: type, stem: str) -> Wrong:
    """What `msgspec` says against a value that is no `kind`, in a file called `stem`."""
    steps = path_in(message)
    if found := re.search(r"missing required field `(.*?)`", message):
        params = {"field": found[1], "thing": thing(plain, steps, stem)}
        return Wrong(steps, "missing_field", params)
    if re.search(r"unknown field `(.*?)`", message):
        return unknown_field(steps, plain, kind, stem)
    if "[...]" in message:
        steps = [*steps, *_odd_entry(value_at(plain, steps))]
    return _wrong(message, steps, plain, stem)


def unknown_field(steps: Steps, plain: Any, kind: type, stem: str) -> Wrong:
    """The last step names a field that there is not."""
    field, around = str(steps[-1]), steps[:-1]
    known = _fields(kind, around)
    near = get_close_matches(field.lower(), known, 1, CLOSE)
    params = {"field": field, "thing": thing(plain, around, stem)}
    if near:
        return Wrong(steps, "unknown_field_near", {**params, "near": near[0]})
    return Wrong(steps, "unknown_field", {**params, "known": ", ".join(known)})


def thing(plain: Any, steps: Steps, stem: str) -> Words:
    """What people call the part of a file that holds the value at a path."""
    called: Words | None = None
    for depth, step in enumerate(steps):
        kind = NAMED.get(str(steps[depth - 1])) if depth else None
        if isinstance(step, int) and kind:
            inner = _entry(kind, value_at(plain, steps[: depth + 1]), step + 1)
            called = inner if called is None else Words("file.of", {"inner": inner, "of": called})
    return called or Words(f"file.whole_{stem}")


def value_at(plain: Any, steps: Steps) -> Any:
    """The value at a path, or None."""
    for step in steps:
        try:
            plain = plain[step]
        except (KeyError, IndexError, TypeError):
            return None
    return plain


def shown(value: Any) -> str:
    """A value as it stands in the file, not too long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _wrong(message: str, steps: Steps, plain: Any, stem: str) -> Wrong:
    params = {
        "thing": thing(plain, steps, stem),
        "expected": _expected(message, steps),
        "found": shown(value_at(plain, steps)),
    }
    field = _field(steps)
    if steps and isinstance(steps[-1], int):
        code = "wrong_entry" if field in NAMED else "wrong_in_list"
    else:
        code = "wrong_field" if field is not None else "wrong_entry"
    return Wrong(steps, code, {**params, "field": field})


def _expected(message: str, steps: Steps) -> Words:
    kinds = re.search(r"Expected `(.*?)`", message)
    names = kinds[1].split(" | ") if kinds else ["value"]
    if steps and steps[-1] == "price":
        return Words("file.expected_price")
    limit = re.search(r"(>=|<=) (\d+)", message)
    if "encoded date" in message:
        expected = Words("file.expected_date")
    elif "matching regex" in message:
        expected = Words(f"file.{PATTERNS.get(_field(steps) or '', 'expected_some_text')}")
    elif limit and "length" in message:
        few = "file.expected_few" if names[0] == "array" else "file.expected_short"
        expected = Words(few if limit[1] == "<=" else "file.expected_some_text", {"most": limit[2]})
    elif limit:
        is_most = limit[1] == "<="
        expected = Words(f"file.expected_{'at_most' if is_most else 'at_least'}", {"n": limit[2]})
    elif length := re.search(r"of length (\d+)", message):
        expected = Words("file.expected_length", {"n": length[1]})
    else:
        expected = Words(f"file.expected_{names[0]}")
    nullable = "null" in names[1:]
    return Words("file.or_null", {"expected": expected}) if nullable else expected


def _field(steps: Steps) -> str | None:
    """The field that a value stands in, itself or as an entry of its list."""
    return next((step for step in reversed(steps) if isinstance(step, str)), None)


def _entry(kind: str, entry: Any, number: int) -> Words:
    name = entry.get("name") if isinstance(entry, dict) else None
    if isinstance(name, str) and name.strip():
        return Words(f"file.{kind}", {"name": shown(name)[1:-1]})
    return Words(f"file.nth_{kind}", {"number": number})


def _odd_entry(entries: Any) -> Steps:
    """Which entry of an object of texts is none; the message does not say."""
    if not isinstance(entries, dict):
        return []
    return [key for key, value in entries.items() if not isinstance(value, str)][:1]


def _fields(kind: type, steps: Steps) -> list[str]:
    """The fields that an entry at this path can have."""
    node: Any = msgspec.inspect.type_info(kind)
    for step in steps:
        node = _not_null(node)
        if isinstance(step, int):
            node = getattr(node, "item_type", None)
        else:
            fields = {field.encode_name: field.type for field in getattr(node, "fields", ())}
            node = fields.get(step)
    return [field.encode_name for field in getattr(_not_null(node), "fields", ())]


def _not_null(node: Any) -> Any:
    """What a value is that may also be null."""
    kinds = getattr(node, "types", ())
    return next((kind for kind in kinds if not isinstance(kind, msgspec.inspect.NoneType)), node)
