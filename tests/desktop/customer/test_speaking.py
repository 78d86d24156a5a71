"""A guest reads on in another language; the next guest begins in the restaurant's."""

from typing import Any

import pytest

from restaurant.common.language.strings import Strings
from tests.desktop.customer.customer_terminal import CustomerTerminal
from tests.desktop.fake_link import show_menu
from tests.desktop.sample import restaurant
from tests.desktop.screen import Screen, words_in


def shown(terminal: CustomerTerminal) -> str:
    return words_in(terminal.window.shell.head) + words_in(terminal.window.shell.body)


@pytest.fixture
def terminal(screen: Screen) -> CustomerTerminal:
    made = CustomerTerminal(screen, Strings(), "1024x700")
    show_menu(made.link)
    screen.until(lambda: made.window.board.tiles, "menu shown")
    return made


def test_what_was_begun_is_there_in_the_other_language(terminal: CustomerTerminal) -> None:
    window = terminal.window
    window.place.table.set("7")
    dish = next(item for item in window.seen.dishes.values() if not item.modifiers)
    window.choose(dish.id)
    window.dish_panel.add_button.invoke()
    window.languages.ask()
    window.languages.choices["de"].invoke()  # type: ignore[attr-defined]
    terminal.screen.settle()
    terminal.screen.shoot("customer-german")
    assert "Ihre Bestellung" in shown(terminal)
    assert "Your order" not in shown(terminal)
    assert window.place.table.get() == "7"
    assert [line.name for line in window.cart.lines] == [dish.name]
    assert terminal.link.spoken == ["de"]
    window.send()
    assert len(terminal.link.sent) == 1


def test_the_next_guest_begins_in_the_restaurants_language(terminal: CustomerTerminal) -> None:
    terminal.window.speak("fr")
    assert "Votre commande" in shown(terminal)
    terminal.window.start_again()
    assert "Your order" in shown(terminal)
    assert terminal.link.spoken == ["fr", "en"]


def german(**changes: Any) -> dict[str, Any]:
    return {"1": restaurant(language="de", **changes)}


def test_a_terminal_follows_the_restaurants_language(screen: Screen) -> None:
    terminal = CustomerTerminal(screen, Strings(), follows=True)
    show_menu(terminal.link, restaurant=german())
    screen.until(lambda: "Ihre Bestellung" in shown(terminal), "German")
    terminal.window.speak("es")
    terminal.window.start_again()
    assert "Ihre Bestellung" in shown(terminal)


def test_a_language_chosen_on_this_computer_stays(screen: Screen) -> None:
    terminal = CustomerTerminal(screen, Strings("fr"), follows=False)
    show_menu(terminal.link, restaurant=german())
    screen.until(lambda: terminal.window.board.tiles, "menu shown")
    assert "Votre commande" in shown(terminal)


def test_a_restaurant_in_an_unknown_language_is_spoken_to_in_english(screen: Screen) -> None:
    terminal = CustomerTerminal(screen, Strings("de"), follows=True)
    show_menu(terminal.link, restaurant={"1": restaurant(language="xx")})
    screen.until(lambda: "Your order" in shown(terminal), "English")
