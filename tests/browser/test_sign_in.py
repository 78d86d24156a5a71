"""The page on which staff sign in, as they use it."""

import pytest

from restaurant.common.network.addresses import own_addresses
from tests.browser.audit import audit
from tests.browser.chromium import DESK, NAME, NAME_OUTSIDE, PHONE, Browser
from tests.browser.conftest import Serve, type_pin
from tests.server.people import hire, manager_pin
from tests.server.running import RunningServer


def test_a_pin_leads_back_to_where_one_was(browser: Browser, sample: RunningServer) -> None:
    browser.open(f"https://{NAME}:{sample.tls_port}/manager")
    browser.device(DESK)
    browser.one("#keypad button", "7")
    browser.picture("sign-in")
    assert audit(browser) == []
    assert browser.script("return window.isSecureContext")
    assert "Margherita" not in browser.driver.page_source
    type_pin(browser, manager_pin(sample))
    browser.one(".row", "Margherita")
    assert browser.driver.current_url.endswith("/manager")
    browser.click("#sign-out")
    browser.until_text("#why", "You are signed out.")
    browser.open(f"https://{NAME}:{sample.tls_port}/manager")
    browser.one("#keypad")


def test_a_wrong_pin_is_said_and_too_many_lock(browser: Browser, sample: RunningServer) -> None:
    browser.open(f"https://{NAME}:{sample.tls_port}/sign-in")
    for _ in range(5):
        type_pin(browser, "0000")
        browser.until_text("#wrong", "Nobody has this PIN")
    type_pin(browser, "0000")
    browser.until_text("#wrong", "Too many tries")
    browser.picture("sign-in-locked")
    assert not browser.one("#enter").is_enabled()
    browser.forgive("401", "429")


def test_a_waiter_is_told_whose_page_it_is(browser: Browser, sample: RunningServer) -> None:
    browser.open(f"https://{NAME}:{sample.tls_port}/manager")
    type_pin(browser, hire(sample, "waiter"))
    browser.until_text("#why", "That page is for the manager")


def test_plain_http_explains_and_leads_to_the_other_door(browser: Browser, serve: Serve) -> None:
    if not own_addresses():
        pytest.skip("this machine has no address on a network")
    server = serve("--host", "0.0.0.0")
    browser.open(f"http://{NAME_OUTSIDE}:{server.port}/manager")
    browser.device(PHONE)
    assert not browser.script("return window.isSecureContext")
    browser.until_text("#insecure", "PINs need a protected connection")
    assert not browser.all("#keypad")
    assert not browser.overflows()
    browser.picture("sign-in-insecure-phone")
    browser.click("#tls")
    type_pin(browser, manager_pin(server))
    browser.one(".row", "Margherita")
    assert browser.driver.current_url.startswith(
        f"https://{NAME_OUTSIDE}:{server.tls_port}/manager"
    )


def test_the_page_speaks_the_visitors_language(browser: Browser, sample: RunningServer) -> None:
    browser.prefers("fr")
    browser.open(f"https://{NAME}:{sample.tls_port}/sign-in")
    browser.until_text("h2", "Saisissez votre code PIN")
    browser.click("#languages a", "Deutsch")
    browser.until_text("h2", "PIN eingeben")
    browser.open(f"https://{NAME}:{sample.tls_port}/sign-in")  # it is remembered
    browser.until_text("h2", "PIN eingeben")
    browser.device(PHONE, "dark")
    browser.picture("sign-in-phone-dark")
    assert audit(browser) == []
