"""Every window in other languages at a small size: their longer words have room."""

import tkinter as tk
from tkinter import ttk

import pytest

from restaurant.common.language.strings import Strings
from restaurant.desktop.console.cards.today import TodayCard
from restaurant.desktop.picker.window import Picker
from restaurant.desktop.window.shell import Shell
from restaurant.protocol.documents import FiguresDocument
from tests.desktop.customer.customer_terminal import CustomerTerminal
from tests.desktop.fake_link import show_menu
from tests.desktop.screen import Screen, words_in
from tests.desktop.waiter.waiter_terminal import THREE, Pass
from tests.languages import FOREIGN

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
    window.dish_panel.quantity.step(8)
    screen.settle()
    screen.shoot(f"customer-{code}")
    send = window.cart_panel.send_button
    assert send.winfo_reqwidth() <= send.winfo_width()
    assert strings.text("customer.your_order") in words_in(window.shell.body)
    add = window.dish_panel.add_button
    assert add.winfo_reqwidth() <= add.winfo_width(), add.cget("text")
    assert _fits(add), add.cget("text")
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
    for order_id in waiter.window.list.ids:
        waiter.window.list.select(order_id)
        waiter.window.receive([])
        screen.settle()
        for row in waiter.window.details.rows:
            assert _fits(row.next) or not row.next.winfo_ismapped(), row.next.cget("text")
    assert waiter.window.title.cget("text") == waiter.window.title.full
    waiter.window.open_keys()
    popup = waiter.window.popups.newest
    assert popup is not None
    screen.settle()
    screen.shoot(f"waiter-keys-{code}")
    for label in labels_in(popup.top):
        assert _fits(label), label.cget("text")
    waiter.link.offline()
    screen.settle()
    screen.shoot(f"waiter-offline-{code}")


def _fits(widget: ttk.Widget) -> bool:
    """Whether its words have room on it, whatever width it asks for itself."""
    style = ttk.Style(widget)
    name = str(widget.cget("style") or widget.winfo_class())
    given = widget.cget("font") if "font" in widget.keys() else ""  # noqa: SIM118 - no mapping
    font = str(given) or style.lookup(name, "font")
    padding = style.lookup(name, "padding")
    needs = int(widget.tk.call("font", "measure", font, widget.cget("text")))
    side = int(str(padding[0])) if isinstance(padding, tuple) else 0
    return needs + 2 * side <= widget.winfo_width()


def labels_in(widget: tk.Misc) -> list[ttk.Label]:
    """Every label of one line below a widget."""
    found = [one for child in widget.winfo_children() for one in labels_in(child)]
    return [widget, *found] if isinstance(widget, ttk.Label) else found


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
