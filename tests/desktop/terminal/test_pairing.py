"""Pairing a terminal at its window: the code, the name and the PIN, and what is wrong with them."""

import errno
import threading

import pytest

from restaurant.client.address import Address, Door
from restaurant.client.finding.pairing import CannotPair, Proven
from restaurant.client.no_link import NoLink
from restaurant.common.language.strings import Strings
from restaurant.desktop.parts.popup import Choice
from restaurant.desktop.terminal.pairing import BACK, PairingDialog
from restaurant.desktop.touch.pin_pad import DONE
from restaurant.desktop.window.pump import Pump
from restaurant.desktop.window.shell import Shell
from tests.desktop.customer.customer_terminal import CustomerTerminal
from tests.desktop.fake_link import show_menu
from tests.desktop.screen import Screen, words_in
from tests.desktop.waiter.waiter_terminal import THREE, Pass

CODE = "7KQ4-9XWB"


class FakePairs:
    """Answers as the test says, on the thread that asks."""

    def __init__(self) -> None:
        self.trouble: list[Exception] = []
        self.checked: list[str] = []
        self.paired: list[tuple[str, str]] = []
        self.may_answer = threading.Event()
        self.may_answer.set()

    def check(self, code: str) -> Proven:
        self.may_answer.wait(30)
        self.checked.append(code)
        self._fail()
        return Proven(
            Door(Address("10.0.0.2", 5000), 5001, "ab" * 32), "a" * 32, "Trattoria Blu", code
        )

    def pair(self, proven: Proven, *, pin: str, name: str) -> None:
        self._fail()
        self.paired.append((pin, name))

    def _fail(self) -> None:
        if self.trouble:
            raise self.trouble.pop()


class Desk:
    """The dialog over an empty window."""

    def __init__(self, screen: Screen, strings: Strings, size: str = "1366x768") -> None:
        self.screen, self.pairs = screen, FakePairs()
        self.shell = Shell(screen.open(size, least=(1024, 600)), strings)
        pump: Pump[object] = Pump(self.shell.root, lambda _things: None)
        self.shell.at_end(pump.stop)
        self.elsewhere: list[str] = []
        self.dialog = PairingDialog(
            self.shell, self.pairs, name="Waiter terminal bar-pc", call=pump.call,
            more=Choice("Another server", lambda: self.elsewhere.append("asked"), "Quiet"),
        )  # fmt: skip
        self.shown()

    def shown(self) -> None:
        top = self.dialog.popup.top
        self.screen.until(lambda: top.winfo_exists() and top.grab_status() == "local", "shown")

    def type_code(self, code: str = CODE) -> None:
        for key in code.replace("-", ""):
            self.dialog.press(key)

    def go_on(self) -> None:
        """To the PIN pad."""
        self.type_code()
        self.dialog.go_on.invoke()
        self.screen.until(lambda: self.dialog.pad is not None, "PIN asked")
        self.shown()

    def pin(self, pin: str = "1234") -> None:
        assert self.dialog.pad is not None
        for key in (*pin, DONE):
            self.dialog.pad.press(key)

    def says(self, words: str) -> None:
        """Wait for a sentence in what is shown now."""
        self.screen.until(
            lambda: self.dialog.popup.open and words in words_in(self.dialog.popup.top), words
        )


@pytest.fixture
def desk(screen: Screen, strings: Strings) -> Desk:
    return Desk(screen, strings)


def test_a_terminal_is_paired(screen: Screen, desk: Desk) -> None:
    assert "press Pair a terminal" in words_in(desk.dialog.popup.top)
    assert desk.dialog.name.get() == "Waiter terminal bar-pc"
    assert desk.dialog.go_on.instate(["disabled"])
    screen.shoot("pairing-empty")
    desk.type_code()
    assert desk.dialog.code.get() == CODE
    screen.shoot("pairing-code")
    desk.dialog.name.set("  Bar   left ")
    desk.dialog.go_on.invoke()
    screen.until(lambda: desk.dialog.pad is not None)
    desk.shown()
    assert "Trattoria Blu shows this code" in words_in(desk.dialog.popup.top)
    screen.shoot("pairing-pin")
    desk.pin()
    screen.until(lambda: not desk.dialog.popup.open)
    assert desk.pairs.paired == [("1234", "Bar left")]
    assert desk.shell.notice.text == "Bar left is paired with Trattoria Blu."


def test_a_code_is_typed_as_people_type(screen: Screen, desk: Desk) -> None:
    desk.dialog.code.entry.focus_force()
    screen.settle()
    for key in "7kq4 9xwb2":
        desk.dialog.code.entry.event_generate("<Key>", keysym="space" if key == " " else key)
        screen.settle()
    screen.until(lambda: desk.dialog.code.get() == CODE)
    desk.dialog.press(BACK)
    assert desk.dialog.code.get() == CODE[:-1]
    assert desk.dialog.go_on.instate(["disabled"])
    desk.dialog.press("B")
    desk.dialog.name.set(" ")
    desk.dialog.popup.top.event_generate("<Return>")
    screen.until(lambda: desk.dialog.pad is not None)
    assert desk.pairs.checked == ["7KQ49XWB"]
    desk.pin()
    screen.until(lambda: desk.pairs.paired == [("1234", "Waiter terminal bar-pc")])


def test_a_hand_that_is_quicker_than_the_computer(screen: Screen, desk: Desk) -> None:
    """All keys are there before Tk comes to what it does in its pauses."""
    entry = desk.dialog.code.entry
    entry.focus_force()
    screen.settle()
    for key in CODE.replace("-", "").lower():
        entry.event_generate("<Key>", keysym=key, when="tail")
    screen.until(lambda: len(desk.dialog.code.signs) == 8)
    assert desk.dialog.code.get() == CODE


def test_a_letter_in_the_middle_is_put_right(screen: Screen, desk: Desk) -> None:
    entry = desk.dialog.code.entry
    entry.focus_force()
    desk.type_code("7KQ4-9YWB")
    screen.settle()
    entry.select_range(6, 7)
    entry.event_generate("<Key>", keysym="x")
    assert desk.dialog.code.get() == CODE
    entry.icursor(2)
    for key in ("BackSpace", "Delete", "k", "q"):
        entry.event_generate("<Key>", keysym=key)
        screen.settle()
    assert desk.dialog.code.get() == CODE
    assert entry.index("insert") == 3
    entry.select_range(0, 3)
    entry.event_generate("<Key>", keysym="Delete")
    assert desk.dialog.code.get() == "49XW-B"
    entry.event_generate("<Key>", keysym="Right")
    entry.event_generate("<Key>", keysym="2")
    assert desk.dialog.code.get() == "429X-WB"


def test_it_shows_that_it_asks(screen: Screen, desk: Desk) -> None:
    desk.pairs.may_answer.clear()
    desk.type_code()
    desk.dialog.go_on.invoke()
    desk.says("Asking the server")
    assert desk.dialog.go_on.instate(["disabled"])
    desk.pairs.may_answer.set()
    screen.until(lambda: desk.dialog.pad is not None)


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (CannotPair("wrong_code"), "not the code that the server's window shows"),
        (CannotPair("code_expired", "No such code is good now."), "No such code is good now."),
        (NoLink("link.no_server"), "The server cannot be reached."),
        (NoLink("link.other_protocol"), "The server is of another version"),
    ],
)
def test_what_is_wrong_with_the_code_is_said(
    screen: Screen, desk: Desk, trouble: Exception, said: str
) -> None:
    desk.pairs.trouble = [trouble]
    desk.type_code()
    desk.dialog.go_on.invoke()
    desk.says(said)
    screen.shoot("pairing-wrong-code")
    assert desk.dialog.code.get() == CODE
    desk.dialog.go_on.invoke()  # and once more
    screen.until(lambda: desk.dialog.pad is not None)


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (CannotPair("wrong_pin", "Nobody has this PIN."), "Nobody has this PIN."),
        (CannotPair("locked", "Wait.", 60), "in 60 s"),
        (NoLink("link.lost"), "was lost"),
        (OSError(errno.ENOSPC, "No space left on device"), "cannot store what pairing needs"),
    ],
)
def test_what_is_wrong_with_the_pin_is_said(
    screen: Screen, desk: Desk, trouble: Exception, said: str
) -> None:
    desk.go_on()
    desk.pairs.trouble = [trouble]
    desk.pin()
    desk.says(said)
    screen.shoot("pairing-wrong-pin")
    assert desk.pairs.paired == []


def test_a_code_that_ended_meanwhile_is_asked_for_again(screen: Screen, desk: Desk) -> None:
    desk.dialog.name.set("Bar")
    desk.go_on()
    desk.pairs.trouble = [CannotPair("code_expired", "No such code is good now.")]
    desk.pin()
    screen.until(lambda: desk.dialog.pad is None)
    desk.says("No such code is good now.")
    assert desk.dialog.name.get() == "Bar"
    assert desk.dialog.code.get() == ""


def test_it_fits_the_smallest_screen_and_leads_elsewhere(screen: Screen, strings: Strings) -> None:
    desk = Desk(screen, strings, "1024x600")
    top = desk.dialog.popup.top
    screen.settle()
    assert top.winfo_height() <= 600
    assert top.winfo_width() <= 1024
    screen.shoot("pairing-1024x600")
    desk.dialog.popup.buttons[0].invoke()
    assert desk.elsewhere == ["asked"]


def test_a_closed_dialog_hears_no_answer(screen: Screen, desk: Desk) -> None:
    desk.pairs.may_answer.clear()
    desk.type_code()
    desk.dialog.go_on.invoke()
    desk.dialog.popup.close()
    desk.pairs.may_answer.set()
    screen.until(lambda: desk.pairs.checked)
    screen.settle()
    assert desk.dialog.pad is None


# ---------------------------------------------------------------------------- the windows


def test_an_unpaired_kiosk_shows_the_menu_and_says_how_to_pair_it(
    screen: Screen, strings: Strings
) -> None:
    made = CustomerTerminal(screen, strings)
    asked: list[str] = []
    made.window.connection.pair = lambda: asked.append("pair")
    show_menu(made.link)
    made.link.taken_for("anybody")
    pill = made.window.connection.pill
    screen.until(lambda: pill.cget("text") == "Not paired")
    assert "takes no orders" in made.window.head.text
    assert 'tap "Not paired"' in made.window.head.text
    screen.shoot("customer-unpaired")
    made.order()
    assert made.link.sent == []
    assert "takes no orders yet" in made.popup_text()
    assert len(made.window.cart.lines) == 1, "nothing is lost"
    made.dismiss()
    pill.event_generate("<Button-1>")
    assert asked == ["pair"]
    made.link.online()
    made.link.taken_for("customer")
    screen.until(lambda: pill.cget("text") == "Online")
    assert made.window.head.text == ""
    made.window.cart_panel.send_button.invoke()
    assert len(made.link.sent) == 1


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        ("link.not_allowed", "Not paired"),
        ("link.terminal_removed", "Not paired"),
        ("link.other_certificate", "Offline"),
    ],
)
def test_a_waiter_that_is_not_known_is_asked_to_pair_at_once(
    screen: Screen, waiter: Pass, reason: str, state: str
) -> None:
    asked: list[str] = []
    waiter.window.connection.pair = lambda: asked.append("pair")
    waiter.window.connection.help = lambda: asked.append("where")
    waiter.serve(*THREE)
    waiter.link.offline(reason)
    screen.until(lambda: asked == ["pair"])
    banner = waiter.window.shell.banner.text
    assert f'tap "{state}"' in banner
    assert waiter.window.connection.pill.cget("text") == state
    assert len(waiter.lines) == 3, "what was known stays"
    screen.shoot(f"waiter-{reason.partition('.')[2]}")
    waiter.window.connection.pill.event_generate("<Button-1>")
    assert asked == ["pair", "pair"]
    waiter.link.offline("link.no_server")
    waiter.screen.until(lambda: "cannot be reached" in waiter.window.shell.banner.text)
    waiter.window.connection.pill.event_generate("<Button-1>")
    assert asked[-1] == "where"
