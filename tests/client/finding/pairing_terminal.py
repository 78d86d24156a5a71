"""A terminal that a test pairs with a real server, and what the server then knows of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restaurant.client.address import Address
from restaurant.client.finding.finder import Finder
from restaurant.client.finding.found import Found
from restaurant.client.finding.known_server import KnownServer
from restaurant.client.finding.pairing import CannotPair, Pairing
from restaurant.client.link import Link
from restaurant.client.timing import Timing
from restaurant.domain.values.people import TerminalRole
from tests.client.finding.fake_network import FakeDiscovery
from tests.client.told import Screen
from tests.server.clients import command, post, view
from tests.server.people import hire, pairing_code
from tests.server.running import RunningServer

TIMING = Timing(reach=5.0, refused_pause=0.1)

MakeTerminal = Callable[..., "Terminal"]


class Terminal:
    """What a terminal is without a window; no server's local tokens are within its reach."""

    def __init__(self, house: RunningServer, folder: Path, role: TerminalRole = "waiter") -> None:
        self.house, self.folder, self.role = house, folder, role
        self.network = FakeDiscovery()
        here = Address("127.0.0.1", house.port)
        self.finder = Finder(folder, here=here, timing=TIMING, discovery=self._discovery)
        self.pairing = Pairing(self.finder, folder, role, TIMING)
        self.screen = Screen()
        self.link: Link | None = None

    def _discovery(self, changed: Callable[[], object]) -> FakeDiscovery:
        self.network.changed = changed
        return self.network

    def pair(self, name: str = "Bar", *, pin: str | None = None, code: str | None = None) -> None:
        pin = pin or hire(self.house, "waiter")
        proven = self.pairing.check(code or pairing_code(self.house))
        self.pairing.pair(proven, pin=pin, name=name)

    def start(self, **changes: Any) -> Screen:
        audience = "floor" if self.role == "waiter" else "menu"
        settings = {"renew": self.finder.renew_token, "timing": TIMING, **changes}
        self.link = Link(
            where=self.finder.where, role=self.role, name="Bar", audiences=[audience],
            outbox=self.folder / "outbox.jsonl", notice=self.screen.add, **settings,
        )  # fmt: skip
        self.finder.moved = self.link.hurry
        self.link.start()
        return self.screen

    def stop(self) -> None:
        if self.link is not None:
            self.link.stop()
        self.finder.stop()


def paired(house: RunningServer) -> dict[str, str]:
    """The paired terminals' names, by id."""
    shown = view(house, "console", token=house.token("console")).json["snapshot"]["paired"]
    return {one: document["name"] for one, document in shown.items()}


def revoke(house: RunningServer) -> None:
    """Every paired terminal is known no longer."""
    for one in paired(house):
        asked = command("remove_terminal", terminal_id=one)
        assert post(house, asked, house.token("console")).json["ok"]


def why_not(trying: Callable[[], object]) -> CannotPair:
    with pytest.raises(CannotPair) as failed:
        trying()
    return failed.value


def announced(terminal: Terminal, address: Address, tls_port: int) -> Found:
    return Found(
        identity=terminal.finder.known.identity, name="Blu", addresses=(address.host,),
        port=address.port, tls_port=tls_port, version="",
    )  # fmt: skip


def as_dict(known: KnownServer) -> dict[str, Any]:
    return {name: getattr(known, name) for name in known.__struct_fields__}
