"""The launcher: which role starts, with what, and what it says where a role cannot start."""

import json
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest

from restaurant import __version__
from restaurant.common.remembered import remember_role
from tests.launcher.conftest import PATIENCE, Stage
from tests.own_ports import own_port


def told(link: socket.socket) -> Any:
    with link.makefile() as lines:
        return json.loads(lines.readline())


def finish(started: "subprocess.Popen[str]") -> tuple[int, str, str]:
    out, err = started.communicate(timeout=PATIENCE)
    return started.returncode, out, err


def test_a_role_starts_with_its_options_and_its_exit_code_comes_back(stage: Stage) -> None:
    started = stage.start("--role", "server", "--headless", "--port", "0", "--trust-lan")
    with stage.visitor() as link:
        seen = told(link)
        link.sendall(b"x")
    assert finish(started)[0] == 7
    assert seen["part"] == "restaurant.server.main"
    assert (seen["role"], seen["headless"], seen["trust_lan"]) == ("server", True, True)
    assert seen["tied"] is False


def test_without_a_screen_the_server_runs_headless_and_says_so(stage: Stage) -> None:
    port = own_port()
    started = stage.start("--role", "server", "--port", str(port))
    with stage.visitor() as link:
        seen = told(link)
        link.sendall(b"x")
    said = finish(started)[2]
    assert seen["part"] == "restaurant.server.main"
    assert "without its window" in said
    assert f"http://127.0.0.1:{port}/" in said


def test_with_a_screen_the_server_has_its_window(stage: Stage, display: str) -> None:
    started = stage.start("--role", "server", "--port", "0", DISPLAY=display)
    with stage.visitor() as link:
        assert told(link)["part"] == "restaurant.desktop.console"
        link.sendall(b"x")
    assert finish(started)[0] == 7


@pytest.mark.parametrize(
    ("args", "who"),
    [
        ((), "Choosing a role"),
        (("--role", "customer"), "The customer terminal"),
        (("--role", "waiter"), "The waiter terminal"),
    ],
)
def test_without_a_screen_a_window_is_refused_in_a_sentence(
    stage: Stage, args: tuple[str, ...], who: str
) -> None:
    code, out, err = finish(stage.start(*args))
    assert code == 2
    assert out == ""
    assert err.startswith(f"restaurant: {who} needs a screen")
    assert err.count("\n") == 1


def test_the_remembered_role_starts_and_asking_again_is_possible(
    stage: Stage, display: str
) -> None:
    remember_role(stage.root / "home" / ".local" / "share" / "restaurant", "waiter")
    stage.pick("customer")
    for args, role in (((), "waiter"), (("--role", "ask"), "customer")):
        started = stage.start(*args, DISPLAY=display)
        with stage.visitor() as link:
            seen = told(link)
            link.sendall(b"x")
        assert (seen["part"], seen["role"]) == (f"restaurant.desktop.{role}", role)
        assert finish(started)[0] == 7


def test_a_closed_picker_starts_nothing(stage: Stage, display: str) -> None:
    stage.pick(None)
    assert finish(stage.start(DISPLAY=display)) == (0, "", "")


def test_the_chosen_role_reads_its_own_settings(stage: Stage, display: str) -> None:
    folder = stage.root / "home" / ".local" / "share" / "restaurant" / "waiter"
    folder.mkdir(parents=True)
    (folder / "settings.json").write_text('{"options": {"server": "pi:81"}}')
    stage.pick("waiter")
    started = stage.start(DISPLAY=display)
    with stage.visitor() as link:
        assert told(link)["server"] == "pi:81"
        link.sendall(b"x")
    assert finish(started)[0] == 7


def test_a_screen_that_lets_nobody_in_is_a_sentence(stage: Stage, display: str) -> None:
    waiter = stage.root / "restaurant" / "desktop" / "waiter.py"
    waiter.write_text("import tkinter\ndef run(o):\n    tkinter.Tk(screenName='nowhere:0')\n")
    code, _, err = finish(stage.start("--role", "waiter", DISPLAY=display))
    assert (code, err.count("\n")) == (2, 1)
    assert "nowhere:0" in err
    waiter.write_text("def run(o):\n    raise ValueError('display')\n")
    code, _, err = finish(stage.start("--role", "waiter", DISPLAY=display))
    assert code == 1
    assert "ValueError: display" in err


def test_a_typing_error_in_settings_is_told_and_the_server_opens(
    stage: Stage, tmp_path: Path
) -> None:
    (tmp_path / "settings.json").write_text('{"options": {"port": 0}')
    started = stage.start("--role", "server", "--headless", "--port", "0", "--data", str(tmp_path))
    with stage.visitor() as link:
        told(link)
        link.sendall(b"x")
    assert "settings.json, line 1" in finish(started)[2]


def test_version_and_bad_options_need_no_set_up(stage: Stage) -> None:
    (stage.root / "requirements.txt").write_text("no-such-thing==1\n")
    assert finish(stage.start("--version")) == (0, f"restaurant {__version__}\n", "")
    code, _, err = finish(stage.start("--port", "x"))
    assert (code, err.count("\n")) == (2, 1)
    assert not (stage.root / ".venv").exists()


def test_the_launcher_loads_next_to_nothing_before_the_role(stage: Stage, display: str) -> None:
    """The server patches the standard library first, and the picker has to be there at once."""
    started = stage.start("--role", "server", "--headless", "--port", "0", DISPLAY=display)
    with stage.visitor() as link:
        loaded = set(told(link)["loaded"])
        link.sendall(b"x")
    finish(started)
    heavy = {
        "threading",
        "socket",
        "subprocess",
        "selectors",
        "logging",
        "email",
        "importlib.metadata",
    }
    assert heavy & loaded == set()
    assert {"flask", "socketio", "eventlet", "msgspec", "tkinter"} & loaded == set()
