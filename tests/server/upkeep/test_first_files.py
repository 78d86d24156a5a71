"""A new restaurant begins with files that fit the computer it begins on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from restaurant.common.assets import asset
from restaurant.server.upkeep import first_files
from tests.server.running import ROOT


@pytest.fixture(autouse=True)
def computer(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(first_files, "computers_language", lambda: "en")
    monkeypatch.setattr(first_files, "computers_time_zone", lambda: None)
    return monkeypatch


def settings_of(kind: str) -> dict[str, object]:
    settings: dict[str, object] = json.loads(first_files.first_file(kind, "settings"))
    return settings


def as_it_comes(kind: str) -> dict[str, object]:
    settings: dict[str, object] = json.loads(asset(f"{kind}/settings.json").read_bytes())
    return settings


@pytest.mark.parametrize(("computers", "begins"), [("de", "de"), ("xx", "en"), (None, "en")])
def test_it_begins_in_the_language_of_its_computer(
    computer: pytest.MonkeyPatch, computers: str | None, begins: str
) -> None:
    computer.setattr(first_files, "computers_language", lambda: computers)
    assert settings_of("starter") == as_it_comes("starter") | {"language": begins}
    assert settings_of("sample") == as_it_comes("sample")


@pytest.mark.parametrize("kind", ["starter", "sample"])
def test_it_begins_in_the_time_zone_of_its_computer(
    computer: pytest.MonkeyPatch, kind: str
) -> None:
    computer.setattr(first_files, "computers_time_zone", lambda: "America/Chicago")
    assert settings_of(kind) == as_it_comes(kind) | {"time_zone": "America/Chicago"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks the registry, not TZ")
def test_the_time_zone_of_this_computer_is_known_by_name() -> None:
    ask = "from restaurant.common.machine import computers_time_zone as ask; print(ask())"
    said = subprocess.run(
        [sys.executable, "-c", ask], env={**os.environ, "TZ": "Asia/Tokyo", "PYTHONPATH": str(ROOT)},
        cwd=Path(ROOT), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "Asia/Tokyo"
