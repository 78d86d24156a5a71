"""The customer terminal in a real window: an order is sent, and what becomes of it on the way."""

from datetime import timedelta

import pytest

from restaurant.client.notices import Answered, Held, TooOld, Waiting
from restaurant.desktop.customer.order.sending import MOST
from restaurant.domain.commands import NewOrder
from restaurant.domain.values.orders import WantedItem
from tests.desktop.customer.customer_terminal import CustomerTerminal
from tests.desktop.fake_link import show_menu
from tests.desktop.sample import DISHES, NOW, TOAST
from tests.desktop.screen import Screen, words_in

# --------------------------------------------------------------------------- the sending


@pytest.mark.parametrize(
    ("written", "words"),
    [("", "Which table"), ("abc", "not a table number"), ("77", "There is no table 77")],
)
def test_a_wrong_table_is_an_error_popup(
    screen: Screen, terminal: CustomerTerminal, written: str, words: str
) -> None:
    terminal.order(table=written)
    screen.until(terminal.has_popup)
    assert words in terminal.popup_text()
    screen.shoot(f"customer-table-{written or 'missing'}")
    assert terminal.link.sent == []
    assert terminal.choices == []
    terminal.dismiss()
    assert len(terminal.window.cart.lines) == 1


def test_an_order_is_written_down_sent_and_confirmed(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    terminal.order("pasta", "7")
    assert terminal.events == ["written", "sent"]
    assert terminal.choices == [(7, ["Pasta al Pomodoro"])]
    terminal.link.answer(ok=True, order_id="ORD-1-17", seq=4)
    screen.until(terminal.has_popup)
    screen.shoot("customer-sent")
    said = terminal.popup_text()
    assert "Order sent" in said
    assert "ORD-1-17" in said
    assert "€9.00" in said
    assert terminal.window.cart.lines == []
    assert terminal.window.place.table.get() == ""
    assert ("order", "ORD-1-17") in terminal.link.watched


def test_a_refusal_brings_the_order_back(screen: Screen, terminal: CustomerTerminal) -> None:
    terminal.order("soup", "5")
    terminal.link.answer(error="sold_out", message="Minestrone is sold out.")
    screen.until(terminal.has_popup)
    assert "Minestrone is sold out." in terminal.popup_text()
    screen.shoot("customer-refused")
    terminal.dismiss()
    assert [line.name for line in terminal.window.cart.lines] == ["Minestrone"]
    assert terminal.window.place.table.get() == "5"


def test_offline_it_says_so_and_keeps_the_order(screen: Screen, terminal: CustomerTerminal) -> None:
    terminal.link.offline()
    screen.until(lambda: "orders are kept here" in terminal.window.shell.banner.text)
    terminal.order()
    assert terminal.has_popup()
    assert "Your order is kept" in terminal.popup_text()
    screen.shoot("customer-kept")
    terminal.dismiss()
    screen.shoot("customer-offline")
    assert terminal.window.progress.rows[0].pill.cget("text") == "Will be sent"
    assert len(terminal.link.sent) == 1
    terminal.link.online()
    terminal.link.answer(ok=True, order_id="ORD-1-9", seq=9)
    screen.until(terminal.has_popup)
    assert "Your kept order was sent" in terminal.popup_text()
    assert terminal.window.shell.banner.text == ""


def test_an_order_on_its_way_waits_when_the_link_goes(
    screen: Screen, terminal: CustomerTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("restaurant.desktop.customer.order.ordering.PATIENCE_MS", 10**6)
    terminal.order()
    terminal.link.offline()
    row = terminal.window.progress.rows[0]
    screen.until(lambda: row.pill.cget("text") == "Will be sent")


def test_a_server_that_takes_its_time_is_not_waited_for_in_silence(
    screen: Screen, terminal: CustomerTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("restaurant.desktop.customer.order.ordering.PATIENCE_MS", 1)
    terminal.order()
    screen.until(terminal.has_popup)
    assert "Your order is kept" in terminal.popup_text()


def test_orders_kept_by_an_earlier_run_are_told(screen: Screen, terminal: CustomerTerminal) -> None:
    terminal.link.offline()
    terminal.link.tell(Waiting(count=2))
    screen.until(lambda: "Kept here: 2." in terminal.window.shell.banner.text)
    terminal.link.tell(Waiting(count=0))
    screen.until(lambda: "Kept here" not in terminal.window.shell.banner.text)
    assert "orders are kept here" in terminal.window.shell.banner.text


def test_a_server_that_cannot_store_is_waited_for(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    terminal.order()
    command_id, command = terminal.link.sent[0]
    answer = {"error": "cannot_store", "message": "The server cannot store anything now."}
    terminal.link.tell(Held(id=command_id, command=command, answer=answer))
    row = terminal.window.progress.rows[0]
    screen.until(lambda: "cannot store" in words_in(row.frame))
    assert row.pill.cget("text") == "Will be sent"


def too_old(terminal: CustomerTerminal, *, asked: bool) -> TooOld:
    """What the link tells when the first order has grown old."""
    command_id, command = terminal.link.sent[0]
    made_at = NOW - timedelta(hours=1)
    return TooOld(id=command_id, command=command, made_at=made_at, asked=asked)


def test_what_is_too_old_but_was_sent_is_not_ordered_twice(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    terminal.order(table="3")
    terminal.link.tell(too_old(terminal, asked=True))
    screen.until(terminal.has_popup)
    said = terminal.popup_text()
    assert "table 3" in said
    assert "may be in the kitchen already" in said
    assert "before you order again" in said
    assert "not sent" not in said
    screen.shoot("customer-no-answer")
    row = terminal.window.progress.rows[0]
    assert "may be in the kitchen already" in words_in(row.frame)
    assert row.pill.cget("text") == "Ask the staff"


def test_what_is_too_old_says_ask_the_staff(screen: Screen, terminal: CustomerTerminal) -> None:
    terminal.order(table="3")
    terminal.link.tell(too_old(terminal, asked=False))
    screen.until(terminal.has_popup)
    assert "Please ask the staff" in terminal.popup_text()
    assert "table 3" in terminal.popup_text()
    assert "not sent at all" in terminal.popup_text()
    screen.shoot("customer-too-old")
    assert terminal.window.progress.rows[0].pill.cget("text") == "Ask the staff"


def test_an_order_of_an_earlier_run_is_confirmed_too(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    command = NewOrder(table=4, items=(WantedItem(item_id="soup"),), expected_total=580)
    answer = {"ok": True, "id": "old", "order_id": "ORD-1-3", "seq": 3}
    terminal.link.tell(Answered(id="old", command=command, answer=answer))
    screen.until(terminal.has_popup)
    assert "table 4" in terminal.popup_text()
    assert terminal.window.progress.rows


def test_an_order_that_gives_way_to_one_of_an_earlier_run_is_watched_no_more(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    for number in range(MOST + 1):
        command = NewOrder(table=4, items=(WantedItem(item_id="soup"),), expected_total=580)
        answer = {"ok": True, "id": f"old-{number}", "order_id": f"ORD-1-{number}", "seq": 3}
        terminal.link.tell(Answered(id=f"old-{number}", command=command, answer=answer))
    screen.until(lambda: len(terminal.link.watched) == MOST + 1)
    assert terminal.link.unwatched == [("order", "ORD-1-0")]


def test_a_full_disk_keeps_the_cart_and_says_so(screen: Screen, terminal: CustomerTerminal) -> None:
    terminal.cannot_write = True
    terminal.order()
    screen.until(terminal.has_popup)
    assert "could not be kept" in terminal.popup_text()
    assert terminal.link.sent == []
    assert len(terminal.window.cart.lines) == 1
    terminal.dismiss()
    terminal.cannot_write, terminal.link.full = False, True
    terminal.window.place.table.set("7")
    terminal.window.send()
    assert terminal.has_popup()
    assert len(terminal.window.cart.lines) == 1


def test_a_tap_on_the_greyed_button_says_what_is_missing(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    made = terminal.window.cart_panel.send_button
    assert made.instate(["disabled"])
    made.event_generate("<ButtonRelease-1>", x=5, y=5)
    screen.until(terminal.has_popup)
    assert "Tap a dish" in terminal.popup_text()


def test_a_dish_that_was_chosen_and_not_added_is_not_left_behind_in_silence(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    window = terminal.window
    show_menu(terminal.link, items=DISHES | {"toast": TOAST})
    screen.until(lambda: "toast" in window.board.tiles)
    terminal.add("soup")
    window.place.table.set("4")
    window.board.tiles["toast"].radio.invoke()
    window.cart_panel.send_button.invoke()
    assert terminal.link.commands == []
    assert "Toast is not added yet" in terminal.popup_text()
    screen.shoot("customer-not-added")
    assert window.popup is not None
    window.popup.buttons[-1].invoke()  # Its questions have no answer yet: they are asked.
    assert "Please choose first" in words_in(window.dish_panel.frame)
    assert len(window.cart.lines) == 1
    onions, cheese = window.dish_panel.choices
    onions.chips["Onions: No"].invoke()
    cheese.chips["Cheese: Yes"].invoke()
    window.cart_panel.send_button.invoke()
    window.popup.buttons[-1].invoke()
    assert [line.item_id for line in window.cart.lines] == ["soup", "toast"]
    window.board.tiles["soup"].radio.invoke()
    window.cart_panel.send_button.invoke()
    window.popup.buttons[0].invoke()
    soup = WantedItem(item_id="soup")
    toast = WantedItem(item_id="toast", options=("Onions: No", "Cheese: Yes"))
    total = 580 + 820
    assert terminal.link.commands == [NewOrder(table=4, items=(soup, toast), expected_total=total)]


def test_closing_ends_the_link(screen: Screen, terminal: CustomerTerminal) -> None:
    assert terminal.link.running
    terminal.window.shell.on_close()
    assert screen.gone()
    assert not terminal.link.running
