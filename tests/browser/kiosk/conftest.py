"""A window for each test, the sample restaurant, and a tablet that is paired with it."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from restaurant.common.assets import asset
from tests.browser.chromium import NAME, Chromium
from tests.browser.kiosk.tablet import Tablet
from tests.browser.kiosk.touch import Touch
from tests.server.running import RunningServer

Serve = Callable[..., RunningServer]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Starts the sample restaurant, with settings of a test's own."""
    started: list[RunningServer] = []

    def start_one(*flags: str, **settings: Any) -> RunningServer:
        folder = tmp_path / "server"
        shutil.copytree(asset("sample"), folder)
        written = json.loads((folder / "settings.json").read_text("utf-8"))
        written |= {"host_names": [NAME], **settings}
        (folder / "settings.json").write_text(json.dumps(written), "utf-8")
        started.append(RunningServer(folder, *flags))
        return started[-1].start()

    yield start_one
    for server in started:
        server.stop()
        assert server.tracebacks() == []


@pytest.fixture
def touch(chromium: Chromium, tmp_path: Path, serve: Serve) -> Iterator[Touch]:
    """A window that closes before its server; its console must stay silent, but for what is expected."""
    opened = Touch(chromium, tmp_path / "downloads")
    yield opened
    said = opened.complaints()
    opened.close()
    assert said == []


@pytest.fixture
def tablet(touch: Touch, serve: Serve) -> Tablet:
    """A tablet at the sample restaurant, paired, at "Touch to begin"."""
    paired = Tablet(touch, serve())
    paired.pair()
    return paired
