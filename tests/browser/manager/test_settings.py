"""Tables, taxes, hours and settings on the manager's page."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.browser.chromium import NAME, NAME_OUTSIDE, Browser
from tests.browser.manager.editing import ask, cannot_save, field, go, save, shown
from tests.server.running import RunningServer


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
