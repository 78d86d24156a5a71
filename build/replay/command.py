"""The command line of build/rush.py, from the file to the report."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path

from build.replay import report
from build.replay.crew import Crew, Manager, NoServer
from build.replay.dishes import Dishes
from build.replay.ledger import Ledger
from build.replay.menu import Menu
from build.replay.orders_file import Bad, BadFile, PastOrder, Row, past_orders, read_rows
from build.replay.own_server import own_server
from build.replay.pace import Due, schedule
from build.replay.progress import Bar
from restaurant.client.address import Address, parse_address
from restaurant.domain.commands import NewOrder
from restaurant.domain.menu import name_key
from restaurant.domain.values.orders import WantedItem

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "takeaway-orders.csv"
CANNOT = 2
LOST = 1
MOST_AT_ONCE = 100
"""Rows in one order: what a restaurant takes as it comes. A longer one is sent in parts."""
MOST_PORTIONS = 99
SETTLED_WITHIN_S = 15.0

Commands = Callable[[PastOrder], Iterator[NewOrder]]


def run(argv: Sequence[str]) -> int:
    """Replays and reports: 0 if every order was taken once, 1 if not, 2 if it could not be done."""
    asked = _parser().parse_args(argv)
    try:
        rows, bad = read_rows(asked.file)
    except (BadFile, OSError) as wrong:
        return _cannot(f"{asked.file} cannot be read: {wrong}")
    try:
        return _replay(asked, rows, bad)
    except NoServer as wrong:
        return _cannot(
            f"{wrong}\nThe replay sends as terminals and as the manager: run it on the server's "
            "machine under the same user, start the server with --trust-lan, or say --own."
        )
    except KeyboardInterrupt:
        return _cannot("Stopped before the first order.")


def _replay(asked: argparse.Namespace, rows: list[Row], bad: list[Bad]) -> int:
    orders = _wanted(past_orders(rows), asked.start)[: asked.orders]
    if not orders:
        return _cannot(f"{asked.file} has no order to replay.")
    server = own_server(asked.currency) if asked.own else nullcontext(asked.server)
    with server as address, _manager(address) as manager:
        menu = Menu(manager)
        dishes = Dishes(rows, menu.currency)
        _say(report.about_file(len(rows), len(orders), bad, dishes))
        menu.put(dishes)
        _say(report.about_menu(menu))
        due, cut = schedule(orders, speed=asked.speed, longest_gap=asked.longest_gap)
        _say(_plan(due, cut, asked))
        return _drive(asked, address, due, menu)


def _wanted(orders: list[PastOrder], start: datetime | None) -> list[PastOrder]:
    return orders if start is None else [order for order in orders if order.at >= start]


def _drive(asked: argparse.Namespace, address: Address, due: Sequence[Due], menu: Menu) -> int:
    ledger = Ledger()
    crew = Crew(address, ledger, customers=asked.customers, most_open=asked.open)
    crew.start()
    began = time.perf_counter()
    pace = Pace(crew, ledger, due, lambda order: _commands(order, menu))
    try:
        pace.run(began)
    except KeyboardInterrupt:
        pace.bar.end()
        print("Stopped. What was sent until now:")
    seconds = time.perf_counter() - began
    _await(ledger)
    crew.stop()
    _say(report.about_orders(ledger, seconds, pace.behind))
    _say(report.about_faults(ledger))
    faults = report.lost_orders(ledger) or ledger.doubled() or ledger.refused
    return LOST if faults else 0


class Pace:
    """Sends each order when it is due."""

    def __init__(self, crew: Crew, ledger: Ledger, due: Sequence[Due], commands: Commands) -> None:
        self._crew, self._ledger, self._due = crew, ledger, due
        self._commands = commands
        self.bar = Bar(len(due))
        self.behind = 0.0
        """Seconds that the latest order was late by: this machine did not keep up."""

    def run(self, began: float) -> None:
        """Until the last one is sent."""
        for done, due in enumerate(self._due):
            while (left := began + due.at - time.perf_counter()) > 0:
                self._show(done, due)
                time.sleep(min(left, 0.1))
            self.behind = max(self.behind, time.perf_counter() - began - due.at)
            for command in self._commands(due.order):
                self._crew.send(command, time.perf_counter())
            self._show(done, due)
        self.bar.show(len(self._due), "sent")
        self.bar.end()

    def _show(self, done: int, due: Due) -> None:
        self.bar.show(done, f"{due.order.at:%d.%m.%Y %H:%M}")


def _commands(order: PastOrder, menu: Menu) -> Iterator[NewOrder]:
    """The commands of one order; its name is what this replay knows it by again."""
    items = [
        WantedItem(item_id=menu.ids[name_key(name)], quantity=portions)
        for name, quantity in order.dishes
        for portions in _portions(quantity)
    ]
    name = f"{order.invoice[:30]} of {order.at:%d.%m.%y %H:%M}"
    for start in range(0, len(items), MOST_AT_ONCE):
        part = f", part {start // MOST_AT_ONCE + 1}" if start else ""
        yield NewOrder(items=tuple(items[start : start + MOST_AT_ONCE]), name=name + part)


def _portions(quantity: int) -> Iterator[int]:
    while quantity > 0:
        yield min(quantity, MOST_PORTIONS)
        quantity -= MOST_PORTIONS


def _await(ledger: Ledger) -> None:
    """Until everything sent has arrived, or nothing more can be expected to."""
    deadline = time.monotonic() + SETTLED_WITHIN_S
    while not ledger.settled and time.monotonic() < deadline:
        time.sleep(0.1)


@contextmanager
def _manager(address: Address) -> Iterator[Manager]:
    manager = Manager(address)
    manager.start()
    try:
        yield manager
    finally:
        manager.link.stop()


def _plan(due: Sequence[Due], cut: int, asked: argparse.Namespace) -> Iterator[str]:
    took = timedelta(seconds=round(due[-1].at))
    hours = asked.longest_gap.total_seconds() / 3600
    yield f"plan      {len(due)} orders at {asked.speed:g} times real speed take {took}"
    if cut:
        yield f"          {cut} gaps of over {hours:g} h (nights) are cut to that"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rush.py",
        description="Replays past orders into a running server and reports how long they took.",
    )
    add = parser.add_argument
    add("file", nargs="?", type=Path, default=DATA, help="CSV, a dish a row (default: %(default)s)")
    add("--server", type=parse_address, default="localhost:5000", help="where the server is")
    add("--own", action="store_true", help="start a server for this, in a temporary folder")
    add("--currency", default="GBP", help="what --own counts in (default %(default)s)")
    add("--speed", type=_speed, default=600.0, help="times real speed (default %(default)g)")
    add("--orders", type=int, help="so many at most")
    add("--from", dest="start", type=datetime.fromisoformat, help="YYYY-MM-DD")
    add("--longest-gap", type=_hours, default=timedelta(hours=1), metavar="HOURS",
        help="longer gaps, such as nights, are cut to this (default 1)")  # fmt: skip
    add("--customers", type=int, default=4, help="terminals that send (default %(default)s)")
    add("--open", type=int, default=60, help="the waiter serves the oldest of more (default 60)")
    return parser


def _speed(text: str) -> float:
    speed = float(text)
    if not speed > 0:
        raise ValueError(text)
    return speed


def _hours(text: str) -> timedelta:
    return timedelta(hours=_speed(text))


def _say(lines: Iterator[str]) -> None:
    for line in lines:
        print(line, flush=True)


def _cannot(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return CANNOT
