"""How a proof is told: it waits for what has to happen, fails in words, and is printed in a line."""

import sys
import time
from collections.abc import Callable
from typing import TypeVar

from restaurant.common.language.strings import Strings

T = TypeVar("T")

PATIENCE_S = 30.0
"""For each single thing: a slow machine that unpacks a file of 20 MB needs some seconds."""
EVERY_S = 0.02


class Failed(Exception):
    """A proof does not hold; `key` of the strings says why."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key, params)
        self.key, self.params = key, params


def until(
    found: Callable[[], T | None], what: str, *, meanwhile: Callable[[], object] = lambda: None
) -> T:
    """What `found` finds, as soon as it does. Raises Failed, naming what never came."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        meanwhile()
        result = found()
        if result:
            return result
        time.sleep(EVERY_S)
    raise Failed("selftest.never_came", what=what, seconds=round(PATIENCE_S))


class Teller:
    """Prints in plain ASCII, for consoles of every kind, and counts."""

    def __init__(self, strings: Strings) -> None:
        self.text = strings.text
        self.held = 0
        self.faults: list[str] = []

    def prove(self, key: str, proof: Callable[[], object]) -> bool:
        """Whether it holds; whatever it raises is why not."""
        began = time.monotonic()
        try:
            proof()
        except Failed as failed:
            return self._failed(key, self.text(failed.key, **failed.params))
        except Exception as error:  # noqa: BLE001 - what a build lacks shows itself in any way
            return self._failed(key, f"{type(error).__name__}: {error}")
        self.held += 1
        seconds = time.monotonic() - began
        self.say(self.text("selftest.ok", what=self.text(key), seconds=f"{seconds:.1f}"))
        return True

    def say(self, line: str) -> None:
        """A line; a windowed program on Windows has nowhere to write it."""
        if sys.stdout is not None:
            print(line.encode("ascii", "backslashreplace").decode(), flush=True)

    def _failed(self, key: str, why: str) -> bool:
        self.faults.append(self.text(key))
        self.say(self.text("selftest.failed", what=self.text(key), why=why))
        return False
