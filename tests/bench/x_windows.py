"""Looks at the windows of an X display through libX11, so that a millisecond can be told."""

import ctypes
import ctypes.util
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

VIEWABLE = 2


class Attributes(ctypes.Structure):
    """XWindowAttributes of X11/Xlib.h."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("x", "y", "width", "height", "border", "depth")),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("kind", "bit_gravity", "win_gravity", "backing_store")),
        ("backing_planes", ctypes.c_ulong),
        ("backing_pixel", ctypes.c_ulong),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        ("map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        *((name, ctypes.c_long) for name in ("all_events", "your_events", "do_not_propagate")),
        ("override_redirect", ctypes.c_int),
        ("screen", ctypes.c_void_p),
    ]


class Display:
    """A display that nobody manages: each top-level window is a child of the root."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XFree.argtypes = [ctypes.c_void_p]
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(name.encode()))
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        self._ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(_nothing)
        self._x.XSetErrorHandler(self._ignore)  # windows go while they are looked at

    def shows_window(self, least: int = 100) -> bool:
        """Whether a window of at least that width and height is to be seen."""
        return any(self._is_seen(window, least) for window in self._windows())

    def _windows(self) -> list[int]:
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        children, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        references = (ctypes.byref(value) for value in (root, parent, children, count))
        self._x.XQueryTree(self._display, self._root, *references)
        found = [children[place] for place in range(count.value)]
        if children:
            self._x.XFree(children)
        return found

    def _is_seen(self, window: int, least: int) -> bool:
        seen = Attributes()
        ok = self._x.XGetWindowAttributes(self._display, ctypes.c_ulong(window), ctypes.byref(seen))
        return bool(ok) and seen.map_state == VIEWABLE and min(seen.width, seen.height) >= least


def _nothing(_display: object, _event: object) -> int:
    return 0


@contextmanager
def virtual_display() -> Iterator[Display]:
    """A display of its own, without a window manager."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as answer:
                yield Display(":" + answer.readline().strip())
        finally:
            server.terminate()
