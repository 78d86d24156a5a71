"""A terminal at work, as its own program: pairs, then orders again and again, and says what it is told.

    python -m tests.network.worker FOLDER ROLE NAME CODE PIN

Lines that come in: `go` has it order twice a second, `rest` ends that. A waiter also completes what it
sees, so that the floor stays as full as a floor is.
"""

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from restaurant.client.finding.finder import Finder
from restaurant.client.finding.pairing import Pairing
from restaurant.client.link import Link
from restaurant.client.notices import (
    Answered,
    Changed,
    Notice,
    Offline,
    Online,
    Snapshot,
    TooOld,
)
from restaurant.domain.commands import NewOrder, SetOrderStatus

_TURN = threading.Lock()
EVERY_S = 0.5
KEPT_S = 5.0
"""So long an order stays on the floor."""


class Worker:
    """The terminal; `seen` is its copy of the open orders, with since when it has each."""

    def __init__(self, folder: Path, role: Any, name: str) -> None:
        self.finder = Finder(folder)
        self.pairing = Pairing(self.finder, folder, role)
        self._role, self._name = role, name
        self._working = threading.Event()
        self._seen: dict[str, float] = {}
        self.link = Link(
            where=self.finder.where, role=role, name=name,
            audiences=["floor"] if role == "waiter" else ["menu"],
            outbox=folder / "outbox.jsonl", notice=self._tell,
        )  # fmt: skip
        self.finder.moved = self.link.hurry

    def pair(self, code: str, pin: str) -> None:
        """Once; a second time it is paired already."""
        if not self.finder.known.token:
            self.pairing.pair(self.pairing.check(code), pin=pin, name=self._name)

    def work(self) -> None:
        """Order until the program ends; a thread's."""
        number = 0
        while self._working.wait():
            number += 1
            order = NewOrder(items=("Pasta",), name=f"{self._name} {number}", expected_total=None)
            say("sent", id=self.link.send(order))
            time.sleep(EVERY_S)

    def hear(self, line: str) -> None:
        """What the test wants."""
        if line == "go":
            self._working.set()
        else:
            self._working.clear()

    def _tell(self, notice: Notice) -> None:
        match notice:
            case Online():
                say("online")
            case Offline():
                say("offline", reason=notice.reason)
            case Snapshot() | Changed():
                self._show(notice)
                say("shown", orders=len(self._seen), whole=isinstance(notice, Snapshot))
            case Answered(command=NewOrder()):
                say("answered", id=notice.id, order=notice.answer.get("order_id"))
            case TooOld():
                say("too_old", id=notice.id)

    def _show(self, notice: Snapshot | Changed) -> None:
        documents = notice.documents if isinstance(notice, Snapshot) else notice.put
        shown, now = documents.get("orders", {}), time.monotonic()
        if isinstance(notice, Snapshot):
            self._seen = {one: self._seen.get(one, now) for one in shown}
        for one in shown:
            self._seen.setdefault(one, now)
        for one in notice.drop.get("orders", []) if isinstance(notice, Changed) else []:
            self._seen.pop(one, None)
        for one, since in list(self._seen.items()):
            if now - since > KEPT_S:
                self._seen[one] = now
                self.link.send(SetOrderStatus(order_id=one, status="completed"))


def say(what: str, **more: object) -> None:
    """One line, from any thread."""
    line = json.dumps({"what": what, "at": time.time(), **more})
    with _TURN:
        print(line, flush=True)


def main(folder: str, role: str, name: str, code: str, pin: str) -> None:
    """Runs until the input ends."""
    worker = Worker(Path(folder), role, name)
    worker.pair(code, pin)
    worker.link.start()
    threading.Thread(target=worker.work, daemon=True).start()
    for line in sys.stdin:
        worker.hear(line.strip())
    worker.link.stop()
    worker.finder.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
