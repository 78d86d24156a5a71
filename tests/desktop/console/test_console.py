"""The server's window with the server that is shipped as its child."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from tkinter import filedialog
from typing import Any

import pytest

from restaurant.client.address import always, parse_address
from restaurant.client.link import Link
from restaurant.client.notices import Answered, Notice, Snapshot
from restaurant.common.ids import new_id
from restaurant.common.language.strings import Strings
from restaurant.common.machine import user_data_folder
from restaurant.common.options import Options
from restaurant.common.processes.children import command_for, let_go, start_child
from restaurant.desktop.console.watched.child import link_to, server_of
from restaurant.desktop.console.watched.process import ServerProcess
from restaurant.desktop.console.window import ConsoleWindow
from restaurant.domain.commands import NewOrder
from restaurant.domain.values.menu import Category, MenuItem
from tests.desktop.console.drawn import drawn
from tests.desktop.console.server_window import FakeComputer
from tests.desktop.screen import Screen, words_in
from tests.own_ports import own_port
from tests.waiting import until

SERVES_WITHIN = 60.0


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder of its own: the server leaves its tokens there."""
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "user"))
    return tmp_path / "user"


class Console:
    """A window over a real server."""

    def __init__(self, screen: Screen, folder: Path, **changes: Any) -> None:
        values: dict[str, Any] = {
            "data": folder,
            "host": "127.0.0.1",
            "port": own_port(),
            "sample": True,
        }
        values["user_folder"] = user_data_folder(os.environ, sys.platform)
        self.options = Options(role="server", **(values | changes))
        self.screen = screen
        self.window = ConsoleWindow(
            screen.open(), server_of(self.options), link_to(self.options, "en"), strings=Strings(),
            data_folder=folder, computer=FakeComputer(), trust_lan=self.options.trust_lan,
        )  # fmt: skip
        self.state, self.text = self.window.state, self.window.shell.text

    def until(self, condition: Callable[[], object], what: str = "") -> None:
        """As on the screen, with a server's patience."""
        try:
            self.screen.until(condition, what, SERVES_WITHIN)
        except AssertionError as in_vain:
            happened = [happening.text for happening in self.state.happenings.newest_first]
            raise AssertionError(f"{in_vain}; there is {happened}") from None

    def serves(self) -> bool:
        return self.state.phase == "serving" and self.state.online and bool(self.state.figures)

    @property
    def pid(self) -> int:
        assert isinstance(self.window.process, ServerProcess)
        assert self.window.process._child is not None
        return self.window.process._child.pid

    @property
    def port(self) -> int:
        assert self.state.port is not None
        return self.state.port

    def said(self, key: str, **params: object) -> bool:
        text = self.text(key, **params)
        return text in [happening.text for happening in self.state.happenings.newest_first]


@pytest.fixture
def console(screen: Screen, tmp_path: Path) -> Iterator[Console]:
    made = Console(screen, tmp_path / "server")
    made.until(made.serves)
    yield made
    made.window.process.close()


@pytest.fixture
def kiosk(console: Console) -> Iterator[tuple[Link, list[Notice]]]:
    """A customer terminal of that server."""
    told: list[Notice] = []
    where = always(parse_address(f"127.0.0.1:{console.port}"))
    link = Link(
        where=where, role="customer", name="Kiosk at the door", audiences=["menu"],
        outbox=None, notice=told.append, local=console.options.local_folder,
    )  # fmt: skip
    link.start()
    console.until(lambda: any(isinstance(notice, Snapshot) for notice in told))
    yield link, told
    link.stop()


def figures(console: Console) -> tuple[int, int]:
    shown = console.state.figures
    assert shown is not None
    return shown.orders, shown.takings


def test_name_address_orders_and_terminals(
    console: Console, kiosk: tuple[Link, list[Notice]]
) -> None:
    link, told = kiosk
    window = console.window
    assert window.head.title.full == "Trattoria Blu"
    assert window.address.address.full == f"127.0.0.1:{console.port}"
    console.until(lambda: "Kiosk at the door" in drawn(window.terminals))
    [only] = console.state.terminals.values()
    assert (only.role, only.name) == ("customer", "Kiosk at the door")
    snapshot = next(notice for notice in told if isinstance(notice, Snapshot))
    served_always = [
        category.id for category in snapshot.documents["categories"].values()
        if isinstance(category, Category) and category.hours is None
    ]  # fmt: skip
    dish = next(
        d for d in snapshot.documents["items"].values()
        if isinstance(d, MenuItem) and not d.modifiers and d.available
        and d.hours is None and d.category in served_always
    )  # fmt: skip
    link.send(NewOrder(items=(dish.name, dish.name), table=4))
    console.until(lambda: any(isinstance(notice, Answered) for notice in told))
    console.until(lambda: figures(console) == (1, 2 * dish.price))
    assert window.today.figures["orders"].full == "1"
    console.screen.shoot("console-real")


def test_a_killed_server_is_started_again_and_that_is_said(
    console: Console, kiosk: tuple[Link, list[Notice]]
) -> None:
    before, port = console.pid, console.port
    os.kill(before, getattr(signal, "SIGKILL", signal.SIGTERM))  # Windows has one way to kill
    console.until(lambda: console.state.phase == "pausing" or console.state.restarts)
    console.until(lambda: console.serves() and console.pid != before)
    assert console.port == port
    assert console.state.restarts == 1
    assert console.said("console.event_restarted", port=port)
    console.until(lambda: console.state.terminals, "the kiosk came back")


def test_a_port_that_is_taken_is_said_and_tried_again(screen: Screen, tmp_path: Path) -> None:
    with socket.socket() as other:
        port = own_port()
        other.bind(("127.0.0.1", port))
        other.listen()
        console = Console(screen, tmp_path / "server", port=port)
        console.until(lambda: console.state.phase == "cannot_start")
        assert f"Port {port} is in use by another program." in console.state.sentence
        assert console.state.sentence in words_in(console.window.trouble.frame)
        screen.shoot("console-port-taken")
    console.window.trouble.again.invoke()
    try:
        console.until(console.serves)
    finally:
        console.window.process.close()


def test_another_restaurant_at_the_port_is_not_taken_for_ours(
    console: Console, screen: Screen, tmp_path: Path
) -> None:
    """Its tokens are this user's as well, so a window that only looked at the port would show it."""
    console.window.root.withdraw()
    second = Console(Screen(pytest.MonkeyPatch()), tmp_path / "second", port=console.port)
    second.until(lambda: second.state.phase == "cannot_start")
    assert "Trattoria Blu" in second.state.sentence
    assert second.state.restaurant is None
    assert second.window.head.title.full == console.text("console.title")
    second.window.shell.close()


def test_stop_and_start(console: Console) -> None:
    console.window.switch.invoke()
    popup = console.window.questions.popup
    assert popup is not None
    popup.buttons[0].invoke()
    console.until(lambda: console.state.phase == "stopped")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", console.port), timeout=1)
    console.window.switch.invoke()
    console.until(console.serves)
    assert not console.state.restarts


def test_closing_ends_the_server(console: Console) -> None:
    console.window.ask_to_close()
    popup = console.window.questions.popup
    assert popup is not None
    popup.buttons[0].invoke()
    console.screen.until(console.screen.gone)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", console.port), timeout=1)


class Program:
    """The window as a program of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = own_port()
        options = Options(
            role="server", data=folder, host="127.0.0.1", port=self.port, sample=True,
            user_folder=user_data_folder(os.environ, sys.platform),
        )  # fmt: skip
        self.process = start_child(
            command_for("server", options), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


@pytest.fixture
def program(display: str, tmp_path: Path) -> Iterator[Program]:
    made = Program(tmp_path / "server")
    until(made.answers)
    yield made
    if made.process.poll() is None:
        made.process.kill()
    let_go(made.process)
    made.process.wait()
    until(lambda: not made.answers())


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_ends_window_and_server(program: Program, name: str) -> None:
    program.process.send_signal(getattr(signal, name))
    assert program.process.wait(SERVES_WITHIN) == 0
    assert not program.answers()


def test_the_end_of_what_started_the_window_ends_both(program: Program) -> None:
    let_go(program.process)
    assert program.process.wait(SERVES_WITHIN) == 0
    assert not program.answers()


def test_a_killed_window_takes_its_server_along(program: Program) -> None:
    program.process.kill()
    program.process.wait()
    until(lambda: not program.answers())


# ------------------------------------------------- what its owner does, with that server


def answer(console: Console, token: str | None, **message: Any) -> dict[str, Any]:
    """What the server answers to a command by HTTP."""
    address = f"http://127.0.0.1:{console.port}/api/v1/commands"
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = json.dumps({"id": new_id(), **message}).encode()
    request = urllib.request.Request(address, body, headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=SERVES_WITHIN) as response:
            told: dict[str, Any] = json.load(response)
    except urllib.error.HTTPError as refused:
        told = json.load(refused)
    return told


def shown_pin(console: Console) -> str:
    card = console.window.owner_cards.pin
    console.until(card.frame.winfo_viewable, "the PIN is shown")
    return card.large.full.replace(" ", "")


def test_a_terminal_is_paired_by_what_the_window_shows_and_revoked_there(console: Console) -> None:
    window = console.window
    pin = shown_pin(console)
    window.foot.pair.invoke()
    console.until(window.owner_cards.pairing.frame.winfo_viewable)
    console.screen.shoot("console-real-pairing")
    code = window.owner_cards.pairing.large.full
    wanted = {"type": "pair_terminal", "code": code, "pin": pin, "name": "Bar", "role": "waiter"}
    token = answer(console, None, **wanted)["token"]
    console.until(lambda: "Bar" in drawn(window.terminals))
    assert console.said("console.event_paired", name="Bar", by="Manager")
    window.owner_cards.pairing.buttons[0].invoke()
    console.until(lambda: not window.owner_cards.pairing.shown)
    assert answer(console, None, **wanted)["error"] == "code_expired"
    assert answer(console, token, type="new_order", items=["Water"], table=1)["ok"]
    window.terminals.choose("T-1")
    window.terminals.revoke.invoke()
    assert window.questions.popup is not None
    window.questions.popup.buttons[0].invoke()
    console.until(lambda: console.said("console.event_revoked", name="Bar"))
    refused = answer(console, token, type="new_order", items=["Water"], table=1)
    assert refused["error"] == "terminal_removed"


def test_a_lost_pin_is_reset_here_and_that_is_told(console: Console) -> None:
    first = shown_pin(console)
    window = console.window
    assert answer(console, None, type="sign_in", pin=first)["ok"]
    console.until(lambda: not window.owner_cards.pin.shown, "whoever signed in has it")
    window.foot.reset_pin.invoke()
    assert window.questions.popup is not None
    window.questions.popup.buttons[0].invoke()
    second = shown_pin(console)
    assert answer(console, None, type="sign_in", pin=second)["ok"]
    if first != second:
        assert answer(console, None, type="sign_in", pin=first)["error"] == "wrong_pin"
    console.until(lambda: console.said("fault.manager_pin_reset"), "it leaves an alert")
    journal = b"".join(p.read_bytes() for p in (console.window.data_folder / "journal").iterdir())
    assert journal.count(b"manager_pin_reset") == 2  # the first one was made at the start


def test_a_backup_is_made_where_the_owner_says(
    console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(filedialog, "askdirectory", lambda **_options: str(stick))
    console.window.foot.back_up.invoke()

    def told() -> bool:
        return any(console.said("console.event_backup", file=file) for file in stick.iterdir())

    console.until(told)
    monkeypatch.setattr(filedialog, "askdirectory", lambda **_options: str(stick / "never"))
    console.window.foot.back_up.invoke()
    console.until(lambda: "never" in console.window.shell.notice.text, "the server's refusal")


def test_lag_is_shown_once_the_server_asked_whether_a_terminal_lives(
    console: Console, kiosk: tuple[Link, list[Notice]]
) -> None:
    console.until(lambda: any(row.lag_ms for row in console.state.rows), "a ping was answered")
    console.until(lambda: any(" ms" in text for text in drawn(console.window.terminals)))
