"""`--backup`, `--restore` and `--verify` as an owner types them: a sentence each, and an exit code."""

import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest

from restaurant.storage.backup import MANIFEST
from tests.storage.shop import Shop, journal_file, serve

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder in which a short service was served."""
    with Shop(tmp_path / "server") as shop:
        serve(shop)
    return tmp_path / "server"


def typed(folder: Path, *options: str | Path) -> tuple[int, str]:
    """The exit code, and what a person reads."""
    command = [sys.executable, ROOT / "launcher.py", "--ready", "--data", folder, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_restaurant_moves_to_another_folder(folder: Path, tmp_path: Path) -> None:
    code, said = typed(folder, "--backup", tmp_path / "b.zip")
    assert (code, "up to command 12" in said) == (0, True), said
    code, said = typed(tmp_path / "new", "--restore", tmp_path / "b.zip")
    assert (code, "Restaurant is back in" in said) == (0, True), said
    code, said = typed(tmp_path / "new", "--verify")
    assert (code, "12 commands, 4 orders" in said) == (0, True), said


def test_the_server_may_have_its_own_folder_copied_while_it_works(
    folder: Path, tmp_path: Path
) -> None:
    with Shop(folder) as shop:
        moment = msgspec.json.encode(shop.opened.moment()).decode()
        shop.order("meanwhile", "Pasta")
        code, said = typed(folder, "--backup", tmp_path / "b.zip", "--moment", moment)
        assert (code, "up to command 12" in said) == (0, True), said


def test_a_folder_in_use_is_copied_and_left_alone(folder: Path, tmp_path: Path) -> None:
    with Shop(folder) as shop:
        shop.order("newest", "Pasta")
        before = journal_file(folder).read_bytes()
        code, said = typed(folder, "--backup", tmp_path / "b.zip")
        assert (code, f"up to command {shop.engine.seq}" in said) == (0, True), said
        assert journal_file(folder).read_bytes() == before
        code, said = typed(folder, "--restore", journal_file(folder))
        assert (code, "is not empty" in said) == (1, True), said


def test_a_backup_replaces_a_backup_and_no_other_file(folder: Path, tmp_path: Path) -> None:
    other, empty, packed = tmp_path / "notes.txt", tmp_path / "empty.zip", tmp_path / "other.zip"
    other.write_text("what the owner wrote")
    empty.write_bytes(b"")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("photo.jpg", b"")
    for file in (other, empty, packed, folder / "orders.json"):
        before = file.read_bytes()
        code, said = typed(folder, "--backup", file)
        assert (code, f"{file} is there already and is no backup." in said) == (1, True), said
        assert file.read_bytes() == before
    for _ in range(2):
        code, said = typed(folder, "--backup", tmp_path / "b.zip")
        assert code == 0, said


def test_a_damaged_journal_is_named_with_its_line(folder: Path) -> None:
    journal = journal_file(folder)
    journal.write_bytes(journal.read_bytes().replace(b"Burger", b"Nothin", 1))
    code, said = typed(folder, "--verify")
    assert code == 1
    assert f"{journal}, line 1" in said


@pytest.mark.parametrize("option", ["--verify", "--backup"])
def test_where_there_is_no_restaurant_none_is_made(tmp_path: Path, option: str) -> None:
    file = [tmp_path / "b.zip"] if option == "--backup" else []
    code, said = typed(tmp_path / "nothing", option, *file)
    assert (code, "There is no restaurant in" in said) == (1, True), said
    assert not (tmp_path / "nothing").exists()


def test_what_is_no_backup_is_named(tmp_path: Path) -> None:
    code, said = typed(tmp_path / "new", "--restore", ROOT / "README.md")
    assert (code, "is not a backup" in said) == (1, True), said
    code, said = typed(tmp_path / "new", "--restore", tmp_path / "nowhere.zip")
    assert (code, "is not a file" in said) == (2, True), said


def test_what_a_backup_says_of_itself_cannot_write_on_the_console(
    folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "b.zip"
    typed(folder, "--backup", file)
    _rename(file, "Blu\n\x1b[2JBackup made", ())
    code, said = typed(tmp_path / "new", "--restore", file)
    assert (code, r"Blu\n\x1b[2JBackup made is back" in said) == (0, True), said
    _rename(file, "Blu", ("photos/..\x1b[2J/x",))
    code, said = typed(tmp_path / "newer", "--restore", file)
    assert (code, r"(photos/..\x1b[2J/x)" in said) == (1, True), said


def _rename(file: Path, restaurant: str, more: tuple[str, ...]) -> None:
    """Let a backup be of another restaurant, and name files that no backup has."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    said = msgspec.json.decode(parts[MANIFEST])
    said["restaurant"] = restaurant
    said["files"] |= {name: {"size": 0, "sha256": ""} for name in more}
    parts[MANIFEST] = msgspec.json.encode(said)
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
