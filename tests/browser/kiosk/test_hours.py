"""Closing time, timed menus and taxes on top at the kiosk page: as the server's documents say them."""

from datetime import UTC, datetime, timedelta

from tests.browser.conftest import Serve
from tests.browser.kiosk.tablet import Tablet
from tests.browser.kiosk.touch import Touch

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def in_two_hours() -> tuple[str, dict[str, list[str]]]:
    """When an hour begins that is not now, whatever the time is, and that hour of each day."""
    begins = datetime.now(UTC) + timedelta(hours=2)
    span = f"{begins:%H:%M}-{begins + timedelta(hours=1):%H:%M}"
    return f"{begins:%H:%M}", {day: [span] for day in DAYS}


def test_a_closed_restaurant_says_so_before_anybody_chose(tablet: Tablet) -> None:
    page = tablet.page
    opens, hours = in_two_hours()
    tablet.staff_send("put_settings", settings={"time_zone": "UTC", "opening_hours": hours})
    page.see("We are closed", "#start h1")
    page.see(opens, "#start .opens")
    page.picture("kiosk-closed-start")
    tablet.begin()
    page.see(f"at {opens}", "#headline p")
    tablet.choose("Burrata")
    page.see("We are closed", "#closed")
    page.picture("kiosk-closed")
    tablet.sit_at(7)
    tablet.send()
    page.see("We are closed", "dialog h2")
    page.tap("dialog .is-main")
    assert page.run("document.querySelectorAll('.line').length") == 1
    tablet.staff_send("put_settings", settings={"opening_hours": None})
    page.until("document.getElementById('closed').hidden")
    tablet.send()
    tablet.say_ok("Order sent")
    assert len(tablet.orders()) == 1


def test_a_dish_that_is_not_served_now_says_from_when(tablet: Tablet) -> None:
    page = tablet.page
    opens, hours = in_two_hours()
    tablet.staff_send("put_settings", settings={"time_zone": "UTC"})
    tablet.begin()
    tablet.choose("Burrata", category="Starters")
    tablet.staff_send("put_menu_item", item={**tablet.dish("Burrata"), "hours": hours})
    page.see(f"from {opens}", ".tile.is-not-offered")
    page.see(f"from {opens}", ".line.is-gone")
    page.picture("kiosk-not-now")
    tablet.sit_at(7)
    tablet.send()
    page.see("Marked in your order: Burrata.", "dialog")
    page.tap("dialog .is-main")
    page.see("Nothing chosen yet", "#no-lines")
    assert tablet.orders() == []


def test_taxes_on_top_are_in_the_total_that_is_sent(touch: Touch, serve: Serve) -> None:
    tablet = Tablet(
        touch, serve(prices_include_tax=False, tax_rates={"food": "7", "drinks": "8.875"})
    )
    tablet.pair()
    tablet.begin()
    tablet.choose("Burrata", category="Starters")
    tablet.choose("Bruschetta", category="Starters")
    touch.tap("#categories .pick", "Drinks")
    touch.tap(".tile", nth=0)
    touch.tap("dialog [data-is=add]")
    touch.see("Tax 8.875 %", "#taxes")
    shown = touch.sees("#total")
    touch.picture("kiosk-taxes")
    tablet.sit_at(2)
    tablet.send()
    tablet.say_ok("Order sent")
    (order,) = tablet.orders()
    assert shown == f"€{order['total'] / 100:.2f}"
    prices = sum(item["unit_price"] * item["quantity"] for item in order["items"])
    assert order["total"] == prices + sum(tax["tax"] for tax in order["taxes"]) > prices
