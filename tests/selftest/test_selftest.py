"""The self-test from source: what it proves, and that it can fail."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from restaurant import selftest
from restaurant.common.machine import user_data_folder
from restaurant.common.options import Options
from restaurant.selftest import house, proving

ROOT = Path(__file__).resolve().parents[2]
HEADLESS = Options(
    headless=True, self_test=True, user_folder=user_data_folder(os.environ, sys.platform)
)
PATIENCE_S = 120


def _broken_program(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    def command(_role: str, _options: Options) -> Sequence[str]:
        return [sys.executable, "-c", program]

    monkeypatch.setattr(house, "command_for", command)
    monkeypatch.setattr(proving, "PATIENCE_S", 1.0)


@pytest.mark.slow
def test_every_role_is_proved_from_source(display: str) -> None:
    command = [sys.executable, str(ROOT / "launcher.py"), "--ready", "--self-test"]
    done = subprocess.run(
        command,
        capture_output=True,
        timeout=PATIENCE_S,
        env={**os.environ, "DISPLAY": display},
    )
    said = done.stdout.decode("ascii")
    assert done.returncode == 0, said + done.stderr.decode()
    assert [line[:2] for line in said.splitlines()].count("ok") == 12


def test_a_server_that_does_not_start_is_named_with_its_last_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _broken_program(monkeypatch, "raise SystemExit('no module named eventlet')")
    assert selftest.run(HEADLESS) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[1].startswith("FAILED")
    assert "no module named eventlet" in said[1]
    assert said[-1].startswith("This build does not work")


def test_a_server_that_never_answers_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _broken_program(monkeypatch, "import sys; sys.stdin.read()")
    assert selftest.run(HEADLESS) == 1
    assert "did not come within" in capsys.readouterr().out


def test_lines_are_plain_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    from restaurant.common.language.strings import Strings

    proving.Teller(Strings()).say("Crème brûlée")
    assert capsys.readouterr().out == "Cr\\xe8me br\\xfbl\\xe9e\n"


def test_no_window_and_no_console_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    from restaurant.common.language.strings import Strings

    monkeypatch.setattr(sys, "stdout", None)
    proving.Teller(Strings()).say("a windowed program on Windows has no standard output")
