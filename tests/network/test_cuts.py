"""Cuts of each kind lose nothing and double nothing, and everybody is back without a touch."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.network.cuts import KINDS, Evening, schedule
from tests.network.hosts import Network

pytestmark = pytest.mark.slow


@pytest.fixture
def evening(network: Network, tmp_path: Path) -> Iterator[Evening]:
    """The network of the fixture says whether there can be one."""
    made = Evening(tmp_path)
    yield made
    made.close()


def test_a_schedule_has_every_kind() -> None:
    assert {cut.kind for cut in schedule(1, 3, (1.0,))} == set(KINDS)
    assert schedule(7, 20, (1.0, 2.0)) == schedule(7, 20, (1.0, 2.0))


def test_cuts_of_every_kind_lose_nothing(evening: Evening) -> None:
    evening.go()
    for cut in schedule(3, 6, (1.0, 4.0)):
        evening.cut(cut)  # waits for everybody to be back
    count = evening.count()
    assert count.sent > 20
    assert (count.lost, count.doubled) == ([], [])
    waiter = evening.terminals[1]
    waiter.await_(lambda: waiter.open_orders() <= count.sent)
    assert evening.server.tracebacks() == []
