"""What there is to know of this machine: the user's folders, language and time zone, and its screen."""

import locale
import sys
from collections.abc import Mapping
from pathlib import Path


def user_data_folder(environ: Mapping[str, str], platform: str) -> Path:
    """Where this platform keeps a user's data (not yet the restaurant's part of it)."""
    if platform == "win32":
        local = environ.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    data = environ.get("XDG_DATA_HOME", "")
    # The XDG rules: a relative path there is to be ignored.
    return Path(data) if Path(data).is_absolute() else Path.home() / ".local" / "share"


def autostart_folder(environ: Mapping[str, str], platform: str) -> Path:
    """Where this platform looks for what to start when the user signs in (on Windows the registry)."""
    if platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents"
    config = environ.get("XDG_CONFIG_HOME", "")
    return (Path(config) if Path(config).is_absolute() else Path.home() / ".config") / "autostart"


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Whether windows can be opened: always on Windows and macOS, elsewhere if an X server is there."""
    if platform in ("win32", "darwin"):
        return True
    host, _, number = environ.get("DISPLAY", "").partition(":")
    if not number:
        return False
    return host not in ("", "unix") or _answers(f"/tmp/.X11-unix/X{number.partition('.')[0]}")


def _answers(socket_path: str) -> bool:
    # Some X servers listen under the abstract name only, and a dead one leaves its file behind.
    if sys.platform == "win32":  # Asked for another platform's sake only, by a test.
        return False
    # The bare module, as the server patches the real one before anything loads it.
    import _socket

    for name in (socket_path, "\0" + socket_path):
        probe = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        reached = probe.connect_ex(name) == 0
        probe.close()
        if reached:
            return True
    return False


def computers_language() -> str | None:
    """The code of the language that this computer's user sees elsewhere, such as "de"."""
    # The picker asks for it before its window is there: it loads what this system needs, no more.
    name: str | None
    if sys.platform == "win32":
        import ctypes

        name = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage())
    elif sys.platform == "darwin":  # a program that was double-clicked has no locale there
        name = _read_default("AppleLocale")
    else:
        name = locale.getlocale()[0]
    return name.partition("_")[0].strip().lower() or None if name else None


def _read_default(name: str) -> str | None:
    """What macOS keeps under this name among what the user has chosen for every program."""
    import subprocess

    asked = ["defaults", "read", "-g", name]
    try:
        return subprocess.run(asked, capture_output=True, text=True, timeout=2, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return None


def computers_time_zone() -> str | None:
    """The name of the time zone that this computer's clock is in, such as "Europe/Rome"."""
    from zoneinfo import ZoneInfo

    import tzlocal

    try:
        name: str | None = tzlocal.get_localzone_name()
        return ZoneInfo(name).key if name else None
    except (LookupError, ValueError, OSError):  # A zone that is described, but has no name.
        return None
