"""Cuts of every kind under load: two paired terminals on machines of their own, and what came of each.

A cut is over when the server can be reached again. From then on each terminal is timed until it shows
what the server has: until the first message of a link that works. In the end every order is counted.
"""

import itertools
import random
import time
from pathlib import Path
from typing import Any, Literal, NamedTuple

from tests.network.conftest import HostedTerminal
from tests.network.hosts import Host, HostedServer, Network, stop_all

Kind = Literal["killed", "unplugged", "moved"]
KINDS: tuple[Kind, ...] = ("killed", "unplugged", "moved")
PIN = "4711"
PATIENCE_S = 60.0


class Cut(NamedTuple):
    """One of a schedule; `at_server` is whose plug is pulled, `seconds` for how long."""

    kind: Kind
    seconds: float
    at_server: bool


class Recovery(NamedTuple):
    """How long a terminal took, in seconds from when the server could be reached."""

    kind: Kind
    terminal: str
    seconds: float


class Count(NamedTuple):
    """What became of all orders; `lost` and `doubled` name those of which it is not true that they
    are there once.
    """

    sent: int
    lost: list[str]
    doubled: list[str]


def schedule(seed: int, count: int, lengths: tuple[float, ...]) -> list[Cut]:
    """So many cuts: of any three in a row, each is of another kind."""
    dice = random.Random(seed)
    rounds = [dice.sample(KINDS, len(KINDS)) for _ in range(count // len(KINDS) + 1)]
    kinds = list(itertools.chain.from_iterable(rounds))[:count]
    return [Cut(kind, dice.choice(lengths), dice.random() < 0.5) for kind in kinds]


class Working(HostedTerminal):
    """A terminal at work on a machine of its own."""

    def __init__(self, host: Host, folder: Path, role: str, code: str) -> None:
        super().__init__(host, folder, role, role, code, PIN, module="tests.network.worker")
        self.role, self.host = role, host

    def first_after(self, moment: float, *, anew: float | None) -> float:
        """When it was first told something by the server after this moment, where its link of before
        is gone for good on a link that was made after `anew`.
        """

        def after() -> list[float]:
            since = moment
            if anew is not None:
                links = [line["at"] for line in self.told("online") if line["at"] > anew]
                since = max(moment, links[0]) if links else float("inf")
            lines = self.told("shown") + self.told("answered")
            return sorted(line["at"] for line in lines if line["at"] > since)

        self.await_(after, PATIENCE_S)
        return after()[0]

    def all_answered(self) -> bool:
        """Whether each order that it sent has its answer."""
        return len(self.told("answered")) >= len(self.told("sent"))

    def open_orders(self) -> int:
        """How many it shows as open."""
        return int(self.told("shown")[-1].get("orders", 0))


class Evening:
    """The network, its server and its terminals; `close` ends it all."""

    def __init__(self, folder: Path) -> None:
        self._network = Network()
        self._started: list[Any] = []
        self._numbers = itertools.count(10)
        self._address = "10.97.0.1/24"
        self.counter = self._network.host(self._address)
        hosts = [self._network.host(f"10.97.0.{n}/24") for n in (2, 3)]
        try:
            self.server = HostedServer(self.counter, folder / "server")
            self.server.start()
            self._started.append(self.server)
            code = self.server.open_pairing(PIN)
            self.terminals = [
                self._start(host, folder / role, role, code)
                for host, role in zip(hosts, ("customer", "waiter"), strict=True)
            ]
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Ends everything."""
        stop_all(self._started)
        self._network.remove()

    def go(self) -> None:
        """Everybody works from now on."""
        for terminal in self.terminals:
            terminal.say("go")
        for terminal in self.terminals:
            terminal.next("answered", 2)

    def cut(self, cut: Cut) -> list[Recovery]:
        """Cut, and wait until everybody is back and has had an order through."""
        began = time.time()
        over = getattr(self, f"_{cut.kind}")(cut)
        anew = None if cut.kind == "unplugged" else began
        took = [
            Recovery(cut.kind, one.role, one.first_after(over, anew=anew) - over)
            for one in self.terminals
        ]
        for terminal in self.terminals:
            answered = len(terminal.told("answered"))
            terminal.next("answered", answered + 2, PATIENCE_S)
        return took

    def count(self) -> Count:
        """Nobody orders any more, all is answered; then every order is looked for."""
        for terminal in self.terminals:
            terminal.say("rest")
        sent: list[str] = []
        orders: dict[str, str] = {}
        for one in self.terminals:
            one.await_(one.all_answered, PATIENCE_S)
            sent += [line["id"] for line in one.told("sent")]
            orders |= {line["id"]: str(line["order"]) for line in one.told("answered")}
        stored = [str(order["order_id"]) for order in self.server.orders()]
        lost = [one for one in sent if orders.get(one) not in stored]
        once = set(orders.values())
        doubled = [one for one in stored if stored.count(one) > 1 or one not in once]
        if len(once) < len(orders):
            lost += sorted(one for one in orders if list(orders.values()).count(orders[one]) > 1)
        return Count(len(sent), lost, sorted(set(doubled)))

    # -------------------------------------------------------------------------- the kinds

    def _killed(self, _cut: Cut) -> float:
        self.server.kill()
        self.server.start()
        return time.time()

    def _unplugged(self, cut: Cut) -> float:
        hosts = [self.counter] if cut.at_server else [one.host for one in self.terminals]
        for host in hosts:
            host.down()
        time.sleep(cut.seconds)
        for host in hosts:
            host.up()
        return time.time()

    def _moved(self, _cut: Cut) -> float:
        self.counter.drop(self._address)
        self._address = f"10.97.0.{next(self._numbers) % 200 + 10}/24"
        self.counter.add(self._address)
        return time.time()

    # ------------------------------------------------------------------------------ parts

    def _start(self, host: Host, folder: Path, role: str, code: str) -> Working:
        made = Working(host, folder, role, code)
        self._started.append(made)
        return made
