"""What becomes of the log where it cannot be written."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from restaurant.common.logs import start_logs
from tests.waiting import Log

FULL = Path("/dev/full")
"""A file on a disk that is full (Linux)."""


class Beside(logging.Handler):
    """Where the lines go that a console would show."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Log[str] = Log()

    def emit(self, record: logging.LogRecord) -> None:
        """One more."""
        self.lines.add(self.format(record))


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The logger that all lines come to, as it was before afterwards."""
    logger = logging.getLogger()
    handlers, level = list(logger.handlers), logger.level
    yield logger
    for handler in [h for h in logger.handlers if h not in handlers]:
        logger.removeHandler(handler)
        with suppress(OSError):  # what it could not write it still cannot
            handler.close()
    logger.setLevel(level)


@pytest.mark.skipif(not FULL.exists(), reason="this system has no file that is always full")
def test_a_full_disk_does_not_fill_the_console_as_well(
    tmp_path: Path, root: logging.Logger, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "server.log").symlink_to(FULL)
    beside = Beside()
    start_logs(tmp_path, "server", beside)
    logging.getLogger("restaurant").error("the disk is full")
    assert [line for line in beside.lines if "the disk is full" in line]
    assert "Traceback" not in capfd.readouterr().err
