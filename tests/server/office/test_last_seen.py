"""What the window is told of terminals beside the state: when they were here last, how long answers take."""

from pathlib import Path
from typing import Any

import pytest

from restaurant.domain.state import State
from restaurant.domain.values.people import Actor
from restaurant.protocol.documents import ServerDocument
from restaurant.server.hub import Hub
from restaurant.server.office import whereabouts
from restaurant.server.office.faults import Faults
from restaurant.server.office.last_seen import LastSeen
from restaurant.server.office.operations import Operations
from restaurant.server.office.whereabouts import Whereabouts
from restaurant.server.screens import Screen, coarse_ms
from restaurant.server.speech import Speech
from restaurant.server.trust.access import Caller
from tests.protocol.examples import AT
from tests.server.clients import view
from tests.server.conftest import MODES, Connect, Start
from tests.server.people import pair


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, 1), (0.0009, 1), (0.0011, 2), (0.003, 5), (0.02, 20), (0.021, 50), (0.4, 500), (7, 10000)],
)
def test_lag_is_told_in_coarse_steps(seconds: float, shown: int) -> None:
    assert coarse_ms(seconds) == shown


def screen(actor_id: str) -> Screen:
    caller = Caller(
        Actor(role="waiter", id=actor_id, name="Bar"), "192.168.1.31", tls=True, secure=True
    )
    nothing: Any = lambda *_args: None  # noqa: E731
    return Screen(caller, None, "Bar", AT, nothing, nothing, version="0.1.0")


def test_what_is_known_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "last_seen.json"
    before = LastSeen(path)
    noted = before.note(screen("T-1"))
    before.note(screen("T-2"))
    assert before.note(screen("local-waiter")) == {}
    before.save()
    after = LastSeen(path)
    assert after.documents["T-1"] == noted["T-1"]
    after.forget(frozenset({"T-1"}))
    assert list(after.documents) == ["T-1"]
    after.save()
    assert list(LastSeen(path).documents) == ["T-1"]


@pytest.mark.parametrize("text", ["", "{", '{"T-1": 7}'])
def test_a_damaged_file_knows_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "last_seen.json"
    path.write_text(text)
    assert LastSeen(path).documents == {}


@pytest.mark.parametrize("mode", MODES)
def test_a_terminal_that_went_is_shown_with_when_it_was_here(
    start: Start, connect: Connect, mode: str
) -> None:
    server = start(program=MODES[mode])

    def shown() -> Any:
        return view(server, "console", token=server.token("console")).json["snapshot"]

    paired = pair(server, "waiter", "Terrace")
    terminal_id = paired["terminal_id"]
    assert terminal_id not in shown()["seen"]
    window = connect(server, {"token": server.token("console")}, hello="window")
    window.watch("console")
    terminal = connect(server, {"token": paired["token"]}, hello="Terrace")
    [link] = [t for t in shown()["terminals"].values() if t["terminal_id"]]
    assert (link["terminal_id"], link["name"]) == (terminal_id, "Terrace")
    came = shown()["seen"][terminal_id]["at"]
    terminal.close()
    window.heard.wait(lambda: not any(t["terminal_id"] for t in shown()["terminals"].values()))
    went = shown()["seen"][terminal_id]["at"]
    assert went > came
    assert server.end() == 0
    server.start()
    assert shown()["seen"][terminal_id]["at"] == went


def test_a_new_address_is_told_while_the_server_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[tuple[str, ...]] = [("192.168.1.7",)]
    monkeypatch.setattr(whereabouts, "reachable_at", lambda _host: places[-1])
    monkeypatch.setattr(whereabouts, "own_addresses", lambda: places[-1])
    document = ServerDocument(
        addresses=whereabouts.addresses_of("0.0.0.0"), port=5000, version="0.1.0", data_folder="",
        started_at=AT, trust_lan=False,
    )  # fmt: skip
    seen = LastSeen(tmp_path / "last_seen.json")
    hub = Hub(lambda: (State(), 0))
    operations = Operations(
        document,
        hub=hub,
        faults=Faults(),
        speech=Speech(lambda: "en"),
        last_seen=seen,
    )
    told: list[str] = []
    monkeypatch.setattr(hub, "tell", lambda audience, _change: told.append(audience))
    looking = Whereabouts("0.0.0.0", operations)
    looking.look()
    assert told == []
    places.append(("192.168.1.20",))
    looking.look()
    looking.look()
    assert told == ["console", "manager"]
    assert operations.server.addresses == ("192.168.1.20",)
    places.append(())
    looking.look()
    assert operations.server.addresses == ("127.0.0.1",)


def test_a_network_without_a_way_out_is_a_network_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whereabouts, "own_addresses", tuple)
    monkeypatch.setattr(whereabouts, "reachable_at", lambda _host: ("10.0.0.5", "169.254.3.4"))
    assert whereabouts.addresses_of("0.0.0.0") == ("10.0.0.5", "169.254.3.4")
    monkeypatch.setattr(whereabouts, "own_addresses", lambda: ("192.168.1.20", "10.0.0.5"))
    assert whereabouts.addresses_of("0.0.0.0") == ("192.168.1.20", "10.0.0.5", "169.254.3.4")
    assert whereabouts.addresses_of("192.168.1.20") == ("192.168.1.20",)
