"""Kiosk mode: the start, the quiet minute, and the PIN that leaves it."""

from concurrent.futures import Future

import pytest

from restaurant.common.strings import Strings
from restaurant.desktop.customer.kiosk import Unlock
from tests.desktop.customer_terminal import CustomerTerminal
from tests.desktop.fake_link import show_menu
from tests.desktop.screen import Screen, words_in


def kiosk(screen: Screen, strings: Strings, unlock: Unlock | None = None) -> CustomerTerminal:
    made = CustomerTerminal(screen, strings, kiosk=True, unlock=unlock)
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
    monkeypatch.setattr("restaurant.desktop.customer.quiet.QUIET_MS", 300)
    monkeypatch.setattr("restaurant.desktop.customer.quiet.SECOND_MS", 5)
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
    monkeypatch.setattr("restaurant.desktop.customer.quiet.QUIET_MS", 200)
    made = kiosk(screen, strings)
    begin(screen, made)
    made.add("soup")
    quiet = made.window.quiet
    assert quiet is not None
    screen.until(lambda: quiet.popup is not None and quiet.popup.top.winfo_viewable())
    assert quiet.popup is not None
    assert "cleared in 10 seconds" in words_in(quiet.popup.top)
    screen.shoot("customer-kiosk-quiet")
    monkeypatch.setattr("restaurant.desktop.customer.quiet.QUIET_MS", 10**6)
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


def test_without_a_way_to_check_pins_it_says_so_and_stays(screen: Screen, strings: Strings) -> None:
    made = kiosk(screen, strings)
    made.window.shell.on_close()
    assert made.has_popup()
    assert "PINs cannot be checked" in made.popup_text()
    made.dismiss()
    assert not screen.gone()


def test_only_the_right_pin_leaves_it(screen: Screen, strings: Strings) -> None:
    asked: list[tuple[str, Future[bool]]] = []

    def unlock(pin: str) -> "Future[bool]":
        asked.append((pin, Future()))
        return asked[-1][1]

    made = kiosk(screen, strings, unlock=unlock)
    made.window.shell.on_close()
    assert made.window.kiosk is not None
    panel = made.window.kiosk.panel
    assert panel is not None
    screen.shoot("customer-kiosk-pin")
    for key in ("1", "2", "back", "9", "ok"):
        panel.press(key)
    assert asked[0][0] == "19"
    assert "19" not in words_in(panel.popup.top), "nobody reads it over a shoulder"
    asked[0][1].set_result(False)
    screen.until(lambda: "nobody's PIN" in words_in(panel.popup.top))
    panel.press("4")
    panel.press("ok")
    asked[1][1].set_exception(TimeoutError())
    screen.until(lambda: "no PIN can be checked" in words_in(panel.popup.top))
    panel.press("7")
    panel.press("ok")
    asked[2][1].set_result(True)
    screen.until(screen.gone)
    assert not made.link.running


def test_a_finger_that_rests_on_the_name_asks_for_the_pin(
    screen: Screen, strings: Strings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("restaurant.desktop.customer.head.HOLD_MS", 1)
    made = kiosk(screen, strings)
    made.window.head._name.event_generate("<ButtonPress-1>", x=5, y=5)
    screen.until(made.has_popup)
