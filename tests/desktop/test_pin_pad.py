"""The pad for a personal PIN, with a server that the test plays."""

from collections.abc import Callable

import pytest

from restaurant.common.strings import Strings
from restaurant.desktop.pin_pad import BACK, DONE, Denied, PinPad, SignedIn
from restaurant.desktop.shell import Shell
from tests.desktop.screen import Screen, words_in
from tests.desktop.waiter_terminal import THREE, Pass

Done = Callable[[SignedIn | Denied], object]


class Door:
    """The pad, and who asked to come in by it."""

    def __init__(self, screen: Screen, strings: Strings) -> None:
        self.screen = screen
        self.asked: list[tuple[str, Done]] = []
        self.came: list[SignedIn] = []
        self.shell = Shell(screen.open(), strings)
        self.pad = PinPad(self.shell, lambda pin, done: self.asked.append((pin, done)), self.in_)
        screen.until(lambda: self.pad.popup.top.grab_status() == "local", "pad shown")

    def in_(self, who: SignedIn) -> None:
        self.came.append(who)

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

    def answer(self, answer: SignedIn | Denied) -> None:
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
    door.answer(SignedIn("Ana", "s-1"))
    assert door.came == [SignedIn("Ana", "s-1")]
    assert not door.pad.popup.open


def test_a_wrong_one_is_a_sentence_and_another_try(screen: Screen, door: Door) -> None:
    door.tap("1234" + DONE)
    door.answer(Denied("That PIN is not known here."))
    assert door.pad.said == "That PIN is not known here."
    screen.shoot("pin-pad-wrong")
    door.tap("4")
    assert door.pad.said == ""
    assert door.dots == "● ○ ○ ○ "
    assert door.came == []


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
    door.answer(SignedIn("Ana"))
    assert door.came == [SignedIn("Ana")]
    door.asked[-1][1](Denied("No."))  # and a refusal has nobody to tell


# ------------------------------------------------------------------------ the waiter's window


def test_the_waiter_changes_by_pin(screen: Screen, strings: Strings) -> None:
    waiter = Pass(screen, strings, sign_in=lambda pin, done: done(SignedIn("Kiosk 1")))
    waiter.serve(*THREE)
    who = waiter.window.head.buttons["waiter.sign_in"]
    assert who.cget("text") == "Sign in"
    waiter.press("l")
    for digit in "1234":
        waiter.window.root.grab_current().event_generate(f"<Key-{digit}>")  # type: ignore[no-untyped-call]
    waiter.window.root.grab_current().event_generate("<Return>")  # type: ignore[no-untyped-call]
    screen.until(lambda: who.cget("text") == "Kiosk 1")
    waiter.window.filters.tabs["mine"].invoke()
    assert len(waiter.lines) == 3
    screen.shoot("waiter-signed-in")


def test_a_long_name_leaves_room(screen: Screen, strings: Strings) -> None:
    long = SignedIn("Wilhelmina van der Wijngaarden")
    waiter = Pass(screen, strings, "1024x700", sign_in=lambda _pin, done: done(long))
    waiter.serve(*THREE)
    waiter.window._signed_in(long)
    screen.settle()
    assert waiter.window.title.cget("text") == "Incoming Orders"
    assert "Wilhelmina" in words_in(waiter.window.shell.head)
    screen.shoot("waiter-1024-signed-in")


def test_without_a_way_to_sign_in_there_is_no_button(waiter: Pass) -> None:
    assert "waiter.sign_in" not in waiter.window.head.buttons
    waiter.press("l")
    assert waiter.window.root.grab_current() is None  # type: ignore[no-untyped-call]
