"""Dishes and headings on the manager's page, edited alone, with another manager, and while guests order."""

from tests.browser.audit import audit
from tests.browser.chromium import Browser
from tests.browser.manager.editing import ask, cannot_save, field, go, save, shown
from tests.server.running import RunningServer


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
