"""Light or dark, as the user of this computer has chosen for every program.

Read without starting a program, so that the first window is there as soon: what cannot be read is light.
"""

import re
import sys
import tkinter as tk
from pathlib import Path

from restaurant.desktop.look.tokens import Scheme

WINDOWS_KEY = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
GNOMES = Path("dconf", "user")
"""The settings of GNOME and its kin: a table of its own format, with names and texts as they are."""
KDES = Path("kdeglobals")


def systems_scheme(root: tk.Misc, config: Path, *, platform: str = sys.platform) -> Scheme:
    """What is chosen now; `config` is where a desktop on Linux keeps what was chosen."""
    if platform == "win32":
        dark = _windows_is_dark()
    elif platform == "darwin":
        dark = _macos_is_dark(root)
    else:
        dark = _has(config / GNOMES, rb"prefer-dark") or _has(
            config / KDES, rb"(?im)^ColorScheme=.*dark"
        )
    return "dark" if dark else "light"


def _windows_is_dark() -> bool:
    if sys.platform != "win32":  # Asked for another platform's sake only, by a test.
        return False
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, WINDOWS_KEY) as key:
            return bool(winreg.QueryValueEx(key, "AppsUseLightTheme")[0] == 0)
    except OSError:  # Before Windows 10 there is no such value.
        return False


def _macos_is_dark(root: tk.Misc) -> bool:
    try:
        return bool(root.tk.call("::tk::unsupported::MacWindowStyle", "isdark", root))
    except tk.TclError:  # Tk before 8.6.11 does not know.
        return False


def _has(file: Path, pattern: bytes) -> bool:
    try:
        return re.search(pattern, file.read_bytes()) is not None
    except OSError:
        return False
