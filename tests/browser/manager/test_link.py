"""The link of the manager's page: a server that goes, a message that is lost, a session that ends."""

from restaurant.common.ids import new_id
from tests.browser.chromium import CUT_OFF, Browser
from tests.browser.conftest import type_pin
from tests.browser.manager.editing import ask, field, go, save, shown
from tests.server.running import RunningServer


def test_a_server_that_comes_back_is_found_again(page: Browser, sample: RunningServer) -> None:
    page.click(".row", "Margherita")
    page.write(field(page, "Description"), "Through the night")
    sample.kill()
    page.until_text(".offline", "No link to the server.")
    page.picture("manager-offline")
    sample.start()
    page.wait(lambda: not page.all(".offline"), "the link is back")
    assert field(page, "Description").get_attribute("value") == "Through the night"
    save(page)
    assert shown(sample)["items"]["margherita"]["description"] == "Through the night"
    page.forgive(CUT_OFF, "WebSocket connection")


def test_a_gap_in_what_is_shown_is_filled(page: Browser, sample: RunningServer) -> None:
    """Drops one message on its way into the page, as no real network does; the next one shows the gap."""
    page.script(
        "const real = JSON.parse; let dropped = false;"
        "JSON.parse = (text) => { const message = real(text);"
        "if (!dropped && message?.put?.items) { dropped = true; return {}; } return message; }"
    )
    dishes = shown(sample)["items"]
    ask(sample, "put_menu_item", item={**dishes["margherita"], "price": 1111})
    ask(sample, "put_menu_item", item={**dishes["marinara"], "price": 2222})
    page.until_text(".row", "€22.22")
    page.until_text(".row", "€11.11")


def test_a_session_that_ends_leads_to_sign_in_and_back(
    page: Browser, sample: RunningServer
) -> None:
    go(page, "staff")
    pin = "8642"
    staff = next(iter(shown(sample)["staff"].values()))
    fields = {"name": staff["name"], "role": "manager", "pin": pin, "staff_id": staff["staff_id"]}
    ask(sample, "put_staff", **fields)  # a new PIN signs out everywhere
    page.until_text("#why", "Your session has ended.")
    type_pin(page, pin)
    page.one(".row", "Manager")
    assert page.driver.current_url.endswith("/manager#staff")


def test_ids_are_of_version_7_and_sorted(page: Browser) -> None:
    made = page.driver.execute_async_script(
        "const done = arguments[0]; import('/web/ids.js').then((m) => done([m.newId(), m.newId()]))"
    )
    assert [len(each) for each in made] == [36, 36]
    assert all(each[14] == "7" and each[19] in "89ab" for each in made)
    assert abs(int(made[0][:8], 16) - int(new_id()[:8], 16)) < 2
