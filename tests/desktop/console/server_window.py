"""The server's window of a test, with a process, a link and a computer that the test plays."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from restaurant.common.language.strings import Strings
from restaurant.desktop.console.watched import process
from restaurant.desktop.console.window import ConsoleWindow
from restaurant.desktop.parts.popup import Popup
from restaurant.protocol.documents import (
    FaultDocument,
    FiguresDocument,
    PairedDocument,
    SeenDocument,
    ServerDocument,
    TerminalDocument,
)
from tests.desktop.fake_link import FakeLink
from tests.desktop.sample import restaurant
from tests.desktop.screen import Screen, words_in

TODAY = datetime.now(UTC)


class FakeComputer:
    """Starts nothing with itself until it is told to, and cannot where `stubborn`."""

    def __init__(self) -> None:
        self.starts_server = False
        self.may_start_server = True
        self.forgotten: list[str] = []
        self.stubborn = False
        self.awake = 0
        self.shown: list[Path | str] = []
        self.can_show = True

    def start_server(self, *, at_sign_in: bool) -> None:
        if self.stubborn:
            raise PermissionError(13, "Permission denied")
        self.starts_server = at_sign_in

    def keep_awake(self, window: int) -> Callable[[], None]:
        assert window
        self.awake += 1

        def sleep_again() -> None:
            self.awake -= 1

        return sleep_again

    def show(self, what: Path | str, failed: Callable[[], object]) -> None:
        self.shown.append(what)
        if not self.can_show:
            failed()


class FakeProcess:
    """Notes what it is asked to do."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def start(self) -> None:
        self.asked.append("start")

    def stop(self) -> None:
        self.asked.append("stop")

    def close(self) -> None:
        self.asked.append("close")


def server(*addresses: str, **changes: Any) -> ServerDocument:
    values: dict[str, Any] = {
        "addresses": addresses or ("192.168.1.20",),
        "port": 5000,
        "version": "0.1.0",
        "data_folder": "/srv/trattoria",
        "started_at": TODAY,
        "trust_lan": False,
    }
    return ServerDocument(**(values | changes))


def terminal(role: str = "waiter", name: str = "Pass", address: str = "10.0.0.7") -> Any:
    return TerminalDocument(role=role, name=name, address=address, since=TODAY, version="0.1.0")


def fault(message: str, *, level: str = "warning", ago: float = 0) -> FaultDocument:
    return FaultDocument(at=TODAY - timedelta(seconds=ago), level=level, message=message)


class Console:
    """A window with its fakes."""

    def __init__(
        self, screen: Screen, *, size: str = "1366x768", language: str = "en", **options: Any
    ) -> None:
        self.screen, self.process = screen, FakeProcess()
        self.links: list[FakeLink] = []
        self.computer = FakeComputer()
        self.now = TODAY
        self.ports: list[int] = []
        self.window = ConsoleWindow(
            screen.open(size), self._make_process, self._make_link, strings=Strings(language),
            computer=self.computer, now=lambda: self.now, **options,
        )  # fmt: skip
        self.text = self.window.shell.text

    def _make_process(self, tell: Callable[[process.Notice], None]) -> FakeProcess:
        self.tell = tell
        return self.process

    def _make_link(self, port: int) -> Callable[[Any], FakeLink]:
        self.ports.append(port)

        def make(notice: Any) -> FakeLink:
            self.links.append(FakeLink(notice))
            return self.links[-1]

        return make

    def serve(self, **kinds: dict[str, Any]) -> None:
        """The server runs and shows everything."""
        count = len(self.links)
        self.tell(process.Starting())
        self.tell(process.Serving(5000))
        self.screen.until(lambda: len(self.links) > count)
        documents: dict[str, Any] = {
            "restaurant": {"1": restaurant()},
            "server": {"1": server()},
            "figures": {"1": FiguresDocument("2026-11-20", 118, 7, 234000, "EUR")},
            "terminals": {},
            "faults": {},
        }
        self.links[-1].online()
        self.links[-1].snapshot("console", **(documents | kinds))
        self.screen.until(lambda: self.window.state.server)

    def put_server(self, **changes: Any) -> None:
        """What the server says of itself is another."""
        self.links[-1].put("console", server={"1": server(**changes)})

    def question(self) -> Popup:
        """What stands in the way, once its last button has the keyboard."""
        popup = self.window.questions.popup
        assert popup is not None
        self.screen.until(lambda: popup.top.focus_get() is popup.buttons[-1])
        return popup

    def until(self, phase: str) -> None:
        self.screen.until(lambda: self.window.state.phase == phase, phase)

    @property
    def words(self) -> str:
        return words_in(self.window.root)


def paired(terminal_id: str, name: str, role: Any = "waiter") -> PairedDocument:
    return PairedDocument(terminal_id, name, role, TODAY, "Ana")


def link_of(terminal_id: str, name: str, **changes: Any) -> TerminalDocument:
    values: dict[str, Any] = {
        "role": "waiter", "name": name, "address": "192.168.1.31", "since": TODAY,
        "version": "0.1.0", "terminal_id": terminal_id, "lag_ms": 20,
    }  # fmt: skip
    return TerminalDocument(**(values | changes))


def floor() -> dict[str, Any]:
    """Three paired terminals, one of which is switched off and one of which is old, and a guest."""
    known = [("T-1", "Bar", "waiter"), ("T-2", "Kiosk", "customer"), ("T-3", "Terrace", "waiter")]
    links = {
        "1": link_of("T-1", "Bar"),
        "2": link_of("T-2", "Kiosk", role="customer", version="0.0.9", lag_ms=500),
        "9": link_of("", "", role="anybody", lag_ms=None, address="192.168.1.77"),
    }
    seen = SeenDocument(TODAY - timedelta(minutes=8), "192.168.1.33", "0.1.0")
    return {
        "paired": {i: paired(i, name, role) for i, name, role in known},
        "terminals": links,
        "seen": {"T-3": seen},
    }
