"""What takes long is done one thing after another, and strangers come last."""

import threading
from collections.abc import Callable
from typing import Any

from restaurant.domain.errors import Refused
from restaurant.server.modes.threads import Threads
from restaurant.server.trust.hashing import MOST_WAITING, Hashing
from tests.waiting import PATIENCE, Log, until


def test_a_flood_of_strangers_holds_up_nobody_who_is_known() -> None:
    hashing, mode = Hashing(Threads()), Threads()
    mode.spawn(hashing.run)
    said: Log[str] = Log()
    begun, go_on = threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        assert go_on.wait(PATIENCE)

    def ask(name: str, **options: Any) -> None:
        try:
            hashing(said.add, name, **options)
        except Refused as refused:
            said.add(refused.code)

    mode.spawn(hashing, first)
    assert begun.wait(PATIENCE)
    for number in range(MOST_WAITING):
        mode.spawn(lambda: ask("stranger", stranger=True))
        until(lambda: len(hashing._strangers) > number)  # noqa: B023 - called here and now
    ask("one more", stranger=True)
    mode.spawn(lambda: ask("known"))
    until(lambda: len(hashing._known) == 1)
    go_on.set()
    said.wait(lambda: len(said) == MOST_WAITING + 2)
    assert list(said)[:3] == ["too_fast", "known", "stranger"]


def test_what_fails_fails_for_whoever_asked_and_for_nobody_after() -> None:
    hashing, mode = Hashing(Threads()), Threads()
    mode.spawn(hashing.run)
    said: Log[str] = Log()

    def fail() -> None:
        raise ValueError("no memory")

    def ask(function: Callable[[], str | None]) -> None:
        try:
            said.add(str(hashing(function)))
        except ValueError as error:
            said.add(str(error))

    mode.spawn(ask, fail)
    said.wait_for("no memory")
    mode.spawn(ask, lambda: "done")
    said.wait_for("done")
