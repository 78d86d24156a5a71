"""The whole of build/rush.py against a server of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAD = "invoice,Order Date,description,Quantity,Product Price\n"


def _rush(*flags: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(ROOT / "build" / "rush.py"), *flags]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.mark.slow
def test_orders_go_round_once_each(tmp_path: Path) -> None:
    lines = [
        f"{n},03/08/19 20:{n % 60:02},Dish {n % 7},{1 + n % 3},£{1 + n % 7}.50\n" for n in range(90)
    ]
    lines += [
        f"500,03/08/19 21:00,Dish {n % 7},1,1\n" for n in range(120)
    ]  # too long for one order
    lines += ["501,03/08/19 21:01,Dish 1,250,1\n", "broken\n"]
    file = tmp_path / "orders.csv"
    file.write_text(HEAD + "".join(lines), "utf-8")
    done = _rush(str(file), "--own", "--speed", "2000", "--open", "5")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "93 sent, 93 accepted" in done.stdout
    assert "line 213: it has 1 columns" in done.stdout
    assert "7 dishes added" in done.stdout
    assert "lost      0\ndoubled   0\n" in done.stdout


def test_a_file_that_is_not_there_is_named() -> None:
    done = _rush("nowhere.csv")
    assert done.returncode == 2
    assert "nowhere.csv cannot be read" in done.stderr
