"""Browsers, and a server that they can go to by a name."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from restaurant.common.assets import asset
from tests.browser.chromium import NAME, NAME_OUTSIDE, Browser, Chromium, need_chromium
from tests.server.running import RunningServer

Sample = Callable[..., RunningServer]


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """The one Chromium of this process."""
    need_chromium()
    started = Chromium(tmp_path_factory.mktemp("chromium"))
    yield started
    started.quit()


@pytest.fixture
def browser(chromium: Chromium, tmp_path: Path, restaurant: Sample) -> Iterator[Browser]:
    """A new window, whose console must stay silent.

    It closes before the servers do, whose end it would complain of.
    """
    opened = Browser(chromium, tmp_path / "downloads")
    yield opened
    said = opened.complaints()
    opened.close()
    assert said == []


@pytest.fixture
def restaurant(tmp_path: Path) -> Iterator[Sample]:
    """Starts the sample restaurant, which goes by our names too."""
    started: list[RunningServer] = []

    def start_one(*flags: str) -> RunningServer:
        folder = tmp_path / f"server-{len(started)}"
        folder.mkdir()
        kept = json.loads(asset("sample/settings.json").read_bytes())
        settings = {**kept, "host_names": [NAME, NAME_OUTSIDE]}
        (folder / "settings.json").write_text(json.dumps(settings), "utf-8")
        started.append(RunningServer(folder, "--sample", *flags))
        return started[-1].start()

    yield start_one
    for server in started:
        server.stop()
        assert server.tracebacks() == []


@pytest.fixture
def sample(restaurant: Sample) -> RunningServer:
    """The sample restaurant."""
    return restaurant()


def type_pin(browser: Browser, pin: str) -> None:
    """Enter a PIN at the page's own keypad."""
    for digit in pin:
        browser.click("#keypad button", digit)
    browser.click("#enter")
