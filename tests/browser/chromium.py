"""A headless Chromium that shows real pages of a real server, by a name that is not this machine to it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

NAME = "restaurant.test"
"""What the server is called here; on 127.0.0.1 browsers offer what they do not offer in a restaurant."""

PATIENCE = 40.0
PHONE = (390, 844)
DESK = (1280, 800)
PICTURES = Path(os.environ.get("RESTAURANT_TEST_PICTURES", Path(__file__).parent / "pictures"))


def missing() -> str | None:
    """Which program is not there, if one is."""
    return next((each for each in ("chromium", "chromedriver") if shutil.which(each) is None), None)


def need_chromium() -> None:
    """Skips on a desk, fails where nobody would see that it was skipped."""
    if (name := missing()) is not None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is missing")


class Browser:
    """One window; `leads_to` is the address behind `NAME`."""

    def __init__(self, folder: Path, leads_to: str = "127.0.0.1", language: str = "en") -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for argument in (
            *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
            *("--ignore-certificate-errors", "--force-color-profile=srgb", "--no-proxy-server"),
            f"--host-resolver-rules=MAP {NAME} {leads_to}",
            f"--user-data-dir={folder / 'profile'}",
            f"--window-size={DESK[0]},{DESK[1]}",
        ):
            options.add_argument(argument)
        downloads = folder / "downloads"
        downloads.mkdir(parents=True, exist_ok=True)
        options.add_experimental_option(
            "prefs",
            {"intl.accept_languages": language, "download.default_directory": str(downloads)},
        )
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = webdriver.ChromeService(executable_path=shutil.which("chromedriver") or "")
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_page_load_timeout(PATIENCE)
        self.downloads = downloads
        self._forgiven: list[str] = []

    def close(self) -> None:
        """Close it."""
        self.driver.quit()

    # ------------------------------------------------------------------------- looking

    def wait(self, condition: Callable[[], Any], what: str = "") -> Any:
        """What a condition gives once it gives something; elements that were replaced do not matter."""
        waiting = WebDriverWait(
            self.driver, PATIENCE, 0.05, ignored_exceptions=[StaleElementReferenceException]
        )
        return waiting.until(lambda _driver: condition(), what)

    def all(self, css: str, text: str | None = None) -> list[WebElement]:
        """What is shown of a kind now, with that text if one is given."""
        found = [e for e in self.driver.find_elements(By.CSS_SELECTOR, css) if e.is_displayed()]
        return found if text is None else [e for e in found if text in e.text]

    def one(self, css: str, text: str | None = None) -> WebElement:
        """The first one, once it is there."""
        found: list[WebElement] = self.wait(lambda: self.all(css, text), f"{css} {text}")
        return found[0]

    def text(self, css: str) -> str:
        """What stands in an element."""
        return str(self.wait(lambda: self.all(css) and self.all(css)[0].text, css))

    def until_text(self, css: str, wanted: str) -> None:
        """Until it stands there."""
        self.wait(lambda: any(wanted in e.text for e in self.all(css)), f"{wanted!r} in {css}")

    def script(self, source: str, *args: Any) -> Any:
        """What a script returns."""
        return self.driver.execute_script(source, *args)

    # -------------------------------------------------------------------------- doing

    def open(self, address: str) -> None:
        """Go to an address."""
        self.driver.get(address)

    def click(self, css: str, text: str | None = None) -> None:
        """Click on the first one."""

        def clicked() -> bool:
            found = self.all(css, text)
            if not found or not found[0].is_enabled():
                return False
            self.script("arguments[0].scrollIntoView({block: 'center'})", found[0])
            found[0].click()
            return True

        self.wait(clicked, f"{css} {text}")

    def write(self, field: WebElement, text: str) -> None:
        """Put a text into a field in place of what stands there."""
        self.script("arguments[0].scrollIntoView({block: 'center'})", field)
        field.clear()
        field.send_keys(text)

    # ------------------------------------------------------------------------ devices

    def device(self, size: tuple[int, int], scheme: Literal["light", "dark"] = "light") -> None:
        """Be a screen of that size, in a light or dark room."""
        metrics = {
            "width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 600,
        }  # fmt: skip
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def picture(self, name: str) -> None:
        """Keep what is shown, for people to look at."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(PICTURES / f"{name}.png")

    def overflows(self) -> bool:
        """Whether the page is wider than the screen."""
        return bool(
            self.script(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
        )

    def forgive(self, *parts: str) -> None:
        """Let the console say this: a browser reports each refused request and each lost link there."""
        self._forgiven += parts

    def complaints(self) -> list[str]:
        """What else the console said that is worse than information."""
        logged = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        said = [entry["message"] for entry in logged if entry["level"] in ("SEVERE", "WARNING")]
        return [each for each in said if not any(part in each for part in self._forgiven)]
