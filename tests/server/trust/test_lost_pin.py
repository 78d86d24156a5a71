"""`--reset-manager-pin` as an owner types it beside a server without a window."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from restaurant import lost_pin
from restaurant.common.machine import user_data_folder
from restaurant.common.options import Options
from tests.server.clients import view
from tests.server.conftest import Start
from tests.server.people import manager_pin, sign_in
from tests.server.running import LAUNCHER, RunningServer


def typed(server: RunningServer, *flags: str) -> tuple[int, str]:
    """The exit code, and what a person reads."""
    command: list[str | Path] = [sys.executable, LAUNCHER, "--ready", "--reset-manager-pin", *flags]
    english = {**server._environment(), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=english)
    return done.returncode, done.stdout + done.stderr


def test_a_lost_pin_is_reset_where_the_server_runs(start: Start) -> None:
    server = start("--headless")
    first = manager_pin(server)
    assert sign_in(server, first)["ok"]
    code, said = typed(server, "--port", str(server.port))
    assert code == 0, said
    [second] = re.findall(r"PIN is (\d{6}) from now on", said)
    assert sign_in(server, second)["ok"]
    if second != first:
        assert sign_in(server, first)["error"] == "wrong_pin"
    faults = view(server, "console", token=server.token("console")).json["snapshot"]["faults"]
    assert any("PIN was reset" in fault["message"] for fault in faults.values())
    assert not any(second in line for line in server.said)  # no log has it


def test_the_first_pin_is_shown_no_more_once_it_was_reset(start: Start) -> None:
    server = start("--headless")
    assert manager_pin(server) != "None"
    code, said = typed(server, "--port", str(server.port))
    assert code == 0, said
    assert manager_pin(server) == "None"


def test_without_a_server_it_says_what_to_do(start: Start) -> None:
    server = start("--headless")
    server.kill()  # and so its tokens are still there
    code, said = typed(server, "--port", str(server.port))
    assert (code, "Start it and type this again" in said) == (1, True), said
    assert "Traceback" not in said


def at_port_9(folder: Path, language: str) -> Options:
    """Beside the data of a restaurant that speaks a language."""
    (folder / "settings.json").write_text(f'{{"language": "{language}"}}')
    user_folder = user_data_folder({"XDG_DATA_HOME": str(folder)}, "linux")
    return Options(user_folder=user_folder, data=folder, port=9)


def test_it_speaks_the_restaurants_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lost_pin.run(at_port_9(tmp_path, "de")) == lost_pin.FAILED
    assert "an Port 9 kein Server" in capsys.readouterr().err


@pytest.mark.parametrize("kept", [None, "{", '{"tokens": {}}', '{"tokens": {"console": "x"}}'])
def test_damaged_tokens_are_no_server(
    tmp_path: Path, kept: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    options = at_port_9(tmp_path, "en")
    options.local_folder.mkdir(parents=True)
    if kept is not None:
        (options.local_folder / "9.json").write_text(kept)
    assert lost_pin.run(options) == lost_pin.FAILED
    assert "port 9" in capsys.readouterr().err
