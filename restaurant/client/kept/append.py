"""Files of lines that a terminal appends to: a line is there whole, or an error is raised."""

import contextlib
import os
from pathlib import Path

from restaurant.common.files import open_binary, sync_data, sync_folder, write_all


def append_line(path: Path, line: bytes) -> None:
    """Append a line (given without its end) and return when it is on the disk.

    Raises OSError; then the file is as it was. A torn line before it is ended first.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    descriptor = open_binary(path, os.O_RDWR | os.O_CREAT)
    try:
        _append(descriptor, line + b"\n")
    finally:
        os.close(descriptor)
    if is_new:
        sync_folder(path.parent)


def empty(path: Path) -> None:
    """Take every line out of a file that exists; needs no room on the disk. Raises OSError."""
    descriptor = open_binary(path, os.O_RDWR)
    try:
        os.ftruncate(descriptor, 0)
        sync_data(descriptor)
    finally:
        os.close(descriptor)


def _append(descriptor: int, data: bytes) -> None:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    try:
        write_all(descriptor, (b"\n" if _is_torn(descriptor, size) else b"") + data)
        sync_data(descriptor)
    except OSError:
        _cut(descriptor, size)
        raise


def _is_torn(descriptor: int, size: int) -> bool:
    if size == 0:
        return False
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) != b"\n"


def _cut(descriptor: int, size: int) -> None:
    # Where even this fails the disk is gone, and so is whatever was written.
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, size)
        sync_data(descriptor)
