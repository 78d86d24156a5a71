"""What the owner has to read, in the server's window: the first PIN, a pairing code, a new address."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from restaurant.protocol.requests import ClosePairing, OpenPairing
from tests.desktop.console.drawn import drawn
from tests.desktop.console.server_window import TODAY, Console, floor, paired, server
from tests.desktop.screen import Screen, words_in

CODE = "7KQ4-9XWB"
ADDRESS = "192.168.1.20"


def test_the_first_pin_is_shown_until_it_is_written_down(console: Console) -> None:
    console.serve(server={"1": server(manager_pin="481920")})
    pin = console.window.owner_cards.pin
    console.screen.until(pin.frame.winfo_viewable)
    assert pin.large.cget("text") == "481 920"
    console.screen.shoot("console-first-start")
    pin.buttons[0].invoke()
    console.screen.until(lambda: not pin.frame.winfo_viewable())
    assert not pin.large.full
    console.put_server(manager_pin="481920", backing_up=True)
    console.screen.until(
        lambda: console.window.state.server == server(manager_pin="481920", backing_up=True)
    )
    console.screen.settle()
    assert not pin.shown
    console.put_server(manager_pin="111222")  # the server was started anew
    console.screen.until(lambda: pin.large.full == "111 222")


def test_a_pin_that_was_used_is_gone(console: Console) -> None:
    console.serve(server={"1": server(manager_pin="481920")})
    console.screen.until(console.window.owner_cards.pin.frame.winfo_viewable)
    console.put_server()
    console.screen.until(lambda: not console.window.owner_cards.pin.frame.winfo_viewable())


def test_pairing_counts_down_and_tells_who_came(console: Console) -> None:
    console.serve(**floor())
    console.window.foot.pair.invoke()
    assert console.links[-1].commands == [OpenPairing()]
    until = TODAY + timedelta(minutes=15)
    console.put_server(pairing_code=CODE, pairing_until=until)
    card = console.window.owner_cards.pairing
    console.screen.until(card.frame.winfo_viewable)
    assert card.large.cget("text") == CODE
    console.screen.until(lambda: "Good for 15 more minutes" in words_in(card.frame))
    console.now = TODAY + timedelta(minutes=14, seconds=30)
    console.screen.until(lambda: "Good for one more minute." in words_in(card.frame))
    console.links[-1].put("console", paired={"T-4": paired("T-4", "Window table")})
    console.screen.until(lambda: "Paired: Window table." in words_in(card.frame))
    said = console.text("console.event_paired", name="Window table", by="Ana")
    console.screen.until(lambda: said in drawn(console.window.happenings))
    console.screen.shoot("console-pairing")
    card.buttons[0].invoke()
    assert console.links[-1].commands[-1] == ClosePairing()
    console.put_server()
    console.screen.until(lambda: not card.frame.winfo_viewable())


def test_a_code_whose_time_is_over_is_not_shown(console: Console) -> None:
    console.serve(
        server={"1": server(pairing_code=CODE, pairing_until=TODAY + timedelta(minutes=1))}
    )
    console.screen.until(console.window.owner_cards.pairing.frame.winfo_viewable)
    console.now = TODAY + timedelta(minutes=1)
    console.screen.until(lambda: not console.window.owner_cards.pairing.frame.winfo_viewable())


def noted(folder: Path) -> Any:
    return json.loads((folder / "window" / "notes.json").read_bytes())["address"]


@pytest.fixture
def moved(screen: Screen, tmp_path: Path) -> Console:
    """A machine that had another address the last time."""
    notes = tmp_path / "window" / "notes.json"
    notes.parent.mkdir()
    notes.write_text('{"address": "192.168.1.7"}')
    console = Console(screen, data_folder=tmp_path)
    console.serve()
    return console


def test_a_new_address_is_told_until_somebody_has_seen_it(moved: Console, tmp_path: Path) -> None:
    card = moved.window.owner_cards.moved
    moved.screen.until(card.frame.winfo_viewable)
    moved.screen.shoot("console-moved")
    assert "It was 192.168.1.7 and is 192.168.1.20." in words_in(card.frame)
    assert noted(tmp_path) == "192.168.1.7"  # a window that is closed now tells it again
    card.buttons[0].invoke()
    moved.screen.until(lambda: not card.frame.winfo_viewable())
    assert noted(tmp_path) == ADDRESS


def test_an_address_that_came_back_is_no_news(moved: Console, tmp_path: Path) -> None:
    moved.screen.until(moved.window.owner_cards.moved.frame.winfo_viewable)
    moved.links[-1].put("console", server={"1": server("10.0.0.1", "192.168.1.7")})
    moved.screen.until(lambda: not moved.window.owner_cards.moved.frame.winfo_viewable())
    assert noted(tmp_path) == "192.168.1.7"


def test_the_first_address_is_noted_and_a_machine_without_a_network_has_none(
    console: Console, tmp_path: Path
) -> None:
    console.serve(server={"1": server("127.0.0.1")})
    assert not (tmp_path / "window").exists()
    console.links[-1].put("console", server={"1": server(ADDRESS)})
    console.screen.until((tmp_path / "window" / "notes.json").exists)
    assert noted(tmp_path) == ADDRESS
    console.links[-1].put("console", server={"1": server("127.0.0.1")})
    console.screen.until(lambda: "127.0.0.1:5000" in console.words)
    assert not console.window.owner_cards.moved.shown


def test_damaged_notes_know_nothing(screen: Screen, tmp_path: Path) -> None:
    notes = tmp_path / "window" / "notes.json"
    notes.parent.mkdir()
    notes.write_text('{"address": 7')
    console = Console(screen, data_folder=tmp_path)
    console.serve()
    console.screen.until(lambda: noted(tmp_path) == ADDRESS)
    assert not console.window.owner_cards.moved.shown
