"""A restaurant to pair with in both of its modes, terminals of it, and somebody in the middle."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from restaurant.domain.values.people import TerminalRole
from tests.client.finding.pairing_terminal import MakeTerminal, Terminal
from tests.client.middle import Middle
from tests.server.conftest import MODES, Start, start  # noqa: F401 - a fixture
from tests.server.running import RunningServer


@pytest.fixture(params=MODES)
def house(start: Start, request: pytest.FixtureRequest) -> RunningServer:  # noqa: F811
    """A restaurant that trusts nobody without a token."""
    return start(program=MODES[request.param])


@pytest.fixture
def terminal(house: RunningServer, tmp_path: Path) -> Iterator[MakeTerminal]:
    """Makes terminals that are switched off with the test."""
    made: list[Terminal] = []

    def make(name: str = "terminal", role: TerminalRole = "waiter") -> Terminal:
        made.append(Terminal(house, tmp_path / name, role))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture
def middle(house: RunningServer, tmp_path: Path) -> Iterator[Middle]:
    """Whoever sits between a terminal and the restaurant, with a certificate of its own."""
    made = Middle(tmp_path / "middle", house.tls_port)
    yield made
    made.close()
