"""A browser as a tablet has it: touched at a point of its screen, its clocks in the hands of the test."""

import json
import re
from pathlib import Path
from typing import Any

from selenium.common.exceptions import JavascriptException, WebDriverException

from tests.browser.chromium import Browser, Chromium

LATER = """(() => {
  window.later = 0;
  const seconds = performance.now.bind(performance), now = Date.now;
  performance.now = () => seconds() + window.later;
  Date.now = () => now() + window.later;
})()"""

SEEN = """[...document.querySelectorAll(%s)].filter(
  (each) => each.getClientRects().length && !each.closest("[inert]") && each.textContent.includes(%s))"""

MIDDLE = """(() => {
  const found = %s[%d];
  if (!found) return null;
  found.scrollIntoView({ block: "nearest" });
  const box = found.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
})()"""


class Touch(Browser):
    """Scripts are expressions here; whatever lies over a point gets the touch, as in life."""

    def __init__(self, chromium: Chromium, downloads: Path) -> None:
        super().__init__(chromium, downloads)
        self._complaints: list[str] = []
        self.ask("Page.addScriptToEvaluateOnNewDocument", source=LATER)

    # ---------------------------------------------------------------------------- looking

    def run(self, expression: str) -> Any:
        """The value of an expression, awaited."""
        done = "const done = arguments[arguments.length - 1];"
        return self.driver.execute_async_script(
            f"{done} Promise.resolve({expression}).then(done, (error) => done(String(error)))"
        )

    def until(self, expression: str) -> Any:
        """The value of an expression once it is true; while a page is loaded nothing is."""

        def found() -> Any:
            try:
                return self.run(expression)
            except (JavascriptException, WebDriverException):
                return None

        return self.wait(found, expression)

    def see(self, words: str, where: str = "body") -> None:
        """Wait until something that can be seen says these words."""
        self.until(f"{SEEN % (json.dumps(where), json.dumps(words))}.length > 0")

    def sees(self, where: str) -> str:
        """What a person reads there now."""
        return str(self.run(f"document.querySelector({json.dumps(where)}).innerText"))

    # --------------------------------------------------------------------------- touching

    def tap(self, where: str, words: str = "", *, nth: int = 0) -> None:
        """Tap the `nth` part that matches a selector, says these words and can be seen."""
        x, y = self._middle(where, words, nth)
        self._finger("mousePressed", x, y)
        self._finger("mouseReleased", x, y)

    def hold(self, where: str, until: str) -> None:
        """Rest a finger somewhere until an expression is true."""
        x, y = self._middle(where, "", 0)
        self._finger("mousePressed", x, y)
        self.until(until)
        self._finger("mouseReleased", x, y)

    def type_into(self, where: str, words: str) -> None:
        """Tap a field and write into it, in place of what stands there."""
        self.tap(where)
        self.run("document.activeElement.select()")
        self.ask("Input.insertText", text=words)

    def _middle(self, where: str, words: str, nth: int) -> tuple[float, float]:
        found = SEEN % (json.dumps(where), json.dumps(words))
        x, y = self.until(MIDDLE % (found, nth))
        return x, y

    def _finger(self, kind: str, x: float, y: float) -> None:
        self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    # ------------------------------------------------------------------------ the console

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the DevTools protocol, and its result."""
        result: dict[str, Any] = self.driver.execute_cdp_cmd(method, params)
        return result

    def expected(self, pattern: str) -> int:
        """Take complaints that the test brought about itself out of the list; how many there were."""
        everything = self.complaints()
        self._complaints = [said for said in everything if not re.search(pattern, said)]
        return len(everything) - len(self._complaints)

    def complaints(self) -> list[str]:
        """What the console said so far that nobody expected."""
        self._complaints += super().complaints()
        return self._complaints
