"""What the windows make of hours and taxes: closed, not served now, open again, a total with its taxes."""

from typing import Any

import pytest
from msgspec.structs import replace

from restaurant.common.language.strings import Strings
from restaurant.domain.commands import NewOrder
from restaurant.domain.values.hours import Service, When
from restaurant.protocol.documents import DishDocument
from tests.desktop.customer.customer_terminal import CustomerTerminal
from tests.desktop.fake_link import show_menu
from tests.desktop.sample import DISHES, restaurant
from tests.desktop.screen import Screen, words_in
from tests.desktop.waiter.test_composer import compose, type_into
from tests.desktop.waiter.waiter_terminal import Pass

TOMORROW = Service(False, When("tomorrow", "11:30"), When("tomorrow", "22:00"))
OVER = Service(False, When("monday", "11:30"), When("monday", "21:30"), last_orders=True)
LATER = Service(False, When("today", "11:30"), When("today", "14:30"))
ON_MONDAY = Service(False, When("monday", "11:30"), When("monday", "14:30"))
OPEN = Service(True, closes=When("today", "22:00"))


def timed(**services: Service) -> dict[str, DishDocument]:
    """The dishes, some of which have hours."""
    return DISHES | {i: replace(DISHES[i], service=service) for i, service in services.items()}


@pytest.fixture
def terminal(screen: Screen, strings: Strings) -> CustomerTerminal:
    made = CustomerTerminal(screen, strings)
    show_menu(made.link)
    screen.until(lambda: made.window.board.tiles, "menu shown")
    return made


def told(terminal: CustomerTerminal, **changes: Any) -> None:
    """The restaurant is another one now."""
    terminal.link.put("menu", restaurant={"1": restaurant(**changes)})


def can_send(terminal: CustomerTerminal) -> bool:
    return not terminal.window.cart_panel.send_button.instate(["disabled"])


def panel(terminal: CustomerTerminal) -> str:
    return words_in(terminal.window.cart_panel.closed.frame)


# -------------------------------------------------------------------------------- closed


def test_a_closed_restaurant_says_so_and_when_it_opens(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    terminal.add("soup")
    terminal.window.place.table.set("7")
    assert can_send(terminal)
    told(terminal, service=TOMORROW)
    screen.until(lambda: not can_send(terminal), "closed")
    assert panel(terminal) == "We are closed We open tomorrow at 11:30."
    assert terminal.window.cart_panel.closed.frame.winfo_ismapped()
    screen.shoot("customer-closed")
    terminal.window.ordering.send()
    screen.settle()
    assert "We open tomorrow at 11:30." in terminal.popup_text()
    assert not terminal.link.sent
    assert [line.name for line in terminal.window.cart.lines] == ["Minestrone"]


def test_it_opens_by_itself(screen: Screen, terminal: CustomerTerminal) -> None:
    told(terminal, service=TOMORROW)
    terminal.add("soup")
    screen.until(lambda: not can_send(terminal), "closed")
    told(terminal, service=OPEN)
    screen.until(lambda: can_send(terminal), "open")
    assert not terminal.window.cart_panel.closed.frame.winfo_ismapped()


def test_last_orders_are_over(screen: Screen, terminal: CustomerTerminal) -> None:
    told(terminal, service=OVER)
    words = "Last orders are over We open on Monday at 11:30."
    screen.until(lambda: panel(terminal) == words)


def test_without_a_link_nobody_knows_the_hours(screen: Screen, terminal: CustomerTerminal) -> None:
    """What was closed an hour ago may be open: the order is kept, and the server has the last word."""
    terminal.link.put("menu", items={"soup": replace(DISHES["soup"], service=LATER)})
    told(terminal, service=TOMORROW)
    screen.until(lambda: panel(terminal))
    terminal.link.offline()
    screen.until(lambda: not terminal.window.connection.online)
    terminal.order("soup")
    assert isinstance(terminal.link.commands[0], NewOrder)
    terminal.link.online()
    terminal.link.answer(error="closed", message="We are closed now. We open tomorrow at 11:30.")
    screen.until(lambda: "closed now" in terminal.popup_text())
    terminal.dismiss()  # takes the order back into the cart
    assert [line.name for line in terminal.window.cart.lines] == ["Minestrone"]
    assert not can_send(terminal)


def test_a_kiosk_says_it_at_its_start(screen: Screen, strings: Strings) -> None:
    made = CustomerTerminal(screen, strings, kiosk=True)
    show_menu(made.link, restaurant={"1": restaurant(service=TOMORROW)})
    start = made.window.start
    assert start is not None
    screen.until(lambda: "We are closed" in words_in(start.frame))
    assert "We open tomorrow at 11:30." in words_in(start.frame)
    screen.shoot("customer-kiosk-closed")
    told(made, service=OPEN)
    screen.until(lambda: "Touch to begin" in words_in(start.frame))
    assert not start.opens.winfo_ismapped()


# ------------------------------------------------------------------------- timed dishes


def test_a_dish_that_is_not_served_now_says_from_when(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    terminal.add("bruschetta")
    terminal.link.put("menu", items=timed(bruschetta=LATER, soup=ON_MONDAY, olives=OPEN))
    tiles = terminal.window.board.tiles
    screen.until(lambda: tiles["bruschetta"].radio.instate(["disabled"]))
    assert "from 11:30" in words_in(tiles["bruschetta"].frame)
    assert "on Monday from 11:30" in words_in(tiles["soup"].frame)
    assert not tiles["olives"].radio.instate(["disabled"])
    [line] = terminal.window.cart_panel.lines
    assert "Not served now: from 11:30" in words_in(line.frame)
    screen.shoot("customer-not-now")
    terminal.link.put("menu", items=DISHES)
    screen.until(lambda: not tiles["bruschetta"].radio.instate(["disabled"]))
    assert "11:30" not in words_in(tiles["bruschetta"].frame)


def test_a_chosen_dish_whose_time_is_over_is_chosen_no_longer(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    terminal.window.board.tiles["olives"].radio.invoke()
    screen.settle()
    assert terminal.window.dish_panel.frame.winfo_ismapped()
    terminal.link.put("menu", items={"olives": replace(DISHES["olives"], service=LATER)})
    screen.until(lambda: not terminal.window.dish_panel.frame.winfo_ismapped())


def test_staff_are_offered_it_with_a_mark(screen: Screen, waiter: Pass) -> None:
    composer = compose(waiter)
    waiter.link.put("menu", items=timed(burger=LATER))
    waiter.screen.until(lambda: not waiter.window.mirror.dishes["burger"].is_served)
    type_into(waiter, composer.finder.field, "bu")
    row = str(composer.finder.found.box.get(0))
    assert row.endswith("Burger, not now: from 11:30")
    type_into(waiter, composer.finder.field, "<Return>")
    assert [line.name for line in composer.draft.lines] == ["Burger"]
    assert "not served now" in str(composer.lines.box.get(0))
    screen.shoot("waiter-not-now")


# -------------------------------------------------------------------------------- taxes

RATES: dict[str, Any] = {"tax_rates": {"food": "7", "drinks": "19"}, "tax_added": True}
TAXED = DISHES | {
    "soup": replace(DISHES["soup"], tax="food"),
    "water": replace(DISHES["water"], tax="drinks"),
}


def test_taxes_on_top_are_in_the_total_that_is_sent(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    told(terminal, **RATES)
    terminal.link.put("menu", items=TAXED)
    terminal.screen.until(lambda: terminal.window.seen.dishes["water"].tax == "drinks")
    terminal.add("soup")
    terminal.add("water", "drinks")
    shown = words_in(terminal.window.cart_panel.frame)
    assert "Tax 7 %\nTax 19 % 0.41\n0.61" in shown
    assert "€10.02" in shown
    screen.shoot("customer-taxes")
    terminal.window.place.table.set("7")
    terminal.window.cart_panel.send_button.invoke()
    [command] = terminal.link.commands
    assert isinstance(command, NewOrder)
    assert command.expected_total == 580 + 320 + 41 + 61


def test_alike_dishes_stay_one_line_when_their_tax_is_known(terminal: CustomerTerminal) -> None:
    told(terminal, **RATES)
    terminal.link.put("menu", items=TAXED)
    terminal.screen.until(lambda: terminal.window.seen.dishes["water"].tax == "drinks")
    terminal.add("soup")
    terminal.add("soup")
    assert [line.quantity for line in terminal.window.cart.lines] == [2]
    assert terminal.window.cart.total == 1160 + 81


def test_a_waiter_sends_the_same_total(waiter: Pass) -> None:
    composer = compose(waiter)
    waiter.link.put("menu", items=TAXED, restaurant={"1": restaurant(**RATES)})
    waiter.screen.until(lambda: waiter.window.mirror.restaurant == restaurant(**RATES))
    type_into(waiter, composer.finder.field, "mines", "<Return>")
    assert composer.draft.total == 580 + 41
    assert "6.21" in str(composer.send_button.cget("text"))
