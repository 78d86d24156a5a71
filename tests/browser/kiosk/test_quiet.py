"""The kiosk page between guests, and in the hands of staff."""

from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import Serve
from tests.browser.kiosk.tablet import Tablet
from tests.browser.kiosk.touch import Touch

COUNTDOWN = "Are you still there?"
FULL = "!!document.fullscreenElement"


def test_after_a_quiet_minute_nothing_is_left_for_the_next_guest(tablet: Tablet) -> None:
    page = tablet.page
    tablet.begin()
    tablet.choose("Burrata")
    tablet.sit_at(7)
    page.type_into("#search", "soup")
    page.tap("#filter")
    tablet.is_later(seconds=55)
    page.until("document.querySelectorAll('dialog').length === 1")
    tablet.is_later(seconds=7)
    page.see(COUNTDOWN, "dialog h2")
    page.picture("kiosk-quiet")
    page.tap("dialog .is-main", "I am still here")
    page.until("document.querySelectorAll('dialog').length === 1")
    assert page.run("document.querySelectorAll('.line').length") == 1
    tablet.is_later(seconds=61)
    page.see(COUNTDOWN, "dialog h2")
    tablet.is_later(seconds=11)
    page.see("Touch to begin", "#start")
    page.until("!document.querySelector('dialog')")
    tablet.begin()
    assert page.run("document.querySelectorAll('.line').length") == 0
    assert page.sees("#table") == "Number"
    assert page.run("document.getElementById('search').value") == ""


def test_who_touches_the_screen_is_not_asked(tablet: Tablet) -> None:
    page = tablet.page
    tablet.begin()
    tablet.is_later(seconds=50)
    page.tap("#categories .pick", "Mains")
    tablet.is_later(seconds=50)
    page.tap("#categories .pick", "Starters")
    tablet.choose("Burrata")
    page.until("new Promise((then) => setTimeout(() => then(true), 1200))")
    assert not page.run("document.querySelector('dialog')")


def test_a_tablet_at_its_start_stays_there(tablet: Tablet) -> None:
    tablet.is_later(seconds=600)
    tablet.begin()
    assert not tablet.page.run("document.querySelector('dialog')")


def test_who_leaves_the_full_screen_sees_a_sheet_over_it(tablet: Tablet) -> None:
    page = tablet.page
    tablet.begin()
    page.until(FULL)
    page.run("document.exitFullscreen()")
    page.see("Touch to go on", "#covered")
    page.picture("kiosk-covered")
    page.tap("#covered")
    page.until(FULL)
    page.until("document.getElementById('covered').hidden")


def open_staff_sheet(tablet: Tablet) -> None:
    """By the keyboard, as whoever has no finger to rest on the name."""
    tablet.page.run("document.getElementById('for-staff').focus()")
    ActionChains(tablet.page.driver).send_keys(Keys.ENTER).perform()
    tablet.page.see("For staff", "dialog.keypad")


def test_only_a_staff_pin_opens_the_staff_s_sheet(tablet: Tablet) -> None:
    page = tablet.page
    tablet.begin()
    tablet.choose("Burrata")
    page.hold("#headline", "!!document.querySelector('dialog.keypad')")
    tablet.type_digits("90909")
    page.see("Nobody has this PIN", "dialog")
    page.picture("kiosk-wrong-pin")
    assert not page.run("document.querySelector('dialog.staff')")
    tablet.type_digits(tablet.pin)
    page.see("This tablet is called “Terrace 1”", "dialog.staff")
    page.picture("kiosk-staff")
    page.tap("dialog.staff [data-is=leave]")
    page.until(f"!({FULL})")
    page.see("Touch to begin", "#start")
    assert page.run("document.getElementById('covered').hidden")


def test_without_a_server_staff_are_told_at_once_that_no_pin_can_be_checked(tablet: Tablet) -> None:
    page = tablet.page
    tablet.begin()
    tablet.server.kill()
    page.see("You can go on choosing", "#headline p")
    open_staff_sheet(tablet)
    tablet.type_digits(tablet.pin)
    page.see("The server does not answer, so no PIN can be checked now.", "dialog.keypad")
    assert not page.run("document.querySelector('dialog.staff')")
    page.expected("WebSocket connection to .* failed")


def test_a_language_that_the_restaurant_cannot_speak_is_no_reason_to_keep_the_last_guest_s(
    touch: Touch, serve: Serve
) -> None:
    tablet = Tablet(touch, serve(language="xx"))
    tablet.pair()
    touch.tap("#start")
    touch.tap("#language")
    touch.tap("dialog button", "Français")
    touch.until("document.documentElement.lang === 'fr'")
    tablet.is_later(seconds=75)
    touch.until("document.documentElement.lang === 'en'")


def test_staff_choose_the_language_that_guests_begin_in(tablet: Tablet) -> None:
    page = tablet.page
    tablet.begin()
    open_staff_sheet(tablet)
    tablet.type_digits(tablet.pin)
    choose = "Object.assign(document.querySelector('dialog.staff select'), { value: 'es' })"
    page.see("For staff", "dialog.staff")
    page.run(f"{choose}.dispatchEvent(new Event('change'))")
    page.tap("dialog.staff [data-is=leave]")
    page.until("document.documentElement.lang === 'es'")
    tablet.open()
    page.until("document.documentElement.lang === 'es'")


def test_staff_unpair_a_tablet(tablet: Tablet) -> None:
    page = tablet.page
    tablet.begin()
    open_staff_sheet(tablet)
    tablet.type_digits(tablet.pin)
    page.tap("dialog.staff [data-is=unpair]")
    page.see("Guests cannot order here any more", "dialog.staff")
    assert tablet.paired() == {"T-1": "Terrace 1"}
    page.tap("dialog.staff [data-is=unpair]", "now")
    page.see("Pair this tablet", "#pairing h1")
    assert tablet.paired() == {}
    cookies = page.ask("Network.getAllCookies")["cookies"]
    assert [each for each in cookies if "restaurant-" in each["name"]] == []
