"""A slow disk and screens that do not read: whoever is slow, the others do not notice."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.server.clients import Message, Terminal, command, http_ask, post, view
from tests.server.conftest import MODES, Connect, Start
from tests.server.raw import LARGE_ORDER, TEXT, Raw, frame
from tests.server.run_on_slow_disk import HANGS, SYNCS
from tests.server.running import SLOW_DISK_RUNNER, RunningServer
from tests.waiting import Log, until

AT_ONCE = 50
MOST_ORDERS = 5000
MOST_GROWTH_KIB = 64 * 1024


class SlowDisk:
    """The disk under a server, which hangs when the test says so."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        self._hangs, self._syncs = server.folder / HANGS, server.folder / SYNCS

    def syncs(self) -> int:
        """How many were begun."""
        return self._syncs.stat().st_size

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Hang, from the next sync on."""
        self._hangs.touch()
        try:
            yield
        finally:
            self._hangs.unlink()


@pytest.fixture
def disk(start: Start) -> SlowDisk:
    return SlowDisk(start("--trust-lan", program=SLOW_DISK_RUNNER))


def test_a_slow_disk_stalls_no_request(disk: SlowDisk, connect: Connect) -> None:
    terminal = connect(disk.server, hello="Kiosk")
    answers: Log[Any] = Log()
    before = disk.syncs()
    with disk.hanging():
        order = command("new_order", table=1, items=["Pasta"])
        terminal.client.emit("new_order", order, callback=answers.add)
        until(lambda: disk.syncs() > before, "a sync")
        for _ in range(20):
            assert http_ask(disk.server, "GET", "/healthz").json["status"] == "ok"
        assert view(disk.server, "menu").status == 200
        assert answers == []
    answers.wait(lambda: len(answers) > 0)
    assert answers[0]["ok"]


def test_on_a_slow_disk_orders_share_a_sync(disk: SlowDisk) -> None:
    links = [Raw(disk.server).open_websocket("/ws/menu/") for _ in range(20)]
    before = disk.syncs()
    with disk.hanging():
        for link in links:
            order = command("new_order", table=1, items=["Pasta"])
            link.send(frame(json.dumps(order).encode()))
        until(lambda: disk.syncs() > before, "a sync")
        for _ in range(3):  # What came before it was read.
            assert http_ask(disk.server, "GET", "/healthz").status == 200
    for link in links:
        opcode, heard = link.frames(2)[1]
        assert (opcode, json.loads(heard)["ok"]) == (TEXT, True)
        link.socket.close()
    assert disk.syncs() - before < len(links) / 2


def test_who_sends_much_at_once_leaves_others_their_turn(start: Start) -> None:
    """A thousand messages come in one piece; others are answered between the first and the last."""
    server = start("--trust-lan")
    hellos = [f'42["hello",{{"protocol":1,"name":"{number}"}}]' for number in range(1000)]
    with Raw(server).open_websocket("/socket.io/?EIO=4&transport=websocket") as link:
        link.send(frame(b"40"))
        link.frames(2)
        link.send(b"".join(frame(hello.encode()) for hello in hellos))
        seen = set()
        while "999" not in seen:
            terminals = view(server, "console").json["snapshot"]["terminals"]
            seen |= {terminal["name"] for terminal in terminals.values()}
    assert len(seen) > 5


@contextmanager
def _deaf(server: RunningServer, path: str, *, secure: bool) -> Iterator[Raw]:
    """A screen that watches the floor and never reads."""
    with Raw(server, receive_bytes=4096, secure=secure).open_websocket(path) as link:
        if "socket.io" in path:
            link.send(frame(b"40"))
            link.send(frame(b'421["hello",{"protocol":1,"name":"Deaf"}]'))
            link.send(frame(b'422["subscribe",{"audience":"floor"}]'))
        assert len(link.frames(5 if "socket.io" in path else 1)) > 0
        yield link


def _names(console: Terminal) -> int:
    """How many screens the console counts."""
    return len(console.watch("console")["snapshot"]["terminals"])


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("secure", [False, True], ids=["plain", "tls"])
@pytest.mark.parametrize("path", ["/ws/restaurants/1/", "/socket.io/?EIO=4&transport=websocket"])
def test_a_screen_that_does_not_read_is_dropped(
    tmp_path: Path, connect: Connect, mode: str, path: str, secure: bool
) -> None:
    """It costs a bounded queue, then its link; everybody else gets every message."""
    server = RunningServer(tmp_path / "server", "--trust-lan", program=MODES[mode]).start()
    try:
        reading, console = connect(server, hello="Reading"), connect(server, hello="Console")
        reading.watch("floor")
        kept = []
        before = server.resident_kib()
        with _deaf(server, path, secure=secure):
            wanted = _names(console)
            while _names(console) >= wanted:
                kept += _orders(server)
                assert len(kept) < MOST_ORDERS, "it is never dropped"
            assert server.resident_kib() - before < MOST_GROWTH_KIB
        reading.heard.wait(lambda: kept[-1] in _orders_shown(reading), 30)
        assert set(kept) <= _orders_shown(reading)
        revs = [v["rev"] for v in reading.views("floor")]
        assert revs == list(range(revs[0], revs[0] + len(revs)))
    finally:
        reading.close()
        console.close()
        server.stop()
    assert server.tracebacks() == []


def _orders(server: RunningServer, *, done: bool = True) -> list[str]:
    """Place some large orders through one link, finish them, and return their ids."""
    orders = [command("new_order", table=1, items=LARGE_ORDER) for _ in range(AT_ONCE)]
    with Raw(server).open_websocket("/ws/menu/") as link:
        ids = [answer["order_id"] for answer in _answers(link, orders)]
        status = "completed"
        if done:
            _answers(link, [command("set_order_status", order_id=i, status=status) for i in ids])
    return ids


def _answers(link: Raw, messages: list[Message]) -> list[Message]:
    link.send(b"".join(frame(json.dumps(message).encode()) for message in messages))
    answers: list[Message] = []
    while len(answers) < len(messages):
        heard = link.frame()
        assert heard is not None
        message = json.loads(heard[1])
        if "ok" in message:
            answers.append(message)
    return answers


def _orders_shown(terminal: Terminal) -> set[str]:
    return {i for v in terminal.views("floor") for i in v.get("put", {}).get("orders", {})}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("secure", [False, True], ids=["plain", "tls"])
def test_who_asks_and_does_not_read_the_answers_is_dropped(
    tmp_path: Path, connect: Connect, mode: str, secure: bool
) -> None:
    """Snapshots are large and shared with nobody: their sum is bounded too."""
    server = RunningServer(tmp_path / "server", "--trust-lan", program=MODES[mode]).start()
    try:
        _orders(server, done=False)
        before = server.resident_kib()
        ask = frame(b'42["subscribe",{"audience":"floor"}]') * 50
        with _deaf(server, "/socket.io/?EIO=4&transport=websocket", secure=secure) as link:
            for _ in range(40):
                if not link.send(ask):
                    break
            else:
                assert link.rest() is not None
        assert server.resident_kib() - before < 2 * MOST_GROWTH_KIB
        assert post(server, command("new_order", table=1, items=["Pasta"])).json["ok"] is True
    finally:
        server.stop()
    assert server.tracebacks() == []
