"""Starts a role when the user signs in: a setting of the machine, kept where each platform looks for it.

Linux has XDG autostart and macOS launch agents, files both. On Windows it is the user's Run key in the
registry: a .cmd in the Startup folder shows a black window, and the console's code page and every % in
it change the path; a .lnk takes a library to write. The Run key is Unicode, starts the program
itself, and Task Manager lists it under Startup, where a person may switch it off.
"""

import errno
import importlib
import plistlib
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from restaurant.common.files import replace_file
from restaurant.common.processes.children import program

RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
SWITCHED_KEY = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""What Task Manager keeps of a person's own switching: the first byte is odd for off."""
LONGEST_RUN = 260
"""Characters of a command under the Run key, of which Windows takes no more."""
_OFF = ("Hidden=true", "X-GNOME-Autostart-enabled=false")
"""How desktops write that a person switched an entry off."""


class Entry(Protocol):
    """One role's entry on one platform."""

    def is_on(self) -> bool: ...
    def write(self, command: Sequence[str]) -> None: ...
    def remove(self) -> None: ...


def is_on(platform: str, folder: Path, role: str) -> bool:
    """Whether the role starts with the machine; `folder` is `Options.autostart_folder`."""
    with suppress(OSError):
        return _entry(platform, folder, role).is_on()
    return False


def turn_on(platform: str, folder: Path, role: str, command: Sequence[str]) -> None:
    """Has the `command_at_start` run from the next sign-in on. Raises OSError."""
    _entry(platform, folder, role).write(command)


def turn_off(platform: str, folder: Path, role: str) -> None:
    """Starts the role no more; one that runs goes on. Raises OSError."""
    _entry(platform, folder, role).remove()


def command_at_start(platform: str, role: str, data: Path | None) -> list[str]:
    """What starts the role, packed or from source; its other options stand in its settings.json."""
    command = [*program(), "--role", role]
    without_console = Path(command[0]).with_name("pythonw.exe")
    if platform == "win32" and without_console.exists():
        command[0] = str(without_console)
    return command if data is None else [*command, "--data", str(data)]


def _entry(platform: str, folder: Path, role: str) -> Entry:
    if platform == "win32":
        return _RunValue(f"Restaurant {role}")
    if platform == "darwin":
        return _LaunchAgent(folder, f"local.restaurant.{role}")
    return _DesktopEntry(folder / f"restaurant-{role}.desktop", f"Restaurant {role}")


class _DesktopEntry:
    """A file of the XDG autostart specification."""

    def __init__(self, file: Path, name: str) -> None:
        self._file, self._name = file, name

    def is_on(self) -> bool:
        return not set(_OFF) & set(self._file.read_text("utf-8").splitlines())

    def write(self, command: Sequence[str]) -> None:
        words = " ".join(map(_quoted, command))
        lines = ("[Desktop Entry]", "Type=Application", f"Name={self._name}", f"Exec={words}")
        _write(self._file, "".join(f"{line}\n" for line in lines).encode())

    def remove(self) -> None:
        self._file.unlink(missing_ok=True)


def _quoted(word: str) -> str:
    """A word of an Exec line: quoted, and its backslashes doubled once more, as for any text there."""
    for sign in '\\"`$':
        word = word.replace(sign, f"\\{sign}")
    return f'"{word}"'.replace("\\", "\\\\").replace("%", "%%")


class _LaunchAgent:
    """A property list that launchd reads when the user signs in."""

    def __init__(self, folder: Path, label: str) -> None:
        self._file, self._label = folder / f"{label}.plist", label

    def is_on(self) -> bool:
        return self._file.exists()

    def write(self, command: Sequence[str]) -> None:
        agent = {
            "Label": self._label,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        }
        _write(self._file, plistlib.dumps(agent))

    def remove(self) -> None:
        self._file.unlink(missing_ok=True)


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, data)


class _RunValue:
    """A value of the user's Run key."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._registry: Any = importlib.import_module("winreg")

    def is_on(self) -> bool:
        self._read(RUN_KEY)
        with suppress(OSError):
            switched: bytes = self._read(SWITCHED_KEY)
            return not switched[0] & 1
        return True

    def write(self, command: Sequence[str]) -> None:
        line = subprocess.list2cmdline(command)
        if len(line) > LONGEST_RUN:
            raise OSError(errno.ENAMETOOLONG, "longer than Windows takes at its start", line)
        here = self._registry
        with here.CreateKeyEx(here.HKEY_CURRENT_USER, RUN_KEY, 0, here.KEY_SET_VALUE) as key:
            here.SetValueEx(key, self._name, 0, here.REG_SZ, line)
        self._delete(SWITCHED_KEY)

    def remove(self) -> None:
        self._delete(RUN_KEY)
        self._delete(SWITCHED_KEY)

    def _read(self, path: str) -> Any:
        here = self._registry
        with here.OpenKeyEx(here.HKEY_CURRENT_USER, path) as key:
            return here.QueryValueEx(key, self._name)[0]

    def _delete(self, path: str) -> None:
        here = self._registry
        with (
            suppress(FileNotFoundError),
            here.OpenKeyEx(here.HKEY_CURRENT_USER, path, 0, here.KEY_SET_VALUE) as key,
        ):
            here.DeleteValue(key, self._name)
