"""Children of this program: what starts them, and that they never outlive their parent."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from restaurant.common.options import Options
from restaurant.common.processes import children, ties
from tests.waiting import PATIENCE

TIED = """
import sys, threading
from restaurant.common.processes.ties import exit_when_parent_dies
ended = threading.Event()
exit_when_parent_dies({stop}, grace=0.05)
print("up", flush=True)
ended.wait(60)
print("stopped in order", flush=True)
"""


def child(stop: str) -> "subprocess.Popen[bytes]":
    script = TIED.format(stop=stop)
    started = children.start_child([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert started.stdout is not None
    assert started.stdout.readline().strip() == b"up"
    return started


def test_a_child_stops_in_order_when_it_is_let_go() -> None:
    one = child("ended.set")
    assert children.end_child(one, patience=PATIENCE) == 0
    assert one.stdout is not None
    assert one.stdout.read().strip() == b"stopped in order"
    one.stdout.close()


def test_a_child_that_does_not_stop_ends_all_the_same() -> None:
    one = child("lambda: None")
    assert children.end_child(one, patience=PATIENCE) == 1
    assert one.stdout is not None
    one.stdout.close()


def test_a_child_that_hears_nothing_is_killed_with_its_own_children() -> None:
    script = (
        "import subprocess, sys, time\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; print(1, flush=True);"
        "time.sleep(300)'])\n"
        "time.sleep(300)"
    )
    one = children.start_child([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert one.stdout is not None
    assert one.stdout.readline().strip() == b"1"
    assert children.end_child(one, patience=0.05) != 0
    # Whoever still holds the other end keeps this waiting: the grandchild has to be gone as well.
    reading = threading.Thread(target=one.stdout.read, daemon=True)
    reading.start()
    reading.join(PATIENCE)
    assert not reading.is_alive()
    one.stdout.close()


def test_commands_from_source_and_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    options = Options(demo=True, port=5050, user_folder=Path())
    command = children.command_for("waiter", options)
    assert command[0] == sys.executable
    assert Path(command[1]).name == "launcher.py"
    assert Path(command[1]).exists()
    assert "--no-demo" in command
    assert command[command.index("--role") + 1] == "waiter"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert children.command_for("waiter", options) == [command[0], *command[2:]]


class Started(SimpleNamespace):
    """What subprocess was asked to start."""


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Started:
    """Makes `processes` believe that this is Windows, and keeps what it starts."""
    asked = Started(command=[], options={}, ran=[])

    def popen(command: list[str], **options: Any) -> None:
        asked.command, asked.options = command, options

    def run(command: list[str], **options: Any) -> None:
        asked.ran.append(command)

    parts = {"Popen": popen, "run": run, "PIPE": -1}
    parts |= {"CREATE_NEW_PROCESS_GROUP": 0x200, "CREATE_NO_WINDOW": 0x08000000}
    monkeypatch.setattr(children, "subprocess", SimpleNamespace(**parts))
    monkeypatch.setattr(sys, "platform", "win32")
    return asked


def test_on_windows_a_child_shares_the_console_or_has_none(
    windows: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    children.start_child(["restaurant.exe", "--no-tied"])
    assert windows.command == ["restaurant.exe", "--tied"]
    assert windows.options["creationflags"] == 0x200
    monkeypatch.setattr(sys, "stdout", None)
    children.start_child(["restaurant.exe"])
    assert windows.options["creationflags"] == 0x08000200


def test_on_windows_the_whole_tree_is_killed(windows: Started) -> None:
    children.kill_child(SimpleNamespace(pid=7, kill=lambda: None))  # type: ignore[arg-type]
    assert windows.ran == [["taskkill", "/T", "/F", "/PID", "7"]]


@pytest.mark.usefixtures("windows")
def test_on_windows_without_its_command_the_child_itself_is_killed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(command: list[str], **_options: Any) -> None:
        raise FileNotFoundError(2, "No such file", command[0])

    killed: list[int] = []
    monkeypatch.setattr("restaurant.common.processes.children.subprocess.run", missing)
    children.kill_child(SimpleNamespace(pid=7, kill=lambda: killed.append(7)))  # type: ignore[arg-type]
    assert killed == [7]


def test_on_windows_the_packed_program_waits_for_its_loader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waited = []
    kernel = SimpleNamespace(
        OpenProcess=lambda _rights, _inherit, process: process * 10,
        WaitForSingleObject=lambda handle, _most: waited.append(handle),
    )
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(kernel32=kernel), raising=False)
    ties._wait_for_process(7, time.sleep)
    assert waited == [70]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows waits for the loader itself")
def test_the_packed_program_ends_when_its_loader_is_killed(tmp_path: Path) -> None:
    """The loader's place is taken by a process that starts the program and is killed."""
    unpacked = tmp_path / "_MEI1"
    unpacked.mkdir()
    program = (
        f"import sys, time; sys.frozen = True; sys._MEIPASS = {str(unpacked)!r}\n"
        "from restaurant.common.processes.ties import exit_with_loader\n"
        "exit_with_loader(); print(1, flush=True); time.sleep(60)"
    )
    loader = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {program!r}])"
    with subprocess.Popen([sys.executable, "-c", loader], stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline().strip() == b"1"
        os.kill(running.pid, 9)
        assert running.stdout.read() == b""  # Only the end of both closes the pipe.
    assert not unpacked.exists()
