"""A power cut while the last line was written: what was acknowledged is there, the rest is kept aside."""

import shutil
from itertools import chain, pairwise
from pathlib import Path

import pytest

from restaurant.engine.answers import Accepted
from restaurant.storage.journal_reading import SECTOR
from tests.storage.shop import (
    SERVICE,
    Shop,
    check_together,
    contents,
    journal_file,
    orders_json,
    serve,
)


def line_starts(data: bytes) -> list[int]:
    """Where each line begins, and where the last one ends."""
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def start_from(folder: Path, journal: bytes) -> Shop:
    """A server on nothing but this journal."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "journal").mkdir(parents=True)
    (folder / "journal" / "000000000001.jsonl").write_bytes(journal)
    return Shop(folder)


def check_is_after(shop: Shop, lines: int) -> None:
    """Exactly what the first batches did is there, once, and the restaurant goes on from it."""
    kept = list(chain(*SERVICE[:lines]))
    assert shop.engine.seq == len(kept)
    check_together(shop)
    for seq, request in enumerate(kept, 1):
        [again] = shop.send(request)
        assert isinstance(again, Accepted)
        assert again.seq == seq
    assert shop.engine.seq == len(kept)
    serve(shop, SERVICE[lines:])
    check_together(shop)


@pytest.mark.slow
@pytest.mark.parametrize("lines", [2, 3, 4])
def test_cut_at_every_byte_of_the_last_three_lines(
    served: Path, tmp_path: Path, lines: int
) -> None:
    """The line after the first so many is cut, and those that came later never were."""
    data = journal_file(served).read_bytes()
    start, end = line_starts(data)[lines : lines + 2]
    with Shop(served) as shop:
        whole = shop.state
    folder = tmp_path / "cut"
    for cut in range(start, end):
        is_whole = cut == end - 1  # all that is gone is the end of line
        with start_from(folder, data[:cut]) as shop:
            torn = list((folder / "journal").glob("torn-*.bin"))
            assert [path.read_bytes() for path in torn] == (
                [data[start:cut]] if start < cut < end - 1 else []
            )
            check_is_after(shop, lines + 1 if is_whole else lines)
        with Shop(folder) as shop:
            assert shop.state == whole
            assert not shop.opened.journal.torn


def test_what_was_cut_off_twice_is_kept_twice(served: Path, tmp_path: Path) -> None:
    data = journal_file(served).read_bytes()
    start = line_starts(data)[4]
    folder = tmp_path / "cut"
    for length in (30, 31):
        file = folder / "journal" / "000000000001.jsonl"
        if not folder.exists():
            start_from(folder, data[:start]).kill()
        file.write_bytes(data[: start + length])
        Shop(folder).kill()
    torn = sorted((folder / "journal").glob("torn-*.bin"), key=lambda p: p.stat().st_size)
    assert [path.read_bytes() for path in torn] == [data[start : start + n] for n in (30, 31)]


def test_files_beside_that_are_ahead_of_a_cut_journal_are_made_anew(
    served: Path, tmp_path: Path
) -> None:
    """They were never synced with it, and the order in them was never acknowledged."""
    data = journal_file(served).read_bytes()
    starts = line_starts(data)
    for cut in range(starts[1] + 1, len(data) - 1, 97):
        folder = tmp_path / f"{cut}"
        shutil.copytree(served, folder)
        journal_file(folder).write_bytes(data[:cut])
        lines = max(n for n, start in enumerate(starts) if start <= cut)
        with Shop(folder) as shop:
            check_is_after(shop, lines)


def test_a_snapshot_that_is_ahead_of_the_journal_stops_the_server(served: Path) -> None:
    """What a snapshot knows was acknowledged: its loss is no torn line. Nothing is touched."""
    from restaurant.storage.journal_reading import JournalDamaged

    with Shop(served) as shop:
        shop.save_snapshot()
    data = journal_file(served).read_bytes()
    for cut in (line_starts(data)[4], line_starts(data)[4] + 40, len(data) - 2):
        journal_file(served).write_bytes(data[:cut])
        before = contents(served)
        with pytest.raises(JournalDamaged) as caught:
            Shop(served)
        assert caught.value.code == "journal_behind_snapshot"
        assert contents(served) == before


# ------------------------------------------------------------------- sectors never written


def big_line(served: Path) -> tuple[bytes, int, list[int]]:
    """A journal whose last line goes over several sectors; where it begins, and their borders."""
    with Shop(served) as shop:
        shop.order("big", *(f"Dish {n}" for n in range(40)))
        assert shop.state.orders.last_number == 5
    data = journal_file(served).read_bytes()
    start = line_starts(data)[-2]
    borders = [start, *range(start + SECTOR - start % SECTOR, len(data), SECTOR), len(data)]
    assert len(borders) >= 5
    return data, start, borders


def test_sectors_of_the_last_line_that_never_reached_the_disk(served: Path, tmp_path: Path) -> None:
    data, start, borders = big_line(served)
    parts = list(pairwise(borders))
    for chosen in range(1, 1 << len(parts)):
        holed = bytearray(data)
        for n, (begin, end) in enumerate(parts):
            if chosen >> n & 1:
                holed[begin:end] = bytes(end - begin)
        with start_from(tmp_path / "hole", bytes(holed)) as shop:
            [torn] = (shop.folder / "journal").glob("torn-*.bin")
            assert torn.read_bytes() == holed[start:]
            check_is_after(shop, len(SERVICE))


def test_zeros_after_the_last_line(served: Path, tmp_path: Path) -> None:
    """A file that grew before its content came."""
    data = journal_file(served).read_bytes()
    for zeros in (1, 2, 511, 512, 5000):
        with start_from(tmp_path / "zeros", data + bytes(zeros)) as shop:
            check_is_after(shop, len(SERVICE))
            assert len(orders_json(shop.folder)) == 4


def test_a_hole_in_an_earlier_line_is_damage(served: Path, tmp_path: Path) -> None:
    from restaurant.storage.journal_reading import JournalDamaged

    data, _, _ = big_line(served)
    holed = data[:SECTOR] + bytes(SECTOR) + data[2 * SECTOR :]
    with pytest.raises(JournalDamaged) as caught:
        start_from(tmp_path / "hole", holed)
    assert caught.value.line == data[:SECTOR].count(b"\n") + 1
