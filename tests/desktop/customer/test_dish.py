"""A dish on its way into the cart, at the customer terminal: its questions, how many, what it costs."""

from tkinter import ttk

from msgspec.structs import replace

from restaurant.desktop.customer.menu.modifier_choice import ModifierChoice
from restaurant.domain.commands import NewOrder
from restaurant.domain.values.orders import WantedItem
from tests.desktop.customer.customer_terminal import CustomerTerminal
from tests.desktop.fake_link import show_menu
from tests.desktop.sample import DISHES, TOAST
from tests.desktop.screen import Screen, words_in

# ------------------------------------------------------------------------------ the dish


def test_options_are_asked_for(screen: Screen, terminal: CustomerTerminal) -> None:
    panel = terminal.window.dish_panel
    terminal.window.board.tabs["mains"].invoke()
    terminal.window.board.tiles["steak"].radio.invoke()
    doneness, extras = panel.choices
    assert panel.add_button.instate(["disabled"])
    panel.add_button.event_generate("<ButtonRelease-1>", x=5, y=5)
    assert panel.wrong.cget("text") == "Please choose first: Doneness."
    screen.until(panel.wrong.winfo_viewable)
    screen.shoot("customer-choice-missing")
    doneness.chips["Rare"].invoke()
    screen.until(lambda: not panel.wrong.winfo_viewable())
    assert panel.said.full == DISHES["steak"].description
    assert panel.add_button.instate(["!disabled"])
    doneness.chips["Medium"].invoke()
    assert chosen(doneness) == ["Medium"]
    for name in ("Parmesan", "Truffle oil", "Rocket"):
        extras.chips[name].invoke()
    assert chosen(extras) == ["Truffle oil", "Rocket"]
    screen.shoot("customer-dish")
    assert panel.add_button.cget("text").endswith("29.80")
    assert {type(chip) for chip in doneness.chips.values()} == {ttk.Radiobutton}
    assert {type(chip) for chip in extras.chips.values()} == {ttk.Checkbutton}
    panel.quantity.more.invoke()
    assert panel.add_button.cget("text").endswith("59.60")


def chosen(choice: ModifierChoice) -> list[str]:
    return [label for label, chip in choice.chips.items() if chip.instate(["selected"])]


def test_two_questions_may_have_the_same_answers(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    show_menu(terminal.link, items={"toast": TOAST})
    screen.until(lambda: "toast" in terminal.window.board.tiles)
    terminal.window.board.tiles["toast"].radio.invoke()
    panel = terminal.window.dish_panel
    onions, cheese = panel.choices
    cheese.chips["Cheese: Yes"].invoke()
    assert (chosen(onions), chosen(cheese)) == ([], ["Cheese: Yes"])
    onions.chips["Onions: No"].invoke()
    onions.chips["Onions: No"].invoke()
    screen.shoot("customer-same-answers")
    panel.add_button.invoke()
    terminal.window.place.table.set("2")
    terminal.window.send()
    wanted = WantedItem(item_id="toast", options=("Onions: No", "Cheese: Yes"))
    assert terminal.link.commands == [NewOrder(table=2, items=(wanted,), expected_total=820)]


def test_quantity_note_and_options_go_into_the_order(terminal: CustomerTerminal) -> None:
    window = terminal.window
    window.board.tiles["carpaccio"].radio.invoke()
    window.dish_panel.choices[0].chips["Rocket"].invoke()
    window.dish_panel.quantity.more.invoke()
    window.dish_panel.note.set("  no salt ")
    window.dish_panel.add_button.invoke()
    window.place.table.set("2")
    window.send()
    wanted = WantedItem(item_id="carpaccio", quantity=2, note="no salt", options=("Rocket",))
    total = 2 * (1290 + 80)
    assert terminal.link.commands == [NewOrder(table=2, items=(wanted,), expected_total=total)]


# ------------------------------------------------------------------------------ the cart


def test_the_cart_shows_lines_and_total_and_changes_them(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    window = terminal.window
    assert window.cart_panel.send_button.instate(["disabled"])
    terminal.add("soup")
    terminal.add("olives")
    window.cart_panel.lines[0].stepper.more.invoke()
    assert window.cart_panel.total.cget("text") == "€15.80"
    screen.shoot("customer-cart")
    window.cart_panel.lines[0].remove.invoke()
    assert window.cart_panel.total.cget("text") == "€4.20"
    window.cart_panel.lines[0].remove.invoke()
    assert "Nothing chosen yet" in words_in(window.cart_panel.frame)
    assert window.cart_panel.send_button.instate(["disabled"])


def test_the_cart_is_really_on_the_screen(screen: Screen, terminal: CustomerTerminal) -> None:
    terminal.add("soup")
    line = terminal.window.cart_panel.lines[0]
    assert line.name.winfo_viewable()
    assert terminal.window.board.tiles["soup"].frame.winfo_viewable()


def test_a_line_that_sold_out_says_so(screen: Screen, terminal: CustomerTerminal) -> None:
    terminal.add("soup")
    terminal.link.put("menu", items={"soup": replace(DISHES["soup"], left=0)})
    line = terminal.window.cart_panel.lines[0]
    screen.until(lambda: "Sold out" in line.extra.cget("text"))
    screen.shoot("customer-cart-sold-out")
