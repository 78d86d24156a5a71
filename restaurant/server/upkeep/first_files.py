"""What a new restaurant begins with: a menu, settings that fit its computer, and photos."""

import json
from pathlib import Path

from restaurant.common.assets import asset
from restaurant.common.language.strings import languages
from restaurant.common.machine import computers_language, computers_time_zone
from restaurant.storage.backup import PHOTOS


def give_first_files(folder: Path, *, sample: bool) -> None:
    """Put them into a data folder, beside whatever is there already. Raises OSError."""
    kind = "sample" if sample else "starter"
    for name in ("settings", "menu"):
        path = folder / f"{name}.json"
        if not path.exists():
            path.write_bytes(first_file(kind, name))
    photos = folder / PHOTOS
    photos.mkdir(exist_ok=True)
    for photo in asset(f"{kind}/photos").glob("*.jpg"):
        if not (photos / photo.name).exists():
            (photos / photo.name).write_bytes(photo.read_bytes())


def first_file(kind: str, name: str) -> bytes:
    """A file as it comes; a new restaurant begins in the language and time zone of its computer."""
    as_it_comes = asset(f"{kind}/{name}.json").read_bytes()
    if name != "settings":
        return as_it_comes
    settings = json.loads(as_it_comes)
    if (zone := computers_time_zone()) is not None:
        settings["time_zone"] = zone
    if kind == "starter" and (language := computers_language()) in languages():
        settings["language"] = language
    return (json.dumps(settings, indent=2, ensure_ascii=False) + "\n").encode()
