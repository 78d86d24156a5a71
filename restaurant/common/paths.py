"""Names of files that one part of the program leaves for another."""

from pathlib import Path


def local_tokens(folder: Path, port: int) -> Path:
    """Where the server at this port leaves tokens that only the same user can read."""
    return folder / f"{port}.json"
