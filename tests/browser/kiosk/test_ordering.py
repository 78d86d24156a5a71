"""Guests at the kiosk page: choosing, sending, following what becomes of it."""

import json

from tests.browser.conftest import Serve
from tests.browser.kiosk.tablet import Tablet
from tests.browser.kiosk.touch import Touch


def test_an_order_with_modifiers_for_a_table(tablet: Tablet) -> None:
    page = tablet.page
    tablet.begin()
    page.tap("#categories .pick", "Pizza")
    page.tap(".tile", "Margherita")
    page.tap("dialog [data-is=add]")
    page.see("Please choose first: Size", "dialog")
    page.tap("dialog .pick", "Large")
    page.type_into("dialog [data-is=note]", "well done")
    page.tap("dialog .stepper button", "+")
    page.see("€25.00", "dialog [data-is=add]")
    page.picture("kiosk-dish")
    page.tap("dialog [data-is=add]")
    tablet.choose("Tiramisu", category="Desserts")
    assert page.sees("#total") == "€31.90"
    tablet.send()
    tablet.say_ok("Which table are you at?")
    tablet.type_digits("99")
    page.see("There is no table 99 here", "dialog")
    page.tap(".keys [data-key=back]")
    page.tap(".keys [data-key=ok]")
    tablet.send()
    page.see("ORD-1-1 for table 9: €31.90", "dialog")
    page.picture("kiosk-sent")
    (order,) = tablet.orders()
    assert [order["table"], order["total"], order["placed_by"]] == [9, 3190, "Terrace 1"]
    first, second = order["items"]
    assert [first["name"], first["quantity"], first["options"], first["note"]] == [
        *("Margherita", 2, ["Large"], "well done")
    ]
    assert second["name"] == "Tiramisu"


def test_the_oldest_choice_gives_way(touch: Touch, serve: Serve) -> None:
    tablet = Tablet(touch, serve())
    options = [{"name": name, "price": 50} for name in ("Egg", "Ham", "Cheese")]
    modifier = {"name": "Extra", "choose": (0, 2), "options": options}
    dish = {"id": "toast", "name": "Toast", "category": "mains", "price": 500}
    tablet.staff_send("put_menu_item", item={**dish, "modifiers": [modifier]})
    tablet.pair()
    tablet.begin()
    tablet.choose("Toast", "Egg", "Ham", "Cheese", category="Mains")
    assert touch.sees("#lines .about") == "Ham, Cheese"
    assert touch.sees("#total") == "€6.00"
    tablet.sit_at(1)
    tablet.send()
    tablet.say_ok("Order sent")
    (order,) = tablet.orders()
    assert (order["items"][0]["options"], order["total"]) == (["Ham", "Cheese"], 600)


def test_two_questions_may_have_the_same_answers(touch: Touch, serve: Serve) -> None:
    tablet = Tablet(touch, serve())
    answers = [{"name": "No"}, {"name": "Yes", "price": 50}]
    asked = [{"name": name, "choose": (1, 1), "options": answers} for name in ("Onions", "Cheese")]
    dish = {"id": "toast", "name": "Toast", "category": "mains", "price": 500}
    tablet.staff_send("put_menu_item", item={**dish, "modifiers": asked})
    tablet.pair()
    tablet.begin()
    touch.tap("#categories .pick", "Mains")
    touch.tap(".tile", "Toast")
    touch.tap("dialog .choice:nth-of-type(1) .pick", "No")
    touch.tap("dialog .choice:nth-of-type(2) .pick", "Yes")
    touch.tap("dialog [data-is=add]")
    assert touch.sees("#lines .about") == "Onions: No, Cheese: Yes"
    tablet.sit_at(1)
    tablet.send()
    tablet.say_ok("Order sent")
    (order,) = tablet.orders()
    [item] = order["items"]
    assert (item["options"], order["total"]) == (["Onions: No", "Cheese: Yes"], 550)


def test_each_step_of_an_order_is_shown_as_it_comes(tablet: Tablet) -> None:
    page = tablet.page
    tablet.begin()
    tablet.order_soup(table=7)
    tablet.say_ok("Order sent")
    tablet.choose("Bruschetta")
    page.tap(".switch", "Take away")
    page.type_into("#guest", "Zoë")
    tablet.send()
    tablet.say_ok("Order sent")
    names = page.run(
        "[...document.querySelectorAll('.under-way .top span')].map((e) => e.textContent)"
    )
    assert names == ["Zoë · ORD-1-2", "Table 7 · ORD-1-1"]
    states = ("received", "Received", 1), ("preparing", "Preparing", 2), ("ready", "Ready", 3)
    for status, word, done in (*states, ("completed", "Served", 4)):
        if status != "received":
            tablet.staff_send("set_order_status", order_id="ORD-1-1", status=status)
        page.until(
            "[...document.querySelectorAll('.under-way')].some((e) => e.textContent.includes('ORD-1-1')"
            f" && e.querySelector('.state').textContent === '{word}'"
            f" && e.querySelectorAll('li.is-done svg').length === {done})"
        )
        page.picture(f"kiosk-{status}")
    tablet.staff_send("cancel_order", order_id="ORD-1-2", reason="Out of bread")
    page.see("Cancelled", ".under-way")
    page.see("Out of bread", ".under-way")
    page.picture("kiosk-cancelled")


def test_orders_under_way_are_there_again_after_a_reload(tablet: Tablet) -> None:
    tablet.begin()
    tablet.order_soup()
    tablet.say_ok("Order sent")
    tablet.open()
    tablet.begin()
    tablet.page.see("ORD-1-1", ".under-way")
    tablet.staff_send("set_order_status", order_id="ORD-1-1", status="ready")
    tablet.page.see("Ready", ".under-way .state")


def test_an_order_that_the_server_does_not_show_is_no_longer_shown_here(tablet: Tablet) -> None:
    page = tablet.page
    kept = [{"id": "1", "place": {"table": 4}, "total": 650, "orderId": "ORD-1-77"}]
    page.run(f"localStorage.setItem('kiosk/orders', {json.dumps(json.dumps(kept))})")
    tablet.open()
    page.until("localStorage.getItem('kiosk/orders') === '[]'")
    tablet.begin()
    assert not page.run("document.querySelector('.under-way')")


def test_sold_out_and_few_left_are_seen_at_once(tablet: Tablet) -> None:
    page = tablet.page
    tablet.begin()
    tablet.choose("Bruschetta", category="Starters")
    tablet.staff_send("set_availability", item_id="burrata", available=True, left=5)
    page.see("Only 5 left", ".tile")
    tablet.staff_send("set_availability", item_id="bruschetta", available=False)
    page.see("Sold out", ".tile.is-not-offered")
    page.see("Sold out in the meantime", ".line")
    page.picture("kiosk-sold-out")
    assert page.run("document.querySelector('.tile.is-not-offered input').disabled")
    page.tap(".tile", "Burrata")
    tablet.staff_send("set_availability", item_id="burrata", available=False)
    page.until("!document.querySelector('dialog')")


def test_what_cannot_be_ordered_is_said_before_anything_is_sent(tablet: Tablet) -> None:
    page = tablet.page
    tablet.begin()
    tablet.choose("Bruschetta", category="Starters")
    tablet.choose("Burrata")
    page.tap(".line:last-child .stepper button", "+")
    tablet.sit_at(3)
    tablet.staff_send("set_availability", item_id="bruschetta", available=False)
    page.see("Sold out in the meantime", ".line")
    tablet.staff_send("set_availability", item_id="burrata", available=True, left=1)
    page.see("Only 1 left. Please take fewer.", ".line")
    tablet.send()
    page.see("Marked in your order: Bruschetta, Burrata.", "dialog")
    page.picture("kiosk-not-possible")
    assert tablet.orders() == []
    page.tap("dialog .is-main", "Take it out")
    page.until("!document.querySelector('.line.is-gone')")
    tablet.send()
    tablet.say_ok("Order sent")
    (order,) = tablet.orders()
    assert [(item["name"], item["quantity"]) for item in order["items"]] == [("Burrata", 1)]


def test_the_server_has_the_last_word(tablet: Tablet) -> None:
    """What the page cannot know better is refused, and is in the cart again to be changed."""
    page = tablet.page
    tablet.begin()
    tablet.choose("Margherita", "Large", category="Pizza")
    tablet.staff_send("put_menu_item", item={**tablet.dish("Margherita"), "modifiers": []})
    page.see("€9.50", "#total")
    tablet.sit_at(3)
    tablet.send()
    page.see("Margherita cannot be ordered with these options", "dialog")
    page.tap("dialog .is-main", "Change the order")
    page.until("document.querySelectorAll('.line').length === 1")
    assert page.sees("#table") == "3"
    assert tablet.orders() == []


def test_a_price_that_changed_is_never_charged_unseen(tablet: Tablet) -> None:
    """The page shows what the menu says; the server refuses what the page did not show."""
    page = tablet.page
    tablet.begin()
    tablet.choose("Soup of the day")
    tablet.sit_at(3)
    tablet.staff_send("put_menu_item", item={**tablet.dish("Soup of the day"), "price": 700})
    page.see("€7.00", "#total")
    tablet.send()
    tablet.say_ok("Order sent")
    assert [order["total"] for order in tablet.orders()] == [700]


def test_search_and_filter(tablet: Tablet) -> None:
    page = tablet.page
    tablet.begin()
    page.type_into("#search", "TIRAMISÙ")
    page.until("document.querySelectorAll('.tile').length === 1")
    page.see("Tiramisu", ".tile")
    page.run("document.getElementById('search').value = ''")
    page.type_into("#search", "zzz")
    page.see("No dish found", "#no-dishes")
    page.picture("kiosk-not-found")
    page.tap("#categories .pick", "Starters")
    page.tap("#filter")
    page.tap("dialog .pick", "vegetarian")
    page.tap("dialog .pick", "milk")
    page.picture("kiosk-filter")
    page.tap("dialog .is-main")
    page.see("Filter (2)", "#filter")
    names = (
        "[...document.querySelectorAll('.tile b')].map((e) => e.textContent).filter(Boolean).join()"
    )
    page.until(f"{names} === 'Bruschetta,Soup of the day'")  # vegan is vegetarian


def test_a_guest_s_language_lasts_as_long_as_the_guest(touch: Touch, serve: Serve) -> None:
    tablet = Tablet(touch, serve(language="de"))
    tablet.open()
    touch.see("Dieses Tablet koppeln", "h1")
    tablet.pair()
    touch.tap("#start")
    assert touch.run("document.documentElement.lang") == "de"
    touch.tap("#language")
    touch.tap("dialog button", "Français")
    touch.until("document.documentElement.lang === 'fr'")
    touch.picture("kiosk-french")
    tablet.is_later(seconds=75)
    touch.until("!document.getElementById('start').hidden")
    touch.until("document.documentElement.lang === 'de'")


def test_what_people_write_is_text_and_no_markup(tablet: Tablet) -> None:
    name = "<img src=x onerror=alert(1)>"
    dish = {"id": "evil", "name": name, "category": "starters", "price": 1, "description": name}
    tablet.staff_send("put_menu_item", item=dish)
    tablet.begin()
    tablet.page.see(name, ".tile b")
    assert not tablet.page.run("[...document.images].some((each) => each.src.endsWith('/x'))")
