"""What a person chose for good on this computer: its role, its language, whether it is a kiosk."""

import json
from pathlib import Path
from typing import Any

from restaurant.common.files import replace_file
from restaurant.common.option_values import ROLES


def remembered_role(folder: Path) -> str | None:
    """The role chosen for good on this computer; None if there is none or the file is damaged."""
    role = _kept(folder).get("role")
    return role if role in ROLES else None


def remember_role(folder: Path, role: str | None) -> None:
    """Keeps the choice, None forgets it; raises OSError where the folder cannot be written."""
    _keep(folder, "role", role)


def remembered_language(folder: Path) -> str | None:
    """The code of the language chosen on this computer, which need not be there any more."""
    language = _kept(folder).get("language")
    return language if isinstance(language, str) and language.isalnum() else None


def remember_language(folder: Path, language: str) -> None:
    """Keeps the choice; raises OSError where the folder cannot be written."""
    _keep(folder, "language", language)


def remembered_kiosk(folder: Path) -> bool:
    """Whether a customer terminal on this computer is a kiosk."""
    return _kept(folder).get("kiosk") is True


def remember_kiosk(folder: Path, kiosk: bool) -> None:
    """Keeps the choice; raises OSError where the folder cannot be written."""
    _keep(folder, "kiosk", kiosk or None)


def _kept(folder: Path) -> dict[str, Any]:
    try:
        kept = json.loads(_file(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _keep(folder: Path, key: str, value: str | bool | None) -> None:
    kept = {**_kept(folder), key: value}
    chosen = {name: chosen for name, chosen in kept.items() if chosen is not None}
    if not chosen:
        _file(folder).unlink(missing_ok=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(_file(folder), json.dumps(chosen).encode() + b"\n")


def _file(folder: Path) -> Path:
    return folder / "role.json"
