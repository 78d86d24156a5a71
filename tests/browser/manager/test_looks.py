"""Each section of the manager's page fits, on a desk and on a phone."""

from typing import Any

import pytest

from tests.browser.audit import audit
from tests.browser.chromium import DESK, PHONE, Browser
from tests.browser.manager.editing import go

SECTIONS = (
    *("menu", "categories", "csv", "tables", "taxes", "hours", "staff", "terminals", "settings"),
)


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


def test_the_button_that_saves_is_in_sight_at_once(page: Browser) -> None:
    page.click('[data-is="add"]', "New dish")
    page.one(".form h2", "New dish")
    shown = "return arguments[0].getBoundingClientRect().bottom <= innerHeight"
    assert page.driver.execute_script("return scrollY") == 0
    assert page.driver.execute_script(shown, page.one('.form-foot [data-is="save"]'))
