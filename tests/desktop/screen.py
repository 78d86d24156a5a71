"""A real window on the virtual screen of a test, and what its widgets say."""

import _tkinter
import os
import time
import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from tkinter import ttk
from typing import Any

import pytest
from PIL import ImageGrab

from restaurant.desktop.window import shell

SCREENSHOTS = Path(__file__).resolve().parents[1] / "screenshots"
PATIENCE_S = 30.0
COMES_UP_S = 10.0
REST_S = 0.002
"""Between two looks at what Tk has to do: whoever is waited for may need the processor."""


class Screen:
    """A root window; errors in its callbacks are kept and fail the test."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.errors: list[BaseException] = []
        self.root: tk.Tk | None = None
        self._came_up = False
        fault = shell.Shell.fault

        def keep(window: shell.Shell, kind: Any, error: BaseException, trace: Any) -> None:
            self.errors.append(error)
            fault(window, kind, error, trace)

        patch.setattr(shell.Shell, "fault", keep)

    def open(self, size: str = "1366x768", *, least: tuple[int, int] = shell.LEAST_SIZE) -> tk.Tk:
        self.root = shell.open_root("Restaurant", least=least)
        self.root.geometry(f"{size}+0+0")
        self._came_up = False
        return self.root

    def until(
        self, condition: Callable[[], object], what: object = "", within: float = PATIENCE_S
    ) -> None:
        """Lets Tk work until the condition holds; `what` says what did not happen."""
        self._come_up()
        deadline = time.monotonic() + within
        while not condition():
            assert time.monotonic() < deadline, f"did not happen: {what or condition}"
            self._work()

    def _come_up(self) -> None:
        """Lets the window come up, once: a key that is pressed before it has the keyboard is lost."""
        assert self.root is not None
        deadline = time.monotonic() + COMES_UP_S
        while not (self._came_up or self.gone() or time.monotonic() > deadline):
            self._work()
            self._came_up = self.gone() or bool(self.root.focus_displayof())
        self._came_up = True

    def _work(self) -> None:
        assert self.root is not None
        if not self.root.tk.dooneevent(_tkinter.DONT_WAIT):
            time.sleep(REST_S)
        elif not self.gone():
            self.root.update()

    def settle(self) -> None:
        """Lets Tk work until the window's size has reached every widget."""
        assert self.root is not None
        self._come_up()
        for _ in range(8):
            self.root.update()

    def shoot(self, name: str) -> None:
        """Keeps a picture of the virtual screen."""
        self.settle()
        if display := os.environ.get("DISPLAY"):
            keep_picture(name, display)

    def gone(self) -> bool:
        """Whether the window was closed."""
        try:
            return self.root is None or not self.root.winfo_exists()
        except tk.TclError:
            return True


def keep_picture(name: str, display: str) -> None:
    """Keeps what is on a virtual screen, for people to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    picture = ImageGrab.grab(xdisplay=display)
    picture.save(SCREENSHOTS / f"{name}.png", compress_level=1)


def words_in(widget: tk.Misc) -> str:
    """All words that a widget and its children show."""
    found = []
    if "text" in widget.keys():  # noqa: SIM118 - a widget is not a mapping
        found.append(str(getattr(widget, "full", "") or widget.cget("text")))
    return " ".join([*found, *(words_in(child) for child in widget.winfo_children())])


def buttons_in(widget: tk.Misc) -> list[ttk.Button]:
    """All buttons on a widget."""
    found = [widget] if isinstance(widget, ttk.Button) else []
    return found + [button for child in widget.winfo_children() for button in buttons_in(child)]
