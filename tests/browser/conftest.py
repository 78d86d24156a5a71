"""Browsers, and a server that they can go to by a name."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from restaurant.common.assets import asset
from tests.browser.chromium import NAME, Browser, need_chromium
from tests.server.running import RunningServer

Open = Callable[..., Browser]
Sample = Callable[..., RunningServer]


@pytest.fixture
def browse(tmp_path: Path, restaurant: Sample) -> Iterator[Open]:
    """Opens windows of Chromium, each with a profile of its own; their consoles must stay silent.

    They close before the servers do, whose end they would complain of.
    """
    need_chromium()
    opened: list[Browser] = []

    def open_one(**options: str) -> Browser:
        opened.append(Browser(tmp_path / f"browser-{len(opened)}", **options))
        return opened[-1]

    yield open_one
    said = [each.complaints() for each in opened]
    for browser in opened:
        browser.close()
    assert said == [[] for _ in opened]


@pytest.fixture
def restaurant(tmp_path: Path) -> Iterator[Sample]:
    """Starts the sample restaurant, which goes by `NAME` too."""
    started: list[RunningServer] = []

    def start_one(*flags: str) -> RunningServer:
        folder = tmp_path / f"server-{len(started)}"
        folder.mkdir()
        kept = json.loads(asset("sample/settings.json").read_bytes())
        settings = {**kept, "host_names": [NAME]}
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
