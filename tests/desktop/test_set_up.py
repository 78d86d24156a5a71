"""The window of the first start: how far it is, why it failed, and that it goes when it is told to."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from restaurant import setup_window
from restaurant.common.language.strings import Strings
from restaurant.desktop.set_up import SIZE, SetUpWindow
from restaurant.desktop.window import shell
from tests.desktop.screen import Screen

WHY = "This computer needs the internet once, and the folder has a long name. " * 6


@pytest.fixture
def window(screen: Screen) -> SetUpWindow:
    screen.root = shell.open_root("Restaurant", least=SIZE)
    return SetUpWindow(screen.root, Strings())


def test_what_is_done_and_how_far_it_is(screen: Screen, window: SetUpWindow) -> None:
    window.take({"text": "getting flask (3)", "share": 0.25})
    screen.until(lambda: window.bar.winfo_width() > 1)
    assert window.doing.full == "getting flask (3)"
    assert window.bar.winfo_width() == pytest.approx(window.bar.master.winfo_width() / 4, abs=1)
    screen.shoot("set-up-progress")


def test_why_it_failed_stands_there_whole_until_it_is_closed(
    screen: Screen, window: SetUpWindow
) -> None:
    window.take({"text": "getting flask (3)", "share": 0.25})
    screen.settle()
    window.take({"failed": WHY})
    screen.settle()
    assert window.why.cget("text") == WHY
    assert window.why.winfo_reqheight() <= window.why.winfo_height()
    assert window.button.winfo_rooty() >= window.why.winfo_rooty() + window.why.winfo_height()
    screen.shoot("set-up-failed")
    window.button.invoke()
    assert screen.gone()


def test_it_goes_when_nothing_more_is_told(screen: Screen, window: SetUpWindow) -> None:
    told: list[str] = []

    def lines() -> Iterator[str]:
        yield json.dumps({"text": "installing", "share": 0.8}) + "\n"
        told.append(window.doing.full)

    window.follow(lines())
    screen.until(screen.gone)
    assert len(told) == 1


def test_a_process_of_its_own_shows_it_and_a_person_may_close_it(
    display: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_window, "KILLED", 60.0)  # A busy machine opens it late.
    shown = setup_window.SetUpWindow()
    shown.close()
    shown.show("getting flask (3)", 0.25)
    assert not shown.is_closed
    shown.close()
    assert shown.is_closed


def test_where_no_window_can_open_the_set_up_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for command in (("/nowhere/python",), (*setup_window.COMMAND[:1], "-c", "raise SystemExit(1)")):
        monkeypatch.setattr(setup_window, "COMMAND", command)
        shown = setup_window.SetUpWindow()
        shown.show("getting flask (3)", 0.25)
        shown.fail("No internet.")
        assert not shown.is_closed
        shown.close()


def test_whether_somebody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    assert setup_window.nobody_reads()  # Under pytest standard error is no terminal.
    terminal, other = os.openpty() if hasattr(os, "openpty") else (0, 0)
    if other:
        with os.fdopen(other, "w") as stream:
            monkeypatch.setattr("sys.stderr", stream)
            assert not setup_window.nobody_reads()
            monkeypatch.setattr("sys.platform", "win32")
            for processes, alone in ((1, True), (2, True), (3, False)):
                monkeypatch.setattr(setup_window, "_processes_at_console", lambda n=processes: n)
                assert setup_window.nobody_reads() is alone
        os.close(terminal)
    monkeypatch.setattr("sys.stderr", None)
    assert setup_window.nobody_reads()


def test_windows_counts_who_shares_the_console(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = SimpleNamespace(GetConsoleProcessList=lambda room, most: 3 if len(room) == most else 0)
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert setup_window._processes_at_console() == 3
