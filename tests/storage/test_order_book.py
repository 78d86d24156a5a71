"""`orders.json` by itself: orders come in the order of the journal, and none is passed over."""

from pathlib import Path

import pytest

from restaurant.domain.events import OrderPlaced
from restaurant.storage.order_book import FellBehind, OrderBook, read_entries
from tests.engine.parts import BURGER, ask, opened_house


def test_a_list_that_lacks_an_order_takes_no_later_one(tmp_path: Path) -> None:
    """Its entries are counted, so that each of them is the order of its number."""
    house = opened_house()
    house.send(ask(BURGER, "1"), ask(BURGER, "2"))
    first, second = (step for step in house.published if isinstance(step.event, OrderPlaced))
    path = tmp_path / "orders.json"
    book = OrderBook(path)
    book.open()
    with pytest.raises(FellBehind):
        book.follow([second])
    assert read_entries(path) == []
    book.follow([first, second])
    found = read_entries(path)
    assert found is not None
    assert [b"ORD-1-1" in found[0], b"ORD-1-2" in found[1]] == [True, True]
    book.close()
