"""The server killed at random moments under load, and ended in order: nothing acknowledged is ever lost."""

import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.server.clients import Terminal, command, http_ask, post
from tests.server.conftest import Start
from tests.server.people import manager_pin, sign_in
from tests.server.raw import TEXT, Raw, frame
from tests.server.running import RunningServer
from tests.waiting import PATIENCE

SENDERS = 3
AT_ONCE = 40


class Senders:
    """Clients that send all they have at once; `acknowledged` is what they got back, by command id."""

    def __init__(self, server: RunningServer) -> None:
        self.acknowledged: dict[str, str] = {}
        self.sent: list[dict[str, object]] = []
        self._changed = threading.Condition()
        self._threads = [
            threading.Thread(target=self._send, args=(server,)) for _ in range(SENDERS)
        ]
        for thread in self._threads:
            thread.start()

    def _send(self, server: RunningServer) -> None:
        orders = [command("new_order", table=t + 1, items=["Pasta"]) for t in range(AT_ONCE)]
        self.sent += orders
        with suppress(ConnectionError), Raw(server) as link:
            link.open_websocket("/ws/menu/")
            link.send(b"".join(frame(json.dumps(order).encode()) for order in orders))
            while (heard := link.frame()) is not None:
                message = json.loads(heard[1]) if heard[0] == TEXT else {}
                if message.get("ok"):
                    with self._changed:
                        self.acknowledged[message["id"]] = message["order_id"]
                        self._changed.notify_all()
                if len(self.acknowledged) == SENDERS * AT_ONCE:
                    return

    def wait(self, count: int) -> None:
        """Return when so many commands are acknowledged."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.acknowledged) >= count, 20)

    def join(self) -> None:
        """Return when all have heard everything that there was to hear."""
        for thread in self._threads:
            thread.join(PATIENCE)


def journalled(server: RunningServer) -> list[str]:
    """The ids of all orders in the journal, in order; a torn last line is none."""
    ids = []
    for path in sorted((server.folder / "journal").glob("*.jsonl")):
        for line in path.read_bytes().split(b"\n")[:-1]:
            for commit in json.loads(line)["commits"]:
                ids += [e["order"]["id"] for e in commit["events"] if e["type"] == "order_placed"]
    return ids


def check_books(server: RunningServer, acknowledged: dict[str, str]) -> None:
    """What was acknowledged is there once; the numbers have no gap; file and journal say the same."""
    booked = [order["order_id"] for order in server.orders()]
    assert booked == journalled(server)
    assert booked == [f"ORD-1-{number + 1}" for number in range(len(booked))]
    assert len(set(acknowledged.values())) == len(acknowledged)
    assert set(acknowledged.values()) <= set(booked)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_killed_at_random_moments(tmp_path: Path, seed: int) -> None:
    """Twenty-five times for each seed, one in ten of them ended in order between."""
    chance = random.Random(seed)
    server = RunningServer(tmp_path / "server", "--trust-lan")
    acknowledged: dict[str, str] = {}
    try:
        for kill in range(25):
            server.start()
            check_books(server, acknowledged)
            senders = Senders(server)
            senders.wait(chance.randint(0, SENDERS * AT_ONCE - 20))
            server.kill()
            senders.join()
            acknowledged |= senders.acknowledged
            if kill % 10 == 0:
                server.start()
                _check_repeats(server, senders, acknowledged)
                assert server.end() == 0
        server.start()
        check_books(server, acknowledged)
    finally:
        server.stop()
    assert server.tracebacks() == []


def _check_repeats(server: RunningServer, senders: Senders, acknowledged: dict[str, str]) -> None:
    """Who was not answered asks again, and so does one who was: each has one order."""
    unanswered = [order for order in senders.sent if order["id"] not in senders.acknowledged]
    for order in unanswered[:10]:
        acknowledged[str(order["id"])] = post(server, order).json["order_id"]
    for order in senders.sent[:10]:
        if order["id"] in senders.acknowledged:
            assert post(server, order).json["order_id"] == senders.acknowledged[str(order["id"])]
    check_books(server, acknowledged)


@pytest.mark.parametrize("acknowledged", [0, 20, 60])
def test_ended_in_order_under_load(start: Start, acknowledged: int) -> None:
    server = start("--trust-lan")
    sign_in(server, manager_pin(server))  # else each start makes a new PIN
    senders = Senders(server)
    senders.wait(acknowledged)
    assert server.end() == 0
    senders.join()
    check_books(server, senders.acknowledged)
    kept = json.loads((server.folder / "snapshot.json").read_bytes().splitlines()[0])
    assert kept["state"]["orders"]["booked"] == len(server.orders())
    server.start()
    check_books(server, senders.acknowledged)
    assert http_ask(server, "GET", "/healthz").json["seq"] == kept["seq"]
    number = len(server.orders()) + 1
    order = post(server, command("new_order", table=1, items=["Pasta"])).json
    assert order["order_id"] == f"ORD-1-{number}"
    assert server.end() == 0
    assert server.tracebacks() == []


def test_ends_though_screens_are_open(start: Start) -> None:
    server = start("--trust-lan")
    with _open_links(server):
        assert server.end() == 0


@contextmanager
def _open_links(server: RunningServer) -> Iterator[None]:
    polling, websocket = Terminal(server, transport="polling"), Terminal(server)
    with Raw(server).open_websocket("/ws/console/"), Raw(server):
        yield
    for terminal in (polling, websocket):
        terminal.close()


def test_a_console_that_nobody_reads_holds_up_nothing(start: Start) -> None:
    """Its pipe is full after a few long lines; orders are taken, and the end is a clean one."""
    server = start("--trust-lan", reads_console=False)
    long = [f"{number:060}" for number in range(100)]
    for _ in range(40):
        assert post(server, command("new_order", table=1, items=long)).json["ok"] is True
    assert server.end() == 0
    assert server.tracebacks() == []


def test_a_console_that_is_closed_holds_up_nothing(start: Start) -> None:
    server = start("--trust-lan", reads_console=False)
    assert server.process.stdout is not None
    server.process.stdout.close()
    for table in (1, 2, 3):
        order = command("new_order", table=table, items=["Pasta"])
        assert post(server, order).json["ok"] is True
    assert server.end() == 0
    assert server.tracebacks() == []
