"""Light or dark follows the system; what cannot be read is light."""

import sys
import tkinter as tk
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from restaurant.desktop.look import scheme
from restaurant.desktop.look.scheme import GNOMES, KDES, systems_scheme

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
