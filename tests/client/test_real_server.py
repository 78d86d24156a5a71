"""The link against the server that is shipped, killed and started again under it."""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from restaurant.client.address import Address
from restaurant.client.notices import Answered, Changed, Offline, Online, Snapshot, Waiting
from restaurant.common.machine import user_data_folder
from restaurant.common.options import Options
from restaurant.common.processes.children import command_for, end_child, kill_child, start_child
from restaurant.domain.commands import NewOrder
from restaurant.protocol.documents import DishDocument, OrderDocument
from tests.client.conftest import MakeLink
from tests.client.told import Screen
from tests.own_ports import own_port

SERVES_WITHIN = 60.0


class RealServer:
    """The sample restaurant in a process of its own, on one port from the first start on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._user_folder = user_data_folder(os.environ, sys.platform)
        self.port = own_port()
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def local(self) -> Path:
        """Where it leaves its tokens."""
        return Options(user_folder=self._user_folder).local_folder

    def start(self) -> None:
        options = Options(
            data=self._folder,
            host="127.0.0.1",
            port=self.port,
            headless=True,
            sample=True,
            user_folder=self._user_folder,
        )
        command = command_for("server", options)
        self._child = start_child(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.port = self._port_it_says()

    def kill(self) -> None:
        assert self._child is not None
        kill_child(self._child)
        end_child(self._child)

    def stop(self) -> None:
        if self._child is not None:
            end_child(self._child)

    def _port_it_says(self) -> int:
        said: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._read, args=(said,), daemon=True).start()
        lines: list[bytes] = []
        while b"serving on port " not in (line := said.get(timeout=SERVES_WITHIN)):
            lines.append(line)
            assert line, b"".join(lines).decode()
        return int(line.partition(b"serving on port ")[2].split()[0])

    def _read(self, said: "queue.Queue[bytes]") -> None:
        assert self._child is not None
        assert self._child.stdout is not None
        with self._child.stdout as lines:
            for line in lines:
                said.put(line)
        said.put(b"")


@pytest.fixture
def real_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RealServer]:
    if os.name != "nt":  # Tests share the user's folder where the system has no say in it.
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    server = RealServer(tmp_path / "server")
    server.start()
    yield server
    server.stop()


def orders(screen: Screen) -> dict[str, OrderDocument]:
    """The orders that a waiter has seen, by id."""
    seen: dict[str, OrderDocument] = {}
    for notice in screen:
        if isinstance(notice, Snapshot | Changed):
            shown = notice.documents if isinstance(notice, Snapshot) else notice.put
            seen |= {
                i: o for i, o in shown.get("orders", {}).items() if isinstance(o, OrderDocument)
            }
    return seen


def test_an_evening_with_a_power_cut(
    real_server: RealServer, make_link: MakeLink, tmp_path: Path
) -> None:
    address = Address("127.0.0.1", real_server.port)
    kiosk, guest = make_link(
        address=address, role="customer", audiences=["menu"], local=real_server.local
    )
    _, waiter = make_link(
        address=address, role="waiter", audiences=["floor"], outbox=None, local=real_server.local
    )
    dishes = guest.next(Snapshot).documents["items"].values()
    dish = next(
        d for d in dishes if isinstance(d, DishDocument) and d.is_offered and not d.modifiers
    )
    waiter.next(Snapshot)

    first = kiosk.send(
        NewOrder(items=(dish.name, dish.name), table=4, expected_total=2 * dish.price)
    )
    accepted = guest.next(Answered)
    assert (accepted.id, accepted.answer["ok"]) == (first, True)
    first_order = accepted.answer["order_id"]
    waiter.wait(lambda: first_order in orders(waiter))
    assert orders(waiter)[first_order].total == 2 * dish.price
    kiosk.watch("order", first_order)
    assert guest.next(Snapshot, 2).documents["orders"].keys() == {first_order}

    real_server.kill()
    waiter.next(Offline)
    guest.next(Offline)
    second = kiosk.send(NewOrder(items=(dish.name,), table=5))
    guest.wait(lambda: guest.of(Waiting)[-1] == Waiting(1))
    real_server.start()

    guest.next(Answered, 2)
    assert [told.id for told in guest.of(Answered)] == [first, second]
    second_order = guest.of(Answered)[1].answer["order_id"]
    waiter.wait(lambda: second_order in orders(waiter))
    assert orders(waiter).keys() == {first_order, second_order}
    assert len(waiter.of(Online)) == 2
    guest.wait(lambda: guest.of(Waiting)[-1] == Waiting(0))
    assert not (tmp_path / "outbox.jsonl").read_bytes()
