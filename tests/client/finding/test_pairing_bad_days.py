"""Pairing on bad days: revoked, another certificate, a full disk, a server of another version."""

import errno

import pytest

from restaurant.client.address import Address, Door
from restaurant.client.finding import known_server, pairing
from restaurant.client.finding.known_server import KnownServer, keep_known
from restaurant.client.finding.pairing import prove
from restaurant.client.no_link import NoLink
from restaurant.client.notices import Answered, Snapshot, Waiting
from restaurant.domain.commands import NewOrder, UnlockTerminal
from tests.client.finding.fake_network import dead_port
from tests.client.finding.pairing_terminal import TIMING, MakeTerminal, as_dict, paired, revoke
from tests.server.people import hire, pairing_code
from tests.server.running import RunningServer
from tests.waiting import PATIENCE


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
    with pytest.raises(NoLink, match=r"link\.terminal_removed"):  # no word of a silent server
        bar.link.ask(UnlockTerminal(pin="1111")).result(PATIENCE)
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


def test_a_server_that_cannot_pair_is_an_older_one() -> None:
    with pytest.raises(NoLink, match=r"link\.server_older"):
        prove(Door(Address("127.0.0.1", 1)), "2222-2222", TIMING)
    refused = pairing._refusal(b'{"error": "no_such_page", "message": "There is no such page."}')
    assert isinstance(refused, NoLink)
    assert refused.reason == "link.server_older"
