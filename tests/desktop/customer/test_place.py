"""Where an order goes, at the customer terminal: a table's number, or a name to take it away, by its keys."""

import tkinter as tk

from restaurant.desktop.touch.keyboard import Keyboard
from restaurant.domain.commands import NewOrder
from restaurant.domain.values.orders import WantedItem
from tests.desktop.customer.customer_terminal import CustomerTerminal
from tests.desktop.screen import Screen, words_in


def covers(keyboard: Keyboard, widget: tk.Misc) -> bool:
    assert keyboard.panel is not None
    panel = keyboard.panel.frame
    beside = widget.winfo_rootx() >= panel.winfo_rootx() + panel.winfo_width()
    above = widget.winfo_rooty() + widget.winfo_height() <= panel.winfo_rooty()
    return not (beside or above)


def test_the_keypad_writes_the_table(screen: Screen, terminal: CustomerTerminal) -> None:
    place, keyboard = terminal.window.place, terminal.window.keyboard
    place.entry.event_generate("<Button-1>", x=5, y=5)
    screen.until(lambda: keyboard.panel is not None and keyboard.panel.frame.winfo_viewable())
    screen.shoot("customer-keypad")
    assert not covers(keyboard, terminal.window.cart_panel.send_button)
    assert keyboard.panel is not None
    first = terminal.window.board.tiles["bruschetta"].frame
    under_first = first.winfo_rooty() + first.winfo_height()
    assert keyboard.panel.frame.winfo_rooty() >= under_first, "the first tiles stay in sight"
    for key, written in (("1", "1"), ("2", "12"), ("back", "1")):
        keyboard.panel.keys[key].invoke()
        assert place.table.get() == written
    keyboard.panel.keys["done"].invoke()
    assert not keyboard.open


# ------------------------------------------------------------------------ taking away


def test_what_is_taken_away_has_a_name(screen: Screen, terminal: CustomerTerminal) -> None:
    window = terminal.window
    terminal.add("pasta", "mains")
    window.place.switches["takeaway"].invoke()
    window.send()
    assert "Who is the order for?" in terminal.popup_text()
    screen.shoot("customer-name-missing")
    terminal.dismiss()
    assert window.keyboard.open, "it asks for the name at once"
    screen.shoot("customer-keyboard")
    assert not covers(window.keyboard, window.cart_panel.send_button)
    assert window.keyboard.panel is not None
    for key in ("A", "n", "a", "done"):
        window.keyboard.panel.keys[key].invoke()
    window.send()
    wanted = (WantedItem(item_id="pasta"),)
    assert terminal.link.commands == [NewOrder(name="Ana", items=wanted, expected_total=900)]
    assert terminal.choices == [("Ana", ["Pasta al Pomodoro"])]
    terminal.link.answer(ok=True, order_id="ORD-1-17", seq=4)
    screen.until(terminal.has_popup)
    assert "Ana, to take away" in terminal.popup_text()
    assert "Ana" in words_in(window.progress.rows[0].frame)
    assert window.place.kind.get() == "table", "the next guest may sit at one"


def test_a_tap_on_the_hint_of_a_field_opens_the_keyboard(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    place = terminal.window.place
    place.switches["takeaway"].invoke()
    screen.settle()
    hint = place.name_entry.winfo_children()[0]
    hint.event_generate("<Button-1>", x=5, y=5)
    screen.until(lambda: terminal.window.keyboard.open)


def test_a_refused_takeaway_comes_back_with_its_name(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    place = terminal.window.place
    terminal.add("pasta", "mains")
    place.switches["takeaway"].invoke()
    place.name.set("Ana")
    terminal.window.send()
    terminal.link.answer(error="sold_out", message="Pasta is sold out.")
    screen.until(terminal.has_popup)
    terminal.dismiss()
    assert (place.kind.get(), place.name.get()) == ("takeaway", "Ana")
    assert place.entry is place.name_entry
