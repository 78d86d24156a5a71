"""A tablet that is paired with the sample restaurant."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Chromium
from tests.browser.conftest import Serve
from tests.browser.kiosk.tablet import Tablet
from tests.browser.kiosk.touch import Touch


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
