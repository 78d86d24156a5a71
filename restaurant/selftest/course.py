"""The course of a self-test: which proofs there are, in which order, and what comes of them."""

import gc
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from restaurant import __version__
from restaurant.common.language.strings import Strings
from restaurant.common.options import Options
from restaurant.domain.commands import NewOrder
from restaurant.domain.values.orders import WantedItem
from restaurant.selftest import files
from restaurant.selftest.house import House, Process
from restaurant.selftest.proving import Failed, Teller, until
from restaurant.selftest.terminals import terminal

Proof = tuple[str, Callable[[], None]]

TABLE = 4
PORTIONS = 2


class Course:
    """One self-test; what a proof finds, those after it build on."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._strings = Strings()
        self._teller = Teller(self._strings)
        folder = Path(tempfile.mkdtemp(prefix="restaurant-self-test-"))
        self._house = House(folder, options.user_folder)
        self._terminal = partial(terminal, options.local_folder)
        self._server: Process | None = None
        self._orders: list[tuple[str, int, list[str]]] = []

    def run(self) -> int:
        """Every proof that this machine allows; 0 if nothing is left to be desired."""
        text, say = self._strings.text, self._teller.say
        say(text("selftest.title", version=__version__, system=platform.platform(terse=True)))
        try:
            proved = self._prove(self._without_windows())
            if proved and self._options.windowed:
                with _collector_at_rest():
                    proved = self._prove(self._with_windows())
        finally:
            self._house.clear_away()
            shutil.rmtree(self._house.folder, ignore_errors=True)
        return self._conclude() if proved else self._give_up()

    def _prove(self, proofs: list[Proof]) -> bool:
        """In turn, until one does not hold: those after it build on it."""
        return all(self._teller.prove(f"selftest.{name}", proof) for name, proof in proofs)

    def _conclude(self) -> int:
        text, say = self._strings.text, self._teller.say
        if not self._options.windowed:
            for name, _ in self._with_windows():
                say(text("selftest.unproved", what=text(f"selftest.{name}")))
        if not (self._options.windowed or self._options.headless):
            say(text("selftest.no_screen"))
            return 1
        say(text("selftest.passed", count=self._teller.held))
        return 0

    def _give_up(self) -> int:
        self._teller.say(self._strings.text("selftest.result", what=self._teller.faults[-1]))
        return 1

    # -------------------------------------------------------------------------- the proofs

    def _without_windows(self) -> list[Proof]:
        return [
            ("serves", self._serves),
            ("files", lambda: files.check_files_for_people(self._house.data)),
            ("order", self._order),
            ("kept", lambda: files.check_orders(self._house.data, self._orders)),
            ("again", self._again),
            ("killed", self._killed),
        ]

    def _with_windows(self) -> list[Proof]:
        return [
            ("picker", self._picker),
            ("customer", lambda: self._starts("customer")),
            ("waiter", lambda: self._starts("waiter")),
            ("photos", self._photos),
            ("windows", self._windows),
            ("console", self._console),
        ]

    def _serves(self) -> None:
        """A server of this very version answers."""
        self._server = self._house.serve()
        version = self._house.health().get("version")
        if version != __version__:
            raise Failed("selftest.other_version", found=version)

    def _order(self) -> None:
        """A customer's order comes to a waiter, and to the console as a line."""
        assert self._server is not None
        address = self._house.address
        with (
            self._terminal(address, "waiter", "floor") as waiter,
            self._terminal(address, "customer", "menu") as customer,
        ):
            dish = customer.await_(customer.plain_dishes, "a dish on the menu")[0]
            wanted = WantedItem(item_id=dish.id, quantity=PORTIONS)
            order_id = customer.send(NewOrder(items=(wanted,), table=TABLE))["order_id"]
            waiter.await_(lambda: order_id in waiter.orders(), order_id)
        names = [dish.name] * PORTIONS
        self._orders.append((order_id, TABLE, names))
        line = f"New order from Table {TABLE}: {', '.join(names)}"
        process = self._server
        until(lambda: line in process.words, line)

    def _again(self) -> None:
        """A server that was stopped comes back with everything."""
        assert self._server is not None
        self._server.end()
        self._comes_back()

    def _killed(self) -> None:
        """So does one that was killed."""
        assert self._server is not None
        self._server.kill()
        self._comes_back()

    def _comes_back(self) -> None:
        self._server = self._house.serve()
        known = {order_id for order_id, _, _ in self._orders}
        with self._terminal(self._house.address, "waiter", "floor") as waiter:
            waiter.await_(lambda: set(waiter.orders()) == known, ", ".join(known))
        files.check_orders(self._house.data, self._orders)

    @staticmethod
    def _photos() -> None:
        from restaurant.selftest.windows import draw_photos  # Tk is there only with a screen.

        draw_photos()

    @staticmethod
    def _picker() -> None:
        from restaurant.selftest import windows

        windows.pick_each_role()

    def _starts(self, role: str) -> None:
        """The role's own process opens its window, and its link is there."""
        process = self._house.start(role)
        with self._terminal(self._house.address, "console", "console") as console:
            until(
                lambda: role in [found.role for found in console.terminals()],
                f"--role {role}",
                meanwhile=process.watch,
            )
        process.end()

    def _windows(self) -> None:
        """An order goes round by the buttons of the real windows."""
        from restaurant.selftest import windows

        folder = self._house.folder / "terminals"
        pair = windows.Pair(self._house.address, folder, local=self._options.local_folder)
        try:
            order_id, dish = pair.order()
            pair.serve(order_id)
            pair.check_faults()
        finally:
            pair.close()
        self._orders.append((order_id, windows.TABLE, [dish]))
        files.check_choices(pair.choices, windows.TABLE, [dish])
        files.check_orders(self._house.data, self._orders)

    def _console(self) -> None:
        """The server's window starts a server, watches it, and takes it along when it closes."""
        assert self._server is not None
        self._server.end()
        process = self._house.start("server")
        self._house.await_server(process.watch)
        with self._terminal(self._house.address, "waiter", "floor") as waiter:
            waiter.await_(waiter.orders, self._orders[0][0])
        process.watch()
        process.end()
        until(lambda: not self._house.health(), "the end of the server")
        files.check_orders(self._house.data, self._orders)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """What Tk has made must go in the thread that made it, or Tcl aborts; a collector runs in any."""
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.enable()
