"""Files that survive a power cut, where systems differ: what Windows and macOS take is taken here too."""

import errno
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from restaurant.common import files


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Windows' name for its system, and the pauses that were made meanwhile."""
    pauses: list[float] = []
    monkeypatch.setattr(files, "os", SimpleNamespace(**{**vars(os), "name": "nt"}))
    monkeypatch.setattr(files, "time", SimpleNamespace(sleep=pauses.append))
    return pauses


def held(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """A reader has the file open for so many tries, which Windows does not rename over."""
    rename, left = Path.replace, [times]

    def replace(path: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "held by a reader", str(target))
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_a_reader_on_windows_holds_a_file_for_a_moment(
    tmp_path: Path, windows: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "menu.json"
    file.write_bytes(b"old")
    held(monkeypatch, 3)
    files.replace_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert windows == [files.REPLACE_PAUSE_S] * 3


def test_a_file_that_is_held_for_good_is_an_error(
    tmp_path: Path, windows: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "menu.json"
    file.write_bytes(b"old")
    held(monkeypatch, 10**6)
    with pytest.raises(PermissionError):
        files.replace_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert len(windows) == files.REPLACE_TRIES


@pytest.mark.skipif(os.name == "nt", reason="rights there")
def test_elsewhere_a_refusal_is_one_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(monkeypatch, 1)
    with pytest.raises(PermissionError):
        files.replace_file(tmp_path / "menu.json", b"new")


def test_windows_is_not_asked_to_sync_a_folder(tmp_path: Path, windows: list[float]) -> None:
    files.sync_folder(tmp_path / "no folder at all")  # to open one is refused there


def test_where_there_is_no_fdatasync_all_is_synced(monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(files, "os", SimpleNamespace(fsync=synced.append))
    monkeypatch.setattr(sys, "platform", "win32")
    files.sync_data(7)
    assert synced == [7]


def test_macos_is_asked_for_the_disk_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    control = SimpleNamespace(F_FULLFSYNC=51, fcntl=lambda *asks: asked.append(asks))
    monkeypatch.setitem(sys.modules, "fcntl", control)
    monkeypatch.setattr(sys, "platform", "darwin")
    files.sync_data(7)
    assert asked == [(7, 51)]
