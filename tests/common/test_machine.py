"""What a machine tells of its user: the language that they see elsewhere, on each system."""

import ctypes
import locale
import subprocess
import sys
from types import SimpleNamespace

import pytest

from restaurant.common.machine import computers_language


@pytest.mark.parametrize(("number", "code"), [(0x0407, "de"), (0x080C, "fr"), (0x0001, None)])
def test_windows_knows_languages_by_number(
    monkeypatch: pytest.MonkeyPatch, number: int, code: str | None
) -> None:
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: number)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert computers_language() == code


@pytest.mark.parametrize(("said", "code"), [("es_ES\n", "es"), ("en\n", "en"), ("", None)])
def test_macos_keeps_it_among_its_defaults(
    monkeypatch: pytest.MonkeyPatch, said: str, code: str | None
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: SimpleNamespace(stdout=said))
    monkeypatch.setattr(sys, "platform", "darwin")
    assert computers_language() == code


def test_macos_without_its_program_for_that(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_args: object, **_options: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert computers_language() is None


@pytest.mark.parametrize(("name", "code"), [("it_IT", "it"), (None, None)])
def test_elsewhere_it_is_the_locale_s(
    monkeypatch: pytest.MonkeyPatch, name: str | None, code: str | None
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: (name, "UTF-8"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert computers_language() == code
