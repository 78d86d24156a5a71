"""The outbox: what was added is there once until it is done, whatever happens to the file."""

import errno
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from restaurant.client.kept import append
from restaurant.client.kept.outbox import Outbox, read_lines
from restaurant.domain.commands import Command, NewOrder, SetOrderStatus, VoidItem
from restaurant.domain.values.orders import WantedItem

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
COMMANDS: list[Command] = [
    NewOrder(items=("Burger", WantedItem(name="Penne, käse", quantity=2)), table=4, note="ohne ß"),
    SetOrderStatus(order_id="ORD-1-17", status="ready"),
    VoidItem(order_id="ORD-1-17", item=1, reason='burnt "again"\nsorry'),
]


def noon() -> datetime:
    return NOON


def waiting(path: Path | None) -> list[tuple[str, Command, datetime]]:
    """What an outbox opened on the file would send, in order."""
    outbox = Outbox(path)
    found = []
    while (entry := outbox.first()) is not None:
        found.append((entry.id, entry.command, entry.made_at))
        outbox.done(entry.id)
    return found


def test_a_command_is_on_the_disk_when_it_is_added(tmp_path: Path) -> None:
    path = tmp_path / "new" / "outbox.jsonl"
    entry = Outbox(path, now=noon).add(COMMANDS[1])
    assert json.loads(path.read_text("utf-8")) == {
        "at": "2026-11-20T12:00:00Z",
        "message": {
            "id": entry.id,
            "type": "set_order_status",
            "order_id": "ORD-1-17",
            "status": "ready",
        },
    }


def test_it_is_synced_before_add_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bytes] = []
    path = tmp_path / "outbox.jsonl"
    monkeypatch.setattr(append, "sync_data", lambda _descriptor: synced.append(path.read_bytes()))
    entry = Outbox(path).add(COMMANDS[0])
    assert entry.id.encode() in synced[-1]


def test_reopened_it_has_the_same_commands_in_order(tmp_path: Path) -> None:
    path = tmp_path / "outbox.jsonl"
    outbox = Outbox(path, now=noon)
    added = [outbox.add(command) for command in COMMANDS]
    assert waiting(path) == [(entry.id, entry.command, NOON) for entry in added]


def test_without_a_file_it_keeps_them_in_memory() -> None:
    outbox = Outbox(None)
    first = outbox.add(COMMANDS[0])
    outbox.add(COMMANDS[1])
    outbox.done(first.id)
    assert len(outbox) == 1


def test_what_is_done_does_not_come_back(tmp_path: Path) -> None:
    path = tmp_path / "outbox.jsonl"
    outbox = Outbox(path)
    added = [outbox.add(command) for command in COMMANDS]
    outbox.done(added[0].id)
    outbox.done("no such command")
    outbox.done(added[1].id)
    assert len(path.read_bytes().splitlines()) == len(added) + 2
    assert [found[0] for found in waiting(path)] == [added[2].id]


def test_the_file_is_empty_when_nothing_waits(tmp_path: Path) -> None:
    path = tmp_path / "outbox.jsonl"
    outbox = Outbox(path)
    for entry in [outbox.add(command) for command in COMMANDS]:
        outbox.done(entry.id)
    assert path.read_bytes() == b""


def test_a_start_tidies_the_file(tmp_path: Path) -> None:
    path = tmp_path / "outbox.jsonl"
    outbox = Outbox(path)
    added = [outbox.add(command) for command in COMMANDS]
    outbox.done(added[0].id)
    assert b'"done"' in path.read_bytes()
    Outbox(path)
    assert len(path.read_bytes().splitlines()) == 2
    assert b'"done"' not in path.read_bytes()


def test_cut_at_every_byte_it_has_every_whole_command_once(tmp_path: Path) -> None:
    path = tmp_path / "outbox.jsonl"
    outbox = Outbox(path)
    added = [outbox.add(command) for command in COMMANDS]
    outbox.done(added[0].id)
    whole = path.read_bytes()
    ends = [place for place in range(len(whole)) if whole[place : place + 1] == b"\n"]
    assert len(ends) == 4
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        lines = sum(end <= cut for end in ends)
        expected = [entry.id for entry in added[:lines]] if lines < 4 else [e.id for e in added[1:]]
        assert [found[0] for found in waiting(path)] == expected, cut


def asked_in(path: Path) -> list[bool]:
    """Whether each command of a file was asked, in order."""
    entries, _ = read_lines(path.read_bytes())
    return [entry.asked for entry in entries.values()]


def test_what_was_asked_is_known_after_any_number_of_starts(tmp_path: Path) -> None:
    path = tmp_path / "outbox.jsonl"
    outbox = Outbox(path)
    added = [outbox.add(command) for command in COMMANDS]
    for _ in range(2):
        outbox.asked(added[0].id)
        outbox.asked(added[1].id)
    assert len(path.read_bytes().splitlines()) == len(added) + 2
    outbox.done(added[0].id)
    for _ in range(3):
        again = Outbox(path)
        assert again.first() == replace(added[1], asked=True)
        assert asked_in(path) == [True, False]
    again.asked(added[1].id)
    again.asked("no such command")
    assert len(path.read_bytes().splitlines()) == 3
    assert not (tmp_path / "outbox.jsonl.unreadable").exists()


def test_an_asked_mark_cut_at_every_byte_costs_no_command(tmp_path: Path) -> None:
    path = tmp_path / "outbox.jsonl"
    outbox = Outbox(path)
    added = outbox.add(COMMANDS[0])
    start = len(path.read_bytes())
    outbox.asked(added.id)
    whole = path.read_bytes()
    for cut in range(start, len(whole) + 1):
        path.write_bytes(whole[:cut])
        assert asked_in(path) == [cut >= len(whole) - 1], cut
        assert [found[0] for found in waiting(path)] == [added.id], cut


def test_a_disk_that_cannot_take_the_asked_mark_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "outbox.jsonl"
    outbox = Outbox(path)
    added = outbox.add(COMMANDS[0])
    with monkeypatch.context() as disk:
        disk.setattr(append, "write_all", full_disk_after(5))
        outbox.asked(added.id)
    assert outbox.first() == replace(added, asked=True)
    assert asked_in(path) == [False]


def test_after_a_torn_line_the_next_command_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "outbox.jsonl"
    outbox = Outbox(path)
    first = outbox.add(COMMANDS[0])
    with path.open("ab") as file:
        file.write(b'{"at":"2026-')
    second = outbox.add(COMMANDS[1])
    assert [found[0] for found in waiting(path)] == [first.id, second.id]


def test_what_cannot_be_read_is_put_aside_and_bars_nothing(tmp_path: Path) -> None:
    path = tmp_path / "outbox.jsonl"
    entry = Outbox(path).add(COMMANDS[0])
    strange = [
        b'{"at":"2026-11-20T12:00:00Z","message":{"id":"a","type":"teleport_order"}}',
        b'{"at":"2026-11-20T12:00:00","message":{"id":"b","type":"new_order","items":["B"]}}',
        b'{"at":"2026-11-20T12:00:00Z","message":{"id":"c","type":"new_order","items":[]}}',
        b"\xff\x00 17",
        b"[]",
    ]
    path.write_bytes(b"\n".join(strange) + b"\n" + path.read_bytes())
    assert [found[0] for found in waiting(path)] == [entry.id]
    assert (tmp_path / "outbox.jsonl.unreadable").read_bytes().splitlines() == strange


def full_disk_after(room: int) -> object:
    def write(descriptor: int, data: bytes) -> None:
        os.write(descriptor, data[:room])
        raise OSError(errno.ENOSPC, "No space left on device")

    return write


@pytest.mark.parametrize("room", [0, 1, 40])
def test_a_full_disk_is_told_and_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    path = tmp_path / "outbox.jsonl"
    outbox = Outbox(path)
    kept = outbox.add(COMMANDS[0])
    before = path.read_bytes()
    with monkeypatch.context() as disk:
        disk.setattr(append, "write_all", full_disk_after(room))
        with pytest.raises(OSError, match="No space left"):
            outbox.add(COMMANDS[1])
    assert path.read_bytes() == before
    assert len(outbox) == 1
    later = outbox.add(COMMANDS[2])
    assert [found[0] for found in waiting(path)] == [kept.id, later.id]


def test_a_failed_sync_is_told_and_the_command_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "outbox.jsonl"
    outbox = Outbox(path)

    def fail(_descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as disk:
        disk.setattr(append, "sync_data", fail)
        with pytest.raises(OSError, match="Input/output"):
            outbox.add(COMMANDS[0])
    assert waiting(path) == []


def test_a_disk_that_cannot_take_the_mark_gets_it_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "outbox.jsonl"
    outbox = Outbox(path)
    added = [outbox.add(command) for command in COMMANDS]
    with monkeypatch.context() as disk:
        disk.setattr(append, "write_all", full_disk_after(0))
        outbox.done(added[0].id)
    assert outbox.first() == added[1]
    outbox.done(added[1].id)
    assert [found[0] for found in waiting(path)] == [added[2].id]


def test_a_folder_that_cannot_be_read_is_told_and_lost_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "outbox.jsonl"
    kept = Outbox(path).add(COMMANDS[0])

    def fail(_path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as folder:
        folder.setattr(Path, "read_bytes", fail)
        outbox = Outbox(path)
        assert outbox.first() is None
        with pytest.raises(PermissionError):
            outbox.add(COMMANDS[1])
    second = outbox.add(COMMANDS[1])
    assert [found[0] for found in waiting(path)] == [kept.id, second.id]


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    outbox = Outbox(tmp_path / "data" / "outbox.jsonl")
    with pytest.raises(OSError, match="data"):
        outbox.add(COMMANDS[0])
