"""Who is let through a port: a lack of files ends nothing, and no device takes all connections."""

import socket
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from restaurant.server.entrance.accepting import Door, Patient, Shares
from restaurant.server.modes.threads import _Server


class Connection:
    """One that somebody asks for."""

    is_open = True

    def close(self) -> None:
        self.is_open = False


class Asked:
    """A listening socket: errors first, then one connection after another from these hosts."""

    def __init__(self, errors: list[OSError], hosts: list[str]) -> None:
        self.errors, self.hosts = errors, hosts

    def accept(self) -> tuple[Connection, tuple[str, int]]:
        if self.errors:
            raise self.errors.pop()
        return Connection(), (self.hosts.pop(0), 1)

    def fileno(self) -> int:
        return 5


def _port(sock: Any, most: int, furnish: Callable[[Any], Any] = lambda c: c) -> Patient:
    return Patient(sock, Shares(most), furnish=furnish, pause=lambda _seconds: None)


def test_a_port_outlives_a_lack_of_files() -> None:
    errors = [OSError(24, "Too many open files"), OSError(103, "aborted")]
    sock: Any = Asked(errors, ["192.0.2.1"])
    connection, address = _port(sock, 10).accept()
    assert (connection.is_open, address) == (True, ("192.0.2.1", 1))


@pytest.mark.parametrize(("greedy", "taken"), [("192.0.2.1", 2), ("127.0.0.1", 5), ("::1", 5)])
def test_one_device_cannot_take_all_connections(greedy: str, taken: int) -> None:
    sock: Any = Asked([], [greedy] * 5 + ["192.0.2.2"])
    port = _port(sock, 8)
    accepted = [port.accept() for _ in range(taken + 1)]
    hosts = [address[0] for _connection, address in accepted]
    assert hosts == [greedy] * taken + ["192.0.2.2"]
    assert all(connection.is_open for connection, _address in accepted)


def test_the_share_of_a_device_counts_at_both_doors() -> None:
    shares = Shares(8)
    taken = [Connection() for _ in range(3)]
    assert [shares.take(each, "192.0.2.1") for each in taken] == [True, True, False]
    del taken[0]
    assert shares.take(Connection(), "192.0.2.1")


def test_a_connection_that_ends_at_once_ends_nothing_else() -> None:
    def furnish(connection: Any) -> Any:
        if not gone:
            gone.append(connection)
            raise OSError(107, "not connected")
        return connection

    gone: list[Connection] = []
    sock: Any = Asked([], ["192.0.2.1", "192.0.2.2"])
    assert _port(sock, 8, furnish).accept()[1] == ("192.0.2.2", 1)
    assert not gone[0].is_open


class Furnished(Connection):
    """What a door makes of a connection, which does not outlive that."""


def test_on_threads_too_a_device_has_its_share() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        door: Any = Door(listening)
        server = _Server(door, None, Shares(8))
        server.socket.close()
        asked: Any = Asked([], ["192.0.2.1"] * 3 + ["192.0.2.2"])
        server.socket = asked
        server._door = SimpleNamespace(furnish=lambda _connection: Furnished())  # type: ignore[assignment]
        taken = [server.get_request() for _ in range(2)]
        with pytest.raises(ConnectionRefusedError):
            server.get_request()
        taken.append(server.get_request())
    assert [address[0] for _, address in taken] == ["192.0.2.1", "192.0.2.1", "192.0.2.2"]
