"""What a manager does on the page, and sees of the restaurant."""

from typing import Any

from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.chromium import Browser
from tests.server.clients import Message, command, post, view
from tests.server.running import RunningServer


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
