"""One bit that turned anywhere in the journal: the server says where and touches nothing."""

import random
import shutil
from pathlib import Path

import pytest

from restaurant.storage.journal_files import JournalFiles
from restaurant.storage.journal_reading import JournalDamaged
from tests.engine.parts import HandClock
from tests.storage.shop import SERVICE, Shop, contents, journal_file, serve

SEED = 20261120
FLIPS = 600
OPEN_FILES = Path("/dev/fd")


def flipped(data: bytes, bit: int) -> bytes:
    turned = bytearray(data)
    turned[bit // 8] ^= 1 << bit % 8
    return bytes(turned)


def test_a_folder_that_cannot_be_opened_leaves_no_file_open(served: Path) -> None:
    if not OPEN_FILES.is_dir():
        pytest.skip("this system does not list a process's open files")
    file = journal_file(served)
    file.write_bytes(flipped(file.read_bytes(), 100))
    before = len(list(OPEN_FILES.iterdir()))
    damage(served)
    assert len(list(OPEN_FILES.iterdir())) == before


def damage(folder: Path) -> JournalDamaged:
    """Why a server does not start in a folder; it leaves everything there as it was."""
    before = contents(folder)
    with pytest.raises(JournalDamaged) as caught:
        Shop(folder)
    assert contents(folder) == before
    return caught.value


def check_flips(folder: Path, bits: list[int]) -> None:
    file = journal_file(folder)
    data = file.read_bytes()
    for bit in bits:
        file.write_bytes(flipped(data, bit))
        found = damage(folder)
        assert found.code == "journal_damaged", bit
        assert found.path == file
        assert found.line == data[: bit // 8].count(b"\n") + 1, bit
    file.write_bytes(data)
    with Shop(folder) as shop:
        assert shop.engine.seq == sum(map(len, SERVICE))


@pytest.mark.slow
@pytest.mark.parametrize("has_snapshot", [False, True])
def test_bits_all_over_the_journal(served: Path, has_snapshot: bool) -> None:
    if has_snapshot:
        Shop(served).close()
    size = 8 * journal_file(served).stat().st_size
    check_flips(served, random.Random(SEED).sample(range(size), FLIPS))


def test_every_bit_of_the_ends_of_lines_and_their_seals(served: Path) -> None:
    data = journal_file(served).read_bytes()
    ends = [at for at, byte in enumerate(data) if byte == ord("\n")]
    last = data.rindex(b"\n", 0, -1)
    places = [*ends, *range(len(data) - 5, len(data)), last + 1, last + 2]
    check_flips(served, [8 * place + bit for place in places for bit in range(8)])


def test_a_letter_that_becomes_an_end_of_line(served: Path) -> None:
    """ "J" and "*" are one bit from a line feed."""
    with Shop(served) as shop:
        shop.order("j", "Jambalaya", "Crêpe *")
    with Shop(served) as shop:
        shop.order("k", "Last")
    data = journal_file(served).read_bytes()
    for letter in (b"Jambalaya", b"*"):
        place = data.index(letter)
        bit = 8 * place + (data[place] ^ ord("\n")).bit_length() - 1
        assert flipped(data, bit)[place] == ord("\n")
        journal_file(served).write_bytes(flipped(data, bit))
        assert damage(served).line == len(SERVICE) + 1


# ---------------------------------------------------------------------------- several files


@pytest.fixture
def rolled(tmp_path: Path, quick_disk: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose journal went over several files."""
    assert JournalFiles.__init__.__kwdefaults__ is not None
    monkeypatch.setitem(JournalFiles.__init__.__kwdefaults__, "roll_bytes", 600)
    with Shop(tmp_path / "rolled") as shop:
        serve(shop)
    return tmp_path / "rolled"


def test_a_journal_of_several_files(rolled: Path) -> None:
    names = sorted(path.name for path in (rolled / "journal").iterdir())
    assert names == [f"{first:012}.jsonl" for first in (1, 4, 6, 11)]
    with Shop(rolled) as shop:
        assert shop.engine.seq == 12
        state = shop.state
        shop.save_snapshot()
    with Shop(rolled) as shop:
        assert shop.state == state
        shop.order("one more", "Pasta")
    (rolled / "snapshot.json").unlink()
    with Shop(rolled) as shop:
        assert shop.engine.seq == 13


def test_a_start_reads_only_the_files_after_the_snapshot(rolled: Path) -> None:
    with Shop(rolled) as shop:
        shop.save_snapshot()
    first = rolled / "journal" / "000000000001.jsonl"
    first.write_bytes(flipped(first.read_bytes(), 800))
    Shop(rolled).kill()
    (rolled / "snapshot.json").unlink()
    assert damage(rolled).path == first


@pytest.mark.parametrize(
    ("missing", "code", "where"),
    [
        ("000000000001", "journal_file_missing", "000000000004"),
        ("000000000004", "journal_gap", "000000000006"),
        ("000000000006", "journal_gap", "000000000011"),
    ],
)
def test_a_file_is_missing(rolled: Path, missing: str, code: str, where: str) -> None:
    (rolled / "journal" / f"{missing}.jsonl").unlink()
    found = damage(rolled)
    assert (found.code, found.path.stem) == (code, where)


def test_the_last_file_is_missing(rolled: Path) -> None:
    with Shop(rolled) as shop:
        shop.save_snapshot()
    (rolled / "journal" / "000000000011.jsonl").unlink()
    found = damage(rolled)
    assert (found.code, found.line) == ("journal_behind_snapshot", 10)


def test_a_file_of_another_restaurant(rolled: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    clock = HandClock()
    clock.advance(hours=1)
    with Shop(other, clock) as shop:
        serve(shop)
    name = "000000000006.jsonl"
    shutil.copy(other / "journal" / name, rolled / "journal" / name)
    found = damage(rolled)
    assert (found.code, found.path.name, found.line) == ("journal_damaged", name, 1)


def test_a_torn_end_of_an_earlier_file_is_damage(rolled: Path) -> None:
    path = rolled / "journal" / "000000000004.jsonl"
    path.write_bytes(path.read_bytes()[:-10])
    assert damage(rolled).path == path
