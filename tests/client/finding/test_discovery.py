"""Listening to the network, where that fails; what it finds is tried on real networks in tests/network."""

import logging
from ipaddress import IPv4Interface
from typing import Any

import pytest

from restaurant.client.finding import discovery
from restaurant.client.finding.discovery import Discovery
from tests.waiting import Log, until


def test_a_network_that_cannot_be_listened_to_is_told_once_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries: Log[str] = Log()

    def fails(**_: Any) -> None:
        tries.add("again")
        raise OSError("no multicast here")

    monkeypatch.setattr(discovery, "LOOK_S", 0.01)
    monkeypatch.setattr(discovery, "own_networks", lambda: (IPv4Interface("192.0.2.7/24"),))
    monkeypatch.setattr(discovery, "AsyncZeroconf", fails)
    listening = Discovery()
    with caplog.at_level(logging.WARNING):
        listening.start()
        tries.wait_for("again", times=3)
        listening.stop()
        until(lambda: not listening._thread.is_alive())
    assert caplog.messages == ["servers cannot be looked for: no multicast here"]
