"""The server has itself copied: each night where its owner wants it, and when the window asks."""

import json
import subprocess
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from restaurant.server.upkeep import backups
from restaurant.storage.backup import MANIFEST
from restaurant.storage.restoring import restore
from tests.server.clients import after, command, post, view
from tests.server.conftest import MODES, Connect, Start
from tests.server.people import console
from tests.server.running import ROOT, RunningServer
from tests.storage.shop import Shop
from tests.waiting import PATIENCE, until

MADE_WITHIN_S = 60.0


@pytest.fixture(params=MODES)
def house(start: Start, request: pytest.FixtureRequest) -> RunningServer:
    """A restaurant with an order."""
    server = start("--trust-lan", program=MODES[request.param])
    order(server)
    return server


def order(server: RunningServer) -> None:
    assert post(server, command("new_order", table=1, items=["Pasta"])).json["ok"]


def back_up(server: RunningServer, folder: Path | str) -> str:
    """The answer's code to the window's request."""
    asked = command("back_up", folder=str(folder))
    return str(post(server, asked, server.token("console")).json.get("error", "ok"))


def put_backup_folder(server: RunningServer, folder: Path) -> None:
    path = server.folder / "settings.json"
    settings = json.loads(path.read_bytes())
    path.write_text(json.dumps({**settings, "backup_folder": str(folder)}), "utf-8")


def test_a_backup_is_made_and_proved_while_orders_come(
    house: RunningServer, connect: Connect, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    window = connect(house, {"token": house.token("console")}, hello="window")
    window.watch("console")
    assert back_up(house, folder) == "ok"
    order(house)

    def made() -> bool:
        return bool(after(window.views("console"))["server"]["1"]["last_backup_file"])

    window.heard.wait(made, MADE_WITHIN_S)
    file = Path(console(house)["last_backup_file"])
    assert file.parent == folder
    restore(file, tmp_path / "back")
    with Shop(tmp_path / "back") as back:
        # The second order came while the first copy was begun: it may be in it or not, the first must be.
        assert back.state.orders.booked in (1, 2)
        assert (back.folder / "menu.json").read_bytes() == (house.folder / "menu.json").read_bytes()
    assert not console(house)["backing_up"]


def test_it_is_copied_and_checked_from_outside_while_orders_come(
    server: RunningServer, tmp_path: Path
) -> None:
    begun, done = threading.Event(), threading.Event()

    def serve() -> None:
        while not done.is_set():
            order(server)
            begun.set()

    with ThreadPoolExecutor(4) as senders:
        sending = [senders.submit(serve) for _ in range(4)]
        try:
            assert begun.wait(PATIENCE)
            copied = _typed(server.folder, "--backup", tmp_path / "b.zip")
            checked = _typed(server.folder, "--verify")
        finally:
            done.set()
        for each in sending:
            each.result()
    assert copied.returncode == 0, copied
    assert (checked.returncode, "orders.json" in checked.stdout) == (0, False), checked
    restore(tmp_path / "b.zip", tmp_path / "back")
    with Shop(tmp_path / "back") as back:
        assert 1 <= back.state.orders.booked <= len(server.orders())


def _typed(folder: Path, *options: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, ROOT / "launcher.py", "--ready", "--data", folder, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("folder", ["relative", "/no/such/folder"])
def test_a_folder_that_is_not_there_is_refused(server: RunningServer, folder: str) -> None:
    assert back_up(server, folder) == "no_such_folder"


def test_each_night_one_is_put_where_the_owner_wants_it(
    house: RunningServer, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    old = [folder / f"restaurant-2026-01-{day:02}.zip" for day in range(1, 17)]
    for path in [*old, folder / "holiday.zip"]:
        path.write_bytes(b"")
    put_backup_folder(house, folder)

    def new() -> set[Path]:
        assert console(house)  # it goes on serving
        return set(folder.glob("restaurant-20*.zip")) - set(old)

    until(lambda: new() and not old[2].exists(), "no backup was made", MADE_WITHIN_S)
    [file] = new()
    assert json.loads(zipfile.ZipFile(file).read(MANIFEST))["restaurant"] == "My Restaurant"
    left = sorted(folder.glob("restaurant-*.zip"))
    assert left == [*old[3:], file]  # the oldest made room
    assert (folder / "holiday.zip").exists()


def test_a_stick_that_is_gone_is_told(
    house: RunningServer, connect: Connect, tmp_path: Path
) -> None:
    window = connect(house, {"token": house.token("console")}, hello="window")
    window.watch("console")
    put_backup_folder(house, tmp_path / "gone")

    def told() -> bool:
        faults = after(window.views("console"))["faults"].values()
        said = f"There is no new backup: {tmp_path / 'gone'} is not there."
        return any(fault["message"].startswith(said) for fault in faults)

    def missing() -> object:
        return after(window.views("console"))["server"]["1"]["missing_backup_folder"]

    window.heard.wait(told, MADE_WITHIN_S)
    window.heard.wait(lambda: missing() == str(tmp_path / "gone"), MADE_WITHIN_S)
    order(house)  # nothing else is concerned
    assert view(house, "floor").status == 200
    folder = tmp_path / "stick"
    folder.mkdir()
    put_backup_folder(house, folder)  # another one is tried at once
    window.heard.wait(lambda: bool(list(folder.glob("restaurant-*.zip"))), MADE_WITHIN_S)
    window.heard.wait(lambda: missing() == "", MADE_WITHIN_S)


def test_a_server_that_ends_does_not_wait_for_a_backup(
    house: RunningServer, tmp_path: Path
) -> None:
    assert back_up(house, tmp_path) == "ok"
    assert house.end() == 0
    assert [p.name for p in tmp_path.glob("*.zip*") if p.stat().st_size == 0] == []


def test_a_folder_that_nobody_may_look_at_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_dir", forbidden)
    monkeypatch.setattr(Path, "exists", forbidden)
    assert not backups._is_there(Path.cwd() / "others")
    assert not backups._exists(Path.cwd() / "others" / "backup.zip")
