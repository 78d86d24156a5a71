"""Terminals find their server over a real network: nothing known, moved, cut off, among others and liars."""

import json
from pathlib import Path

import pytest

from tests.network.conftest import StartServer, StartTerminal
from tests.network.hosts import HostedProgram, Network

pytestmark = pytest.mark.slow


def known(folder: Path) -> dict[str, str]:
    """What a terminal keeps of its server."""
    kept: dict[str, str] = json.loads((folder / "server.json").read_bytes())
    return kept


def test_a_terminal_that_knows_nothing_shows_the_menu(
    network: Network, start_server: StartServer, start_terminal: StartTerminal
) -> None:
    counter, door = network.host("10.99.0.1/24"), network.host("10.99.0.2/24")
    kiosk = start_terminal(door)
    kiosk.next("offline")
    start_server(counter)
    assert kiosk.next("online")["name"] == "Trattoria Blu"
    assert "items" in kiosk.next("shown")["documents"]
    kept = known(kiosk.folder)
    assert (kept["name"], kept["address"]) == ("Trattoria Blu", "10.99.0.1:5000")
    assert (kiosk.folder / "server.json").stat().st_mode & 0o077 == 0


def test_a_server_that_gets_another_address_is_found_there(
    network: Network, start_server: StartServer, start_terminal: StartTerminal
) -> None:
    counter, door = network.host("10.99.0.1/24"), network.host("10.99.0.2/24")
    start_server(counter)
    kiosk = start_terminal(door)
    kiosk.next("online")
    counter.drop("10.99.0.1/24")
    counter.add("10.99.0.77/24")
    assert kiosk.next("online", 2)["address"] == "10.99.0.77:5000"
    kiosk.stop()
    counter.drop("10.99.0.77/24")
    counter.add("10.99.0.5/24")
    assert start_terminal(door).next("online")["address"] == "10.99.0.5:5000"


def test_a_server_that_boots_before_its_network_is_found_once_it_has_one(
    network: Network, start_server: StartServer, start_terminal: StartTerminal
) -> None:
    counter, door = network.host("10.99.0.1/24"), network.host("10.99.0.2/24")
    counter.drop("10.99.0.1/24")
    server = start_server(counter)
    kiosk = start_terminal(door)
    kiosk.next("offline")
    counter.add("10.99.0.9/24")
    assert kiosk.next("online")["address"] == "10.99.0.9:5000"
    assert server.tracebacks() == []


def test_a_network_that_was_cut_is_no_end(
    network: Network, start_server: StartServer, start_terminal: StartTerminal
) -> None:
    counter, door = network.host("10.99.0.1/24"), network.host("10.99.0.2/24")
    start_server(counter)
    kiosk = start_terminal(door)
    kiosk.next("online")
    counter.down()
    kiosk.next("offline")
    counter.up()
    kiosk.next("online", 2)
    door.down()
    kiosk.await_(lambda: kiosk.told("offline")[-1]["at"] > kiosk.told("online")[-1]["at"])
    door.up()
    kiosk.next("online", 3)


def test_of_two_restaurants_a_person_chooses_one_for_good(
    network: Network, start_server: StartServer, start_terminal: StartTerminal
) -> None:
    counter, bar, door = (network.host(f"10.99.0.{n}/24") for n in (1, 2, 3))
    start_server(counter, "Trattoria Blu")
    other = start_server(bar, "Osteria Rossa")
    kiosk = start_terminal(door)
    kiosk.await_(lambda: "link.which_server" in [t["reason"] for t in kiosk.told("offline")])
    told = [t for t in kiosk.told("offline") if t["reason"] == "link.which_server"]
    assert told[0]["found"] == ["Osteria Rossa", "Trattoria Blu"]
    kiosk.say("Osteria Rossa")
    assert kiosk.next("online")["name"] == "Osteria Rossa"
    other.end()
    kiosk.await_(lambda: kiosk.told("offline")[-1]["at"] > kiosk.told("online")[-1]["at"])
    # The other one takes its very address, and is not taken for it.
    bar.drop("10.99.0.2/24")
    counter.add("10.99.0.2/24")
    door.forget_neighbours()
    kiosk.await_(lambda: kiosk.told("offline")[-1]["reason"] == "link.other_restaurant")
    counter.drop("10.99.0.2/24")
    bar.add("10.99.0.4/24")
    other.start()
    assert kiosk.next("online", 2)["name"] == "Osteria Rossa"


def test_lies_do_not_keep_a_terminal_from_its_server(
    network: Network, start_server: StartServer, start_terminal: StartTerminal
) -> None:
    counter, door, cellar = (network.host(f"10.99.0.{n}/24") for n in (1, 2, 3))
    start_server(counter)
    kiosk = start_terminal(door)
    kiosk.next("online")
    identity = known(kiosk.folder)["identity"]
    liar = HostedProgram(cellar, "tests.network.liar", identity, "10.99.0.200")
    try:
        liar.said.wait(lambda: bool(liar.said), 30)
        counter.drop("10.99.0.1/24")
        counter.add("10.99.0.44/24")
        assert kiosk.next("online", 2)["address"] == "10.99.0.44:5000"
        assert known(kiosk.folder)["name"] == "Trattoria Blu"
    finally:
        liar.stop()


def test_a_server_that_ends_says_goodbye(
    network: Network, start_server: StartServer, start_terminal: StartTerminal
) -> None:
    counter, door = network.host("10.99.0.1/24"), network.host("10.99.0.2/24")
    server = start_server(counter)
    listener = HostedProgram(door, "tests.network.listener")
    try:
        listener.said.wait(lambda: "Trattoria Blu" in listener.said, 30)
        assert server.end() == 0
        listener.said.wait(lambda: listener.said[-1] == "-", 30)
    finally:
        listener.stop()
