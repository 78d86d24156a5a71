"""How many connections there may be: as many as the event loop and the open files bear."""

import pytest

from restaurant.server.entrance import listening
from restaurant.server.modes import green


def _hub(module: str) -> object:
    return type("Hub", (), {"__module__": module})()


def test_the_select_hub_is_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "restaurant.server.modes.green.hubs.get_hub", lambda: _hub("eventlet.hubs.selects")
    )
    assert green.Green.most_connections() == green.SELECT_LIMIT < 512
    monkeypatch.setattr(
        "restaurant.server.modes.green.hubs.get_hub", lambda: _hub("eventlet.hubs.epolls")
    )
    assert green.Green.most_connections() > green.SELECT_LIMIT


def test_open_files_are_the_other_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "restaurant.server.modes.green.hubs.get_hub", lambda: _hub("eventlet.hubs.epolls")
    )
    monkeypatch.setattr(green, "open_files_limit", lambda: 200)
    assert green.Green.most_connections() == 200 - green.SPARE_FILES
    assert listening.open_files_limit() >= 256
