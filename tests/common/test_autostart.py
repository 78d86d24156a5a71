"""What starts with the machine: each platform's entry, in folders and a registry of the test."""

import plistlib
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from restaurant.common import autostart
from restaurant.common.autostart import RUN_KEY, SWITCHED_KEY, command_at_start

PLATFORMS = ("linux", "darwin", "win32")
ODD = ['/opt/Café 100% "Zur\\Post"/$HOME `x`/レストラン', "--role", "waiter", "--data", "/a b/ü"]

Registry = dict[str, dict[str, object]]


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    """The keys of a user's registry, and a `winreg` that knows nothing but them."""
    keys: Registry = {}

    @contextmanager
    def open_key(_hive: int, path: str, _reserved: int = 0, _access: int = 0) -> Iterator[str]:
        if path not in keys:
            raise FileNotFoundError(path)
        yield path

    @contextmanager
    def create_key(_hive: int, path: str, _reserved: int, _access: int) -> Iterator[str]:
        keys.setdefault(path, {})
        yield path

    def value(key: str, name: str) -> tuple[object, int]:
        if name not in keys[key]:
            raise FileNotFoundError(name)
        return keys[key][name], 1

    def delete(key: str, name: str) -> None:
        value(key, name)
        del keys[key][name]

    winreg = SimpleNamespace(
        HKEY_CURRENT_USER=1, KEY_SET_VALUE=2, REG_SZ=1, OpenKeyEx=open_key, CreateKeyEx=create_key,
        QueryValueEx=value, DeleteValue=delete,
        SetValueEx=lambda key, name, _reserved, _kind, text: keys[key].update({name: text}),
    )  # fmt: skip
    monkeypatch.setitem(sys.modules, "winreg", winreg)
    return keys


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_role_is_turned_on_and_off(platform: str, tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet"
    assert not autostart.is_on(platform, folder, "waiter")
    autostart.turn_off(platform, folder, "waiter")
    autostart.turn_on(platform, folder, "waiter", ["/one", "--role", "waiter"])
    autostart.turn_on(platform, folder, "waiter", ["/two", "--role", "waiter"])
    assert autostart.is_on(platform, folder, "waiter")
    assert not autostart.is_on(platform, folder, "server")
    autostart.turn_off(platform, folder, "waiter")
    assert not autostart.is_on(platform, folder, "waiter")
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_desktop_entry_gives_back_the_very_words(tmp_path: Path) -> None:
    autostart.turn_on("linux", tmp_path, "waiter", ODD)
    (file,) = tmp_path.iterdir()
    lines = file.read_text("utf-8").splitlines()
    assert (file.name, lines[:2]) == (
        "restaurant-waiter.desktop", ["[Desktop Entry]", "Type=Application"],
    )  # fmt: skip
    # As the specification reads it: first any text's escapes, then quotes, then field codes.
    line = next(line for line in lines if line.startswith("Exec="))
    line = line.removeprefix("Exec=").replace("\\\\", "\\")
    words = [re.sub(r"\\([$`])", r"\1", word) for word in shlex.split(line)]
    assert [word.replace("%%", "%") for word in words] == ODD


@pytest.mark.parametrize("said", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_an_entry_that_a_person_switched_off_on_the_desktop_is_off(
    tmp_path: Path, said: str
) -> None:
    autostart.turn_on("linux", tmp_path, "waiter", ODD)
    with (tmp_path / "restaurant-waiter.desktop").open("a") as file:
        file.write(said + "\n")
    assert not autostart.is_on("linux", tmp_path, "waiter")
    autostart.turn_on("linux", tmp_path, "waiter", ODD)
    assert autostart.is_on("linux", tmp_path, "waiter")


def test_a_launch_agent_gives_back_the_very_words(tmp_path: Path) -> None:
    autostart.turn_on("darwin", tmp_path, "server", ODD)
    agent = plistlib.loads((tmp_path / "local.restaurant.server.plist").read_bytes())
    assert agent["ProgramArguments"] == ODD
    assert (agent["Label"], agent["RunAtLoad"]) == ("local.restaurant.server", True)
    assert "KeepAlive" not in agent  # A closed window stays closed.


def test_a_run_value_is_one_quoted_line(registry: Registry, tmp_path: Path) -> None:
    command = [r"C:\Program Files\Café\restaurant.exe", "--role", "server", "--data", "D:\\a b\\"]
    autostart.turn_on("win32", tmp_path, "server", command)
    assert registry == {
        RUN_KEY: {
            "Restaurant server": r'"C:\Program Files\Café\restaurant.exe" --role server'
            r' --data "D:\a b\\"'
        }
    }
    assert list(tmp_path.iterdir()) == []


def test_what_task_manager_switched_off_is_off_until_it_is_asked_for_again(
    registry: Registry, tmp_path: Path
) -> None:
    autostart.turn_on("win32", tmp_path, "server", ["r.exe"])
    registry[SWITCHED_KEY] = {"Restaurant server": b"\x03" + bytes(11)}
    assert not autostart.is_on("win32", tmp_path, "server")
    autostart.turn_on("win32", tmp_path, "server", ["r.exe"])
    assert autostart.is_on("win32", tmp_path, "server")
    registry[SWITCHED_KEY] = {"Restaurant server": b"\x02" + bytes(11)}
    assert autostart.is_on("win32", tmp_path, "server")


def test_a_command_that_windows_would_cut_is_refused(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="longer"):
        autostart.turn_on("win32", tmp_path, "server", ["C:\\" + "x" * 260])
    assert registry == {}


def test_the_command_packed_and_from_source(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python, launcher, *options = command_at_start("linux", "waiter", None)
    assert (python, Path(launcher).name) == (sys.executable, "launcher.py")
    assert options == ["--role", "waiter"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "restaurant"))
    assert command_at_start("darwin", "server", tmp_path / "d") == [
        str(tmp_path / "restaurant"), "--role", "server", "--data", str(tmp_path / "d"),
    ]  # fmt: skip


def test_from_source_on_windows_there_is_no_console_window(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    assert command_at_start("win32", "server", None)[0] == str(tmp_path / "python.exe")
    (tmp_path / "pythonw.exe").touch()
    assert command_at_start("win32", "server", None)[0] == str(tmp_path / "pythonw.exe")
