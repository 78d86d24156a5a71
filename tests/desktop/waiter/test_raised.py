"""A window that calls for a person, and leaves the keyboard where it is."""

import ctypes
import sys
import types
from typing import Any

import pytest

from restaurant.desktop.waiter.attention import raised
from tests.desktop.screen import Screen


def elsewhere(patch: pytest.MonkeyPatch) -> None:
    """Somebody works in another program."""
    patch.setattr(raised, "has_focus", lambda _root: False)


def test_it_comes_up_and_gives_way_again(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    root = screen.open()
    elsewhere(monkeypatch)
    set_: list[Any] = []
    monkeypatch.setattr(root, "attributes", lambda name, value: set_.append((name, value)))
    assert raised.call_for(root)
    assert set_ == [("-topmost", True)]
    screen.until(lambda: set_ == [("-topmost", True), ("-topmost", False)])


def test_it_never_asks_for_the_keyboard(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    root = screen.open()
    elsewhere(monkeypatch)
    for name in ("focus_force", "focus_set", "grab_set"):
        monkeypatch.setattr(root, name, lambda: pytest.fail("took the keyboard"))
    assert raised.call_for(root)
    screen.settle()


def test_a_window_made_small_comes_back(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    root = screen.open()
    elsewhere(monkeypatch)
    monkeypatch.setattr(root, "state", lambda: "iconic")
    shown: list[bool] = []
    monkeypatch.setattr(root, "deiconify", lambda: shown.append(True))
    raised.call_for(root)
    assert shown == [True]


def test_who_works_in_it_is_left_alone(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    root = screen.open()
    screen.settle()
    root.focus_force()
    screen.until(lambda: raised.has_focus(root))
    monkeypatch.setattr(root, "attributes", lambda *_: pytest.fail("came up"))
    assert not raised.call_for(root)


def test_windows_flashes_it(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    root = screen.open()
    elsewhere(monkeypatch)
    flashed: list[tuple[Any, ...]] = []

    def flash(pointer: Any) -> None:
        info = pointer._obj
        flashed.append((info.window, info.flags, info.count, info.size))

    user32 = types.SimpleNamespace(FlashWindowEx=flash)
    monkeypatch.setattr(ctypes, "windll", types.SimpleNamespace(user32=user32), raising=False)
    monkeypatch.setattr(root, "wm_frame", lambda: "0x30a14")
    monkeypatch.setattr(sys, "platform", "win32")
    assert raised.call_for(root)
    [(window, flags, count, size)] = flashed
    assert (window, flags, count) == (0x30A14, 15, raised.FLASHES)
    assert size >= 20
