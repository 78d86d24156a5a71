"""Which role this computer always starts, kept in a small file that the picker writes."""

import json
from pathlib import Path

from restaurant.common.files import replace_file
from restaurant.common.option_values import ROLES


def remembered_role(folder: Path) -> str | None:
    """The role chosen for good on this computer; None if there is none or the file is damaged."""
    try:
        kept = json.loads(_file(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    role = kept.get("role") if isinstance(kept, dict) else None
    return role if role in ROLES else None


def remember_role(folder: Path, role: str | None) -> None:
    """Keeps the choice, None forgets it; raises OSError where the folder cannot be written."""
    file = _file(folder)
    if role is None:
        file.unlink(missing_ok=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(file, json.dumps({"role": role}).encode() + b"\n")


def _file(folder: Path) -> Path:
    return folder / "role.json"
