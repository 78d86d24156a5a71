"""Everything at the waiter's window by the keyboard, and nothing while somebody writes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from restaurant.common.language.strings import Strings
from restaurant.desktop.waiter.orders.reason import AskReason
from restaurant.domain.commands import Command, SetOrderStatus
from restaurant.domain.values.orders import OrderStatus
from tests.desktop.screen import Screen
from tests.desktop.waiter.waiter_terminal import THREE, Pass


@pytest.fixture
def serving(waiter: Pass) -> Pass:
    waiter.serve(*THREE)
    return waiter


def move(number: int, status: OrderStatus) -> Command:
    return SetOrderStatus(order_id=f"ORD-1-{number}", status=status)


def test_arrows_go_through_the_list(serving: Pass) -> None:
    chosen = []
    for key in ("<Down>", "<Down>", "<Down>", "<Down>", "<Up>"):
        serving.press(key)
        chosen.append(serving.window.list.selected)
    assert chosen == [f"ORD-1-{n}" for n in (110, 111, 112, 112, 111)]
    assert serving.window.details.order is not None


def test_up_begins_at_the_end(serving: Pass) -> None:
    serving.press("<Up>")
    assert serving.window.list.selected == "ORD-1-112"


def test_an_arrow_in_the_list_goes_one_row_only(serving: Pass) -> None:
    serving.choose(0)
    serving.press("<Down>", serving.box)
    assert serving.window.list.selected == "ORD-1-111"


@pytest.mark.parametrize(
    ("key", "command"),
    [
        ("s", move(111, "preparing")),
        ("S", move(111, "preparing")),
        ("r", move(111, "ready")),
        ("v", move(111, "completed")),
        ("<Return>", move(111, "preparing")),
        ("<KP_Enter>", move(111, "preparing")),
    ],
)
def test_a_key_moves_the_chosen_order(serving: Pass, key: str, command: Command) -> None:
    serving.choose(1)
    serving.press(key)
    assert serving.link.commands == [command]


def test_a_step_that_is_behind_is_not_taken_again(serving: Pass) -> None:
    serving.choose(0)  # which is preparing
    serving.press("s")
    assert serving.link.commands == []


@pytest.mark.parametrize("key", ["s", "r", "v", "c", "e", "p", "<Return>"])
def test_without_a_chosen_order_there_is_nothing_to_do(serving: Pass, key: str) -> None:
    serving.press(key)
    assert serving.link.commands == []
    assert serving.window.popups.asking is None


def test_return_on_a_button_presses_the_button_only(serving: Pass) -> None:
    serving.choose(1)
    serving.press("<Return>", serving.window.details.actions["ready"])
    assert serving.link.commands == [move(111, "ready")]


@pytest.mark.parametrize("key", ["<Control-s>", "<Alt-s>", "x", "<F5>", "<Shift_L>"])
def test_other_keys_do_nothing(serving: Pass, key: str) -> None:
    serving.choose(1)
    serving.press(key)
    assert serving.link.commands == []


@pytest.mark.parametrize("key", list("srvcneq8tp?"))
def test_no_key_acts_while_somebody_writes(screen: Screen, serving: Pass, key: str) -> None:
    serving.choose(1)
    serving.press(f"<Key-{'question' if key == '?' else key}>", serving.window.filters.field)
    assert serving.link.commands == []
    assert serving.window.root.grab_current() is None  # type: ignore[no-untyped-call]
    assert not serving.window.preferences.now.quiet
    assert serving.window.filters.search.get() == key


@pytest.mark.parametrize(
    ("key", "is_open"),
    [
        ("8", lambda w: w.popups.availability),
        ("t", lambda w: w.popups.figures),
        ("n", lambda w: w.composing.open),
    ],
)
def test_a_key_opens_what_it_is_for(
    screen: Screen, serving: Pass, key: str, is_open: Callable[[object], object]
) -> None:
    serving.press(key)
    screen.until(lambda: is_open(serving.window))


def test_c_asks_why_and_e_edits(screen: Screen, serving: Pass) -> None:
    serving.choose(1)
    serving.press("e")
    composer = serving.window.composing.open
    assert composer is not None
    composer.popup.close()
    serving.press("c")
    assert isinstance(serving.window.popups.asking, AskReason)


def test_q_is_quiet(serving: Pass) -> None:
    serving.press("q")
    assert serving.window.preferences.now.quiet
    serving.press("q")
    assert not serving.window.preferences.now.quiet


def test_the_slash_searches(screen: Screen, serving: Pass) -> None:
    serving.press("<slash>")
    screen.until(lambda: serving.window.root.focus_get() is serving.window.filters.field)
    assert serving.window.filters.search.get() == ""


def test_f_goes_to_the_filters_and_arrows_through_them(screen: Screen, serving: Pass) -> None:
    bar = serving.window.filters
    serving.press("f")
    screen.until(lambda: serving.window.root.focus_get() is bar.tabs["all"])
    serving.press("<Right>", bar.tabs["all"])
    assert serving.window.root.focus_get() is bar.tabs["mine"]
    serving.press("<Return>", bar.tabs["mine"])
    assert bar.filter.which == "mine"
    serving.press("<Left>", bar.tabs["all"])
    assert serving.window.root.focus_get() is bar.tabs["state"]


def test_the_question_mark_shows_the_keys(screen: Screen, serving: Pass) -> None:
    serving.press("<question>")
    screen.until(lambda: serving.window.root.grab_current(), "keys shown")  # type: ignore[no-untyped-call]
    screen.shoot("waiter-keys")


def test_no_key_acts_behind_a_popup(screen: Screen, serving: Pass) -> None:
    serving.choose(1)
    serving.window.popups.open_figures()
    figures = serving.window.popups.figures
    assert figures is not None
    screen.until(lambda: figures.popup.top.grab_status() == "local", "popup shown")
    figures.popup.top.event_generate("s")
    screen.settle()
    assert serving.link.commands == []


def test_p_prints_the_chosen_order(
    screen: Screen, strings: Strings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiter = Pass(screen, strings, folder=tmp_path)
    waiter.serve(*THREE)
    waiter.choose(0)
    printed: list[tuple[str, str]] = []
    monkeypatch.setattr(
        waiter.window.printer, "print", lambda name, text, done: printed.append((name, text))
    )
    waiter.press("p")
    [(name, text)] = printed
    assert name == "ORD-1-110"
    assert "Table 7" in text
    assert "ORD-1-110" in waiter.window.shell.notice.text
