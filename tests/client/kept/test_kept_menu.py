"""A terminal that starts before its server shows the menu that it saw last."""

from pathlib import Path

import pytest

from restaurant.client.kept.kept_menu import KeptMenu
from restaurant.client.notices import Changed, Offline, Snapshot
from restaurant.domain.values.menu import Category
from restaurant.protocol.documents import DishDocument, RestaurantDocument

HOUSE = RestaurantDocument("Blu", 1, "en", "EUR", (1, 2), 10)
SOUP = DishDocument("soup", "Soup", "food", 580, allergens=("celery",))
FOOD = Category("food", "Food", 1)
SEEN = Snapshot(
    "menu",
    None,
    {"restaurant": {"1": HOUSE}, "categories": {"food": FOOD}, "items": {"soup": SOUP}},
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "menu_seen.json"


def test_what_was_seen_is_there_after_a_restart(path: Path) -> None:
    KeptMenu(path).take(SEEN)
    assert KeptMenu(path).read() == SEEN


def test_changes_are_kept_too(path: Path) -> None:
    kept = KeptMenu(path)
    kept.take(SEEN)
    salad = DishDocument("salad", "Salad", "food", 620)
    kept.take(Changed("menu", None, {"items": {"salad": salad}}, {"items": ["soup"]}))
    found = KeptMenu(path).read()
    assert found is not None
    assert found.documents["items"] == {"salad": salad}


def test_nothing_else_is_kept(path: Path) -> None:
    kept = KeptMenu(path)
    kept.take(Offline("link.lost"))
    kept.take(Snapshot("order", "ORD-1-1", {"orders": {}}))
    assert not path.exists()
    assert kept.read() is None


@pytest.mark.parametrize("content", [b"", b"[]", b'{"items": 5}', b"\xff{"])
def test_a_broken_file_is_passed_over(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert KeptMenu(path).read() is None


def test_a_full_disk_costs_the_terminal_nothing(path: Path) -> None:
    path.with_name("menu_seen.json.new").mkdir()  # it cannot be written
    KeptMenu(path).take(SEEN)
    assert not path.exists()
