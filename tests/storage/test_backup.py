"""A backup comes back as the same restaurant, or a sentence says why not."""

import hashlib
import io
import os
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from restaurant.common.files import replace_file
from restaurant.storage import verifying
from restaurant.storage.backup import MANIFEST, Manifest, Moment, back_up, read_moment
from restaurant.storage.restoring import BadBackup, FolderNotEmpty, prove, restore
from restaurant.storage.snapshot import state_digest
from tests.storage.shop import Shop, check_together, contents, journal_file, serve

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def shop(tmp_path: Path, quick_disk: None) -> Iterator[Shop]:
    """A restaurant after a short service, still open."""
    with Shop(tmp_path / "server") as shop:
        serve(shop)
        yield shop


@pytest.fixture
def backup(shop: Shop, tmp_path: Path) -> Path:
    """Its backup."""
    for name, data in OWN_FILES.items():
        path = shop.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return taken(shop, tmp_path / "monday.zip")


OWN_FILES = {
    "menu.json": b"{}",
    "settings.json": b'{"name": "Blu"}',
    "secret.key": b"k" * 32,
    "photos/soup of the day.png": b"\x89PNG",
}


def taken(shop: Shop, target: Path, moment: Moment | None = None) -> Path:
    back_up(shop.folder, moment or shop.opened.moment(), target, now=NOW)
    return target


def rewritten(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same file with other things in it."""
    with zipfile.ZipFile(backup) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(backup, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return backup


def refused(backup: Path, folder: Path) -> str:
    """The code of the refusal, which has to leave nothing behind."""
    with pytest.raises(BadBackup) as caught:
        restore(backup, folder)
    assert list(folder.iterdir()) == []
    return caught.value.code


def test_what_is_brought_back_is_the_same_restaurant(
    shop: Shop, backup: Path, tmp_path: Path
) -> None:
    restore(backup, tmp_path / "back")
    with Shop(tmp_path / "back") as back:
        assert back.state == shop.state
        assert back.opened.journal.hash == shop.opened.journal.hash
        assert {name: (back.folder / name).read_bytes() for name in OWN_FILES} == OWN_FILES
        check_together(back)


def test_it_answers_a_repeated_command_as_the_first_did(
    shop: Shop, backup: Path, tmp_path: Path
) -> None:
    restore(backup, tmp_path / "back")
    with Shop(tmp_path / "back") as back:
        before = back.engine.seq
        back.order("o1", "Burger", "Burger")
        assert back.engine.seq == before


def test_a_moment_stays_what_it_was_while_the_restaurant_goes_on(
    shop: Shop, tmp_path: Path
) -> None:
    moment, state = shop.opened.moment(), shop.state
    shop.order("later", "Pasta")
    backup = taken(shop, tmp_path / "b.zip", moment)
    prove(backup, moment)
    restore(backup, tmp_path / "back")
    with Shop(tmp_path / "back") as back:
        assert back.state == state != shop.state


def test_the_journal_alone_says_the_moment_beside_a_server(shop: Shop) -> None:
    told: list[int] = []
    assert read_moment(shop.folder, told.append) == shop.opened.moment()
    assert told[-1] == shop.engine.seq
    with journal_file(shop.folder).open("ab") as journal:
        journal.write(b'{"v":2,"seq":')  # the server is writing
    assert read_moment(shop.folder) == shop.opened.moment()


def test_a_line_that_is_written_while_it_is_read_is_not_there_yet(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment, journal = shop.opened.moment(), journal_file(shop.folder)
    before = journal.read_bytes()
    shop.order("now", "Pasta")
    written = journal.read_bytes()

    class BeingWritten(io.BytesIO):
        """Holds half of the last line, and the rest once that was read."""

        def __next__(self) -> bytes:
            line = super().__next__()
            if not line.endswith(b"\n"):
                at = self.tell()
                self.write(written[at:])
                self.seek(at)
            return line

    half = written[: (len(before) + len(written)) // 2]
    monkeypatch.setattr(Path, "open", lambda *_args: BeingWritten(half))
    assert read_moment(shop.folder) == moment


def test_a_file_that_its_server_replaces_meanwhile_is_whole(shop: Shop, tmp_path: Path) -> None:
    longer = b'{"name": "a longer one than the one that was there when the backup began"}'
    settings = shop.folder / "settings.json"
    settings.write_bytes(b"{}")

    def meanwhile(_done: int, _of: int) -> None:
        replace_file(settings, longer)

    file, moment = tmp_path / "b.zip", shop.opened.moment()
    back_up(shop.folder, moment, file, now=NOW, progress=meanwhile)
    restore(file, tmp_path / "back")
    assert (tmp_path / "back" / "settings.json").read_bytes() == longer


def test_all_files_of_a_journal_are_in_it(tmp_path: Path, quick_disk: None) -> None:
    with Shop(tmp_path / "server") as shop:
        shop.opened.journal._roll_bytes = 1
        serve(shop)
        assert len(list((shop.folder / "journal").iterdir())) == 5
        backup = taken(shop, tmp_path / "b.zip")
        prove(backup, shop.opened.moment())


def test_a_proof_notices_what_is_not_the_same(shop: Shop, backup: Path) -> None:
    prove(backup, shop.opened.moment())
    shop.order("later", "Pasta")
    with pytest.raises(BadBackup, match="backup_differs"):
        prove(backup, shop.opened.moment())


def test_a_backup_that_cannot_be_finished_leaves_the_one_before(
    shop: Shop, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = backup.read_bytes()

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(OSError, match="No space"):
        taken(shop, backup)
    assert backup.read_bytes() == before
    assert list(backup.parent.glob("*.new")) == []


@pytest.mark.skipif(os.name == "nt", reason="rights are another matter on Windows")
def test_only_this_user_may_read_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_nothing_is_restored_over_files(backup: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "menu.json").write_text("mine")
    with pytest.raises(FolderNotEmpty):
        restore(backup, there)
    assert contents(there) == {"menu.json": b"mine"}


def test_any_flipped_bit_is_noticed_and_changes_nothing(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    manifest = msgspec.json.decode(zipfile.ZipFile(backup).read(MANIFEST), type=Manifest)
    for place in range(0, len(whole), 37):
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        folder = tmp_path / f"back-{place}"
        try:
            found = restore(backup, folder)
        except BadBackup:
            assert list(folder.iterdir()) == []
        else:  # a date in the directory of the archive, or a word that nothing depends on
            assert (found.seq, found.journal_hash) == (manifest.seq, manifest.journal_hash)
            assert found.files == manifest.files


@pytest.mark.parametrize("kept", [0, 1, 500, -1])
def test_a_backup_cut_short_is_none(backup: Path, tmp_path: Path, kept: int) -> None:
    backup.write_bytes(backup.read_bytes()[:kept])
    assert refused(backup, tmp_path / "back") == "not_a_backup"


def test_a_file_that_is_missing_inside_is_noticed(backup: Path, tmp_path: Path) -> None:
    rewritten(backup, lambda parts: parts.__delitem__("secret.key"))
    assert refused(backup, tmp_path / "back") == "not_a_backup"


def test_a_journal_that_ends_too_early_is_noticed(backup: Path, tmp_path: Path) -> None:
    def shorten(parts: dict[str, bytes]) -> None:
        [name] = [name for name in parts if name.startswith("journal/")]
        parts[name] = b"".join(parts[name].splitlines(keepends=True)[:-1])
        manifest = msgspec.json.decode(parts[MANIFEST])
        digest = hashlib.sha256(parts[name]).hexdigest()
        manifest["files"][name] = {"size": len(parts[name]), "sha256": digest}
        parts[MANIFEST] = msgspec.json.encode(manifest)

    assert refused(rewritten(backup, shorten), tmp_path / "back") == "backup_damaged"


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/evil", "photos/../../evil", "photos/..", "journal/x.jsonl", "C:\\evil"],
)
def test_nothing_is_written_outside_the_folder(backup: Path, tmp_path: Path, name: str) -> None:
    def add(parts: dict[str, bytes]) -> None:
        manifest = msgspec.json.decode(parts[MANIFEST])
        manifest["files"] = {name: {"size": 1, "sha256": "00"}, **manifest["files"]}
        parts[MANIFEST], parts[name] = msgspec.json.encode(manifest), b"x"

    before = {path for path in tmp_path.rglob("*") if path.name != "back"}
    assert refused(rewritten(backup, add), tmp_path / "back") == "backup_damaged"
    assert {path for path in tmp_path.rglob("*") if path.name != "back"} == before


def test_more_than_was_said_is_not_unpacked(backup: Path, tmp_path: Path) -> None:
    rewritten(backup, lambda parts: parts.update({"secret.key": b"x" * (8 << 20)}))
    assert refused(backup, tmp_path / "back") == "backup_damaged"


def test_what_it_says_of_itself_fits_into_memory(backup: Path, tmp_path: Path) -> None:
    """A megabyte can say a gigabyte of spaces."""
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b" " * (256 << 20))
    tracemalloc.start()
    try:
        assert refused(backup, tmp_path / "back") == "not_a_backup"
        assert tracemalloc.get_traced_memory()[1] < 128 << 20
    finally:
        tracemalloc.stop()


def test_a_backup_of_a_newer_program_says_so(backup: Path, tmp_path: Path) -> None:
    def newer(parts: dict[str, bytes]) -> None:
        parts[MANIFEST] = parts[MANIFEST].replace(b'"v":1', b'"v":2')

    assert refused(rewritten(backup, newer), tmp_path / "back") == "backup_newer"


def test_the_digest_of_a_state_does_not_depend_on_how_it_was_made(shop: Shop) -> None:
    shop.save_snapshot()
    shop.kill()
    with Shop(shop.folder) as from_snapshot:
        assert state_digest(from_snapshot.state) == state_digest(shop.state)


# ------------------------------------------------------------------------------- verifying


def test_a_sound_folder_is_sound_and_untouched(shop: Shop) -> None:
    before = contents(shop.folder)
    found = verifying.verify(shop.folder)
    assert (found.seq, found.orders, found.behind, found.torn) == (12, 4, (), False)
    assert contents(shop.folder) == before


def test_files_that_a_server_writes_after_the_journal_are_waited_for(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = shop.folder / "orders.json"
    archive = next((shop.folder / "archive").iterdir())
    late = [(archive, archive.read_bytes()), (book, book.read_bytes())]
    book.write_bytes(b"[]")
    archive.write_bytes(b"")
    monkeypatch.setattr(time, "sleep", lambda _s: Path.write_bytes(*late.pop()))
    assert verifying.verify(shop.folder).behind == ()


def test_changed_files_beside_the_journal_are_named(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "SETTLES_S", 0.0)
    book = shop.folder / "orders.json"
    book.write_bytes(book.read_bytes().replace(b"Burger", b"Nothin", 1))
    next((shop.folder / "archive").iterdir()).write_bytes(b"")
    assert verifying.verify(shop.folder).behind == ("orders.json", "archive")


def test_a_line_being_written_is_no_damage(shop: Shop) -> None:
    with journal_file(shop.folder).open("ab") as journal:
        journal.write(b'{"v":1,"seq":13,"comm')
    before = contents(shop.folder)
    found = verifying.verify(shop.folder)
    assert (found.seq, found.torn) == (12, True)
    assert contents(shop.folder) == before
