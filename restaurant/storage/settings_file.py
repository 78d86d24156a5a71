"""`settings.json`: every setting, also those that nobody changed, because people edit what they see."""

import json
from typing import Any

import msgspec
from msgspec.structs import asdict

from restaurant.domain import settings
from restaurant.domain.errors import Refused
from restaurant.domain.values.settings import Settings
from restaurant.storage.edited_text import EditedText

OPTIONS = "options"
"""What the file says of command line options; it is passed over here and kept as it is."""


def read_settings(edited: EditedText) -> Settings:
    """The settings in a file. Raises BadFile."""
    new = edited.as_type(Settings)
    for name in edited.plain:
        if name not in (*Settings.__struct_fields__, OPTIONS):
            raise edited.unknown(Settings, name)
    try:
        settings.check(new)
    except Refused as refused:
        part, _, name = str(refused.params["setting"]).partition(".")
        steps = (part, name) if name else (part,)
        params = {"name": name, "value": refused.params["value"]}
        raise edited.bad(f"bad_{part}", *steps, **params) from None
    return new


def settings_text(new: Settings, before: bytes | None) -> str:
    """The file for settings, in place of what was there before."""
    plain: dict[str, Any] = json.loads(
        msgspec.json.encode({**asdict(new), "limits": asdict(new.limits)})
    )
    options = json.loads(before).get(OPTIONS) if before else None
    if options:
        plain[OPTIONS] = options
    return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"
