"""Light or dark follows the system; what cannot be read is light."""

import signal
import sys
import tkinter as tk
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from restaurant.common.options import Options
from restaurant.desktop import console, customer, picker, waiter
from restaurant.desktop.console.watched.process import ServerProcess
from restaurant.desktop.look import scheme
from restaurant.desktop.look.scheme import GNOMES, KDES, systems_scheme
from restaurant.desktop.look.tokens import read_look
from restaurant.desktop.window import awake

DCONF = b"GVariant\0\0color-scheme v\0'%s'\0(s)gtk-theme"


class MacTk:
    """What Tk on macOS says when it is asked."""

    def __init__(self, said: object) -> None:
        self.tk, self._said = self, said

    def call(self, *asked: object) -> object:
        assert asked == ("::tk::unsupported::MacWindowStyle", "isdark", self)
        if isinstance(self._said, Exception):
            raise self._said
        return self._said


def write(folder: Path, name: Path, content: bytes) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (GNOMES, DCONF % b"prefer-dark", "dark"),
        (GNOMES, DCONF % b"prefer-light", "light"),
        (GNOMES, b"", "light"),
        (KDES, b"[General]\nColorScheme=BreezeDark\nfixed=Hack\n", "dark"),
        (KDES, b"[General]\nColorScheme=BreezeLight\nName=Dark and light\n", "light"),
    ],
)
def test_linux_desktops(tmp_path: Path, name: Path, content: bytes, expected: str) -> None:
    write(tmp_path, name, content)
    assert systems_scheme(SimpleNamespace(), tmp_path, platform="linux") == expected  # type: ignore[arg-type]


def test_a_desktop_that_keeps_nothing_there_is_light(tmp_path: Path) -> None:
    (tmp_path / GNOMES).mkdir(parents=True)
    assert systems_scheme(SimpleNamespace(), tmp_path, platform="linux") == "light"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "expected"), [(1, "dark"), (0, "light"), (tk.TclError("unknown"), "light")]
)
def test_macos(said: object, expected: str) -> None:
    assert systems_scheme(MacTk(said), Path("none"), platform="darwin") == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(("light", "expected"), [(0, "dark"), (1, "light"), (None, "light")])
def test_windows(monkeypatch: pytest.MonkeyPatch, light: int | None, expected: str) -> None:
    def query(key: str, name: str) -> tuple[int, int]:
        assert (key, name) == (scheme.WINDOWS_KEY, "AppsUseLightTheme")
        if light is None:
            raise FileNotFoundError(2, "no such value")
        return light, 4

    registry = SimpleNamespace(
        HKEY_CURRENT_USER="user",
        OpenKey=lambda _user, key: nullcontext(key),
        QueryValueEx=query,
    )
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", registry)
    assert systems_scheme(SimpleNamespace(), Path("none"), platform="win32") == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("open_window", [picker.choose, customer.run, waiter.run, console.run])
def test_every_window_takes_it(
    display: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    open_window: Callable[[Options], object],
) -> None:
    grounds: list[str] = []

    def seen(root: tk.Tk) -> None:
        grounds.append(str(root.cget("background")))
        root.destroy()

    write(tmp_path / "config", GNOMES, DCONF % b"prefer-dark")
    monkeypatch.setattr(tk.Tk, "mainloop", seen)
    monkeypatch.setattr(awake, "keep_awake", lambda _window: lambda: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(ServerProcess, "start", lambda _process: None)
    options = Options(
        data=tmp_path / "data", user_folder=tmp_path / "user", server="127.0.0.1:1",
        autostart_folder=tmp_path / "config" / "autostart",
    )  # fmt: skip
    open_window(options)
    assert grounds == [read_look("dark").colours["background"]]
