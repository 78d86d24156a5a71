"""The kiosk page without a server: orders are kept, sent once, or shown to be too old."""

import json

from tests.browser.chromium import CUT_OFF
from tests.browser.kiosk.tablet import Tablet

OUTBOX = "kiosk/outbox"
NO_SERVER = f"WebSocket connection to .* failed|{CUT_OFF}"
"""A browser writes down each link that it could not open."""


def kept(tablet: Tablet) -> list[dict[str, object]]:
    return list(json.loads(tablet.page.run(f"localStorage.getItem('{OUTBOX}') ?? '[]'")))


def order_without_a_server(tablet: Tablet) -> None:
    """The server has gone; a guest sends an order all the same, and it is kept."""
    tablet.begin()
    tablet.server.kill()
    tablet.page.see("You can go on choosing", "#headline p")
    tablet.order_soup()
    tablet.say_ok("Your order is kept")


def test_orders_are_kept_over_a_reload_and_sent_once_in_their_order(tablet: Tablet) -> None:
    page, server = tablet.page, tablet.server
    tablet.begin()
    tablet.choose("Burrata")
    server.kill()
    page.see("You can go on choosing", "#headline p")
    tablet.sit_at(7)
    tablet.send()
    page.see("Your order is kept", "dialog h2")
    page.see("longer than 10 minutes", "dialog p")
    page.picture("kiosk-offline-kept")
    page.tap("dialog .is-main")
    tablet.order_soup(table=8)
    tablet.say_ok("Your order is kept")
    page.see("Kept here: 2", "#headline p")
    page.see("Will be sent", ".under-way .state")
    page.picture("kiosk-offline")
    waiting = kept(tablet)
    server.start()
    tablet.open()  # as after a power cut
    page.until(f"localStorage.getItem('{OUTBOX}') === '[]'")
    orders = tablet.orders()
    assert [(order["table"], order["items"][0]["name"]) for order in orders] == [
        (7, "Burrata"),
        (8, "Soup of the day"),
    ]
    # The same orders under the same ids: as if the answers had been lost on their way.
    page.run(f"localStorage.setItem('{OUTBOX}', {json.dumps(json.dumps(waiting))})")
    tablet.open()
    page.until(f"localStorage.getItem('{OUTBOX}') === '[]'")
    assert [order["order_id"] for order in tablet.orders()] == ["ORD-1-1", "ORD-1-2"]
    page.expected(NO_SERVER)


def test_without_a_reload_it_is_sent_by_itself(tablet: Tablet) -> None:
    page, server = tablet.page, tablet.server
    order_without_a_server(tablet)
    server.start()
    page.see("Your kept order was sent", "dialog h2")
    assert len(tablet.orders()) == 1
    page.expected(NO_SERVER)


def test_an_order_that_waited_too_long_is_not_sent(tablet: Tablet) -> None:
    page, server = tablet.page, tablet.server
    order_without_a_server(tablet)
    tablet.is_later(seconds=601)
    page.see("Please ask the staff", "dialog h2")
    page.picture("kiosk-too-old")
    assert kept(tablet) == []
    server.start()
    page.until("!document.body.classList.contains('is-offline')")
    assert tablet.orders() == []
    page.expected(NO_SERVER)


def test_an_order_whose_answer_never_came_may_be_in_the_kitchen(tablet: Tablet) -> None:
    tablet.begin()
    entry = {
        "id": "lost", "at": 0, "type": "new_order", "asked": True,
        "fields": {"items": [{"item_id": "bruschetta", "quantity": 1, "note": "", "options": []}],
                   "expected_total": 650, "table": 4},
    }  # fmt: skip
    tablet.page.run(f"localStorage.setItem('{OUTBOX}', {json.dumps(json.dumps([entry]))})")
    tablet.open()
    tablet.page.see("It may be in the kitchen already", "dialog")
    assert (kept(tablet), tablet.orders()) == ([], [])


def test_what_another_terminal_may_have_sent_is_not_sent_again(tablet: Tablet) -> None:
    """The server answers an id again to the terminal that sent it, and to no other."""
    page = tablet.page
    tablet.begin()
    tablet.staff_send("remove_terminal", terminal_id="T-1")
    page.see("Pair this tablet", "#pairing h1")
    fields = {"items": [{"item_id": "bruschetta"}], "expected_total": 650, "table": 4}
    entries = [
        {"id": "asked", "type": "new_order", "asked": True, "fields": fields},
        {"id": "new", "type": "new_order", "asked": False, "fields": {**fields, "table": 5}},
    ]
    at = f"{json.dumps(entries)}.map((each) => ({{ ...each, at: Date.now() }}))"
    page.run(f"localStorage.setItem('{OUTBOX}', JSON.stringify({at}))")
    tablet.pair()
    page.until(f"localStorage.getItem('{OUTBOX}') === '[]'")
    assert [order["table"] for order in tablet.orders()] == [5]
    tablet.page.tap("dialog .is-main")
    tablet.begin()
    page.see("it may be in the kitchen already", ".under-way")


def test_what_cannot_be_kept_is_not_said_to_be_sent(tablet: Tablet) -> None:
    page = tablet.page
    tablet.begin()
    tablet.choose("Burrata")
    tablet.sit_at(7)
    page.run("Storage.prototype.setItem = () => { throw new DOMException('full'); }, 0")
    tablet.send()
    page.see("The order could not be kept", "dialog h2")
    assert page.expected("an order cannot be kept")
    assert page.run("document.querySelectorAll('.line').length") == 1
    assert tablet.orders() == []


def test_a_damaged_outbox_stops_nobody(tablet: Tablet) -> None:
    for damaged in ("{", "7", '[{"id": 1}, null]'):
        tablet.page.run(f"localStorage.setItem('{OUTBOX}', {json.dumps(damaged)})")
        tablet.open()
        tablet.page.see("Touch to begin", "#start")
    tablet.begin()
    tablet.order_soup()
    tablet.say_ok("Order sent")
    assert len(tablet.orders()) == 1
