"""Every window in other languages at a small size: their longer words have room."""

import pytest

from restaurant.common.strings import Strings
from restaurant.desktop.console.cards.today import TodayCard
from restaurant.desktop.picker.window import Picker
from restaurant.desktop.window.shell import Shell
from restaurant.protocol.documents import FiguresDocument
from tests.desktop.customer.customer_terminal import CustomerTerminal
from tests.desktop.fake_link import show_menu
from tests.desktop.screen import Screen, words_in
from tests.desktop.waiter.waiter_terminal import THREE, Pass

FOREIGN = ("de", "fr", "es")
SIZE = "1024x700"


@pytest.mark.parametrize("code", FOREIGN)
def test_the_customers_window(screen: Screen, code: str) -> None:
    strings = Strings(code)
    terminal = CustomerTerminal(screen, strings, SIZE)
    show_menu(terminal.link)
    screen.until(lambda: terminal.window.board.tiles, "menu shown")
    window = terminal.window
    dish = next(item for item in window.seen.dishes.values() if not item.modifiers)
    window.choose(dish.id)
    window.dish_panel.add_button.invoke()
    window.choose(dish.id)
    screen.settle()
    screen.shoot(f"customer-{code}")
    send = window.cart_panel.send_button
    assert send.winfo_reqwidth() <= send.winfo_width()
    assert strings.text("customer.your_order") in words_in(window.shell.body)
    window.place.table.set("x")
    window.send()
    screen.shoot(f"customer-popup-{code}")


@pytest.mark.parametrize("code", FOREIGN)
def test_the_waiters_window(screen: Screen, code: str) -> None:
    waiter = Pass(screen, Strings(code), SIZE)
    waiter.serve(*THREE)
    waiter.window.list.select("ORD-1-110")
    waiter.window.receive([])
    screen.settle()
    screen.shoot(f"waiter-{code}")
    for made in waiter.window.details.actions.values():
        if made.winfo_ismapped():
            assert made.winfo_reqwidth() <= made.winfo_width(), made.cget("text")
    waiter.link.offline()
    screen.settle()
    screen.shoot(f"waiter-offline-{code}")


@pytest.mark.parametrize("code", FOREIGN)
def test_the_picker(screen: Screen, code: str) -> None:
    window = Picker(
        screen.open("1024x700"),
        Strings(code),
        remember=lambda _role: None,
        start_with_computer=lambda _role: None,
        server_known=True,
    )
    screen.settle()
    screen.shoot(f"picker-{code}")
    for tile in window.tiles:
        assert tile.frame.winfo_reqwidth() <= tile.frame.winfo_width()


@pytest.mark.parametrize("code", FOREIGN)
def test_captions_of_figures_have_room(screen: Screen, code: str) -> None:
    shell = Shell(screen.open(), Strings(code))
    card = TodayCard(shell.body, shell)
    card.frame.pack()
    figures = FiguresDocument(day="", orders=1118, open_orders=17, takings=12345678, currency="EUR")
    card.show(figures, serving=True)
    screen.settle()
    for caption in card.captions.values():
        assert caption.winfo_reqwidth() <= caption.winfo_width()
