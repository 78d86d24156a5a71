"""Each part of the server is told of a batch, whatever becomes of the others."""

import logging
from collections.abc import Sequence

import pytest

from restaurant.engine.ports import Step
from restaurant.server.publishing import Publishing


def test_a_part_that_fails_keeps_nobody_else_from_being_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[str] = []

    def fails(_steps: Sequence[Step]) -> None:
        raise ValueError("this part is broken")

    publishing = Publishing()
    publishing.to(lambda _steps: told.append("first"), fails, lambda _steps: told.append("last"))
    with caplog.at_level(logging.ERROR):
        publishing(())
    assert told == ["first", "last"]
    assert "this part is broken" in caplog.text
