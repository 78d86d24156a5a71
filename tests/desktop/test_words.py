"""Every text that the windows ask for by its key is in the English file."""

import json
import re
from pathlib import Path

import pytest

from restaurant.common.assets import asset
from restaurant.desktop.customer.order.progress import WAY_TONES
from restaurant.desktop.terminal.status import ITEM_TONES, ORDER_TONES
from restaurant.desktop.waiter.orders.moves import ORDER_TARGETS

FOLDER = Path(__file__).resolve().parents[2] / "restaurant" / "desktop"
KEY = re.compile(r'"((?:picker|customer|waiter|console|common|setup|status|link)\.[a-z0-9_]+)"')


def texts() -> dict[str, str]:
    known: dict[str, str] = json.loads(asset("strings/en.json").read_text("utf-8"))
    return known


def keys_in_code() -> list[str]:
    found = {key for path in FOLDER.rglob("*.py") for key in KEY.findall(path.read_text("utf-8"))}
    return sorted(found)


def test_keys_are_found_in_the_code() -> None:
    assert len(keys_in_code()) > 60


@pytest.mark.parametrize("key", keys_in_code())
def test_the_key_has_a_text(key: str) -> None:
    assert any(known == key or known.startswith(key + "_") for known in texts())


@pytest.mark.parametrize("status", [*ORDER_TONES, *ITEM_TONES])
def test_every_state_has_a_word(status: str) -> None:
    assert texts()[f"status.{status}"]


def test_every_way_and_target_has_a_word() -> None:
    known = texts()
    assert all(f"customer.way_{way}" in known for way in WAY_TONES)
    assert all(f"waiter.to_{target}" in known for target in ORDER_TARGETS)
    assert all(f"picker.{role}_for" in known for role in ("server", "customer", "waiter"))
