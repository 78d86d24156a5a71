"""A disk that fails: nothing is half done, and who was refused was refused rightly."""

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from restaurant.domain.commands import CancelOrder
from restaurant.domain.errors import Refused
from restaurant.engine.answers import Accepted
from restaurant.engine.ports import Commit, StorageBroken
from restaurant.storage import archive, journal_files, order_book
from restaurant.storage.journal_files import JournalFiles
from restaurant.storage.opening import FolderInUse
from tests.engine.parts import ANA, NOON, ask
from tests.storage.shop import Shop, archived, check_together, orders_json, refusal, serve


class Failing:
    """A system call that fails as often as told; `half` writes a part first."""

    def __init__(self, real: Callable[..., Any], number: int = errno.EIO) -> None:
        self.real, self.number = real, number
        self.times = 0
        self.half = False

    def __call__(self, *args: Any) -> Any:
        if self.times:
            self.times -= 1
            if self.half:
                self.real(args[0], args[1][: len(args[1]) // 2])
            raise OSError(self.number, os.strerror(self.number))
        return self.real(*args)


def failing(patch: pytest.MonkeyPatch, module: Any, name: str, number: int = errno.EIO) -> Failing:
    failure = Failing(getattr(module, name), number)
    patch.setattr(module, name, failure)
    return failure


@pytest.fixture
def shop(served: Path) -> Iterator[Shop]:
    with Shop(served) as opened:
        yield opened


def journal_size(shop: Shop) -> int:
    return sum(path.stat().st_size for path in (shop.folder / "journal").glob("*.jsonl"))


def check_unharmed(shop: Shop, before: tuple[Any, ...]) -> None:
    assert (shop.state, shop.engine.seq, journal_size(shop)) == before


def check_goes_on(shop: Shop, order: str = "ORD-1-5") -> None:
    """The same command again is carried out once, and a restart knows the same."""
    assert shop.order("new", "Pasta") == Accepted(13, order)
    shop.kill()
    with Shop(shop.folder) as again:
        assert again.order("new", "Pasta") == Accepted(13, order)
        assert again.state == shop.state
        check_together(again)


def test_a_sync_that_fails_is_cut_back(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shop.state, shop.engine.seq, journal_size(shop)
    sync = failing(monkeypatch, journal_files, "sync_data")
    sync.times = 1
    assert refusal(shop.order("new", "Pasta")) == "cannot_store"
    check_unharmed(shop, before)
    check_goes_on(shop)


def test_a_write_that_fails_half_way_is_cut_back(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shop.state, shop.engine.seq, journal_size(shop)
    write = failing(monkeypatch, journal_files, "write_all", errno.ENOSPC)
    write.times, write.half = 3, True
    for _ in range(3):
        assert refusal(shop.order("new", "Pasta")) == "cannot_store"
        check_unharmed(shop, before)
    check_goes_on(shop)


def test_sync_and_cut_that_fail_end_the_writing(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shop.state, shop.engine.seq
    sync = failing(monkeypatch, journal_files, "sync_data")
    sync.times = 2
    assert refusal(shop.order("new", "Pasta")) == "unknown_outcome"
    assert refusal(shop.order("other", "Pasta")) == "read_only"
    assert (shop.state, shop.engine.seq) == before
    assert shop.committer.read_only
    assert sync.times == 0


def test_a_journal_that_could_not_be_cut_back_takes_nothing_more(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks it: after what may be half a line, a whole one would look like damage."""
    failing(monkeypatch, journal_files, "sync_data").times = 2
    assert refusal(shop.order("new", "Pasta")) == "unknown_outcome"
    before = journal_size(shop)
    with pytest.raises(StorageBroken):
        shop.opened.journal.append([Commit(13, NOON, ANA, "later", ())])
    assert journal_size(shop) == before


def test_what_could_not_be_cut_is_there_once_after_a_restart(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody could know whether it happened; sent again it gets its answer, and no second order."""
    sync = failing(monkeypatch, journal_files, "sync_data")
    with monkeypatch.context() as patch:
        cut = failing(patch, os, "ftruncate")
        sync.times = cut.times = 1
        assert refusal(shop.order("new", "Pasta")) == "unknown_outcome"
    shop.kill()
    with Shop(shop.folder) as again:
        assert again.order("new", "Pasta") == Accepted(13, "ORD-1-5")
        assert again.state.orders.booked == 5
        check_together(again)


def test_a_new_file_that_cannot_be_made_leaves_the_old_one_in_use(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shop.state, shop.engine.seq, journal_size(shop)
    monkeypatch.setattr(shop.opened.journal, "_roll_bytes", 1)
    for name in ("open_binary", "sync_folder"):
        with monkeypatch.context() as patch:
            failing(patch, journal_files, name, errno.ENOSPC).times = 1
            assert refusal(shop.order("new", "Pasta")) == "cannot_store"
        check_unharmed(shop, before)
    write = failing(monkeypatch, journal_files, "write_all", errno.ENOSPC)
    write.times, write.half = 1, True
    assert refusal(shop.order("new", "Pasta")) == "cannot_store"
    check_unharmed(shop, before)
    check_goes_on(shop)
    assert len(list((shop.folder / "journal").glob("*.jsonl"))) == 2


@pytest.mark.parametrize("begins", ["a journal", "the next file"])
def test_a_new_file_is_found_again_before_anything_in_it_counts(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begins: str
) -> None:
    """A power cut can take the name of a file whose content was synced."""
    synced: list[Path] = []

    def sync_folder(folder: Path) -> None:
        assert journal_size(shop) == size, "nothing is in it yet"
        synced.append(folder)

    size = journal_size(shop)
    monkeypatch.setattr(journal_files, "sync_folder", sync_folder)
    if begins == "a journal":
        folder = tmp_path / "new" / "journal"
        journal = JournalFiles(folder)
        assert list(journal.read()) == []
        journal.close()
    else:
        folder = shop.folder / "journal"
        monkeypatch.setattr(shop.opened.journal, "_roll_bytes", 1)
        assert isinstance(shop.order("new", "Pasta"), Accepted)
    assert synced == [folder, folder.parent]


def test_a_fault_while_writing_is_cut_back_too(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shop.state, shop.engine.seq, journal_size(shop)
    faults = [MemoryError()]

    def sync(descriptor: int) -> None:
        if faults:
            raise faults.pop()

    monkeypatch.setattr(journal_files, "sync_data", sync)
    assert refusal(shop.order("new", "Pasta")) == "fault"
    check_unharmed(shop, before)
    check_goes_on(shop)


# ----------------------------------------------------------------------- the files beside it


def test_orders_json_is_valid_also_after_a_failed_write(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal has the order; the list catches up with the next one."""
    before = (shop.folder / "orders.json").read_bytes()
    write = failing(monkeypatch, order_book, "write_all", errno.ENOSPC)
    write.times, write.half = 1, True
    assert shop.order("new", "Pasta") == Accepted(13, "ORD-1-5")
    assert (shop.folder / "orders.json").read_bytes() == before
    assert shop.order("newer", "Pasta") == Accepted(14, "ORD-1-6")
    check_together(shop)


def test_the_first_order_is_listed_also_after_a_failed_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Shop(tmp_path) as shop:
        write = failing(monkeypatch, order_book, "write_all", errno.ENOSPC)
        write.times, write.half = 1, True
        shop.order("1", "Open item")
        assert orders_json(tmp_path) == []
        shop.order("2", "Open item")
        assert len(orders_json(tmp_path)) == 2


def test_the_archive_catches_up_after_a_failed_write(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = failing(monkeypatch, archive, "write_all", errno.ENOSPC)
    write.times, write.half = 1, True
    for number in (3, 4):
        cancel = CancelOrder(order_id=f"ORD-1-{number}", reason="closing time")
        assert isinstance(shop.send(ask(cancel, f"cancel {number}"))[0], Accepted)
    assert [closed.number for closed in archived(shop)] == [1, 2, 3, 4]
    check_together(shop)


def test_another_program_that_writes_orders_json_does_not_harm_the_journal(shop: Shop) -> None:
    (shop.folder / "orders.json").write_text("mine now")
    assert shop.order("new", "Pasta") == Accepted(13, "ORD-1-5")
    assert (shop.folder / "orders.json").read_text() == "mine now"
    shop.kill()
    with Shop(shop.folder) as again:
        check_together(again)
        assert (shop.folder / "orders.json.old").read_text() == "mine now"


# -------------------------------------------------------------------------- whole disk bad


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """A disk of that size; skips where nobody may mount one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk can be mounted by root on Linux only")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_refuses_orders_and_loses_none(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, 256):
        with Shop(disk / "data") as shop:
            serve(shop)
            (disk / "filler").write_bytes(bytes(100_000))
            accepted = [f"ORD-1-{n}" for n in range(1, 5)]
            refused = 0
            for n in range(300):
                outcome = shop.order(f"full {n}", *(f"Dish {m}" for m in range(30)))
                if isinstance(outcome, Refused):
                    assert outcome.code == "cannot_store"
                    refused += 1
                else:
                    accepted.append(str(outcome.made))
                orders_json(shop.folder)  # valid at every moment
            assert refused > 10
            assert accepted == [f"ORD-1-{n}" for n in range(1, len(accepted) + 1)]
            (disk / "filler").unlink()
            assert isinstance(shop.order("room again", "Pasta"), Accepted)
            check_together(shop)
            state = shop.state
        with Shop(disk / "data") as shop:
            assert shop.state == state
            check_together(shop)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, who may write everywhere."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="rights are another matter on Windows")
@pytest.mark.parametrize("is_new", [False, True])
def test_a_folder_that_cannot_be_written_is_refused(is_new: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        folder = Path(name) / "data"
        if not is_new:
            Shop(folder).kill()
            (folder / "in-use.lock").unlink(missing_ok=True)
        for path in (*folder.rglob("*"), folder, Path(name)):
            if path.exists():
                path.chmod(0o555 if path.is_dir() else 0o444)
        with as_nobody(), pytest.raises(PermissionError):
            Shop(folder)
        for path in (Path(name), folder, *folder.rglob("*")):
            if path.exists():
                path.chmod(0o755)


def test_one_folder_has_one_server(shop: Shop) -> None:
    with pytest.raises(FolderInUse):
        Shop(shop.folder)
    assert isinstance(shop.order("new", "Pasta"), Accepted)
    shop.kill()
    Shop(shop.folder).kill()
