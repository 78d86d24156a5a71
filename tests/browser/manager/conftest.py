"""The manager's page of the sample restaurant."""

import pytest

from tests.browser.chromium import DESK, NAME, Browser
from tests.browser.conftest import type_pin
from tests.server.people import manager_pin
from tests.server.running import RunningServer


@pytest.fixture
def page(browser: Browser, sample: RunningServer) -> Browser:
    """The page with a manager signed in."""
    browser.device(DESK)
    browser.open(f"https://{NAME}:{sample.tls_port}/manager")
    type_pin(browser, manager_pin(sample))
    browser.one(".row", "Margherita")
    return browser
