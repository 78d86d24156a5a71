"""Addresses, the guests' choices, and tokens of a server on this machine."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from restaurant.client.address import Address, parse_address
from restaurant.client.connecting.local_token import token_for
from restaurant.client.kept.choices import Choices


@pytest.mark.parametrize(
    ("text", "address", "written"),
    [
        ("192.168.1.5", Address("192.168.1.5", 5000), "192.168.1.5:5000"),
        (" till.local:5001 ", Address("till.local", 5001), "till.local:5001"),
        ("[fe80::1]:5001", Address("fe80::1", 5001), "[fe80::1]:5001"),
        ("[fe80::1]", Address("fe80::1", 5000), "[fe80::1]:5000"),
    ],
)
def test_an_address_as_people_write_it(text: str, address: Address, written: str) -> None:
    assert parse_address(text) == address
    assert str(address) == written


@pytest.mark.parametrize("text", ["", ":5000", "a b", "till:", "till:0", "till:99999", "till:x"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match="write"):
        parse_address(text)


def test_choices_are_an_object_a_line(tmp_path: Path) -> None:
    path = tmp_path / "kiosk" / "customer_choices.json"
    moment = datetime(2026, 11, 20, 19, 42, 7, tzinfo=UTC)
    choices = Choices(path, now=lambda: moment)
    choices.create()
    assert path.read_bytes() == b""
    choices.write(4, ["Burger", "Burger", "Pasta"])
    choices.write(None, ["Käse"], name="Ana", note="no onions")
    assert [json.loads(line) for line in path.read_text("utf-8").splitlines()] == [
        {"table": 4, "items": ["Burger", "Burger", "Pasta"], "timestamp": "2026-11-20T19:42:07Z"},
        {
            "table": None,
            "items": ["Käse"],
            "timestamp": "2026-11-20T19:42:07Z",
            "name": "Ana",
            "note": "no onions",
        },
    ]


def test_choices_of_before_stay(tmp_path: Path) -> None:
    path = tmp_path / "customer_choices.json"
    path.write_text('{"table": 1, "items": ["Soup"]}\n{"torn')
    choices = Choices(path)
    choices.create()
    choices.write(2, ["Burger"])
    lines = path.read_text("utf-8").splitlines()
    assert lines[:2] == ['{"table": 1, "items": ["Soup"]}', '{"torn']
    assert json.loads(lines[2])["table"] == 2


def write_tokens(folder: Path, content: str) -> None:
    folder.mkdir()
    (folder / "5000.json").write_text(content)


@pytest.fixture
def wire() -> Iterator[socket.socket]:
    """A connection within this machine."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        socket.create_connection(listening.getsockname()) as near,
    ):
        yield near


def test_the_token_of_the_role(wire: socket.socket, no_tokens_here: Path) -> None:
    write_tokens(no_tokens_here, '{"port": 5000, "tokens": {"customer": "abc"}, "newer": 1}')
    assert token_for(wire, no_tokens_here, 5000, "customer") == "abc"
    assert token_for(wire, no_tokens_here, 5000, "waiter") is None
    assert token_for(wire, no_tokens_here, 5001, "customer") is None


@pytest.mark.parametrize("content", ["", '{"tokens": ', '{"tokens": {"customer": 7}}', "[]"])
def test_a_damaged_file_is_no_token(
    wire: socket.socket, no_tokens_here: Path, content: str
) -> None:
    write_tokens(no_tokens_here, content)
    assert token_for(wire, no_tokens_here, 5000, "customer") is None


class FarAway:
    """The ends of a connection that leads to another machine, or by the network to this one."""

    def __init__(self, here: str, there: str) -> None:
        self.getsockname = lambda: (here, 40000)
        self.getpeername = lambda: (there, 5000)


@pytest.mark.parametrize(
    ("here", "there", "shown"),
    [
        ("192.168.1.7", "192.168.1.5", False),
        ("192.168.1.5", "192.168.1.5", True),
        ("127.0.0.1", "127.0.0.2", True),
        ("fe80::1%eth0", "fe80::2%eth0", False),
        ("::1", "::1", True),
    ],
)
def test_a_token_is_shown_to_this_machine_only(
    no_tokens_here: Path, here: str, there: str, shown: bool
) -> None:
    write_tokens(no_tokens_here, '{"tokens": {"customer": "abc"}}')
    found = token_for(
        FarAway(here, there),  # type: ignore[arg-type]
        no_tokens_here,
        5000,
        "customer",
    )
    assert (found == "abc") is shown
