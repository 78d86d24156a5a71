"""The languages that the picker offers: those that there are, and that Tk can draw."""

import json
from pathlib import Path
from typing import Any

import pytest

from restaurant.common.assets import asset
from restaurant.common.language.strings import Strings
from restaurant.desktop.picker.window import Picker
from restaurant.desktop.window import languages
from tests.desktop.screen import Screen, words_in

NAMES = {"en": "English", "de": "Deutsch", "ar": "العربية", "hi": "हिन्दी", "ja": "日本語"}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five languages, all of them English but for their names and one text."""
    known = json.loads(asset("strings/en.json").read_text("utf-8"))
    folder = tmp_path / "strings"
    folder.mkdir()
    for code, name in NAMES.items():
        texts = {**known, "language.name": name, "picker.question": f"? {name}"}
        (folder / f"{code}.json").write_text(json.dumps(texts), "utf-8")

    def elsewhere(name: str) -> Path:
        return tmp_path / name if name.startswith("strings") else asset(name)

    monkeypatch.setattr("restaurant.desktop.window.languages.asset", elsewhere)
    monkeypatch.setattr("restaurant.common.language.strings.asset", elsewhere)
    monkeypatch.setattr("restaurant.common.language.strings._load", lambda code: json.loads(
        (folder / f"{code}.json").read_text("utf-8")
    ))  # fmt: skip
    return folder


def picker(screen: Screen, **options: Any) -> Picker:
    """The picker's window, in English to begin with."""
    window = Picker(
        screen.open(),
        Strings(),
        remember=lambda _role: None,
        start_with_computer=lambda _role: None,
        server_known=True,
        **options,
    )
    screen.settle()
    return window


def test_x11_leaves_out_what_it_cannot_draw(files: Path) -> None:
    assert [language.code for language in languages.offered("x11")] == ["de", "en", "ja"]
    assert {language.code for language in languages.offered("win32")} == NAMES.keys()


def test_the_picker_speaks_another_language_and_keeps_it(files: Path, screen: Screen) -> None:
    kept: list[str] = []
    window = picker(screen, speak=kept.append)
    screen.shoot("picker-languages")
    assert window.languages.codes == ["de", "en", "ja"]
    window.languages.menu.invoke(0)
    screen.settle()
    assert kept == ["de"]
    assert "? Deutsch" in words_in(window.shell.body)
    window.root.event_generate("<Key-2>")
    screen.until(screen.gone)
    assert window.chosen == "customer"


def test_one_language_is_no_choice(files: Path, screen: Screen) -> None:
    for code in NAMES.keys() - {"en"}:
        (files / f"{code}.json").unlink()
    window = picker(screen)
    assert window.languages.codes == ["en"]
    assert not hasattr(window.languages, "menu")


def test_the_product_offers_its_own(screen: Screen) -> None:
    window = picker(screen)
    there = {file.stem for file in asset("strings").glob("*.json")}
    assert {"de", "en", "es", "fr"} <= set(window.languages.codes) <= there
