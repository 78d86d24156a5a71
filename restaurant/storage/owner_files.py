"""`menu.json` and `settings.json`: written for people to edit, and read back as one command each.

The journal is the truth. A file that somebody edited becomes a command if it says something else than
the state; a file that nobody edited is rewritten when the state has changed. Which of the two it is
shows the digest of the content that was last taken or written, kept in `taken.json` together with what
was said there of each dish's availability: that is the desk's, unless the owner changed it.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct

from restaurant.common.files import put_in_place, replace_file, write_beside
from restaurant.domain.changes import whole
from restaurant.domain.commands import Command, PutSettings
from restaurant.domain.menu import put_menu
from restaurant.domain.state import State
from restaurant.storage.edited_text import EditedText, read_edited
from restaurant.storage.menu_file import Told, as_meant, menu_text, read_menu, told
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
        return [p for p in paths if p.exists() and not self._is_ours(p, _content(p))]

    def change(self, path: Path, state: State) -> Command | None:
        """The command that makes the state what an edited file says, None if it is so. Raises BadFile."""
        data = read_edited(path)
        self._looked_at[path.name] = _digest(data)
        edited = EditedText(path, data)
        if path == self._settings:
            new = read_settings(edited)
            return PutSettings(settings=whole(new)) if new != state.settings else None
        file = read_menu(edited, state.settings)
        self._read_availability = told(file.items)
        command = as_meant(file, state.menu, self._taken.availability)
        return command if put_menu(state, command) else None

    def took(self, path: Path) -> None:
        """What the file said when `changes` looked at it is in force now. Raises OSError."""
        if path == self._menu:
            self._taken.availability = self._read_availability
        self._remember(path, self._looked_at[path.name])

    # ------------------------------------------------------------------------- writing

    def write(self, state: State) -> None:
        """Bring both files up to the state, except one that somebody has edited. Raises OSError."""
        self._bring_up(self._settings, lambda before: settings_text(state.settings, before))
        if self._bring_up(self._menu, lambda _before: menu_text(state)):
            self._taken.availability = told(state.menu.items.values())
            self._save()

    def _bring_up(self, path: Path, text: Callable[[bytes | None], str]) -> bool:
        """Whether the file has a new content now."""
        before = _content(path)
        if path.exists() and not self._is_ours(path, before):
            return False
        return self._write(path, before, text(before).encode())

    def _write(self, path: Path, before: bytes | None, content: bytes) -> bool:
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

    def _is_ours(self, path: Path, content: bytes | None) -> bool:
        """Whether nobody wrote it since; what cannot be read is somebody else's."""
        return content is not None and _digest(content) in self._taken.digests.get(path.name, [])

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


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
