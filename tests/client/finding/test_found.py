"""What an announcement says, read from answers that anybody may have sent."""

from ipaddress import IPv4Interface
from typing import Any

import pytest

from restaurant.client.finding.found import Found, read_found

IDENTITY = "0f" * 16
TEXTS: dict[str, str | None] = {
    "id": IDENTITY, "name": "Trattoria Blu", "tls": "5001", "version": "0.1.0",
}  # fmt: skip


def read(**changes: Any) -> Found | None:
    said: dict[str, Any] = {"addresses": ["192.168.1.20"], "port": 5000, "near": (), **changes}
    texts = {**TEXTS, **said.pop("texts", {})}
    return read_found(IDENTITY, texts, said["addresses"], said["port"], near=said["near"])


def test_an_honest_answer() -> None:
    assert read() == Found(
        identity=IDENTITY, name="Trattoria Blu", addresses=("192.168.1.20",), port=5000,
        tls_port=5001, version="0.1.0",
    )  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"texts": {"id": "0e" * 16}},
        {"texts": {"id": None}},
        {"texts": {"name": " \n\t"}},
        {"texts": {"name": None}},
        {"port": None},
        {"port": 0},
        {"port": 70000},
        {"addresses": []},
        {"addresses": ["127.0.0.1", "0.0.0.0", "224.0.0.251", "255.255.255.255", "240.0.0.1"]},
        {"addresses": ["fe80::1"]},
    ],
)
def test_what_cannot_be_true_is_dropped(changes: dict[str, Any]) -> None:
    assert read(**changes) is None


def test_a_name_is_one_short_line_that_can_be_printed() -> None:
    found = read(texts={"name": "Blu\x07\u202e\n" + "x" * 1000})
    assert found is not None
    assert (found.name[:5], len(found.name), found.name.isprintable()) == ("Blu x", 60, True)


@pytest.mark.parametrize("tls", ["", "0", "99999", "-1", "٥٠٠١", "5001 ", "9" * 5000, None])
def test_a_tls_port_that_is_none(tls: str | None) -> None:
    found = read(texts={"tls": tls})
    assert found is not None
    assert found.tls_port is None


def test_own_networks_come_first_and_not_everything_is_tried() -> None:
    virtual = [f"172.17.0.{number}" for number in range(1, 30)]
    near = [IPv4Interface("192.168.1.9/24")]
    found = read(addresses=[*virtual, "192.168.1.20"], near=near)
    assert found is not None
    assert found.addresses == ("192.168.1.20", *virtual[:7])
