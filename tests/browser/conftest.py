"""Browsers, and a server that they can go to by a name."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from restaurant.common.assets import asset
from tests.browser.chromium import NAME, NAME_OUTSIDE, Browser, Chromium, need_chromium
from tests.server.running import RunningServer

Serve = Callable[..., RunningServer]


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """The one Chromium of this process."""
    need_chromium()
    started = Chromium(tmp_path_factory.mktemp("chromium"))
    yield started
    started.quit()


@pytest.fixture
def browser(chromium: Chromium, tmp_path: Path, serve: Serve) -> Iterator[Browser]:
    """A new window, whose console must stay silent.

    It closes before the servers do, whose end it would complain of.
    """
    opened = Browser(chromium, tmp_path / "downloads")
    yield opened
    said = opened.complaints()
    opened.close()
    assert said == []


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Starts the sample restaurant, which goes by our names too, with settings of a test's own."""
    started: list[RunningServer] = []

    def start_one(*flags: str, **settings: Any) -> RunningServer:
        folder = tmp_path / "server"
        shutil.copytree(asset("sample"), folder)
        written = json.loads((folder / "settings.json").read_bytes())
        written |= {"host_names": [NAME, NAME_OUTSIDE], **settings}
        (folder / "settings.json").write_text(json.dumps(written), "utf-8")
        started.append(RunningServer(folder, *flags))
        return started[-1].start()

    yield start_one
    for server in started:
        server.stop()
        assert server.tracebacks() == []


@pytest.fixture
def sample(serve: Serve) -> RunningServer:
    """The sample restaurant."""
    return serve()


def type_pin(browser: Browser, pin: str) -> None:
    """Enter a PIN at the page's own keypad."""
    for digit in pin:
        browser.click("#keypad button", digit)
    browser.click("#enter")
