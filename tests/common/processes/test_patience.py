"""The times of an orderly end: the outer one is always the longer one, and everybody uses them."""

import inspect
import signal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import launcher
from restaurant import demo, first_run
from restaurant.common.options import Options
from restaurant.common.processes import children, patience
from restaurant.desktop.console.watched.process import Timing as ConsoleTiming
from restaurant.desktop.terminal import running
from restaurant.server import serving


def test_nobody_is_ended_before_what_it_waits_for() -> None:
    """Each row: what happens inside, one after the other, and the time that has to hold it."""
    consoles = 2  # standard output and standard error
    own = patience.ROUND + patience.LAST_WRITES + consoles * patience.LAST_LINES
    chain = [
        (own, patience.SERVER_ENDS),
        (patience.SERVER_ENDS, patience.SERVER_IS_KILLED),
        (patience.SERVER_IS_KILLED + patience.KILLED, patience.WINDOW_ENDS),
        (patience.WINDOW_ENDS, patience.CHILD_IS_KILLED),
        (patience.CHILD_IS_KILLED + patience.KILLED, patience.PROGRAM_ENDS),
        (patience.PROGRAM_ENDS, patience.PROGRAM_IS_KILLED),
    ]
    for inner, outer in chain:
        assert inner + 1 < outer


def test_whoever_kills_has_the_patience_of_its_place() -> None:
    assert ConsoleTiming().patience == patience.SERVER_IS_KILLED
    for ends in (children.end_child, children.end_children):
        default = inspect.signature(ends).parameters["patience"].default
        assert default == patience.CHILD_IS_KILLED


@pytest.fixture
def graces(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The times that parts give themselves when they lose their parent."""
    given: list[float] = []

    def tie(_stop: object, *, grace: float, **_: Any) -> None:
        given.append(grace)

    for part in (launcher, demo, running, serving):
        monkeypatch.setattr(part, "exit_when_parent_dies", tie)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    return given


def test_whoever_lost_its_parent_ends_itself_in_its_time(
    graces: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    tied = Options(tied=True, user_folder=Path())
    serving._watch_for_the_end(tied, SimpleNamespace(start_thread=None), serving.Stopping())
    running.tie(tied, SimpleNamespace(), print)  # type: ignore[arg-type]
    monkeypatch.setattr(demo, "next_free_port", lambda *_: None)
    assert demo.run(tied) == 1
    monkeypatch.setattr(launcher, "_run", lambda *_: 7)
    assert launcher.main(["--role", "server", "--headless", "--tied"]) == 7
    assert graces == [
        patience.SERVER_ENDS, patience.WINDOW_ENDS, patience.PROGRAM_ENDS, patience.PROGRAM_ENDS,
    ]  # fmt: skip


def test_the_first_start_waits_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    waited = []

    def await_child(_child: object) -> int:
        raise KeyboardInterrupt

    def end_child(_child: object, *, patience: float) -> int:
        waited.append(patience)
        return 130

    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(first_run, "start_child", lambda _: None)
    monkeypatch.setattr(first_run, "await_child", await_child)
    monkeypatch.setattr(first_run, "end_child", end_child)
    assert first_run.run_again(first_run.REQUIREMENTS, []) == 130
    assert waited == [patience.PROGRAM_IS_KILLED]
