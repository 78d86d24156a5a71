"""The orders of a terminal that are under way, over a restart."""

from pathlib import Path

import pytest

from restaurant.client.kept.own_orders import MOST, OwnOrder, OwnOrders

ONE = OwnOrder(order_id="ORD-1-17", total=900, table=7)
OTHER = OwnOrder(order_id="ORD-1-18", total=650, name="Ana")


def test_they_are_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "own_orders.json"
    own = OwnOrders(path)
    own.add(ONE)
    own.add(OTHER)
    assert OwnOrders(path).orders == [ONE, OTHER]
    own.remove("ORD-1-17")
    own.remove("ORD-1-99")
    assert OwnOrders(path).orders == [OTHER]


def test_the_oldest_give_way(tmp_path: Path) -> None:
    own = OwnOrders(tmp_path / "own_orders.json")
    for number in range(MOST + 2):
        own.add(OwnOrder(order_id=f"ORD-1-{number}", total=1, table=1))
    assert [order.order_id for order in own.orders] == [f"ORD-1-{n}" for n in range(2, MOST + 2)]


@pytest.mark.parametrize("found", [b"", b"{", b"\xff", b'[{"order_id": 3}]', b"{}"])
def test_a_damaged_file_is_an_empty_one(tmp_path: Path, found: bytes) -> None:
    path = tmp_path / "own_orders.json"
    path.write_bytes(found)
    own = OwnOrders(path)
    assert own.orders == []
    own.add(ONE)
    assert OwnOrders(path).orders == [ONE]


def test_a_folder_that_takes_nothing_fails_nobody(tmp_path: Path) -> None:
    own = OwnOrders(tmp_path / "nowhere" / "own_orders.json")
    own.add(ONE)
    assert own.orders == [ONE]
