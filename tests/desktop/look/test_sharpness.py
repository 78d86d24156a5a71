"""Windows does not blow up the pixels of windows, where it knows how not to."""

import ctypes
import sys
from types import SimpleNamespace

import pytest

from restaurant.desktop.look.theme import sharpen


def test_windows_is_told_before_the_first_window(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    core = SimpleNamespace(SetProcessDpiAwareness=told.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shcore=core), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    sharpen()
    assert told == [1]


@pytest.mark.parametrize("windows", [SimpleNamespace(), SimpleNamespace(shcore=SimpleNamespace())])
def test_a_windows_that_does_not_know_it_opens_them_all_the_same(
    monkeypatch: pytest.MonkeyPatch, windows: SimpleNamespace
) -> None:
    monkeypatch.setattr(ctypes, "windll", windows, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    sharpen()
