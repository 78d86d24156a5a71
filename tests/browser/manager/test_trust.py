"""Staff and terminals on the manager's page."""

from tests.browser.chromium import Browser
from tests.browser.manager.editing import cannot_save, field, go, save, shown
from tests.server.clients import command, post, view
from tests.server.people import pair
from tests.server.running import RunningServer


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
