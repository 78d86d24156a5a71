"""A menu from a file, and into one, on the manager's page."""

from selenium.webdriver.common.by import By

from tests.browser.chromium import Browser
from tests.browser.manager.editing import ask, go, shown
from tests.server.running import RunningServer


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
