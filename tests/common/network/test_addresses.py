"""Addresses: HOST:PORT taken apart and put together, and where this machine is found."""

import socket

import pytest

from restaurant.common.network.addresses import (
    BadAddress,
    is_everywhere,
    join_address,
    own_addresses,
    own_names,
    reachable_here,
    split_address,
)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("pi", ("pi", 5000)),
        ("192.168.1.20:5050", ("192.168.1.20", 5050)),
        ("[fe80::1]", ("fe80::1", 5000)),
        ("[fe80::1]:81", ("fe80::1", 81)),
    ],
)
def test_addresses(text: str, address: tuple[str, int]) -> None:
    assert split_address(text) == address
    assert split_address(join_address(*address)) == address


@pytest.mark.parametrize("text", ["", ":5000", "a b", "fe80::1", "pi:x", "pi:0", "[fe80::1"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(BadAddress):
        split_address(text)


@pytest.mark.parametrize(
    ("host", "everywhere", "here"),
    [
        ("0.0.0.0", True, "127.0.0.1"),
        ("::", True, "::1"),
        ("", True, "127.0.0.1"),
        ("127.0.0.1", False, "127.0.0.1"),
        ("192.168.1.20", False, "192.168.1.20"),
    ],
)
def test_an_address_that_means_everywhere(host: str, everywhere: bool, here: str) -> None:
    assert (is_everywhere(host), reachable_here(host)) == (everywhere, here)


def test_own_addresses_are_of_this_machine() -> None:
    for address in own_addresses():
        assert not address.startswith("127.")
        with socket.create_server((address, 0)):
            pass


@pytest.mark.parametrize("name", ["Pass-PC", "Pass-PC.local", "pass-pc.lan"])
def test_own_names(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: name)
    assert own_names() == {"localhost", "pass-pc", "pass-pc.local", name.lower()}
