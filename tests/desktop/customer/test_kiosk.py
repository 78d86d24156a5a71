"""Kiosk mode: the start, the quiet minute, and the PIN that leaves it."""

import pytest

from restaurant.client.no_link import NoLink
from restaurant.common.language.strings import Strings
from restaurant.desktop.touch.pin_pad import BACK, DONE
from restaurant.domain.commands import UnlockTerminal
from tests.desktop.customer.customer_terminal import CustomerTerminal
from tests.desktop.fake_link import show_menu
from tests.desktop.screen import Screen, words_in


def kiosk(screen: Screen, strings: Strings) -> CustomerTerminal:
    made = CustomerTerminal(screen, strings, kiosk=True)
    show_menu(made.link)
    screen.until(lambda: made.window.board.tiles, "menu shown")
    return made


def begin(screen: Screen, made: CustomerTerminal) -> None:
    start = made.window.start
    assert start is not None
    start.frame.event_generate("<ButtonRelease-1>", x=5, y=5)
    screen.settle()
    assert not start.shown


def test_it_waits_for_a_touch(screen: Screen, strings: Strings) -> None:
    made = kiosk(screen, strings)
    start = made.window.start
    assert start is not None
    assert start.shown
    assert "Trattoria Blu" in words_in(start.frame)
    assert "Touch to begin" in words_in(start.frame)
    screen.shoot("customer-kiosk-start")
    begin(screen, made)


def test_it_fills_the_screen(screen: Screen, strings: Strings) -> None:
    root = kiosk(screen, strings).window.root
    screen.until(lambda: root.winfo_width() == root.winfo_screenwidth())
    assert root.winfo_height() == root.winfo_screenheight()


def test_after_a_quiet_minute_it_is_free_for_the_next_guest(
    screen: Screen, strings: Strings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("restaurant.desktop.customer.kiosk.quiet.QUIET_MS", 300)
    monkeypatch.setattr("restaurant.desktop.customer.kiosk.quiet.SECOND_MS", 5)
    made = kiosk(screen, strings)
    begin(screen, made)
    window = made.window
    made.add("soup")
    window.place.switches["takeaway"].invoke()
    window.place.name.set("Ana")
    window.board.tabs["mains"].invoke()
    window.board.search.set("pasta")
    window.board.open_filter()
    filtering = window.board.filter
    assert filtering is not None
    filtering.without["milk"][0].invoke()
    assert window.start is not None
    screen.until(lambda: window.start is not None and window.start.shown, "back at the start")
    assert window.cart.lines == []
    assert window.place.empty
    assert window.place.kind.get() == "table"
    assert window.board.search.get() == ""
    assert window.board.category.get() == "starters"
    assert window.board.wishes.count == 0
    assert not filtering.popup.open


def test_it_counts_down_first_and_whoever_is_there_goes_on(
    screen: Screen, strings: Strings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("restaurant.desktop.customer.kiosk.quiet.QUIET_MS", 200)
    made = kiosk(screen, strings)
    begin(screen, made)
    made.add("soup")
    quiet = made.window.quiet
    assert quiet is not None
    screen.until(lambda: quiet.popup is not None and quiet.popup.top.winfo_viewable())
    assert quiet.popup is not None
    assert "cleared in 10 seconds" in words_in(quiet.popup.top)
    screen.shoot("customer-kiosk-quiet")
    monkeypatch.setattr("restaurant.desktop.customer.kiosk.quiet.QUIET_MS", 10**6)
    quiet.popup.buttons[-1].invoke()
    screen.settle()
    assert quiet.popup is None
    assert len(made.window.cart.lines) == 1
    assert made.window.start is not None
    assert not made.window.start.shown


def test_a_touch_begins_the_minute_anew(
    screen: Screen, strings: Strings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = kiosk(screen, strings)
    quiet = made.window.quiet
    assert quiet is not None
    before = quiet._timer
    made.window.board.event_generate("<ButtonPress-1>", x=5, y=5)
    assert quiet._timer != before


def test_a_table_tablet_that_is_no_kiosk_is_never_cleared(screen: Screen, strings: Strings) -> None:
    made = CustomerTerminal(screen, strings)
    assert made.window.quiet is None
    assert made.window.start is None


# -------------------------------------------------------------------------- leaving it


def test_only_the_right_pin_leaves_it(screen: Screen, strings: Strings) -> None:
    made = kiosk(screen, strings)
    made.window.shell.on_close()
    assert made.window.kiosk is not None
    pad = made.window.kiosk.pad
    assert pad is not None
    screen.shoot("customer-kiosk-pin")
    for key in (*"12999", BACK, DONE):
        pad.press(key)
    asked, answer = made.link.asked[0]
    assert asked == UnlockTerminal(pin="1299")
    answer.set_result({"error": "wrong_pin", "message": "Nobody has this PIN."})
    screen.until(lambda: pad.said == "Nobody has this PIN.")
    for key in (*"4321", DONE):
        pad.press(key)
    made.link.asked[1][1].set_exception(NoLink("link.no_server"))
    screen.until(lambda: "no PIN can be checked" in pad.said)
    for key in (*"4321", DONE):
        pad.press(key)
    made.link.asked[2][1].set_exception(NoLink("link.terminal_removed"))
    screen.until(lambda: "it was removed at the server" in pad.said)
    assert not screen.gone()
    for key in (*"1234", DONE):
        pad.press(key)
    made.link.asked[3][1].set_result({"ok": True})
    screen.until(screen.gone)
    assert not made.link.running


def test_a_finger_that_rests_on_the_name_asks_for_the_pin(
    screen: Screen, strings: Strings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("restaurant.desktop.customer.head.HOLD_MS", 1)
    made = kiosk(screen, strings)
    made.window.head._name.event_generate("<ButtonPress-1>", x=5, y=5)
    screen.until(lambda: made.window.kiosk is not None and made.window.kiosk.pad is not None)
