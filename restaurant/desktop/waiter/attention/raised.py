"""Calls for a person: the window comes up and flashes, and the keyboard stays where it was."""

import sys
import tkinter as tk

RAISED_MS = 400
"""How long the window is held above all others: long enough to be on top afterwards."""
FLASHES = 5
FLASH_ALL, FLASH_UNTIL_SEEN = 3, 12
"""Caption and task bar, until the window has the keyboard (`FLASHWINFO.dwFlags` of Windows)."""


def call_for(root: tk.Tk) -> bool:
    """Brings the window up, unless somebody works in this program; whether it did."""
    if has_focus(root):
        return False
    if sys.platform == "win32":
        _flash(root)
    elif root.state() == "iconic":
        root.deiconify()
    root.attributes("-topmost", True)
    root.after(RAISED_MS, lambda: root.attributes("-topmost", False))
    return True


def has_focus(root: tk.Misc) -> bool:
    """Whether the keyboard writes into a window of this program."""
    return bool(str(root.tk.call("focus", "-displayof", root)))


def _flash(root: tk.Tk) -> None:
    if sys.platform != "win32":
        return
    import ctypes
    from ctypes import wintypes

    class FlashInfo(ctypes.Structure):
        """`FLASHWINFO` of Windows."""

        _fields_ = [
            ("size", wintypes.UINT),
            ("window", wintypes.HWND),
            ("flags", wintypes.DWORD),
            ("count", wintypes.UINT),
            ("timeout", wintypes.DWORD),
        ]

    window = int(root.wm_frame(), 16)
    flags = FLASH_ALL | FLASH_UNTIL_SEEN
    info = FlashInfo(ctypes.sizeof(FlashInfo), window, flags, FLASHES, 0)
    ctypes.windll.user32.FlashWindowEx(ctypes.byref(info))
