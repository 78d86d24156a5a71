"""One service hour from a seed: customers, waiters, power cuts, failing disks, and what must hold then."""

import json
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from restaurant.domain.commands import NewOrder, PutCategory, PutMenuItem
from restaurant.domain.errors import Refused
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.engine.answers import Accepted
from restaurant.protocol import audiences
from restaurant.protocol.audiences import AUDIENCES, THE_ONE
from restaurant.protocol.showing import figures_document, order_document
from tests.sim.server import Server
from tests.sim.terminals import DISHES, Customer, Waiter
from tests.sim.world import Network, World
from tests.storage.shop import archived_on

HOUR = 3600.0


class Figures(Struct):
    """What an hour had in it, so that it can be seen that it was no easy one."""

    orders: int
    commits: int
    starts: int
    refused: int
    edited: int
    gaps: int
    torn: int


class Hour:
    """The cast of one hour."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.world = World(seed)
        self.server = Server(self.world, folder)
        self.boss = Waiter(self.world, self.server, "manager", "boss")
        self.waiters = [
            Waiter(self.world, self.server, "waiter", "ana"),
            Waiter(self.world, self.server, "kitchen", "ben"),
            self.boss,
        ]
        self.customers = [
            Customer(self.world, self.server, "customer", f"kiosk-{n}") for n in range(4)
        ]

    @property
    def everybody(self) -> list[Customer | Waiter]:
        """All who send commands."""
        return [*self.customers, *self.waiters]

    def run(self) -> Figures:
        """The hour, then a quiet end in which everything is delivered, then the checks."""
        with self.server.disk.in_use():
            self.server.start()
            self._open_the_house()
            for terminal in self.everybody:
                self.world.after(self.world.chance.uniform(5, 60), terminal.live)
            self.world.after(60, self._trouble)
            self.world.after(120, self._housekeeping)
            self.world.run(HOUR)
            self._quiet_end()
            figures = self._check()
            self.server.stop()
            return figures

    def _open_the_house(self) -> None:
        self.boss.want(PutCategory(category=Category("all", "All")))
        for n, name in enumerate(DISHES):
            item = MenuItem(name.lower(), name, "all", 100 * n + 250, order=n)
            self.boss.want(PutMenuItem(item=item))

    # --------------------------------------------------------------------------- trouble

    def _trouble(self) -> None:
        """Every few minutes something goes wrong."""
        if self.world.is_quiet:
            return
        chance = self.world.chance
        kind = chance.choice(
            ["sync", "sync", "broken", "cut", "cut", "cut", "plug", "stop", "clock"]
        )
        if not self.server.is_up:
            kind = "none"
        if kind == "sync":
            self.server.disk.fails = 1
        elif kind == "broken":
            self.server.disk.fails = 2
            self.world.after(40, self._restart_if_broken)
        elif kind == "cut":
            self.server.disk.cut_at = chance.choice(["sync", "sync", "written"])
            self.world.after(30, self._start_if_down)
        elif kind == "plug":
            self.server.lose_power()
            self._start_soon()
        elif kind == "stop":
            self.server.stop()
            self._start_soon()
        elif kind == "clock":
            self.world.set_clock(timedelta(minutes=chance.choice([-60, -1, 0, 5])))
        self.world.after(chance.expovariate(1 / 150), self._trouble)

    def _start_soon(self) -> None:
        self.world.after(self.world.chance.uniform(1, 30), self._start_if_down)

    def _start_if_down(self) -> None:
        if not self.server.is_up:
            self.server.start()
        else:
            self.world.after(30, self._start_if_down)

    def _restart_if_broken(self) -> None:
        if self.server.is_up and self.server.committer.read_only:
            self.server.stop()
            self._start_soon()

    def _housekeeping(self) -> None:
        self.server.save_snapshot()
        self.world.after(self.world.chance.uniform(100, 900), self._housekeeping)

    def _quiet_end(self) -> None:
        """Nobody does anything new, the network is good, and every outbox becomes empty."""
        self.world.is_quiet = True
        self.world.network = Network(lost=0, repeated=0)
        self.server.disk.fails, self.server.disk.cut_at = 0, None
        self._end_of_trouble()
        deadline = self.world.seconds + HOUR
        while not all(terminal.is_idle for terminal in self.everybody):
            assert self.world.seconds < deadline, "somebody is never answered"
            self.world.run(self.world.seconds + 30)
            self._end_of_trouble()
        # A last message for every list: a gap that nothing followed shows now.
        self.boss.want(NewOrder(items=("Burger cake",), table=1))
        self.boss.want(PutCategory(category=Category("all", "Everything")))
        self.world.run(self.world.seconds + 120)

    def _end_of_trouble(self) -> None:
        if self.server.is_up and self.server.committer.read_only:
            self.server.stop()
        if not self.server.is_up:
            self.server.start()

    # ---------------------------------------------------------------------------- checks

    def _check(self) -> Figures:
        commits = journal(self.server.folder)
        self._check_commands(commits)
        self._check_orders(commits)
        self._check_lists()
        told = [told for terminal in self.everybody for told in terminal.told.values()]
        state = self.server.there.engine.state
        return Figures(
            orders=state.orders.booked,
            commits=len(commits),
            starts=self.server.starts,
            refused=sum(isinstance(one.answer, Refused) for one in told),
            edited=sum(e["type"] == "order_edited" for c in commits for e in c["events"]),
            gaps=sum(waiter.gaps for waiter in self.waiters),
            torn=len(list((self.server.folder / "journal").glob("torn-*.bin"))),
        )

    def _check_commands(self, commits: list[dict[str, Any]]) -> None:
        """Each command that was accepted is in the journal once, each that was refused is not."""
        assert [commit["seq"] for commit in commits] == list(range(1, len(commits) + 1))
        found = Counter((commit["by"]["id"], commit["cause"]) for commit in commits)
        assert not [key for key, times in found.items() if times > 1]
        by_key = {(commit["by"]["id"], commit["cause"]): commit for commit in commits}
        for terminal in self.everybody:
            for command_id, told in terminal.told.items():
                commit = by_key.pop((terminal.actor.id, command_id), None)
                if isinstance(told.answer, Accepted):
                    assert commit is not None, f"{command_id} was lost"
                    assert (commit["seq"], made(commit)) == (told.answer.seq, told.answer.made)
                else:
                    assert isinstance(told.answer, Refused), f"{command_id} was never answered"
                    assert commit is None, f"{command_id} was refused and yet happened"
        assert not by_key, "commands that nobody sent"

    def _check_orders(self, commits: list[dict[str, Any]]) -> None:
        """`orders.json`, archive and state hold each order of the journal once."""
        placed = [
            event["order"]
            for commit in commits
            for event in commit["events"]
            if event["type"] == "order_placed"
        ]
        assert [order["number"] for order in placed] == list(range(1, len(placed) + 1))
        text = (self.server.folder / "orders.json").read_text("utf-8")
        listed = json.loads(text)
        assert [(e["order_id"], e["table"]) for e in listed] == [
            (order["id"], order["table"]) for order in placed
        ]
        names = [
            [i["name"] for i in o["items"] for _ in range(i.get("quantity", 1))] for o in placed
        ]
        assert [entry["items"] for entry in listed] == names
        opened = self.server.there
        days = sorted((self.server.folder / "archive").glob("*.jsonl"))
        closed = [c.order.id for day in days for c in archived_on(day)]
        assert sorted([*closed, *opened.engine.state.orders.open]) == sorted(
            o["id"] for o in placed
        )

    def _check_lists(self) -> None:
        """What each waiter saw by snapshot and change is what the state says."""
        state = self.server.there.engine.state
        expected = {i: order_document(order) for i, order in state.orders.open.items()}
        menu = audiences.snapshot(state, AUDIENCES["menu"], None)
        for waiter in self.waiters:
            assert dict(waiter.mirror.all("orders")) == expected, f"the list of {waiter.actor.id}"
            assert dict(waiter.mirror.all("figures")) == {THE_ONE: figures_document(state)}
            assert dict(waiter.mirror.all("items")) == menu["items"]
            assert dict(waiter.mirror.all("categories")) == menu["categories"]


def journal(folder: Path) -> list[dict[str, Any]]:
    """All commits, read without the server's own code."""
    commits = []
    for path in sorted((folder / "journal").glob("*.jsonl")):
        for line in path.read_bytes().splitlines():
            batch = msgspec.json.decode(line)
            for place, commit in enumerate(batch["commits"]):
                commits.append({**commit, "seq": batch["seq"] + place})
    return commits


def made(commit: dict[str, Any]) -> str | None:
    """The order that a commit placed."""
    ids = [e["order"]["id"] for e in commit["events"] if e["type"] == "order_placed"]
    return ids[0] if ids else None


def run(seed: int) -> Figures:
    """One hour in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        return Hour(seed, Path(name) / "restaurant").run()
