"""The foot of the server's window: backups, a lost PIN, the menu's page, the start with the computer."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tkinter import filedialog

import pytest

from restaurant.domain.commands import ResetManagerPin
from restaurant.protocol.requests import BackUp
from tests.desktop.console.drawn import drawn
from tests.desktop.console.server_window import TODAY, Console


def test_nothing_can_be_asked_of_a_server_that_is_not_there(console: Console) -> None:
    foot = console.window.foot
    asks = (foot.pair, foot.manage, foot.back_up, foot.reset_pin)
    assert all(button.instate(["disabled"]) for button in asks)
    console.serve()
    console.screen.until(lambda: all(button.instate(["!disabled"]) for button in asks))
    console.links[-1].offline()
    console.screen.until(lambda: all(button.instate(["disabled"]) for button in asks))


def test_a_lost_pin_is_reset_after_a_question(console: Console) -> None:
    console.serve()
    console.window.foot.reset_pin.invoke()
    popup = console.question()
    console.screen.shoot("console-ask-reset")
    popup.buttons[0].invoke()
    link = console.links[-1]
    first = link.commands[-1]
    assert isinstance(first, ResetManagerPin)
    link.answer(error="pin_taken", message="Somebody else has this PIN.")
    console.screen.until(lambda: len(link.sent) == 2)
    second = link.commands[-1]
    assert isinstance(second, ResetManagerPin)
    assert not console.window.owner_cards.pin.shown
    link.answer(ok=True)
    console.screen.until(console.window.owner_cards.pin.frame.winfo_viewable)
    assert console.window.owner_cards.pin.large.full.replace(" ", "") == second.pin
    console.window.owner_cards.pin.buttons[0].invoke()
    console.screen.until(lambda: not console.window.owner_cards.pin.frame.winfo_viewable())


def test_a_pin_is_not_reset_by_return(console: Console) -> None:
    console.serve()
    console.window.foot.reset_pin.invoke()
    popup = console.question()
    popup.buttons[-1].event_generate("<Return>")
    console.screen.until(lambda: not popup.open)
    assert console.links[-1].commands == []


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What a person chooses in the system's own dialog."""

    def choose_folder(folder: str) -> None:
        monkeypatch.setattr(filedialog, "askdirectory", lambda **_options: folder)

    return choose_folder


def test_a_backup_shows_that_it_is_made_and_what_came_of_it(
    console: Console, chosen: Callable[[str], None], tmp_path: Path
) -> None:
    console.serve()
    chosen(str(tmp_path))
    console.window.foot.back_up.invoke()
    assert console.links[-1].commands == [BackUp(folder=str(tmp_path.resolve()))]
    console.put_server(backing_up=True)
    button = console.window.foot.back_up
    console.screen.until(lambda: button.cget("text") == "Backing up: 0 s")
    assert button.instate(["disabled"])
    console.now = TODAY + timedelta(seconds=12)
    console.screen.until(lambda: button.cget("text") == "Backing up: 12 s")
    console.screen.shoot("console-backing-up")
    file = str(tmp_path / "restaurant-2026-11-20.zip")
    console.put_server(last_backup=TODAY, last_backup_file=file)
    console.screen.until(lambda: button.cget("text") == "Back up")
    assert button.instate(["!disabled"])
    said = console.text("console.event_backup", file=file)
    console.screen.until(lambda: said in drawn(console.window.happenings))


def test_no_folder_no_backup(console: Console, chosen: Callable[[str], None]) -> None:
    console.serve()
    chosen("")
    console.window.foot.back_up.invoke()
    assert console.links[-1].commands == []


def test_the_menu_page_is_opened_or_its_address_told(console: Console) -> None:
    console.serve()
    console.window.foot.manage.invoke()
    assert console.computer.shown == ["http://localhost:5000/manager"]
    console.computer.can_show = False
    console.window.foot.manage.invoke()
    console.screen.until(
        lambda: "http://localhost:5000/manager" in console.window.shell.notice.text
    )


def test_the_server_starts_with_the_computer_if_that_is_wanted(console: Console) -> None:
    starts = console.window.foot.starts
    starts.invoke()
    assert console.computer.starts_server
    console.screen.until(lambda: "power cut" in console.window.shell.notice.text)
    starts.invoke()
    assert not console.computer.starts_server
    console.computer.forgotten = ["--port"]
    starts.invoke()
    console.screen.until(lambda: "not with --port" in console.window.shell.notice.text)


def test_a_tick_says_what_is_so(console: Console) -> None:
    console.computer.stubborn = True
    console.window.foot.starts.invoke()
    assert not console.window.foot._starts.get()
    assert "Permission denied" in console.window.shell.fault_bar.text
    assert [type(error) for error in console.screen.errors] == [PermissionError]
    console.screen.errors.clear()
