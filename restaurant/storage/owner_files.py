"""`menu.json` and `settings.json`: written for people to edit, and read back as commands.

The journal is the truth. A file that somebody edited is compared with the state, and the difference
becomes commands; a file that nobody edited is rewritten when the state has changed. Which of the two
it is shows the digest of the content that was last taken or written, kept in `taken.json` together
with what was said there of each dish's availability: that is the desk's, unless the owner changed it.
"""

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

from restaurant.common.files import put_in_place, replace_file, write_beside
from restaurant.domain import commands
from restaurant.domain.commands import Command
from restaurant.domain.state import State
from restaurant.storage.edited_text import EditedText
from restaurant.storage.menu_file import (
    Told,
    kept_availability,
    menu_changes,
    menu_text,
    read_menu,
    told,
)
from restaurant.storage.settings_file import read_settings, settings_text


class Taken(Struct):
    """What this program last took from the files or wrote to them.

    While a file is being rewritten two of its contents count as ours, before and after.
    """

    digests: dict[str, list[str]] = {}
    availability: Told = {}


class OwnerFiles:
    """The two files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._menu = folder / "menu.json"
        self._settings = folder / "settings.json"
        self._taken_file = folder / "taken.json"
        self._taken = _read_taken(self._taken_file)
        self._looked_at: dict[str, str] = {}
        self._read_availability: Told = {}

    # ------------------------------------------------------------------------- reading

    def edited(self) -> list[Path]:
        """The files that somebody wrote since they were last taken or written; settings first."""
        paths = (self._settings, self._menu)
        return [p for p in paths if p.exists() and not self._is_ours(p, p.read_bytes())]

    def changes(self, path: Path, state: State) -> list[Command]:
        """The commands that make the state what an edited file says. Raises BadFile."""
        data = path.read_bytes()
        self._looked_at[path.name] = _digest(data)
        edited = EditedText(path, data)
        if path == self._settings:
            new = read_settings(edited)
            return [commands.PutSettings(settings=new)] if new != state.settings else []
        categories, items = read_menu(edited, state.settings)
        self._read_availability = told(items)
        items = kept_availability(items, state.menu, self._taken.availability)
        return list(menu_changes(state.menu, categories, items))

    def took(self, path: Path) -> None:
        """What the file said when `changes` looked at it is in force now. Raises OSError."""
        if path == self._menu:
            self._taken.availability = self._read_availability
        self._remember(path, self._looked_at[path.name])

    # ------------------------------------------------------------------------- writing

    def write(self, state: State) -> None:
        """Bring both files up to the state, except one that somebody has edited. Raises OSError."""
        before = self._settings.read_bytes() if self._settings.exists() else None
        if before is None or self._is_ours(self._settings, before):
            self._write(self._settings, before, settings_text(state.settings, before).encode())
        before = self._menu.read_bytes() if self._menu.exists() else None
        if before is None or self._is_ours(self._menu, before):
            written = self._write(self._menu, before, menu_text(state).encode())
            if written:
                self._taken.availability = told(state.menu.items.values())
                self._save()

    def _write(self, path: Path, before: bytes | None, content: bytes) -> bool:
        """Whether the file has a new content now."""
        if content == before:
            return False
        beside = write_beside(path, content)
        if before is not None:
            replace_file(path.with_name(f"{path.name}.old"), before)
            self._remember(path, _digest(before), _digest(content))
            if path.read_bytes() != before:
                beside.unlink()  # somebody has edited it this moment
                return False
        put_in_place(beside, path)
        self._remember(path, _digest(content))
        return True

    def _is_ours(self, path: Path, content: bytes) -> bool:
        return _digest(content) in self._taken.digests.get(path.name, [])

    def _remember(self, path: Path, *digests: str) -> None:
        self._taken.digests[path.name] = list(digests)
        self._save()

    def _save(self) -> None:
        replace_file(self._taken_file, msgspec.json.encode(self._taken))


def _read_taken(path: Path) -> Taken:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Taken)
    except (OSError, msgspec.MsgspecError):
        return Taken({}, {})


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
