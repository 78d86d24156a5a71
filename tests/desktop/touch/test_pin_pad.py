"""The pad for a personal PIN, with a server that the test plays."""

from collections.abc import Callable

import pytest

from restaurant.client.no_link import NoLink
from restaurant.common.language.strings import Strings
from restaurant.desktop.touch.pin_pad import BACK, DONE, Answered, Denied, PinPad
from restaurant.desktop.window.shell import Shell
from restaurant.domain.commands import SignIn, SignOut
from tests.desktop.screen import Screen, words_in
from tests.desktop.waiter.waiter_terminal import THREE, Pass


class Door:
    """The pad, and who asked to come in by it."""

    def __init__(self, screen: Screen, strings: Strings) -> None:
        self.screen = screen
        self.asked: list[tuple[str, Answered]] = []
        self.came = 0
        self.shell = Shell(screen.open(), strings)
        self.pad = PinPad(self.shell, lambda pin, done: self.asked.append((pin, done)), self.in_)
        screen.until(lambda: self.pad.popup.top.grab_status() == "local", "pad shown")

    def in_(self) -> None:
        self.came += 1

    def tap(self, keys: str) -> None:
        for key in keys:
            self.pad.keys[key].invoke()

    def type(self, *keys: str) -> None:
        top = self.pad.popup.top
        top.focus_force()
        self.screen.until(lambda: top.focus_get() is top, "has the keyboard")
        for key in keys:
            top.event_generate(key)
        self.screen.settle()

    def answer(self, answer: Denied | None) -> None:
        self.asked[-1][1](answer)
        self.screen.settle()

    @property
    def dots(self) -> str:
        return str(self.pad.dots.cget("text"))


@pytest.fixture
def door(screen: Screen, strings: Strings) -> Door:
    return Door(screen, strings)


def test_a_pin_is_tapped_and_never_shown(screen: Screen, door: Door) -> None:
    assert door.dots == "○ ○ ○ ○ "
    door.tap("12")
    screen.shoot("pin-pad")
    assert door.dots == "● ● ○ ○ "
    assert "12" not in door.dots
    door.tap("34" + DONE)
    assert [pin for pin, _ in door.asked] == ["1234"]


def test_a_pin_is_typed(door: Door) -> None:
    door.type("<Key-1>", "<Key-2>", "<Key-9>", "<BackSpace>", "<Key-3>", "<Key-4>", "<Return>")
    assert [pin for pin, _ in door.asked] == ["1234"]


def test_it_has_four_to_eight_digits(door: Door) -> None:
    door.tap("123")
    assert door.pad.keys[DONE].instate(["disabled"])
    door.pad.press(DONE)
    assert door.asked == []
    door.tap("4567890")
    assert door.dots == "● " * 8
    door.tap(DONE)
    assert [pin for pin, _ in door.asked] == ["12345678"]


def test_the_back_key_takes_the_last_one(door: Door) -> None:
    assert door.pad.keys[BACK].instate(["disabled"])
    door.tap("1299" + BACK + BACK + "34" + DONE)
    assert [pin for pin, _ in door.asked] == ["1234"]


def test_it_rests_until_the_answer(door: Door) -> None:
    door.tap("1234" + DONE)
    assert door.pad.said == "Checking …"
    assert all(key.instate(["disabled"]) for key in door.pad.keys.values())
    door.pad.press("5")
    assert door.dots == "○ ○ ○ ○ "
    assert len(door.asked) == 1


def test_the_right_one_lets_in(door: Door) -> None:
    door.tap("1234" + DONE)
    door.answer(None)
    assert door.came == 1
    assert not door.pad.popup.open


def test_a_wrong_one_is_a_sentence_and_another_try(screen: Screen, door: Door) -> None:
    door.tap("1234" + DONE)
    door.answer(Denied("That PIN is not known here."))
    assert door.pad.said == "That PIN is not known here."
    screen.shoot("pin-pad-wrong")
    door.tap("4")
    assert door.pad.said == ""
    assert door.dots == "● ○ ○ ○ "
    assert door.came == 0


def test_too_many_wrong_ones_lock_it_for_a_while(
    screen: Screen, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks: list[Callable[[], None]] = []

    def after(_ms: int, tick: Callable[[], None]) -> str:
        ticks.append(tick)
        return "a timer"

    monkeypatch.setattr(door.shell.root, "after", after)
    door.tap("1234" + DONE)
    door.answer(Denied("Locked.", seconds=2))
    assert "in 2 s" in door.pad.said
    assert all(key.instate(["disabled"]) for key in door.pad.keys.values())
    screen.shoot("pin-pad-locked")
    door.pad.press("1")
    assert door.dots == "○ ○ ○ ○ "
    ticks.pop()()
    assert "in 1 s" in door.pad.said
    ticks.pop()()
    assert door.pad.said == ""
    assert ticks == []
    door.tap("1")
    assert door.dots == "● ○ ○ ○ "


def test_an_answer_to_a_closed_pad_still_counts(door: Door) -> None:
    door.tap("1234" + DONE)
    door.pad.popup.close()
    door.answer(None)
    assert door.came == 1
    door.asked[-1][1](Denied("No."))  # and a refusal has nobody to tell


# ------------------------------------------------------------------------ the waiter's window


def test_the_waiter_changes_by_pin(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    who = waiter.window.head.buttons["waiter.sign_in"]
    assert who.cget("text") == "Sign in"
    change(waiter, "1234")
    asked, answer = waiter.link.asked[-1]
    assert asked == SignIn(pin="1234")
    answer.set_result({"ok": True})
    waiter.link.taken_for("waiter", "P-3", "Ana")
    screen.until(lambda: who.cget("text") == "Ana")
    assert waiter.window.root.grab_current() is None  # type: ignore[no-untyped-call]
    assert waiter.window.filters.filter.me == "P-3"
    screen.shoot("waiter-signed-in")
    change(waiter, "5678")
    waiter.link.asked[-1][1].set_result({"ok": True})
    waiter.link.taken_for("waiter", "P-4", "Ben")
    screen.until(lambda: who.cget("text") == "Ben")
    assert waiter.window.filters.filter.me == "P-4"


def change(waiter: Pass, pin: str) -> None:
    """Type a PIN into the pad that a key opens."""
    waiter.press("l")
    pad = waiter.window.root.grab_current()  # type: ignore[no-untyped-call]
    waiter.screen.until(lambda: pad.focus_get() is pad, "has the keyboard")
    for digit in pin:
        pad.event_generate(f"<Key-{digit}>")
    pad.event_generate("<Return>")


def test_what_the_server_says_of_a_pin_is_said(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    change(waiter, "1234")
    pad = waiter.window.popups.newest
    assert pad is not None
    waiter.link.asked[-1][1].set_result({"error": "wrong_pin", "message": "Nobody has this PIN."})
    screen.until(lambda: "Nobody has this PIN." in words_in(pad.top))
    for digit in "1234":
        pad.top.event_generate(f"<Key-{digit}>")
    pad.top.event_generate("<Return>")
    waiter.link.asked[-1][1].set_exception(NoLink("link.lost"))
    screen.until(lambda: "no PIN can be checked" in words_in(pad.top))
    for digit in "1234":
        pad.top.event_generate(f"<Key-{digit}>")
    pad.top.event_generate("<Return>")
    locked = {"error": "locked", "message": "Wait.", "seconds": 40}
    waiter.link.asked[-1][1].set_result(locked)
    screen.until(lambda: "in 40 s" in words_in(pad.top))


def test_whoever_is_signed_in_can_sign_out(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.link.taken_for("host", "P-3", "Ana")
    who = waiter.window.head.buttons["waiter.sign_in"]
    screen.until(lambda: who.cget("text") == "Ana")
    waiter.press("l")
    popup = waiter.window.popups.newest
    assert popup is not None
    assert popup.buttons[0].cget("text") == "Sign out Ana"
    screen.shoot("pin-pad-sign-out")
    popup.buttons[0].invoke()
    assert waiter.link.asked[-1][0] == SignOut()
    waiter.link.taken_for("waiter")
    screen.until(lambda: who.cget("text") == "Sign in")
    assert waiter.window.filters.filter.me == "waiter"


def test_a_long_name_leaves_room(screen: Screen, strings: Strings) -> None:
    waiter = Pass(screen, strings, "1024x700")
    waiter.serve(*THREE)
    waiter.link.taken_for("waiter", "P-3", "Wilhelmina van der Wijngaarden")
    screen.until(lambda: "Wilhelmina" in words_in(waiter.window.shell.head))
    assert waiter.window.title.cget("text") == "Incoming Orders"
    screen.shoot("waiter-1024-signed-in")
