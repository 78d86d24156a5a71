"""What the server's window makes of what it is told, without a window."""

from datetime import timedelta

import pytest

from restaurant.client.notices import Changed, Offline, Online, Snapshot
from restaurant.common.language.strings import Strings
from restaurant.desktop.console.watched import process
from restaurant.desktop.console.watched.happenings import MOST, Happening, Happenings
from restaurant.desktop.console.watched.state import FromLink, ServerState
from restaurant.protocol.documents import FaultDocument, FiguresDocument, TerminalDocument
from tests.desktop.sample import NOW, restaurant

FIGURES = FiguresDocument(day="2026-11-20", orders=3, open_orders=1, takings=4550, currency="EUR")
WAITER = TerminalDocument(
    role="waiter", name="Pass", address="10.0.0.7", since=NOW, version="0.1.0"
)
ONLINE = Online(restaurant_name="Trattoria Blu", version="0.1.0", clock_offset=timedelta())


def fault(message: str, *, level: str = "error", after: float = 0) -> FaultDocument:
    return FaultDocument(at=NOW + timedelta(seconds=after), level=level, message=message)


def everything(**faults: FaultDocument) -> Snapshot:
    return Snapshot(
        "console",
        None,
        {
            "restaurant": {"1": restaurant()},
            "figures": {"1": FIGURES},
            "terminals": {"a": WAITER},
            "faults": dict(faults),
        },
    )


@pytest.fixture
def state() -> ServerState:
    """A server that serves, seen by its window."""
    made = ServerState(Strings().text)
    made.begin()
    made.take(process.Starting())
    made.take(process.Serving(5000))
    made.take(FromLink(made.run, ONLINE))
    made.take(FromLink(made.run, everything()))
    return made


def said(state: ServerState) -> list[str]:
    return [happening.text for happening in state.happenings.newest_first]


def test_a_start(state: ServerState) -> None:
    assert (state.phase, state.port, state.online) == ("serving", 5000, True)
    assert state.figures == FIGURES
    assert list(state.terminals.values()) == [WAITER]
    assert said(state) == ["The server was started and listens at port 5000."]


def test_a_death_takes_the_terminals_and_keeps_the_figures(state: ServerState) -> None:
    state.take(process.Died(-9, "", 0.5))
    assert state.phase == "pausing"
    assert state.runs
    assert not state.terminals
    assert state.figures == FIGURES
    assert state.restaurant == restaurant()
    assert "signal 9" in said(state)[0]


def test_a_restart_is_said_and_counted(state: ServerState) -> None:
    state.take(process.Died(1, "MemoryError", 0.5))
    assert '"MemoryError"' in said(state)[0]
    state.take(process.Starting())
    state.take(process.Serving(5000))
    assert state.restarts == 1
    assert said(state)[0] == "The server was started again by itself and listens at port 5000."


def test_what_the_link_of_an_earlier_server_tells_late_is_passed_over(state: ServerState) -> None:
    before = state.run
    state.take(process.Died(1, "", 0.5))
    state.take(FromLink(before, everything()))
    state.take(process.Starting())
    state.take(process.Serving(5000))
    state.take(FromLink(before, ONLINE))
    assert not state.terminals
    assert not state.online


def test_a_server_that_serves_and_gives_no_answer(state: ServerState) -> None:
    state.take(FromLink(state.run, Offline("link.lost")))
    assert (state.phase, state.lost) == ("serving", True)
    state.take(FromLink(state.run, ONLINE))
    assert not state.lost


def test_stopping_and_its_end(state: ServerState) -> None:
    state.end()
    assert not state.runs
    state.take(FromLink(state.run, Offline("link.lost")))
    assert state.phase == "stopping"
    state.take(process.Stopped(killed=True))
    assert (state.phase, state.online, state.lost) == ("stopped", False, False)
    assert "by force" in said(state)[0]


def test_a_start_in_the_pause_does_not_undo_a_stop(state: ServerState) -> None:
    state.end()
    state.take(process.Starting())
    state.take(process.Serving(5000))
    assert state.phase == "stopping"


def test_cannot_start_without_a_reason(state: ServerState) -> None:
    state.take(process.CannotStart(""))
    assert state.phase == "cannot_start"
    assert state.sentence == Strings().text("console.no_reason")


def test_faults_are_taken_once_and_stay_when_the_server_goes(state: ServerState) -> None:
    first, second = fault("the disk is full"), fault("the disk is still full", after=1)
    state.take(FromLink(state.run, Changed("console", None, {"faults": {"1": first}}, {})))
    state.take(FromLink(state.run, everything(**{"1": first, "2": second})))
    faults = [(h.text, h.times) for h in state.happenings.newest_first if h.level == "error"]
    assert faults == [("the disk is still full", 1), ("the disk is full", 1)]
    state.take(process.Died(1, "", 0.5))
    state.take(process.Starting())
    state.take(process.Serving(5000))
    other = fault("another disk", after=9)
    state.take(FromLink(state.run, everything(**{"1": other})))
    assert {"another disk", "the disk is full"} <= set(said(state))


def test_what_happened_is_newest_first_and_counts_what_repeats() -> None:
    happenings = Happenings()
    happenings.take([("1", fault("no paper")), ("2", fault("no paper", after=3))])
    happenings.take([("4", fault("no paper", after=9))])
    happenings.take([("5", fault("a line\nof two", after=12))])
    happenings.take([("6", fault("a line\nof two", level="warning", after=12))])
    assert [(h.text, h.level, h.times) for h in happenings.newest_first] == [
        ("a line of two", "warning", 1),
        ("a line of two", "error", 1),
        ("no paper", "error", 3),
    ]
    assert happenings.newest_first[2].at == NOW + timedelta(seconds=9)


def test_what_happened_is_bounded() -> None:
    happenings = Happenings()
    for place in range(MOST + 7):
        happenings.add(Happening(NOW + timedelta(seconds=place), "news", str(place)))
    assert len(happenings.newest_first) == MOST
    assert happenings.newest_first[0].text == str(MOST + 6)
