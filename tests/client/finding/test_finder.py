"""Finding a server among real ports of this machine, with a network that the test plays."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from restaurant.client.address import Address
from restaurant.client.finding.finder import Finder
from restaurant.client.finding.known_server import KnownServer, keep_known, read_known
from restaurant.client.no_link import NoLink
from restaurant.client.timing import Timing
from tests.client.finding.fake_network import FakeDiscovery, dead_port
from tests.waiting import Log

OURS, THEIRS = "a" * 32, "b" * 32


class HealthServer:
    """A port that answers `/healthz` with what the test wants, and only while it `answers`."""

    def __init__(self, identity: str = OURS, name: str = "Blu", body: bytes | None = None) -> None:
        self.identity = identity
        self.asked: Log[str] = Log()
        self.answers = threading.Event()
        self.answers.set()
        this = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                said = {"identity": this.identity, "restaurant": name, "tls_port": 5001}
                this.asked.add(self.path)
                this.answers.wait()
                self.send_response(503)  # A server that only reads is the server all the same.
                self.end_headers()
                self.wfile.write(json.dumps(said).encode() if body is None else body)

            def log_message(self, *_args: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = Address("127.0.0.1", self._http.server_address[1])
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        self.answers.set()
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def serve() -> Iterator[Callable[..., HealthServer]]:
    started: list[HealthServer] = []

    def make(*args: Any, **named: Any) -> HealthServer:
        started.append(HealthServer(*args, **named))
        return started[-1]

    yield make
    for server in started:
        server.stop()


@pytest.fixture
def network() -> FakeDiscovery:
    return FakeDiscovery()


def make(folder: Path, network: FakeDiscovery, **changes: Any) -> Finder:
    def discovery(changed: Callable[[], object]) -> FakeDiscovery:
        network.changed = changed
        return network

    settings: dict[str, Any] = {"here": dead_port(), "timing": Timing(reach=2.0), **changes}
    return Finder(folder, discovery=discovery, **settings)


def reason_of(finder: Finder) -> str:
    with pytest.raises(NoLink) as told:
        finder.where()
    return told.value.reason


def test_the_only_restaurant_is_found_and_remembered(
    tmp_path: Path, network: FakeDiscovery, serve: Callable[..., HealthServer]
) -> None:
    server = serve()
    network.announce((OURS, server.address))
    assert make(tmp_path, network).where().address == server.address
    assert read_known(tmp_path) == KnownServer(
        identity=OURS, name="Blu", address=str(server.address), tls_port=5001
    )


def test_of_several_nobody_is_taken_until_a_person_chooses(
    tmp_path: Path, network: FakeDiscovery, serve: Callable[..., HealthServer]
) -> None:
    ours, theirs = serve(), serve(THEIRS, "Rossa")
    finder = make(tmp_path, network)
    network.announce((OURS, ours.address), (THEIRS, theirs.address))
    assert reason_of(finder) == "link.which_server"
    assert read_known(tmp_path) == KnownServer()
    finder.choose(finder.found()[1])
    assert finder.where().address == theirs.address
    assert read_known(tmp_path).name == "Rossa"


def test_a_restaurant_that_is_known_is_followed_and_no_other_taken(
    tmp_path: Path, network: FakeDiscovery, serve: Callable[..., HealthServer]
) -> None:
    theirs = serve(THEIRS, "Rossa")
    paired = KnownServer(identity=OURS, address=str(theirs.address), token="kept")
    keep_known(tmp_path, paired)
    finder = make(tmp_path, network)
    network.announce((THEIRS, theirs.address))
    assert reason_of(finder) == "link.other_restaurant"
    moved = serve()
    network.announce((THEIRS, theirs.address), (OURS, moved.address))
    assert finder.where().address == moved.address
    assert read_known(tmp_path).token == "kept"
    assert read_known(tmp_path).address == str(moved.address)


def test_a_pairing_is_nothing_to_another_restaurant(
    tmp_path: Path, network: FakeDiscovery, serve: Callable[..., HealthServer]
) -> None:
    keep_known(tmp_path, KnownServer(identity=OURS, token="ours", fingerprint="ours"))
    theirs = serve(THEIRS, "Rossa")
    finder = make(tmp_path, network)
    finder.use(theirs.address, finder.check(theirs.address))
    kept = read_known(tmp_path)
    assert (kept.identity, kept.token, kept.fingerprint) == (THEIRS, "", "")


def test_what_is_told_is_gone_to_and_nowhere_else(
    tmp_path: Path, network: FakeDiscovery, serve: Callable[..., HealthServer]
) -> None:
    server, other = serve(), serve(THEIRS)
    network.announce((THEIRS, other.address))
    assert make(tmp_path, network, told=server.address).where().address == server.address
    nobody = make(tmp_path, network, told=dead_port())
    assert reason_of(nobody) == "link.no_server"
    assert network.started == 0


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"status": "ok"}', b"x" * 200_000])
def test_another_program_is_no_server(
    tmp_path: Path, network: FakeDiscovery, serve: Callable[..., HealthServer], body: bytes
) -> None:
    finder = make(tmp_path, network, told=serve(body=body).address)
    assert reason_of(finder) == "link.not_a_server"


@pytest.mark.parametrize("port", [-1, 0, 65536, 10**20])
def test_a_door_that_no_machine_has_is_no_server_s(
    tmp_path: Path, network: FakeDiscovery, serve: Callable[..., HealthServer], port: int
) -> None:
    """Anybody can answer at a plain port: neither a socket nor the file of what is known takes these."""
    said = {"identity": OURS, "restaurant": "Blu", "tls_port": port}
    finder = make(tmp_path, network, told=serve(body=json.dumps(said).encode()).address)
    assert reason_of(finder) == "link.not_a_server"
    keep_known(tmp_path, KnownServer(identity=OURS, fingerprint="f" * 64, token="t"))
    assert reason_of(make(tmp_path, network, told=finder.goal.told)) == "link.no_server"


def test_an_old_folder_is_read_once(
    tmp_path: Path, network: FakeDiscovery, serve: Callable[..., HealthServer]
) -> None:
    server = serve()
    (tmp_path / "server.txt").write_text(f"{server.address}\n", "utf-8")
    assert make(tmp_path, network).where().address == server.address
    assert [file.name for file in tmp_path.iterdir()] == ["server.json"]
    assert read_known(tmp_path).identity == OURS


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff\xfe", b'{"identity": 7}'])
def test_a_damaged_file_means_nothing_is_known(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "server.json").write_bytes(text)
    assert read_known(tmp_path) == KnownServer()


def test_a_server_that_moves_is_missed_and_one_that_did_not_is_not(
    tmp_path: Path, network: FakeDiscovery, serve: Callable[..., HealthServer]
) -> None:
    server, later = serve(), serve()
    finder = make(tmp_path, network)
    moved: Log[str] = Log()
    finder.moved = lambda: moved.add("moved")
    network.announce((OURS, server.address))
    assert finder.where().address == server.address
    network.announce((OURS, later.address))  # A lie, as far as the finder can tell.
    server.asked.wait_for("/healthz", 2)  # It is asked, and still there.
    server.stop()
    network.announce((OURS, later.address), (THEIRS, dead_port()))
    network.announce((OURS, dead_port()))
    moved.wait_for("moved")
    network.announce((OURS, later.address))
    assert finder.where().address == later.address
    assert moved == ["moved"]


def test_what_is_announced_while_a_server_is_asked_is_looked_at_too(
    tmp_path: Path, network: FakeDiscovery, serve: Callable[..., HealthServer]
) -> None:
    server = serve()
    finder = make(tmp_path, network)
    moved: Log[str] = Log()
    finder.moved = lambda: moved.add("moved")
    network.announce((OURS, server.address))
    assert finder.where().address == server.address
    server.answers.clear()
    network.announce((OURS, dead_port()))
    server.asked.wait_for("/healthz", 2)
    for _ in range(3):
        network.announce((OURS, dead_port()))
    server.identity = THEIRS  # What it is saying at this moment is that it is still there.
    server.answers.set()
    moved.wait_for("moved")


def test_a_place_that_let_it_down_comes_last(
    tmp_path: Path, network: FakeDiscovery, serve: Callable[..., HealthServer]
) -> None:
    liar, server = serve(), serve()
    keep_known(tmp_path, KnownServer(identity=OURS, address=str(liar.address)))
    finder = make(tmp_path, network)
    network.announce((OURS, server.address))
    assert finder.where().address == liar.address
    assert finder.where().address == server.address
