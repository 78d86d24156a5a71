"""What the storage tests share: a served folder, and a disk whose syncs cost nothing."""

import os
from pathlib import Path

import pytest

from tests.storage.owner_desk import Desk
from tests.storage.shop import Shop, serve


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that open a folder hundreds of times and whose disk never loses its power."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    if hasattr(os, "fdatasync"):
        monkeypatch.setattr(os, "fdatasync", lambda _descriptor: None)


@pytest.fixture
def served(tmp_path: Path, quick_disk: None) -> Path:
    """A folder in which a short service was served and the server was killed: no snapshot yet."""
    folder = tmp_path / "served"
    with Shop(folder) as shop:
        serve(shop)
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder of six dishes under two headings."""
    return Desk(tmp_path)
