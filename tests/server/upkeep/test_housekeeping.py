"""The server's rounds: a chore that fails is told, and the others are done all the same."""

import logging
import threading
from pathlib import Path

import pytest

from restaurant.common.clock import SystemClock
from restaurant.engine.committer import Committer
from restaurant.server.modes.threads import Threads
from restaurant.server.upkeep.housekeeping import Chore, Housekeeping
from restaurant.storage.opening import open_folder
from tests.waiting import PATIENCE, Log


def fails() -> None:
    raise ValueError("this chore is broken")


def test_a_chore_that_fails_keeps_no_other_from_being_done(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    done: Log[str] = Log()

    def chores(name: str) -> tuple[Chore, ...]:
        return fails, lambda: done.add(name)

    mode, opened = Threads(), open_folder(tmp_path, SystemClock())
    committer = Committer(
        opened.engine, opened.journal, (opened.book, opened.archive),
        off_loop=mode.worker(), signal=mode.signal, published=lambda _steps: None,
    )  # fmt: skip
    threading.Thread(target=committer.run, daemon=True).start()
    keeping = Housekeeping(
        mode, committer, first=chores("first"), always=chores("always"),
        often=chores("often"), last=chores("last"),
    )  # fmt: skip
    with caplog.at_level(logging.ERROR):
        keeping.begin()
        assert done == ["first"]
        threading.Thread(target=keeping.run, daemon=True).start()
        done.wait(lambda: done.count("always") >= 2 and "often" in done, PATIENCE)
        keeping.finish()
    opened.close()
    assert done[-1] == "last"
    assert "this chore is broken" in caplog.text
