"""Pairing against a real server in both of its modes: who is let in, and what is kept."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from restaurant.client.connecting.asking import ask
from restaurant.client.finding import pairing
from restaurant.client.finding.known_server import read_known
from restaurant.client.finding.pairing import CannotPair
from restaurant.client.no_link import NoLink
from restaurant.client.notices import Answered, Online, Snapshot, Waiting
from restaurant.domain.commands import NewOrder, SignIn, SignOut, UnlockTerminal
from restaurant.protocol.messages import Who
from tests.client.finding.fake_network import dead_port
from tests.client.finding.pairing_terminal import MakeTerminal, Terminal, paired, why_not
from tests.server.clients import command, post, view
from tests.server.conftest import Start
from tests.server.people import hire, pairing_code
from tests.server.running import RunningServer
from tests.waiting import PATIENCE

# ------------------------------------------------------------------------------- the good day


def test_a_paired_waiter_works_by_tls(house: RunningServer, terminal: MakeTerminal) -> None:
    bar = terminal()
    bar.pair()
    screen = bar.start()
    assert screen.next(Who) == Who(role="waiter", name="Bar")
    screen.next(Snapshot)
    assert bar.link is not None
    bar.link.send(NewOrder(table=4, items=("Pasta",)))
    assert screen.next(Answered).answer["ok"]
    connected = view(house, "console", token=house.token("console")).json["snapshot"]["terminals"]
    assert [one["name"] for one in connected.values()] == ["Bar"]
    where = bar.finder.last()
    assert where.entered.port == house.tls_port


def test_what_pairing_leaves_is_for_this_user_only(terminal: MakeTerminal) -> None:
    bar = terminal()
    bar.pair("Bar at the door")
    known = read_known(bar.folder)
    assert known.token
    assert len(known.fingerprint) == 64
    assert known.terminal == "Bar at the door"
    assert known == bar.finder.known
    if os.name != "nt":
        assert (bar.folder / "server.json").stat().st_mode & 0o077 == 0
    text = json.dumps(json.loads((bar.folder / "server.json").read_bytes()))
    assert "1111" not in text, "no PIN is kept"


def test_an_unpaired_terminal_reads_the_menu_and_keeps_what_it_has(
    house: RunningServer, terminal: MakeTerminal
) -> None:
    """Once it is paired it goes over to TLS by itself, and what it kept is sent."""
    kiosk = terminal(role="customer")
    screen = kiosk.start()
    assert screen.next(Who).role == "anybody"
    screen.next(Snapshot)
    assert kiosk.link is not None
    kiosk.link.send(NewOrder(table=4, items=("Pasta",)))
    screen.wait_for(Waiting(1))
    assert screen.of(Answered) == []
    kiosk.pair("Kiosk", pin=hire(house, "host"))
    assert screen.next(Who, 2).role == "customer"
    assert screen.next(Answered).answer["ok"]
    assert kiosk.finder.last().is_secure


def test_two_of_one_name_are_told_apart(house: RunningServer, terminal: MakeTerminal) -> None:
    terminal("one").pair("Bar")
    terminal("two").pair("Bar")
    assert sorted(paired(house).values()) == ["Bar", "Bar (2)"]


def test_it_stays_paired_over_restarts_on_both_sides(
    house: RunningServer, terminal: MakeTerminal
) -> None:
    bar = terminal()
    bar.pair()
    house.kill()
    house.start()
    again = terminal()
    assert again.start().next(Who) == Who(role="waiter", name="Bar")
    again.stop()


def test_it_is_followed_when_only_the_tls_door_moves(
    house: RunningServer, terminal: MakeTerminal
) -> None:
    bar = terminal()
    bar.pair()
    screen = bar.start()
    screen.next(Who)
    before = house.tls_port
    house.kill()
    house.tls_port = dead_port().port
    house.start()
    assert screen.next(Who, 2) == Who(role="waiter", name="Bar")
    assert house.tls_port != before
    assert read_known(bar.folder).tls_port == house.tls_port
    assert bar.finder.last().entered.port == house.tls_port


def test_what_the_plain_door_says_of_the_other_is_not_believed(
    house: RunningServer, terminal: MakeTerminal, tmp_path: Path
) -> None:
    """A liar at the old address sends it to a certificate of its own, and learns nothing."""
    bar = terminal()
    bar.pair()
    known = bar.finder.known
    liar = RunningServer(tmp_path / "liar", port=house.port)
    house.kill()
    liar.start()
    try:
        assert liar.tls_port != known.tls_port
        with pytest.raises(NoLink, match=r"link\.(no_server|other_certificate)"):
            bar.finder.where()
    finally:
        liar.stop()
    assert bar.finder.known == known


def test_people_change_at_one_terminal(house: RunningServer, terminal: MakeTerminal) -> None:
    bar = terminal()
    bar.pair()
    screen = bar.start()
    screen.next(Snapshot)
    assert bar.link is not None
    wrong = bar.link.ask(SignIn(pin="90909")).result(PATIENCE)
    assert wrong["error"] == "wrong_pin"
    assert bar.link.ask(SignIn(pin=hire(house, "kitchen"))).result(PATIENCE)["ok"]
    person = screen.next(Who, 2).person
    assert person is not None
    assert person.name == "kitchen"
    assert bar.link.ask(SignIn(pin=hire(house, "host"))).result(PATIENCE)["ok"]
    screen.wait(lambda: [w.person.name for w in screen.of(Who) if w.person][-1] == "host")
    house.kill()
    house.start()
    screen.next(Online, 2)
    screen.wait(lambda: screen.of(Who)[-1].role == "host")
    assert bar.link.ask(SignOut()).result(PATIENCE)["ok"]
    screen.wait(lambda: screen.of(Who)[-1] == Who(role="waiter", name="Bar"))


def test_a_pin_is_checked_now_or_not_at_all(house: RunningServer, terminal: MakeTerminal) -> None:
    kiosk = terminal(role="customer")
    kiosk.pair("Kiosk")
    screen = kiosk.start()
    screen.next(Snapshot)
    assert kiosk.link is not None
    assert kiosk.link.ask(UnlockTerminal(pin="1111")).result(PATIENCE)["ok"]
    house.kill()
    screen.wait(lambda: bool(screen.reasons()))
    with pytest.raises(NoLink):
        kiosk.link.ask(UnlockTerminal(pin="1111")).result(PATIENCE)
    kept = kiosk.folder / "outbox.jsonl"
    assert not kept.exists() or b"1111" not in kept.read_bytes()


def test_under_trust_lan_a_kiosk_is_left_by_pin_too(
    start: Start,
    tmp_path: Path,
) -> None:
    kiosk = Terminal(start("--trust-lan"), tmp_path / "kiosk", "customer")
    try:
        kiosk.start().next(Snapshot)
        assert kiosk.link is not None
        wrong = kiosk.link.ask(UnlockTerminal(pin="90909")).result(PATIENCE)
        assert wrong["error"] == "wrong_pin"
        right = UnlockTerminal(pin=hire(kiosk.house, "waiter"))
        assert kiosk.link.ask(right).result(PATIENCE)["ok"]
    finally:
        kiosk.stop()


# ------------------------------------------------------------------------------ codes and PINs


def test_a_wrong_code_stays_here_and_an_old_one_is_said_to_be_old(
    house: RunningServer, terminal: MakeTerminal
) -> None:
    bar = terminal()
    assert why_not(lambda: bar.pairing.check("2222-2222")).code == "code_expired"  # none is open
    code = pairing_code(house)
    for _ in range(8):  # the server is told nothing, so nothing is counted
        assert why_not(lambda: bar.pairing.check("2222-2222")).code == "wrong_code"
    proven = bar.pairing.check(f" {code.lower().replace('-', ' ')} ")
    assert post(house, command("close_pairing"), house.token("console")).json["ok"]
    refused = why_not(lambda: bar.pairing.pair(proven, pin=hire(house, "waiter"), name="Bar"))
    assert refused.code == "code_expired"
    assert refused.message
    assert paired(house) == {}
    assert not read_known(bar.folder).token


def test_a_guessed_pin_pairs_nothing(house: RunningServer, terminal: MakeTerminal) -> None:
    bar = terminal()
    proven = bar.pairing.check(pairing_code(house))

    def guess(pin: str) -> CannotPair:
        return why_not(lambda: bar.pairing.pair(proven, pin=pin, name="Bar"))

    assert [guess(f"90{n:02}").code for n in range(5)] == ["wrong_pin"] * 5
    locked = guess("9099")
    assert locked.code == "locked"
    assert 0 < locked.seconds <= 60
    assert locked.message
    assert guess(hire(house, "waiter")).code == "locked"
    assert paired(house) == {}


def test_an_answer_that_was_lost_is_given_again(
    house: RunningServer, terminal: MakeTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = terminal()
    proven, pin = bar.pairing.check(pairing_code(house)), hire(house, "waiter")
    real = ask

    def loses(*args: Any, **named: Any) -> Any:
        real(*args, **named)
        raise NoLink("link.no_server")

    with monkeypatch.context() as patch:
        patch.setattr(pairing, "ask", loses)
        with pytest.raises(NoLink):
            bar.pairing.pair(proven, pin=pin, name="Bar")
    assert not read_known(bar.folder).token
    bar.pairing.pair(proven, pin=pin, name="Bar")
    assert list(paired(house).values()) == ["Bar"]
    assert bar.start().next(Who).role == "waiter"
