"""A headless Chromium that shows real pages of a real server, by a name that is not this machine to it."""

import json
import os
import re
import shutil
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
import websocket
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from restaurant.common.network.addresses import own_addresses

NAME = "restaurant.test"
"""What the server is called here; on 127.0.0.1 browsers offer what they do not offer in a restaurant."""

NAME_OUTSIDE = "outside.test"
"""What it is called as other machines reach it, where this one is on a network."""

SHOWN = """return [...document.querySelectorAll(arguments[0])].filter((each) =>
  each.checkVisibility({ visibilityProperty: true }) && each.innerText.includes(arguments[1]))"""
"""All at once: to ask of each of fifty dishes whether it is shown takes seconds."""

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


CUT_OFF = "ERR_(CONNECTION_[A-Z]+|CONTENT_LENGTH_MISMATCH|EMPTY_RESPONSE)"
"""How a browser writes down what it was fetching, an icon perhaps, when its server went."""


class Chromium:
    """One headless Chromium for all tests of a process: to start one takes longer than most of them.

    Each window is in a context of its own, so none finds another's cookies or what it kept.
    """

    def __init__(self, profile: Path) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        names = [f"MAP {NAME} 127.0.0.1", *(f"MAP {NAME_OUTSIDE} {a}" for a in own_addresses()[:1])]
        for argument in (
            *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
            *("--ignore-certificate-errors", "--force-color-profile=srgb", "--no-proxy-server"),
            f"--host-resolver-rules={','.join(names)}",
            f"--user-data-dir={profile}",
        ):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = webdriver.ChromeService(executable_path=shutil.which("chromedriver") or "")
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_page_load_timeout(PATIENCE)
        self.driver.set_script_timeout(PATIENCE)
        self._first = self.driver.current_window_handle
        self._context = ""
        self._asked = 0
        where = self.driver.capabilities["goog:chromeOptions"]["debuggerAddress"]
        with urllib.request.urlopen(f"http://{where}/json/version", timeout=PATIENCE) as answer:
            address = json.load(answer)["webSocketDebuggerUrl"]
        self._socket = websocket.create_connection(address, PATIENCE, suppress_origin=True)

    def open(self, downloads: Path) -> None:
        """Turn to a new window that knows nothing; `downloads` is where its files go."""
        self._context = self._ask("Target.createBrowserContext")["browserContextId"]
        self._ask(
            "Browser.setDownloadBehavior",
            behavior="allow", browserContextId=self._context, downloadPath=str(downloads),
        )  # fmt: skip
        width, height = DESK
        window = self._ask(
            "Target.createTarget",
            url="about:blank", browserContextId=self._context, newWindow=True,
            width=width, height=height,
        )  # fmt: skip
        self.driver.switch_to.window(window["targetId"])

    def close(self) -> None:
        """Close that window, and forget all that it kept."""
        self._ask("Target.disposeBrowserContext", browserContextId=self._context)
        self.driver.switch_to.window(self._first)

    def quit(self) -> None:
        """End it."""
        self._socket.close()
        self.driver.quit()

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        """One command to the browser itself, which no page may give."""
        self._asked += 1
        self._socket.send(json.dumps({"id": self._asked, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv())).get("id") != self._asked:
            pass  # what else happens in it
        result: dict[str, Any] = answer["result"]
        return result


class Browser:
    """One window of it."""

    def __init__(self, chromium: Chromium, downloads: Path) -> None:
        self._chromium, self.driver, self.downloads = chromium, chromium.driver, downloads
        self._forgiven: list[str] = []
        downloads.mkdir(parents=True, exist_ok=True)
        chromium.open(downloads)

    def close(self) -> None:
        """Close it."""
        self._chromium.close()

    def prefers(self, language: str) -> None:
        """Be set to a language."""
        self.driver.execute_cdp_cmd("Network.enable", {})
        headers = {"headers": {"Accept-Language": language}}
        self.driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", headers)

    # ------------------------------------------------------------------------- looking

    def wait(self, condition: Callable[[], Any], what: str = "") -> Any:
        """What a condition gives once it gives something; elements that were replaced do not matter."""
        waiting = WebDriverWait(
            self.driver, PATIENCE, 0.05, ignored_exceptions=[StaleElementReferenceException]
        )
        return waiting.until(lambda _driver: condition(), what)

    def all(self, css: str, text: str = "") -> list[WebElement]:
        """What is shown of a kind now, with that text if one is given."""
        found: list[WebElement] = self.script(SHOWN, css, text)
        return found

    def one(self, css: str, text: str = "") -> WebElement:
        """The first one, once it is there."""
        found: list[WebElement] = self.wait(lambda: self.all(css, text), f"{css} {text}")
        return found[0]

    def text(self, css: str) -> str:
        """What stands in an element."""
        return str(self.wait(lambda: [e.text for e in self.all(css)][:1], css)[0])

    def until_text(self, css: str, wanted: str) -> None:
        """Until it stands there."""
        self.one(css, wanted)

    def script(self, source: str, *args: Any) -> Any:
        """What a script returns."""
        return self.driver.execute_script(source, *args)

    # -------------------------------------------------------------------------- doing

    def open(self, address: str) -> None:
        """Go to an address."""
        self.driver.get(address)

    def click(self, css: str, text: str = "") -> None:
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

    def forgive(self, *patterns: str) -> None:
        """Let the console say these: a browser reports each refused request and each lost link there."""
        self._forgiven += patterns

    def complaints(self) -> list[str]:
        """What else the console said that is worse than information."""
        logged = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        said = [entry["message"] for entry in logged if entry["level"] in ("SEVERE", "WARNING")]
        return [
            each for each in said if not any(re.search(known, each) for known in self._forgiven)
        ]
