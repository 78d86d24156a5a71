"""Whom a terminal believes: the server it was paired with, and nobody between, however they announce it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from restaurant.client.address import Address, Door
from restaurant.client.connecting.asking import ask
from restaurant.client.finding import pairing
from restaurant.client.finding.known_server import KnownServer, keep_known
from restaurant.client.finding.pairing import prove
from restaurant.client.notices import Answered, Online
from restaurant.domain.commands import NewOrder
from restaurant.protocol.messages import Who
from tests.client.finding.fake_network import dead_port
from tests.client.finding.pairing_terminal import TIMING, MakeTerminal, announced, as_dict, why_not
from tests.client.middle import Middle
from tests.server.people import pairing_code
from tests.server.running import RunningServer


def test_somebody_in_the_middle_hears_neither_code_nor_pin(
    house: RunningServer, middle: Middle
) -> None:
    code = pairing_code(house)
    door = Door(middle.address, middle.tls_port)
    assert why_not(lambda: prove(door, code, TIMING)).code == "wrong_code"
    assert b"/pairing" in middle.heard
    assert code.replace("-", "").encode() not in middle.heard.replace(b"-", b"")
    assert prove(Door(Address("127.0.0.1", house.port), house.tls_port), code, TIMING).code == code


def test_a_proof_is_good_once(house: RunningServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words of the right server, said again, prove nothing: the terminal asked another way."""
    code = pairing_code(house)
    door = Door(Address("127.0.0.1", house.port), house.tls_port)
    recorded: list[Any] = []
    real = ask

    def say_the_first_again(*args: Any, **named: Any) -> Any:
        recorded.append(real(*args, **named))
        return recorded[0]

    monkeypatch.setattr(pairing, "ask", say_the_first_again)
    prove(door, code, TIMING)
    assert why_not(lambda: prove(door, code, TIMING)).code == "wrong_code"


def test_whoever_announces_the_restaurant_elsewhere_is_not_believed(
    house: RunningServer, terminal: MakeTerminal, middle: Middle
) -> None:
    bar = terminal()
    bar.pair()
    keep_known(bar.folder, KnownServer(**{**as_dict(bar.finder.known), "address": ""}))
    lost = terminal()
    lost.finder._here = dead_port()
    lie = announced(lost, middle.address, middle.tls_port)
    lost.network.there = (lie,)
    screen = lost.start()
    screen.wait(lambda: "link.other_certificate" in screen.reasons(), within=30)
    lost.network.there = (lie, announced(lost, Address("127.0.0.1", house.port), house.tls_port))
    lost.network.changed()
    assert screen.next(Who, within=30).role == "waiter"
    assert middle.heard == b"", "not a word, let alone the token"


def test_a_clock_years_off_changes_nothing(terminal: MakeTerminal) -> None:
    """Neither the certificate nor the token is judged by it, nor how old an order is."""
    bar = terminal()
    bar.pair()
    screen = bar.start(now=lambda: datetime(1999, 12, 31, 23, 59, tzinfo=UTC))
    assert screen.next(Online).clock_offset.days > 9000
    assert bar.link is not None
    bar.link.send(NewOrder(table=4, items=("Pasta",)))
    assert screen.next(Answered).answer["ok"]


def test_a_proxy_in_the_environment_is_no_concern(
    terminal: MakeTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "ws_proxy", "wss_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{dead_port().port}")
        monkeypatch.setenv(name.upper(), f"http://127.0.0.1:{dead_port().port}")
    kiosk = terminal(role="customer")
    screen = kiosk.start()
    assert screen.next(Who).role == "anybody"  # by the plain door
    kiosk.pair("Kiosk")
    assert screen.next(Who, 2).role == "customer"  # and by the other
