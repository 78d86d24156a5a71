"""The manager's page, each section of it, on a desk and on a phone, alone and with another manager."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from restaurant.common.ids import new_id
from tests.browser.audit import audit
from tests.browser.chromium import DESK, NAME, NAME_OUTSIDE, PHONE, Browser
from tests.browser.conftest import type_pin
from tests.server.clients import Message, command, post, view
from tests.server.people import manager_pin, pair
from tests.server.running import RunningServer

SECTIONS = (
    *("menu", "categories", "csv", "tables", "taxes", "hours", "staff", "terminals", "settings"),
)


@pytest.fixture
def page(browser: Browser, sample: RunningServer) -> Browser:
    """The page with a manager signed in."""
    browser.device(DESK)
    browser.open(f"https://{NAME}:{sample.tls_port}/manager")
    type_pin(browser, manager_pin(sample))
    browser.one(".row", "Margherita")
    return browser


def shown(server: RunningServer) -> Message:
    """What a manager sees of the restaurant."""
    snapshot: Message = view(server, "manager", token=server.token("manager")).json["snapshot"]
    return snapshot


def ask(server: RunningServer, name: str, /, **fields: Any) -> Message:
    answer: Message = post(server, command(name, **fields), server.token("manager")).json
    assert answer.get("ok"), answer
    return answer


def field(browser: Browser, label: str) -> WebElement:
    """The field with that label."""
    named = browser.one(".field label", label)
    name = named.get_attribute("for")
    return browser.driver.find_element(By.ID, str(name))


def go(browser: Browser, section: str) -> None:
    browser.click(f'[data-section="{section}"]')
    browser.wait(lambda: browser.all(f'[data-section="{section}"][aria-current]'), section)


def save(browser: Browser) -> None:
    browser.script("document.getElementById('toast').textContent = ''")  # of the time before
    browser.click('[data-is="save"]')
    browser.until_text("#toast", "Saved")


def cannot_save(browser: Browser, why: str) -> None:
    """Save, and read at a field why that cannot be."""
    browser.click('[data-is="save"]')
    browser.until_text(".field .wrong", why)


# ------------------------------------------------------------------------------ looks


@pytest.mark.parametrize(
    ("size", "scheme"), [(DESK, "light"), (DESK, "dark"), (PHONE, "light")], ids=str
)
def test_each_section_fits(page: Browser, size: Any, scheme: Any) -> None:
    page.device(size, scheme)
    kind = f"{'phone' if size == PHONE else 'desk'}-{scheme}"
    for section in SECTIONS:
        go(page, section)
        assert not page.overflows(), section
        assert audit(page) == [], section
        page.picture(f"manager-{section}-{kind}")
    go(page, "menu")
    page.click(".row", "Margherita")
    page.one(".form")
    assert not page.overflows()
    assert audit(page) == []
    page.picture(f"manager-dish-{kind}")


# ------------------------------------------------------------------------------- menu


def test_a_dish_is_made_changed_moved_and_removed(page: Browser, sample: RunningServer) -> None:
    page.click('[data-is="add"]', "New dish")
    page.write(field(page, "Name"), "Crème brûlée")
    cannot_save(page, "Write a price such as 12.50.")
    page.write(field(page, "Price"), "1000000000.01")
    cannot_save(page, "Write a price such as 12.50.")
    page.write(field(page, "Price"), "7,5")
    page.click("button", "Add a choice")
    page.write(page.one(".modifier-head input"), "Size")
    first, second = page.all(".option [data-is=name]")
    page.write(first, "Small")
    page.write(second, "Large")
    page.write(page.all(".option [data-is=price]")[1], "1.50")
    save(page)
    dish = shown(sample)["items"]["creme-brulee"]
    assert (dish["name"], dish["price"], dish["category"]) == ("Crème brûlée", 750, "starters")
    assert dish["modifiers"][0]["options"] == [{"name": "Small"}, {"name": "Large", "price": 150}]
    page.one(".row[aria-current]", "Crème brûlée")
    page.click('button[aria-label="Move up"]')
    page.wait(lambda: shown(sample)["items"]["creme-brulee"]["order"] < dish["order"])
    page.write(field(page, "Price"), "8")
    save(page)
    assert shown(sample)["items"]["creme-brulee"]["price"] == 800
    page.click('.form-foot [data-is="remove"]', "Remove")
    page.click('#ask [data-is="yes"]')
    page.wait(lambda: "creme-brulee" not in shown(sample)["items"])
    page.wait(lambda: not page.all(".row", "Crème brûlée"))


def test_the_button_that_saves_is_in_sight_at_once(page: Browser) -> None:
    page.click('[data-is="add"]', "New dish")
    page.one(".form h2", "New dish")
    shown = "return arguments[0].getBoundingClientRect().bottom <= innerHeight"
    assert page.driver.execute_script("return scrollY") == 0
    assert page.driver.execute_script(shown, page.one('.form-foot [data-is="save"]'))


def test_a_refusal_stands_at_the_field_that_caused_it(page: Browser) -> None:
    page.click(".row", "Margherita")
    page.write(field(page, "Name"), "Marinara")
    cannot_save(page, "Another dish is called Marinara already.")
    assert field(page, "Name").get_attribute("aria-invalid") == "true"
    page.picture("manager-refused")
    page.click('[data-is="undo"]')


def test_another_managers_edit_is_not_lost(page: Browser, sample: RunningServer) -> None:
    page.click(".row", "Margherita")
    page.write(field(page, "Description"), "Mine")
    dish = shown(sample)["items"]["margherita"]
    ask(sample, "put_menu_item", item={**dish, "description": "Theirs", "price": 1234})
    page.until_text(".form .notice", "Somebody else changed this meanwhile.")
    page.until_text(".theirs", "Now: Theirs")
    assert field(page, "Description").get_attribute("value") == "Mine"
    page.wait(lambda: field(page, "Price").get_attribute("value") == "12.34")
    page.picture("manager-changed-meanwhile")
    save(page)
    both = shown(sample)["items"]["margherita"]
    assert (both["description"], both["price"]) == ("Mine", 1234)


def test_what_guests_order_meanwhile_still_counts(page: Browser, sample: RunningServer) -> None:
    page.click(".row", "Lasagne")
    page.write(field(page, "Description"), "Layers")
    ask(sample, "new_order", table=1, items=["Lasagne al forno"])
    page.until_text(".row", "11 left")
    save(page)
    dish = shown(sample)["items"]["lasagne-al-forno"]
    assert (dish["left"], dish["description"]) == (11, "Layers")


def test_nothing_unsaved_is_left_unasked(page: Browser, sample: RunningServer) -> None:
    page.click(".row", "Margherita")
    page.write(field(page, "Name"), "Not saved")
    page.click('[data-section="staff"]')
    page.until_text("#ask", "not saved yet")
    page.picture("manager-unsaved")
    assert audit(page) == []
    page.click('#ask [data-is="no"]')
    assert field(page, "Name").get_attribute("value") == "Not saved"
    page.driver.back()
    page.until_text("#ask", "not saved yet")
    page.click('#ask [data-is="yes"]')
    page.wait(lambda: not page.all(".form"))
    assert shown(sample)["items"]["margherita"]["name"] == "Margherita"


def test_a_heading_with_dishes_stays(page: Browser, sample: RunningServer) -> None:
    go(page, "categories")
    page.click(".row", "Pizza")
    page.click('.form-foot [data-is="remove"]')
    page.click('#ask [data-is="yes"]')
    page.until_text(".form > .wrong", "There are still dishes in Pizza.")
    assert not page.all(".field .wrong")
    page.write(field(page, "Name"), "Pizze")
    save(page)
    assert shown(sample)["categories"]["pizza"]["name"] == "Pizze"


# --------------------------------------------------------------------------- settings


def test_tables_taxes_and_hours(page: Browser, sample: RunningServer) -> None:
    go(page, "tables")
    page.write(field(page, "Areas and their tables"), "Hall: 1-3, 3")
    cannot_save(page, "Table 3 is listed twice.")
    page.write(field(page, "Areas and their tables"), "Hall: 1-3, 7\nTerrace: 20-21")
    save(page)
    go(page, "taxes")
    page.click(".tax button")
    cannot_save(page, "Give that dish another one first.")
    page.click('[data-is="undo"]')
    page.write(page.all(".tax .short")[0], "much")
    cannot_save(page, "Write the percentage of food as a number")
    page.write(page.all(".tax .short")[0], "7,5")
    save(page)
    go(page, "hours")
    page.click(".check input")
    page.write(page.all(".day input")[0], "noon")
    cannot_save(page, "is not a time")
    page.write(page.all(".day input")[0], "11:30 – 14:30, 17:30-23:00")
    page.picture("manager-hours")
    save(page)
    settings = shown(sample)["settings"]["1"]
    assert settings["areas"] == [
        {"name": "Hall", "tables": [1, 2, 3, 7]},
        {"name": "Terrace", "tables": [20, 21]},
    ]
    assert settings["tax_rates"] == {"food": "7.5", "drinks": "19"}
    assert settings["opening_hours"] == {"monday": ["11:30-14:30", "17:30-23:00"]}


def test_days_on_which_the_restaurant_stays_closed(page: Browser, sample: RunningServer) -> None:
    today = datetime.now(ZoneInfo(shown(sample)["settings"]["1"]["time_zone"])).date()
    first, last = today + timedelta(days=30), today + timedelta(days=32)
    over = [str(today - timedelta(days=1))]
    week = [str(first + timedelta(days=n)) for n in range(3)]
    ask(sample, "put_settings", settings={"closed_days": [*over, *week[:1]]})
    go(page, "hours")
    page.one(".closed-days .muted")
    dates = page.all(".dates input")
    put = "arguments[0].valueAsDate = new Date(arguments[1])"
    page.script(put, dates[0], str(last))
    page.script(put, dates[1], str(first))
    page.click(".dates button")
    page.until_text(".field .wrong", "Choose days that are still to come, the first one first.")
    page.script(put, dates[0], str(first))
    page.script(put, dates[1], str(last))
    page.click(".dates button")
    page.until_text(".closed-days", f"{last.day}, {last.year}")
    page.picture("manager-closed-days")
    save(page)
    assert shown(sample)["settings"]["1"]["closed_days"] == week
    assert not page.all(".closed-days .muted")
    page.script(put, dates[0], str(today))
    page.script("arguments[0].dispatchEvent(new Event('input', { bubbles: true }))", dates[0])
    save(page)  # what was written, and not added, counts
    assert shown(sample)["settings"]["1"]["closed_days"] == [str(today), *week]
    page.click(".closed-days button")
    save(page)
    assert shown(sample)["settings"]["1"]["closed_days"] == week


def test_dishes_follow_a_tax_that_is_renamed(page: Browser, sample: RunningServer) -> None:
    before = [dish["tax"] for dish in shown(sample)["items"].values()]
    go(page, "taxes")
    for name in ("meals", "kitchen"):  # again, without leaving
        page.write(page.all(".tax input")[0], name)
        save(page)
        assert shown(sample)["settings"]["1"]["tax_rates"] == {name: "7", "drinks": "19"}
        after = [dish["tax"] for dish in shown(sample)["items"].values()]
        assert after == [name if tax == "food" else tax for tax in before]
    page.click("button", "Add a rate")
    page.write(page.all(".tax input")[-2], "kitchen")
    cannot_save(page, "kitchen is there twice.")


def test_settings_change_one_by_one(page: Browser, sample: RunningServer) -> None:
    go(page, "settings")
    page.write(field(page, "Name of the restaurant"), "Osteria")
    ask(sample, "put_settings", settings={"avg_dine_in_duration_minutes": 75})
    page.wait(lambda: field(page, "Minutes that a party").get_attribute("value") == "75")
    save(page)
    settings = shown(sample)["settings"]["1"]
    assert (settings["name"], settings["avg_dine_in_duration_minutes"]) == ("Osteria", 75)
    assert settings["host_names"] == [NAME, NAME_OUTSIDE]


def test_a_backup_folder_that_is_not_there_is_said(page: Browser, sample: RunningServer) -> None:
    there = sample.folder.parent / "stick"
    go(page, "settings")
    page.write(field(page, "Folder for the nightly backup"), str(there))
    save(page)
    page.until_text(".field .notice", f"{there} is not there now")
    page.picture("manager-no-backup-folder")
    there.mkdir()
    page.wait(lambda: not page.all(".field .notice"), "the folder is there")


def test_staff(page: Browser, sample: RunningServer) -> None:
    go(page, "staff")
    page.click('[data-is="add"]', "New person")
    page.write(field(page, "Name"), "Ana")
    cannot_save(page, "Ana needs a PIN")
    page.write(field(page, "PIN"), "12")
    cannot_save(page, "A PIN has 4 to 8 digits.")
    page.write(field(page, "PIN"), "4711")
    save(page)
    page.one(".row[aria-current]", "Ana")
    page.write(field(page, "Name"), "Ana B.")
    save(page)  # her PIN stays
    assert post(sample, command("sign_in", pin="4711")).json["ok"]
    page.click(".row", "Manager")
    page.one(".form h2", "Manager")
    page.click('.form-foot [data-is="remove"]')
    page.click('#ask [data-is="yes"]')
    page.until_text(".field .wrong", "is the only manager")


def test_terminals(page: Browser, sample: RunningServer) -> None:
    go(page, "terminals")
    page.click("button", "Pair a terminal")
    page.wait(lambda: len(page.text(".code")) >= 8)
    page.picture("manager-pairing")
    page.click("button", "Close pairing")
    token = pair(sample, "customer", name="Door")["token"]
    page.wait(lambda: page.all(".terminal input"), "the paired terminal")
    page.picture("manager-terminals")
    page.write(page.one(".terminal input"), "Window")
    page.click("button", "Rename")
    page.wait(lambda: [t["name"] for t in shown(sample)["paired"].values()] == ["Window"])
    page.click(".terminal button", "Revoke")
    page.click('#ask [data-is="yes"]')
    page.wait(lambda: not page.all(".terminal input"))
    assert view(sample, "menu", token=token).json["error"] == "terminal_removed"


# -------------------------------------------------------------------------------- CSV


def test_a_menu_from_a_file(page: Browser, sample: RunningServer) -> None:
    before = shown(sample)["items"]
    file = page.downloads / "ours.csv"
    lines = "Gericht;Kategorie;Preis\nMargherita;Pizza;10,50\nGelato;Ice;4,00\nBad;Pizza;cheap\n"
    file.write_bytes(lines.encode("utf-16"))
    go(page, "csv")
    page.driver.find_element(By.ID, "csv-file").send_keys(str(file))
    page.until_text(".outcome", "New: 1. Changed: 1. Unchanged: 0.")
    page.until_text(".outcome", "“cheap” is not a price.")
    page.picture("manager-csv-preview")
    assert shown(sample)["items"] == before  # nothing yet
    page.click("button", "Import")
    page.until_text("#toast", "The menu was imported.")
    after = shown(sample)
    assert (after["items"]["margherita"]["price"], len(after["items"])) == (1050, len(before) + 1)
    assert after["categories"]["ice"]["name"] == "Ice"


def test_a_preview_that_is_old_by_now_is_shown_anew(page: Browser, sample: RunningServer) -> None:
    file = page.downloads / "ours.csv"
    file.write_text("Name,Price\nMargherita,10.50\nMarinara,9\n", "utf-8")
    go(page, "csv")
    page.driver.find_element(By.ID, "csv-file").send_keys(str(file))
    page.until_text(".outcome", "Changed: 2.")
    dish = shown(sample)["items"]["marinara"]
    ask(sample, "put_menu_item", item={**dish, "price": 900})
    page.until_text(".outcome", "Changed: 1. Unchanged: 1.")


def test_the_downloaded_menu_changes_nothing(page: Browser) -> None:
    go(page, "csv")
    page.click("a", "Download the menu")
    page.wait(lambda: [p for p in page.downloads.iterdir() if p.suffix == ".csv"], "the file")
    page.driver.find_element(By.ID, "csv-file").send_keys(str(page.downloads / "menu.csv"))
    page.until_text(".outcome", "There is nothing to import.")
    assert not page.all("button", "Import")


# -------------------------------------------------------------------------------- link


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
    page.forgive("ERR_CONNECTION_REFUSED", "WebSocket connection")


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
