"""The demo: three roles together, and none of them stays behind."""

import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from restaurant import demo
from restaurant.common.network.ports import next_free_port
from tests.launcher.conftest import PATIENCE, Stage
from tests.own_ports import own_port


def visitors(stage: Stage, count: int) -> dict[str, tuple[socket.socket, Any]]:
    """The stand-ins that reported, by the last word of their module's name."""
    seen = {}
    for _ in range(count):
        link = stage.visitor()
        with link.makefile() as lines:
            about = json.loads(lines.readline())
        seen[about["part"].rpartition(".")[2]] = (link, about)
    return seen


def assert_all_end(seen: dict[str, tuple[socket.socket, Any]]) -> None:
    for link, _ in seen.values():
        assert link.recv(1) == b""
        link.close()


def test_three_roles_with_folders_of_their_own(stage: Stage, display: str, tmp_path: Path) -> None:
    port = own_port()
    args = ("--demo", "--data", str(tmp_path / "d"), "--port", str(port), "--host", "127.0.0.1")
    with stage.start(*args, DISPLAY=display, RESTAURANT_ROLE="waiter") as started:
        seen = visitors(stage, 3)
        about = {name: each[1] for name, each in seen.items()}
        assert set(about) == {"console", "customer", "waiter"}
        assert {one["data"] for one in about.values()} == {
            str(tmp_path / "d" / role) for role in ("server", "customer", "waiter")
        }
        assert about["console"]["sample"] is True
        assert about["customer"]["server"] == about["waiter"]["server"] == f"127.0.0.1:{port}"
        assert all(one["tied"] for one in about.values())
        # Closing the server's window closes the demo.
        seen["console"][0].sendall(b"x")
        assert_all_end(seen)
        assert started.wait(PATIENCE) == 7


def test_a_closed_terminal_closes_only_itself(stage: Stage, display: str) -> None:
    with stage.start("--demo", "--port", "0", DISPLAY=display) as started:
        seen = visitors(stage, 3)
        waiter = {"waiter": seen.pop("waiter")}
        waiter["waiter"][0].sendall(b"x")
        assert_all_end(waiter)
        assert started.poll() is None
        seen["console"][0].sendall(b"x")
        assert_all_end(seen)


@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_the_children_end_with_the_demo_however_it_ends(
    stage: Stage, display: str, how: str
) -> None:
    with stage.start("--demo", "--port", "0", DISPLAY=display) as started:
        seen = visitors(stage, 3)
        if sys.platform == "win32":
            started.kill()
        else:
            os.kill(started.pid, getattr(signal, how))
        assert_all_end(seen)
        started.wait(PATIENCE)
        if how != "SIGKILL" and sys.platform != "win32":
            assert started.returncode == 130
            assert started.stderr is not None
            assert started.stderr.read() == ""
            assert list((stage.root / "tmp").iterdir()) == []  # It cleans up after itself.


def test_without_a_screen_the_server_alone_and_where_to_look(stage: Stage) -> None:
    with stage.start("--demo", "--port", "0") as started:
        assert started.stdout is not None
        folder = Path(started.stdout.readline().rpartition(" ")[2].strip())
        seen = visitors(stage, 1)
        assert set(seen) == {"main"}
        assert folder.is_dir()
        line = next(line for line in started.stdout if "http://127.0.0.1:" in line)
        assert line.split()[-1] == f"http://127.0.0.1:{seen['main'][1]['port']}/"
        seen["main"][0].sendall(b"x")
        assert_all_end(seen)
        started.wait(PATIENCE)
        assert not folder.exists()


def test_a_server_that_does_not_start_ends_the_demo(stage: Stage) -> None:
    (stage.root / "restaurant" / "server" / "main.py").write_text("def run(o):\n    return 3\n")
    with stage.start("--demo", "--port", "0") as started:
        out, _ = started.communicate(timeout=PATIENCE)
    assert started.returncode == 3
    assert "did not start" in out


def test_a_taken_port_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        found = next_free_port("127.0.0.1", port)
        assert found is not None
        assert port < found
    assert next_free_port("203.0.113.1", 5000) is None


def test_the_demo_says_where_it_cannot_listen(stage: Stage) -> None:
    with stage.start("--demo", "--host", "203.0.113.1") as started:
        out, err = started.communicate(timeout=PATIENCE)
    assert (started.returncode, err) == (1, "")
    assert out.startswith("The demo cannot listen at 203.0.113.1")


def demo_folders(stage: Stage) -> set[str]:
    return {path.name for path in (stage.root / "tmp").iterdir() if path.is_dir()}


def test_the_next_demo_removes_what_a_killed_one_left_and_only_that(stage: Stage) -> None:
    """Left alone: a demo that runs, one that only its server outlived, and what has no lock file."""
    tmp = stage.root / "tmp"
    for name in ("restaurant-demo-orphan/server", "restaurant-demo-other", "else"):
        (tmp / name).mkdir(parents=True)
    (tmp / "restaurant-demo-orphan" / demo.LOCK).touch()
    (tmp / "else" / demo.LOCK).touch()
    with (
        FileLock(tmp / "restaurant-demo-orphan" / "server" / demo.SERVER_LOCK),
        stage.start("--demo", "--port", "0") as running,
        stage.start("--demo", "--port", "0") as killed,
    ):
        links = [stage.visitor(), stage.visitor()]
        before = demo_folders(stage)
        killed.kill()
        killed.wait(PATIENCE)
        assert killed.stdout is not None
        left = Path(killed.stdout.readline().rpartition(" ")[2].strip())
        assert {"restaurant-demo-orphan", "restaurant-demo-other", "else", left.name} < before
        with stage.start("--demo", "--port", "0") as third:
            links.append(stage.visitor())
            assert before - demo_folders(stage) == {left.name}
            for link in links:
                link.close()
            third.wait(PATIENCE)
        running.wait(PATIENCE)
    assert demo_folders(stage) == {"restaurant-demo-orphan", "restaurant-demo-other", "else"}
