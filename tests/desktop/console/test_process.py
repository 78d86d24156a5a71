"""The watched server process, played by scripts: its life, its deaths, its last words, its end."""

import queue
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from restaurant.desktop.console.watched.process import (
    CannotStart,
    Died,
    Notice,
    ServerProcess,
    Serving,
    Starting,
    Stopped,
    Timing,
    Working,
)

N = TypeVar("N")
PATIENCE_S = 30.0
QUICK = Timing(first_pause=0.01, longest_pause=0.05, patience=PATIENCE_S)
SERVES = """
import sys
print('{{"level": "info", "message": "serving on port {port} from /data"}}', file=sys.stderr, flush=True)
{then}
"""
UNTIL_LET_GO = "sys.stdin.read()"

Watch = Callable[..., "Watched"]


class Watched:
    """A watched script; `next` gives its notices one after the other."""

    def __init__(self, script: str, port: int, timing: Timing) -> None:
        self.told: queue.Queue[Notice] = queue.Queue()
        self.ports: list[int] = []
        self.script = script
        self.process = ServerProcess(self._command, port, self.told.put, timing)

    def _command(self, port: int) -> list[str]:
        self.ports.append(port)
        return [sys.executable, "-c", self.script]

    def next(self, kind: type[N]) -> N:
        notice = self.told.get(timeout=PATIENCE_S)
        assert isinstance(notice, kind), notice
        return notice


@pytest.fixture
def watch() -> Iterator[Watch]:
    watched: list[Watched] = []

    def make(script: str, port: int = 5000, timing: Timing = QUICK) -> Watched:
        watched.append(Watched(script, port, timing))
        watched[-1].process.start()
        return watched[-1]

    yield make
    for one in watched:
        one.process.close()


def test_it_serves_until_it_is_stopped(watch: Watch) -> None:
    server = watch(SERVES.format(port=5000, then=UNTIL_LET_GO))
    server.next(Starting)
    assert server.next(Serving) == Serving(5000)
    server.process.stop()
    assert server.next(Stopped) == Stopped(killed=False)
    assert server.told.empty()
    server.process.start()
    server.next(Starting)
    server.next(Serving)


def test_a_port_that_it_chose_is_kept(watch: Watch) -> None:
    server = watch(SERVES.format(port=40123, then=""), port=0)
    for kind in (Starting, Serving, Died, Starting, Serving):
        server.next(kind)
    assert server.ports[:2] == [0, 40123]


def test_a_dead_server_is_started_again_after_a_growing_pause(watch: Watch) -> None:
    server = watch("import sys; sys.exit(3)")
    pauses = []
    for _ in range(5):
        server.next(Starting)
        died = server.next(Died)
        assert died.code == 3
        pauses.append(died.pause)
    assert pauses == [0.01, 0.02, 0.04, 0.05, 0.05]


def test_a_death_after_a_long_life_counts_as_the_first(watch: Watch) -> None:
    server = watch("", timing=Timing(first_pause=0.01, longest_pause=1, calm=0))
    for _ in range(3):
        server.next(Starting)
        assert server.next(Died).pause == 0.01


def test_a_server_that_cannot_start_is_left_alone(watch: Watch) -> None:
    script = (
        "import sys\n"
        "print('Port 5000 is in use.', file=sys.stderr)\n"
        'print(\'{"level": "info", "message": "stopped"}\', file=sys.stderr)\n'
        "sys.exit(2)"
    )
    server = watch(script)
    server.next(Starting)
    assert server.next(Working) == Working("Port 5000 is in use.")
    assert server.next(CannotStart) == CannotStart("Port 5000 is in use.")
    assert len(server.ports) == 1


def test_the_same_exit_code_after_it_served_is_a_death(watch: Watch) -> None:
    server = watch(SERVES.format(port=5000, then="sys.exit(2)"))
    server.next(Starting)
    server.next(Serving)
    assert server.next(Died).code == 2


def test_a_program_that_is_not_there_is_said(watch: Watch, tmp_path: Path) -> None:
    told: queue.Queue[Notice] = queue.Queue()
    ServerProcess(lambda _port: [str(tmp_path / "nothing")], 5000, told.put, QUICK).start()
    reason = told.get(timeout=PATIENCE_S)
    assert isinstance(reason, CannotStart)
    assert "nothing" in reason.reason


def test_last_words_are_the_last_that_a_person_can_read(watch: Watch) -> None:
    script = SERVES.format(port=5000, then="1 / 0")
    server = watch(script)
    server.next(Starting)
    server.next(Serving)
    assert server.next(Died).words == "ZeroDivisionError: division by zero"


def test_log_lines_are_no_words(watch: Watch) -> None:
    server = watch(SERVES.format(port=5000, then=""))
    server.next(Starting)
    server.next(Serving)
    assert server.next(Died).words == ""


def test_what_it_does_before_it_serves_is_told(watch: Watch) -> None:
    script = "import sys; print('Reading the journal', file=sys.stderr, flush=True)\n"
    server = watch(script + SERVES.format(port=5000, then=UNTIL_LET_GO))
    server.next(Starting)
    assert server.next(Working) == Working("Reading the journal")
    server.next(Serving)


def test_words_in_the_encoding_of_the_machine(watch: Watch) -> None:
    script = "import sys; sys.stderr.buffer.write(b'caf\\xe9\\n'); sys.exit(2)"
    server = watch(script)
    server.next(Starting)
    server.next(Working)
    assert server.next(CannotStart).reason.startswith("caf")


def test_a_server_that_does_not_end_is_killed(watch: Watch) -> None:
    script = SERVES.format(port=5000, then="import time; time.sleep(600)")
    server = watch(script, timing=Timing(patience=0.05))
    server.next(Starting)
    server.next(Serving)
    server.process.stop()
    assert server.next(Stopped) == Stopped(killed=True)


def test_stopped_in_the_pause_before_the_next_start(watch: Watch) -> None:
    server = watch("", timing=Timing(first_pause=600, longest_pause=600))
    server.next(Starting)
    server.next(Died)
    server.process.stop()
    assert server.next(Stopped) == Stopped(killed=False)
    assert len(server.ports) == 1
