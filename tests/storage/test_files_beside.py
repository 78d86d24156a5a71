"""`orders.json`, `snapshot.json`, `archive/`: whatever happens to them, the journal brings them back."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from restaurant.domain.commands import CancelOrder, NewOrder
from restaurant.engine.answers import Accepted
from restaurant.storage.snapshot import VERSION, SnapshotFile
from tests.engine.parts import HandClock, ask
from tests.storage.shop import (
    SERVICE,
    Shop,
    archived,
    archived_on,
    check_together,
    contents,
    orders_json,
    serve,
)

ENTRY_KEYS = {"table", "items", "timestamp", "order_id", "total"}


@pytest.fixture
def other(tmp_path: Path, quick_disk: None) -> Path:
    """Another restaurant, a week ahead of this one."""
    folder = tmp_path / "other"
    with Shop(folder) as shop:
        for n in range(20):
            shop.order(f"{n}", "Foreign dish")
            if n < 12:
                shop.send(ask(CancelOrder(order_id=f"ORD-1-{n + 1}", reason="x"), f"x{n}"))
        shop.save_snapshot()
    return folder


def test_an_entry_is_as_the_order_was_accepted(served: Path) -> None:
    listed = orders_json(served)
    assert [(e["table"], e["items"], e["total"]) for e in listed] == [
        (4, ["Burger", "Burger"], 1800),
        (4, ["Pasta", "Crème"], 750),
        (4, ["Burger"], 900),
        (4, ["Pasta"], 750),
    ]
    assert all(set(entry) == ENTRY_KEYS for entry in listed)
    assert listed[0]["timestamp"] == "2026-11-20T12:00:00+00:00"


def test_the_list_is_empty_before_the_first_order(tmp_path: Path) -> None:
    Shop(tmp_path).kill()
    assert (tmp_path / "orders.json").read_bytes() == b"[]\n"


def test_the_list_is_valid_after_each_order(tmp_path: Path, quick_disk: None) -> None:
    with Shop(tmp_path) as shop:
        for n in range(30):
            shop.order(f"{n}", *["Open item", '"quoted"', "]\n"][: n % 3 + 1])
            assert len(orders_json(tmp_path)) == n + 1


# ------------------------------------------------------------------------- what goes wrong


def gone(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def empty(path: Path) -> None:
    for file in files_of(path):
        file.write_bytes(b"")


def half(path: Path) -> None:
    for file in files_of(path):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def a_byte_less(path: Path) -> None:
    for file in files_of(path):
        file.write_bytes(file.read_bytes()[:-1])


def garbage(path: Path) -> None:
    for file in files_of(path):
        file.write_bytes(b"\xff\x00{]" * 10)


def a_digit_changed(path: Path) -> None:
    """Somebody corrects a number in place: it stays well formed."""
    for file in files_of(path):
        file.write_bytes(file.read_bytes().replace(b"0", b"7", 1))


def a_hole(path: Path) -> None:
    """A sector that never reached the disk."""
    for file in files_of(path):
        data = file.read_bytes()
        file.write_bytes(data[:100] + bytes(100) + data[200:])


def files_of(path: Path) -> list[Path]:
    return sorted(path.glob("*.jsonl")) if path.is_dir() else [path]


HARM: list[Callable[[Path], None]] = [gone, empty, half, a_byte_less, garbage]


def check_comes_back(folder: Path) -> None:
    """Like a folder to which nothing happened, at once and after more was served."""
    with Shop(folder) as shop:
        orders = shop.state.orders
        assert (shop.engine.seq, orders.booked, orders.closed, len(orders.open)) == (12, 4, 2, 2)
        check_together(shop)
        assert [closed.order.number for closed in archived(shop)] == [2, 1]
        for request in (request for batch in SERVICE for request in batch):
            assert isinstance(shop.send(request)[0], Accepted)
        assert shop.engine.seq == 12
        shop.order("more", "Pasta")
        check_together(shop)
    with Shop(folder) as shop:
        check_together(shop)
        assert shop.engine.seq == 13


CASES = [
    *((name, harm) for name in ("orders.json", "snapshot.json", "archive") for harm in HARM),
    ("orders.json", a_digit_changed),
    ("snapshot.json", a_digit_changed),
]


@pytest.mark.parametrize("has_snapshot", [True, False])
@pytest.mark.parametrize(("name", "harm"), CASES)
def test_what_harms_a_file_is_mended(
    served: Path,
    name: str,
    harm: Callable[[Path], None],
    has_snapshot: bool,
) -> None:
    if has_snapshot or name == "snapshot.json":
        Shop(served).close()
    listed = (served / "orders.json").read_bytes()
    harm(served / name)
    check_comes_back(served)
    assert (served / "orders.json").read_bytes().startswith(listed.removesuffix(b"\n]\n"))


@pytest.mark.parametrize("has_snapshot", [True, False])
@pytest.mark.parametrize("name", ["orders.json", "archive"])
def test_files_of_another_restaurant(
    served: Path,
    other: Path,
    name: str,
    has_snapshot: bool,
) -> None:
    if has_snapshot:
        Shop(served).close()
    gone(served / name)
    copy = shutil.copytree if (other / name).is_dir() else shutil.copy
    copy(other / name, served / name)
    foreign = [path.read_bytes() for path in files_of(other / name)]
    check_comes_back(served)
    aside = [*served.glob("*.old"), *served.glob("archive/*.old")]
    assert set(foreign) <= {path.read_bytes() for path in aside}


@pytest.mark.parametrize("change", [a_digit_changed, a_hole])
def test_lines_of_the_archive_that_were_never_synced_are_compared(
    served: Path, change: Callable[[Path], None]
) -> None:
    [path] = (served / "archive").glob("*.jsonl")
    before = path.read_bytes()
    change(served / "archive")
    assert path.read_bytes() != before
    Shop(served).kill()
    assert path.read_bytes() == before
    check_comes_back(served)


def test_a_list_of_another_restaurant_of_the_same_length(served: Path, other: Path) -> None:
    foreign = json.loads((other / "orders.json").read_text())[:4]
    lines = ",\n".join(json.dumps(e, separators=(",", ":"), ensure_ascii=False) for e in foreign)
    for has_snapshot in (False, True):
        if has_snapshot:
            Shop(served).close()
        (served / "orders.json").write_text(f"[\n{lines}\n]\n")
        with Shop(served) as shop:
            assert orders_json(served)[0]["items"] == ["Burger", "Burger"]
            check_together(shop)


def test_a_snapshot_of_another_restaurant_is_passed_over(served: Path, other: Path) -> None:
    """It is no older state of this journal, so its commits are not those of the journal."""
    with Shop(served) as shop:
        for n in range(40):
            shop.order(f"extra {n}", "Open item")
        state = shop.state
    for has_archive in (True, False):
        shutil.copy(other / "snapshot.json", served / "snapshot.json")
        if not has_archive:
            gone(served / "archive")
        with Shop(served) as shop:
            assert shop.state == state
            check_together(shop)


def test_everything_is_gone_but_the_journal(served: Path) -> None:
    Shop(served).close()
    for path in list(served.iterdir()):
        if path.name != "journal":
            gone(path)
    check_comes_back(served)


def test_a_snapshot_of_a_shape_that_this_program_does_not_know(served: Path) -> None:
    """Well sealed, by another release."""
    shapes: list[object] = [{"v": 1}, {"v": 2, "seq": 1}, {"v": 1, "seq": "x"}, [], 7]
    for content in shapes:
        body = json.dumps(content).encode()
        digest = sha256(body).hexdigest().encode()
        (served / "snapshot.json").write_bytes(body + b"\n" + digest + b"\n")
        assert SnapshotFile(served / "snapshot.json").read() is None
    check_comes_back(served)


@pytest.mark.parametrize("version", [VERSION - 1, VERSION + 1])
def test_a_snapshot_of_another_version_is_passed_over_though_it_can_be_read(
    served: Path, version: int
) -> None:
    """What it counts may mean something else, or lack what this release counts."""
    with Shop(served) as shop:
        shop.save_snapshot()
    path = served / "snapshot.json"
    body = path.read_bytes().partition(b"\n")[0].replace(b'"v":%d' % VERSION, b'"v":%d' % version)
    path.write_bytes(body + b"\n" + sha256(body).hexdigest().encode() + b"\n")
    assert SnapshotFile(path).read() is None
    check_comes_back(served)


# ------------------------------------------------------------------------ good order


def test_a_start_from_a_snapshot_is_the_same_as_one_from_the_journal(served: Path) -> None:
    Shop(served).close()
    with Shop(served) as shop:
        from_snapshot = shop.state, shop.engine.seq, shop.opened.journal.hash
        assert shop.opened.snapshot_seq == 12
    (served / "snapshot.json").unlink()
    with Shop(served) as shop:
        assert (shop.state, shop.engine.seq, shop.opened.journal.hash) == from_snapshot
        assert shop.opened.snapshot_seq == 0


def test_a_start_and_an_end_change_nothing(served: Path) -> None:
    Shop(served).close()
    before = contents(served)
    Shop(served).close()
    assert contents(served) == before


def test_a_snapshot_in_the_middle(served: Path) -> None:
    """Killed some time after a snapshot: it and the rest of the journal are the whole."""
    with Shop(served) as shop:
        shop.order("5", "Pasta")
        shop.save_snapshot()
        shop.order("6", "Pasta")
        shop.send(ask(CancelOrder(order_id="ORD-1-5", reason="x"), "x"))
        state = shop.state
    with Shop(served) as shop:
        assert shop.state == state
        assert shop.opened.snapshot_seq == 13
        check_together(shop)
        assert shop.order("5", "Pasta") == Accepted(13, "ORD-1-5")
        assert shop.order("6", "Pasta") == Accepted(14, "ORD-1-6")
        assert shop.engine.seq == 15


def test_a_clock_set_back_an_hour(tmp_path: Path, quick_disk: None) -> None:
    """Orders keep their order, and yesterday's till does not open again."""
    clock = HandClock()
    clock.time = clock.time.replace(hour=4, minute=30)  # the business day began at 4
    with Shop(tmp_path, clock) as shop:
        order = NewOrder(items=("Open item",), table=1)
        shop.send(ask(order, "1"))
        shop.send(ask(CancelOrder(order_id="ORD-1-1", reason="x"), "x1"))
        clock.advance(hours=-1)
        shop.send(ask(order, "2"), ask(order, "1"))
        shop.send(ask(CancelOrder(order_id="ORD-1-2", reason="x"), "x2"))
        state = shop.state
        assert (state.orders.day, state.orders.day_orders) == ("2026-11-20", 2)
        assert [entry["order_id"] for entry in orders_json(tmp_path)] == ["ORD-1-1", "ORD-1-2"]
        assert [path.name for path in (tmp_path / "archive").iterdir()] == ["2026-11-20.jsonl"]
        check_together(shop)
        shop.save_snapshot()
    (tmp_path / "archive" / "2026-11-20.jsonl").unlink()
    with Shop(tmp_path, clock) as shop:
        assert shop.state == state
        check_together(shop)


def test_days_in_the_archive(tmp_path: Path, quick_disk: None) -> None:
    clock = HandClock()
    with Shop(tmp_path, clock) as shop:
        for day in range(3):
            shop.order(f"{day}", "Open item")
            cancel = CancelOrder(order_id=f"ORD-1-{day + 1}", reason="x")
            shop.send(ask(cancel, f"x{day}"))
            clock.time += timedelta(days=1)
        closed = archived_on(tmp_path / "archive" / "2026-11-21.jsonl")
        assert [one.order.id for one in closed] == ["ORD-1-2"]
        assert closed[0].status == "cancelled"
    (tmp_path / "archive" / "2026-11-21.jsonl").unlink()
    with Shop(tmp_path, clock) as shop:
        assert [one.order.number for one in archived(shop)] == [1, 2, 3]


def test_serving_goes_on_where_it_ended(tmp_path: Path, quick_disk: None) -> None:
    """A start between any two batches changes nothing."""
    for batch in SERVICE:
        with Shop(tmp_path) as shop:
            serve(shop, [batch])
            check_together(shop)
    with Shop(tmp_path) as shop:
        assert shop.engine.seq == 12
