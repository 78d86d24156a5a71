"""The server's window, with a process, a link and a computer that the test plays."""

from pathlib import Path

import pytest

from tests.desktop.console.server_window import Console
from tests.desktop.screen import Screen


@pytest.fixture
def console(screen: Screen, tmp_path: Path) -> Console:
    """The window, whose server has not started yet."""
    return Console(screen, data_folder=tmp_path)
