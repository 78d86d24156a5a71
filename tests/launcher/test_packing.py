"""Packing and checking: what of them can be told without doing it."""

import sys
from pathlib import Path

import pytest

from build import check, package, test_machine
from restaurant import __version__, system_packages

ROOT = Path(__file__).resolve().parents[2]


class Struct:
    """Any of PyInstaller's structures, as it was written."""

    def __init__(self, *args: object, **named: object) -> None:
        self.args, self.named = args, named


def test_the_version_resource_of_windows_is_this_version(tmp_path: Path) -> None:
    names = ("VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct")
    known = dict.fromkeys((*names, "VarFileInfo", "VarStruct"), Struct)
    text = package.version_file(tmp_path / "work").read_text(encoding="utf-8")
    resource = eval(text, known)
    fixed = resource.named["ffi"].named
    assert fixed["filevers"] == fixed["prodvers"] == (0, 1, 0, 0)
    table = resource.named["kids"][0].args[0][0].args[1]
    texts = dict(struct.args for struct in table)
    assert texts["ProductVersion"] == __version__
    assert texts["OriginalFilename"] == "restaurant.exe"


@pytest.mark.parametrize(
    ("name", "unneeded"),
    [
        ("_tcl_data/tzdata/Europe/Paris", True),
        ("_tcl_data\\tzdata\\Europe\\Paris", True),
        ("_tk_data/images/logo.eps", True),
        ("_tcl_data/encoding/cp1252.enc", False),
        ("tzdata/zoneinfo/Europe/Paris", False),
        ("assets/icon.png", False),
    ],
)
def test_what_is_left_out_of_the_binary(name: str, unneeded: bool) -> None:
    assert package.unneeded(name) is unneeded


def test_a_binary_of_another_version_or_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "restaurant"
    file.write_text(f"#!{sys.executable}\nprint('restaurant 0.0.9')\n")
    file.chmod(0o755)
    if sys.platform == "win32":
        pytest.skip("Windows runs no scripts by their first line")
    with pytest.raises(SystemExit, match="version"):
        package._prove(file)
    file.write_text(f"#!{sys.executable}\nprint('restaurant {__version__}')\n")
    package._prove(file)
    monkeypatch.setattr(package, "MOST_MEGABYTES", 0)
    with pytest.raises(SystemExit, match="larger"):
        package._prove(file)


@pytest.mark.parametrize("name", ["icon.png", "icon.ico", "icon.icns"])
def test_the_icons_are_what_they_say(name: str) -> None:
    starts = {"png": b"\x89PNG", "ico": b"\0\0\1\0", "icns": b"icns"}
    assert (ROOT / "assets" / name).read_bytes().startswith(starts[name.partition(".")[2]])


@pytest.mark.parametrize(
    ("said", "closing"),
    [
        (["....", "123 passed in 4.5s"], "123 passed in 4.5s"),
        (
            ["== 1 failed, 2 passed in 61.00s (0:01:01) =="],
            "1 failed, 2 passed in 61.00s (0:01:01)",
        ),
        (["2 passed", "trailing words"], "2 passed"),
        (["1 error in 0.10s"], "1 error in 0.10s"),
        (["3 errors in 0.10s"], "3 errors in 0.10s"),
        (["Killed"], "no test ran"),
        ([], "no test ran"),
    ],
)
def test_the_closing_line_is_pytests_own(said: list[str], closing: str) -> None:
    assert check.closing_line(said) == closing


def test_fast_leaves_out_the_slow_tests_only() -> None:
    full, fast = check.steps(fast=False, tests=[]), check.steps(fast=True, tests=[])
    assert [step.name for step in full] == [step.name for step in fast]
    assert full[:-1] == fast[:-1]
    assert "not slow" in fast[-1].args
    assert "not slow" not in full[-1].args


def test_a_step_that_fails_is_seen(capfd: pytest.CaptureFixture[str]) -> None:
    python = Path(sys.executable)
    good = check.run(python, check.Step("good", ("-c", "print('fine')")), {})
    bad = check.run(python, check.Step("bad", ("-c", "raise SystemExit(3)")), {})
    assert (good.passed, good.said, bad.passed) == (True, ["fine"], False)
    assert "fine" in capfd.readouterr().out


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A Linux without two tools; what is installed on it."""
    installed: list[str] = []
    needs = (
        test_machine.Need("xvfb", "a virtual screen", lambda: False),
        test_machine.Need("xdotool", "keys and clicks", lambda: False),
        test_machine.Need("binutils", "packing", lambda: True),
    )
    monkeypatch.setattr(test_machine, "NEEDS", needs)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_packages, "missing_parts", lambda **_: [])
    monkeypatch.setattr(system_packages, "is_root", lambda: True)
    monkeypatch.setattr(
        system_packages, "install", lambda manager, packages: installed.extend(packages)
    )
    monkeypatch.setattr("shutil.which", lambda name: name)
    return installed


def test_root_on_debian_gets_what_the_tests_need(lacking: list[str]) -> None:
    test_machine.prepare()
    assert lacking == ["xvfb", "xdotool"]


def test_others_are_told_what_the_tests_need(
    lacking: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_packages, "is_root", lambda: False)
    with pytest.raises(system_packages.Missing, match=r"sudo apt-get install .* xvfb xdotool"):
        test_machine.prepare()
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(system_packages.Missing, match=r"xdotool \(keys and clicks\)"):
        test_machine.prepare()
    assert lacking == []
