"""Files that survive a power cut, on every system: synced, replaced whole, or locked."""

import os
import sys
import time
from pathlib import Path
from typing import BinaryIO

REPLACE_TRIES = 50
REPLACE_PAUSE_S = 0.02


def sync_data(descriptor: int) -> None:
    """Return when what was written to an open file is on the disk. Raises OSError."""
    if sys.platform == "darwin":
        import fcntl  # macOS only; its fsync stops at the drive's cache

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    elif hasattr(os, "fdatasync"):
        os.fdatasync(descriptor)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Return when new and renamed files of a folder are on the disk; Windows does that by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of the data, however the system splits it. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def open_binary(path: Path, flags: int) -> int:
    """A descriptor for bytes as they are (Windows would translate line ends). Raises OSError."""
    return os.open(path, flags | getattr(os, "O_BINARY", 0), 0o644)


def open_private(path: Path) -> BinaryIO:
    """A new file for writing that only this user may read. Raises OSError, also if it is there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def replace_file(path: Path, data: bytes, *, private: bool = False) -> None:
    """Put a whole new content in place of a file: a reader sees the old one or the new one.

    `private` keeps it from other users of the machine. Raises OSError.
    """
    put_in_place(write_beside(path, data, private=private), path)


def write_beside(path: Path, data: bytes, *, private: bool = False) -> Path:
    """A file beside another one with what is to be put in its place, on the disk. Raises OSError."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(beside, flags, 0o600 if private else 0o644)
    try:
        write_all(descriptor, data)
        sync_data(descriptor)
    finally:
        os.close(descriptor)
    return beside


def put_in_place(beside: Path, path: Path) -> None:
    """Give a file that is written already its name. Raises OSError."""
    _rename(beside, path)
    sync_folder(path.parent)


def _rename(source: Path, target: Path) -> None:
    """Rename over the target; on Windows a reader may hold it for a moment, so try again."""
    for _ in range(REPLACE_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(REPLACE_PAUSE_S)
        else:
            return
    source.replace(target)
