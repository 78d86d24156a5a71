"""Where the server is, asked of a person: what was found, what is typed, and what is wrong with it."""

from pathlib import Path
from typing import Any

import pytest

from restaurant.client.address import Address
from restaurant.client.finding.finder import Finder
from restaurant.client.finding.found import Found
from restaurant.client.finding.pairing import Pairing
from restaurant.client.no_link import NoLink
from restaurant.client.notices import Offline
from restaurant.common.language.strings import Strings
from restaurant.common.options import Options
from restaurant.common.remembered import remember_role
from restaurant.desktop.parts.popup import Choice
from restaurant.desktop.terminal.link_state import LinkState
from restaurant.desktop.terminal.remedies import ask_to_pair, ask_where
from restaurant.desktop.terminal.where import WhereIsServer
from restaurant.desktop.window.pump import Pump
from restaurant.desktop.window.shell import Shell
from restaurant.protocol.finding import Health
from tests.client.finding.fake_network import FakeDiscovery
from tests.desktop.sample import found as restaurant
from tests.desktop.screen import Screen, buttons_in, words_in


class FakeSeeking:
    """Finds what the test says."""

    def __init__(self, *found: Found) -> None:
        self.there = found
        self.answers: dict[str, Health] = {}
        self.taken: list[object] = []

    def found(self) -> tuple[Found, ...]:
        return self.there

    def check(self, address: Address) -> Health:
        if str(address) not in self.answers:
            raise NoLink("link.not_a_server" if address.port == 80 else "link.no_server")
        return self.answers[str(address)]

    def use(self, address: Address, said: Health) -> None:
        self.taken.append((str(address), said.restaurant))

    def choose(self, found: Found) -> None:
        self.taken.append(found.name)


@pytest.fixture
def shell(screen: Screen, strings: Strings) -> Shell:
    made = Shell(screen.open(), strings)
    screen.settle()
    return made


def opened(screen: Screen, shell: Shell, seeking: FakeSeeking) -> WhereIsServer:
    asking = WhereIsServer(shell, seeking, more=Choice("Choose the role again", kind="Quiet"))
    screen.until(lambda: asking.popup.top.winfo_ismapped())
    return asking


def test_a_restaurant_that_comes_later_is_shown_and_taken(screen: Screen, shell: Shell) -> None:
    seeking = FakeSeeking()
    asking = opened(screen, shell, seeking)
    assert "Nothing found yet" in words_in(asking.popup.top)
    seeking.there = (restaurant("Osteria Rossa"), restaurant("Trattoria Blu", "b"))
    screen.until(lambda: "Trattoria Blu" in words_in(asking.restaurants))
    screen.shoot("where-found")
    buttons_in(asking.restaurants)[1].invoke()
    assert seeking.taken == ["Trattoria Blu"]
    assert not asking.popup.open


def test_a_typed_address_is_asked_first(screen: Screen, shell: Shell) -> None:
    seeking = FakeSeeking()
    seeking.answers["10.0.0.7:5000"] = Health(identity="a" * 32, restaurant="Trattoria Blu")
    asking = opened(screen, shell, seeking)
    asking.address.set("10.0.0.7")
    asking.connect.invoke()
    screen.until(lambda: not asking.popup.open)
    assert seeking.taken == [("10.0.0.7:5000", "Trattoria Blu")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ten nought seven", '"ten nought seven" is not an address'),
        ("", "is not an address"),
        ("10.0.0.8", "Nobody answers at 10.0.0.8:5000"),
        ("10.0.0.8:80", "Another program answers at 10.0.0.8:80"),
    ],
)
def test_what_is_wrong_with_it_is_said(screen: Screen, shell: Shell, typed: str, said: str) -> None:
    seeking = FakeSeeking()
    asking = opened(screen, shell, seeking)
    asking.address.set(typed)
    asking.connect.invoke()
    screen.until(lambda: said in str(asking.problem.cget("text")))
    screen.until(lambda: asking.connect.instate(["!disabled"]))
    screen.shoot("where-wrong")
    assert seeking.taken == []
    asking.popup.close()


def test_the_pill_asks_only_while_there_is_no_link(screen: Screen, shell: Shell) -> None:
    connection = LinkState(shell, offline_hint="waiter.offline")
    asked: list[str] = []
    connection.help = lambda: asked.append("asked")
    connection.down(Offline("link.no_server"))
    assert "Tap" in shell.banner.text
    connection.pill.event_generate("<Button-1>")
    assert asked == ["asked"]
    connection.down(Offline("link.which_server"))
    assert asked == ["asked", "asked"]


def ask_for_help(shell: Shell, folder: Path, **how: Any) -> None:
    """As a tap on the pill of a terminal without its server, whose computer always starts it."""
    options = Options(role="customer", user_folder=folder, autostart_folder=folder / "autostart")
    remember_role(options.data_folder(None), "customer")
    connection = LinkState(shell, offline_hint="customer.offline")
    ask_where(shell, connection, FakeSeeking(), options, **how)
    assert connection.help is not None
    connection.help()


@pytest.mark.parametrize("kiosk", [False, True])
def test_no_guest_makes_a_kiosk_ask_for_its_role(
    screen: Screen, shell: Shell, tmp_path: Path, kiosk: bool
) -> None:
    """Whoever pulls the cable could else have the next start open the picker on a bare desktop."""
    ask_for_help(shell, tmp_path, kiosk=kiosk)
    screen.until(lambda: "Where is the server?" in words_in(shell.root))
    assert ("Choose the role again" in words_in(shell.root)) is not kiosk


@pytest.mark.parametrize("kiosk", [False, True])
def test_no_guest_leads_a_paired_kiosk_to_another_server(
    screen: Screen, shell: Shell, tmp_path: Path, kiosk: bool
) -> None:
    """A guest may have a server on the phone, which the staff's next PIN would be typed into."""
    ask_for_help(shell, tmp_path, kiosk=kiosk, is_paired=lambda: True)
    screen.settle()
    assert bool(shell.notice.text) is kiosk
    asked = [child for child in shell.root.winfo_children() if child.winfo_class() == "Toplevel"]
    assert bool(asked) is not kiosk


@pytest.mark.parametrize(
    ("reason", "asks"), [("link.other_certificate", False), ("link.terminal_removed", True)]
)
def test_a_kiosk_is_paired_anew_on_its_own_server_s_word_only(
    screen: Screen, shell: Shell, tmp_path: Path, reason: str, asks: bool
) -> None:
    finder = Finder(tmp_path, discovery=lambda _heard: FakeDiscovery())
    pairing = Pairing(finder, tmp_path, "customer")
    pump: Pump[object] = Pump(shell.root, lambda _things: None)
    shell.at_end(pump.stop)
    connection = LinkState(shell, offline_hint="customer.offline")
    ask_to_pair(shell, connection, finder, pairing=pairing, pump=pump, kiosk=True)
    connection.down(Offline(reason))
    assert connection.pair is not None
    connection.pair()
    screen.settle()
    asked = [child for child in shell.root.winfo_children() if child.winfo_class() == "Toplevel"]
    assert bool(asked) is asks
    assert bool(shell.notice.text) is not asks
