"""The packed file proves itself, with windows and without; it is built only where it is missing or old."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from build import package

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 300
pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def binary() -> Path:
    """dist/restaurant, of this source."""
    file = package.binary()
    if not file.exists() or file.stat().st_mtime < _newest_source():
        made = subprocess.run(
            [sys.executable, str(ROOT / "build" / "package.py")], capture_output=True, text=True
        )
        assert made.returncode == 0, made.stdout + made.stderr
    return file


def _newest_source() -> float:
    folders = (ROOT / "restaurant", ROOT / "assets")
    packed = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    packed = [path for path in packed if "__pycache__" not in path.parts]
    alone = [ROOT / name for name in ("launcher.py", "restaurant.spec", "requirements.txt")]
    return max(path.stat().st_mtime for path in (*packed, *alone))


def _self_test(binary: Path, *flags: str, display: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "DISPLAY": display}
    command = [str(binary), "--self-test", *flags]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, timeout=PATIENCE_S
    )


def test_the_one_file_proves_every_role(binary: Path, display: str) -> None:
    done = _self_test(binary, display=display)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAILED" not in done.stdout
    assert "All 12 proofs hold" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can lack a screen")
def test_without_a_screen_it_says_what_is_not_proved(binary: Path) -> None:
    done = _self_test(binary, display="")
    assert done.returncode == 1
    assert done.stdout.count("\nnot proved") == 6
    assert "no screen" in done.stdout
    assert _self_test(binary, "--headless", display="").returncode == 0
