"""Pairing against a real server in both of its modes: who is believed, who is let in, and what is kept."""

import errno
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from restaurant.client.address import Address, Door
from restaurant.client.finding import known_server, pairing
from restaurant.client.finding.finder import Finder
from restaurant.client.finding.found import Found
from restaurant.client.finding.known_server import KnownServer, keep_known, read_known
from restaurant.client.finding.pairing import CannotPair, Pairing, prove
from restaurant.client.link import Link
from restaurant.client.no_link import NoLink
from restaurant.client.notices import Answered, Online, Snapshot, Waiting
from restaurant.client.timing import Timing
from restaurant.domain.commands import NewOrder, SignIn, SignOut, UnlockTerminal
from restaurant.domain.values import TerminalRole
from restaurant.protocol.messages import Who
from tests.client.finding.test_finder import FakeDiscovery, dead_port
from tests.client.middle import Middle
from tests.client.told import Screen
from tests.server.clients import command, post, view
from tests.server.conftest import MODES, Start, start  # noqa: F401 - a fixture
from tests.server.people import hire, pairing_code
from tests.server.running import RunningServer
from tests.waiting import PATIENCE

TIMING = Timing(reach=5.0, refused_pause=0.1)


@pytest.fixture(params=MODES)
def house(start: Start, request: pytest.FixtureRequest) -> RunningServer:  # noqa: F811
    """A restaurant that trusts nobody without a token."""
    return start(program=MODES[request.param])


class Terminal:
    """What a terminal is without a window; no server's local tokens are within its reach."""

    def __init__(self, house: RunningServer, folder: Path, role: TerminalRole = "waiter") -> None:
        self.house, self.folder, self.role = house, folder, role
        self.network = FakeDiscovery()
        here = Address("127.0.0.1", house.port)
        self.finder = Finder(folder, here=here, timing=TIMING, discovery=self._discovery)
        self.pairing = Pairing(self.finder, folder, role, TIMING)
        self.screen = Screen()
        self.link: Link | None = None

    def _discovery(self, changed: Callable[[], object]) -> FakeDiscovery:
        self.network.changed = changed
        return self.network

    def pair(self, name: str = "Bar", *, pin: str | None = None, code: str | None = None) -> None:
        pin = pin or hire(self.house, "waiter")
        proven = self.pairing.check(code or pairing_code(self.house))
        self.pairing.pair(proven, pin=pin, name=name)

    def start(self, **changes: Any) -> Screen:
        audience = "floor" if self.role == "waiter" else "menu"
        settings = {"renew": self.finder.renew_token, "timing": TIMING, **changes}
        self.link = Link(
            where=self.finder.where, role=self.role, name="Bar", audiences=[audience],
            outbox=self.folder / "outbox.jsonl", notice=self.screen.add, **settings,
        )  # fmt: skip
        self.finder.moved = self.link.hurry
        self.link.start()
        return self.screen

    def stop(self) -> None:
        if self.link is not None:
            self.link.stop()
        self.finder.stop()


@pytest.fixture
def terminal(house: RunningServer, tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    made: list[Terminal] = []

    def make(name: str = "terminal", role: TerminalRole = "waiter") -> Terminal:
        made.append(Terminal(house, tmp_path / name, role))
        return made[-1]

    yield make
    for one in made:
        one.stop()


MakeTerminal = Callable[..., Terminal]


def paired(house: RunningServer) -> dict[str, str]:
    """The paired terminals' names, by id."""
    shown = view(house, "console", token=house.token("console")).json["snapshot"]["paired"]
    return {one: document["name"] for one, document in shown.items()}


def revoke(house: RunningServer) -> None:
    """Every paired terminal is known no longer."""
    for one in paired(house):
        asked = command("remove_terminal", terminal_id=one)
        assert post(house, asked, house.token("console")).json["ok"]


def why_not(trying: Callable[[], object]) -> CannotPair:
    with pytest.raises(CannotPair) as failed:
        trying()
    return failed.value


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
    start: Start,  # noqa: F811
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
    real = pairing._ask

    def loses(*args: Any) -> Any:
        real(*args)
        raise NoLink("link.no_server")

    with monkeypatch.context() as patch:
        patch.setattr(pairing, "_ask", loses)
        with pytest.raises(NoLink):
            bar.pairing.pair(proven, pin=pin, name="Bar")
    assert not read_known(bar.folder).token
    bar.pairing.pair(proven, pin=pin, name="Bar")
    assert list(paired(house).values()) == ["Bar"]
    assert bar.start().next(Who).role == "waiter"


# ------------------------------------------------------------------------------ who is believed


@pytest.fixture
def middle(house: RunningServer, tmp_path: Path) -> Iterator[Middle]:
    made = Middle(tmp_path / "middle", house.tls_port)
    yield made
    made.close()


def test_somebody_in_the_middle_hears_neither_code_nor_pin(
    house: RunningServer, middle: Middle
) -> None:
    code = pairing_code(house)
    door = Door(middle.address, middle.tls_port)
    assert why_not(lambda: prove(door, code, TIMING)).code == "wrong_code"
    assert b"/pairing" in middle.heard
    assert code.replace("-", "").encode() not in middle.heard.replace(b"-", b"")
    assert prove(Door(Address("127.0.0.1", house.port), house.tls_port), code, TIMING).code == code


def test_a_proof_is_good_once(
    house: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words of the right server, said again, prove nothing: the terminal asked another way."""
    code = pairing_code(house)
    door = Door(Address("127.0.0.1", house.port), house.tls_port)
    recorded: list[Any] = []
    real = pairing._ask

    def say_the_first_again(*args: Any) -> Any:
        recorded.append(real(*args))
        return recorded[0]

    monkeypatch.setattr(pairing, "_ask", say_the_first_again)
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


def announced(terminal: Terminal, address: Address, tls_port: int) -> Found:
    return Found(
        identity=terminal.finder.known.identity, name="Blu", addresses=(address.host,),
        port=address.port, tls_port=tls_port, version="",
    )  # fmt: skip


def as_dict(known: KnownServer) -> dict[str, Any]:
    return {name: getattr(known, name) for name in known.__struct_fields__}


def test_a_clock_years_off_changes_nothing(
    terminal: MakeTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
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


# ------------------------------------------------------------------------------- bad days


def test_a_revoked_terminal_says_so_and_keeps_its_orders(
    house: RunningServer, terminal: MakeTerminal
) -> None:
    bar = terminal()
    bar.pair()
    screen = bar.start()
    screen.next(Snapshot)
    revoke(house)
    screen.wait(lambda: "link.terminal_removed" in screen.reasons())
    assert bar.link is not None
    sent = bar.link.send(NewOrder(table=4, items=("Pasta",)))
    screen.wait_for(Waiting(1))
    bar.pair("Bar again")
    answered = screen.next(Answered)
    assert (answered.id, answered.answer["ok"]) == (sent, True)
    assert list(paired(house).values()) == ["Bar again"]


def test_a_token_that_is_no_good_is_a_sentence(terminal: MakeTerminal) -> None:
    bar = terminal()
    bar.pair()
    keep_known(bar.folder, KnownServer(**{**as_dict(bar.finder.known), "token": "x" * 60}))
    screen = terminal().start()
    screen.wait(lambda: "link.not_allowed" in screen.reasons())


def test_another_certificate_at_the_old_address_is_a_sentence(terminal: MakeTerminal) -> None:
    bar = terminal()
    bar.pair()
    other = {**as_dict(bar.finder.known), "fingerprint": "0" * 64}
    keep_known(bar.folder, KnownServer(**other))
    again = terminal()
    again.finder._here = dead_port()
    screen = again.start()
    screen.wait(lambda: "link.other_certificate" in screen.reasons())


def test_a_full_disk_is_noticed_before_the_server_knows_the_terminal(
    house: RunningServer, terminal: MakeTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = terminal()

    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    proven, pin = bar.pairing.check(pairing_code(house)), hire(house, "waiter")
    with monkeypatch.context() as patch:
        patch.setattr(known_server, "replace_file", full)
        with pytest.raises(OSError, match="No space left"):
            bar.pairing.pair(proven, pin=pin, name="Bar")
    assert paired(house) == {}
    bar.pairing.pair(proven, pin=pin, name="Bar")
    assert list(paired(house).values()) == ["Bar"]


def test_a_server_that_cannot_pair_is_of_another_version(tmp_path: Path) -> None:
    with pytest.raises(NoLink, match=r"link\.other_protocol"):
        prove(Door(Address("127.0.0.1", 1)), "2222-2222", TIMING)
    refused = pairing._refusal(b'{"error": "no_such_page", "message": "There is no such page."}')
    assert isinstance(refused, NoLink)
    assert refused.reason == "link.other_protocol"
