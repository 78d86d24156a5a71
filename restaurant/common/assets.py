"""Where the files that come with the program are, from source and in the packed file."""

import sys
from pathlib import Path


def asset(name: str) -> Path:
    """The path of a file under `assets/`."""
    packed: str | None = getattr(sys, "_MEIPASS", None)
    root = Path(packed) if packed else Path(__file__).resolve().parents[2]
    return root / "assets" / name
