"""Real windows on a virtual screen; an error in a callback fails the test."""

import gc
from collections.abc import Iterator

import pytest

from restaurant.common.language.strings import Strings
from tests.desktop.customer.customer_terminal import CustomerTerminal
from tests.desktop.fake_link import show_menu
from tests.desktop.screen import Screen
from tests.desktop.waiter.waiter_terminal import Pass


@pytest.fixture
def screen(display: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    """A screen of its own for a test; an error in a callback fails the test."""
    made = Screen(monkeypatch)
    yield made
    if not made.gone() and made.root is not None:
        made.root.destroy()
    made.root = None
    gc.collect(1)  # in Tk's own thread: in that of a later test's link Tcl would end the program
    assert not made.errors, made.errors


@pytest.fixture
def strings() -> Strings:
    """English."""
    return Strings()


@pytest.fixture
def waiter(screen: Screen, strings: Strings) -> Pass:
    """The waiter's window."""
    return Pass(screen, strings)


@pytest.fixture
def terminal(screen: Screen, strings: Strings) -> CustomerTerminal:
    """The customer's window, showing its menu."""
    made = CustomerTerminal(screen, strings)
    show_menu(made.link)
    screen.until(lambda: made.window.board.tiles, "menu shown")
    return made
