"""What every window has: the pump, faults that are told, text that fits, scrolling."""

import gc
import logging
import threading
import tkinter as tk
import weakref
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from restaurant.client.notices import Notice, Waiting
from restaurant.common.language.strings import Strings
from restaurant.common.options import parse
from restaurant.desktop.parts.frames import Flow
from restaurant.desktop.parts.popup import Choice, Popup, tell
from restaurant.desktop.parts.scrolled import Scrolled
from restaurant.desktop.parts.words import Elided, elide, printable, words
from restaurant.desktop.terminal import running
from restaurant.desktop.window.pump import Pump
from restaurant.desktop.window.shell import Shell
from tests.desktop.screen import Screen


@pytest.fixture
def window(screen: Screen, strings: Strings) -> Shell:
    return Shell(screen.open(), strings)


def test_what_threads_put_in_comes_out_in_order(screen: Screen, window: Shell) -> None:
    seen: list[Notice] = []
    pump = Pump(window.root, seen.extend)
    window.at_end(pump.stop)

    def tell() -> None:
        for n in range(100):
            pump.put(Waiting(n))

    thread = threading.Thread(target=tell)
    thread.start()
    thread.join()
    screen.until(lambda: len(seen) == 100)
    assert seen == [Waiting(n) for n in range(100)]


def test_a_call_that_fails_loses_no_other(screen: Screen, window: Shell) -> None:
    called: list[str] = []

    def fail() -> None:
        raise ValueError("expected")

    pump: Pump[Notice] = Pump(window.root, lambda _notices: None)
    window.at_end(pump.stop)
    pump.call(fail)
    pump.call(lambda: called.append("the next one"))
    screen.until(lambda: called)
    assert str(screen.errors.pop()) == "expected"


def test_all_that_is_there_comes_in_one_go(screen: Screen, window: Shell) -> None:
    sizes: list[int] = []

    def receive(notices: Sequence[Notice]) -> None:
        sizes.append(len(notices))

    pump = Pump(window.root, receive)
    window.at_end(pump.stop)
    for n in range(50):
        pump.put(Waiting(n))
    screen.until(lambda: sizes)
    assert sizes == [50]


def test_a_callback_that_fails_is_logged_shown_and_survived(
    screen: Screen, window: Shell, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ValueError("the oven exploded")

    seen: list[Notice] = []
    pump = Pump(window.root, seen.extend)
    window.at_end(pump.stop)
    with caplog.at_level(logging.ERROR):
        pump.call(fail)
        screen.until(lambda: window.fault_bar.text)
    assert "the oven exploded" in window.fault_bar.text
    assert "Traceback" in caplog.text
    screen.shoot("window-fault")
    pump.put(Waiting(1))
    screen.until(lambda: seen)
    screen.errors.clear()


def test_a_failing_ending_does_not_keep_the_window(screen: Screen, window: Shell) -> None:
    ended: list[str] = []
    window.at_end(lambda: ended.append("first"))
    window.at_end(lambda: 1 / 0)
    window.close()
    assert ended == ["first"]
    assert screen.gone()


def test_a_sentence_at_the_foot_goes_again(
    screen: Screen, window: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("restaurant.desktop.window.shell.NOTICE_MS", 50)
    window.say("Soup is sold out.", "late")
    assert window.notice.text == "Soup is sold out."
    screen.until(lambda: not window.notice.text)


def test_a_long_text_ends_in_an_ellipsis(screen: Screen, window: Shell) -> None:
    font = window.theme.font("list")
    text = "Beef Carpaccio with Rocket"
    assert elide(font, text, 10_000) == text
    short = elide(font, text, 120)
    assert short.endswith("…")
    assert font.measure(short) <= 120
    holder = tk.Frame(window.body, width=120, height=30)
    holder.pack_propagate(False)
    holder.pack()
    label = Elided(holder, window.theme, text, font="list")
    label.pack(fill="x")
    screen.until(lambda: str(label.cget("text")).endswith("…"))
    assert label.full == text


def ask_to_stop(window: Shell, chosen: list[str]) -> Popup:
    return tell(
        window.root,
        window.theme,
        title="Stop?",
        text="Two terminals are connected.",
        tone="late",
        choices=[Choice("Stop", lambda: chosen.append("stop")), Choice("Keep")],
    )


def test_a_popup_that_fell_behind_comes_back(screen: Screen, window: Shell) -> None:
    chosen: list[str] = []
    popup = ask_to_stop(window, chosen)
    screen.until(lambda: popup.top.winfo_viewable())
    window.root.lift()
    screen.until(lambda: not is_above(popup.top, window.root))
    popup.top.event_generate("<Button-1>", x=-50, y=-50)
    screen.until(lambda: is_above(popup.top, window.root))
    popup.buttons[0].invoke()
    assert chosen == ["stop"]
    assert not popup.open


def test_escape_closes_a_popup_without_a_choice(screen: Screen, window: Shell) -> None:
    chosen: list[str] = []
    popup = ask_to_stop(window, chosen)
    screen.until(lambda: popup.top.focus_get() in popup.buttons)
    popup.top.event_generate("<Escape>")
    assert not popup.open
    assert chosen == []


def is_above(upper: tk.Toplevel, lower: tk.Tk) -> bool:
    """Whether the screen shows one window over the other."""
    return bool(upper.tk.getboolean(upper.tk.call("wm", "stackorder", upper, "isabove", lower)))


def test_control_characters_do_not_break_a_line() -> None:
    assert printable("Soup\n\x07of\u202ethe day") == "Soup  of the day"


def test_a_flow_goes_on_in_the_next_line(screen: Screen, window: Shell) -> None:
    holder = tk.Frame(window.body, width=200, height=300)
    holder.pack_propagate(False)
    holder.pack()
    flow = Flow(holder, gap=8)
    flow.pack(fill="x")
    labels = [words(flow, window.theme, "Starters", font="list") for _ in range(5)]
    screen.settle()
    flow.arrange()
    screen.settle()
    assert len({label.winfo_y() for label in labels}) > 1
    assert all(label.winfo_x() + label.winfo_width() <= 200 for label in labels)
    assert flow.winfo_height() >= labels[-1].winfo_y() + labels[-1].winfo_height()


def test_a_scrolled_frame_shows_what_gets_the_focus(screen: Screen, window: Shell) -> None:
    area = Scrolled(window.body, window.theme)
    area.pack(fill="both", expand=True)
    entries = [tk.Entry(area.content) for _ in range(80)]
    for entry in entries:
        entry.pack(fill="x", pady=4)
    screen.settle()
    assert area.bar.winfo_manager()
    entries[70].focus_force()
    screen.until(lambda: area.view.canvasy(0) > 0)
    area.view.event_generate("<Button-4>")
    before = area.view.canvasy(0)
    area.view.event_generate("<Button-4>")
    screen.until(lambda: area.view.canvasy(0) < before)


def test_a_scrolled_frame_is_seen_after_it_was_hidden(screen: Screen, window: Shell) -> None:
    area = Scrolled(window.body, window.theme)
    label = words(area.content, window.theme, "Soup")
    label.pack()
    for _ in range(3):
        area.pack(fill="both", expand=True)
        screen.settle()
        assert label.winfo_viewable()
        area.pack_forget()
        screen.settle()


def test_a_terminal_finds_its_server(tmp_path: Path) -> None:
    fresh = parse(["--data", str(tmp_path)], {})
    finder = running.make_finder(fresh, tmp_path)
    assert [str(address) for address in finder.candidates()] == ["localhost:5000"]
    told = running.make_finder(replace(fresh, server="10.0.0.2:5001"), tmp_path)
    assert [str(address) for address in told.candidates()] == ["10.0.0.2:5001"]


class Cycle:
    """Garbage that only the collector finds."""

    def __init__(self, gone: list[int]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: gone.append(threading.get_ident()))


@pytest.mark.usefixtures("window")
def test_garbage_goes_in_tk_s_thread(screen: Screen) -> None:
    """Tcl ends the program if another thread frees what Tk has made."""
    gone: list[int] = []

    def litter() -> None:
        for _ in range(5000):
            Cycle(gone)

    thread = threading.Thread(target=litter)
    thread.start()
    thread.join()
    assert gone == []
    assert not gc.isenabled()
    screen.until(lambda: len(gone) == 5000)
    assert set(gone) == {threading.get_ident()}
