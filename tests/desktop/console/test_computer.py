"""The server's window and its computer: the server comes back after a power cut without a person."""

import shlex
import sys
from pathlib import Path

import pytest

from restaurant.common.options import Options, parse
from restaurant.desktop.console.computer import Computer


@pytest.mark.skipif(sys.platform != "linux", reason="tests/common/test_autostart.py has the others")
def test_what_starts_with_the_computer_is_this_server_and_asks_nobody(tmp_path: Path) -> None:
    data = tmp_path / 'Café "Zur Post"'
    options = Options(
        role="server", data=data, user_folder=tmp_path, autostart_folder=tmp_path / "autostart"
    )
    computer = Computer(options)
    assert not computer.starts_server
    computer.start_server(at_sign_in=True)
    assert computer.starts_server
    assert Computer(options).starts_server  # the next window knows it too
    [entry] = (tmp_path / "autostart").iterdir()
    [line] = [text for text in entry.read_text("utf-8").splitlines() if text.startswith("Exec=")]
    words = shlex.split(line.removeprefix("Exec=").replace("\\\\", "\\"))
    flags = words[words.index("--role") :]
    again = parse(flags, {})
    assert (again.role, again.data, again.headless) == ("server", data, False)
    computer.start_server(at_sign_in=False)
    assert not computer.starts_server


def test_a_folder_that_cannot_be_written_is_an_error_for_the_window(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    options = Options(user_folder=tmp_path, autostart_folder=tmp_path / "file" / "autostart")
    if sys.platform == "win32":
        pytest.skip("Windows keeps it in the registry")
    with pytest.raises(OSError, match="file"):
        Computer(options).start_server(at_sign_in=True)


def test_options_that_were_only_typed_are_named(tmp_path: Path) -> None:
    typed = parse(["--role", "server", "--data", str(tmp_path), "--port", "5010"], {})
    assert Computer(typed).forgotten == ["--port"]
    (tmp_path / "settings.json").write_text('{"options": {"port": 5010}}')
    assert Computer(typed).forgotten == []


def test_a_demo_does_not_start_with_the_computer(tmp_path: Path) -> None:
    assert not Computer(Options(user_folder=tmp_path, sample=True)).may_start_server
    assert Computer(Options(user_folder=tmp_path)).may_start_server
