"""A link that is lost comes back by itself, and the end of one that is stopped."""

from pathlib import Path
from typing import Any

import pytest

from restaurant.client.address import Address
from restaurant.client.kept.outbox import Outbox
from restaurant.client.notices import Held, Offline, Online, Snapshot
from restaurant.client.timing import Timing
from restaurant.domain.commands import NewOrder
from tests.client.conftest import MakeLink
from tests.client.relay import Relay
from tests.client.small_server import SmallServer
from tests.client.told import Screen

ORDER = NewOrder(items=("Burger", "Pasta"), table=4)


def test_it_is_back_with_the_server(server: SmallServer, make_link: MakeLink) -> None:
    _, screen = make_link()
    screen.next(Snapshot)
    for times in range(1, 4):
        server.stop()
        screen.next(Offline, 2 * times)
        server.start()
        screen.next(Snapshot, times + 1)
    assert screen.reasons() == ["link.lost", "link.no_server"] * 3


def test_a_server_that_is_not_there_yet(server: SmallServer, make_link: MakeLink) -> None:
    server.stop()
    _, screen = make_link()
    assert screen.next(Offline) == Offline("link.no_server")
    server.start()
    screen.next(Online)
    assert screen.reasons() == ["link.no_server"]


def test_work_that_fails_while_there_is_no_link_does_not_end_it(
    server: SmallServer, make_link: MakeLink
) -> None:
    def fail() -> None:
        raise OSError(28, "No space left on device")

    server.stop()
    link, screen = make_link()
    screen.next(Offline)
    link._jobs.put(fail)
    server.start()
    screen.next(Online)


@pytest.mark.parametrize("step", ["cut_before_connect", "cut_before_hello"])
@pytest.mark.parametrize(("first_look", "told"), [(0.0, ["link.no_server"]), (60.0, [])])
def test_a_server_that_goes_in_the_middle_of_the_greeting(
    server: SmallServer, make_link: MakeLink, step: str, first_look: float, told: list[str]
) -> None:
    """Who was only just started looks again before it says that there is no server."""
    setattr(server, step, 1)
    _, screen = make_link(timing=Timing(greet=60, first_look=first_look))
    screen.next(Online)
    assert screen.reasons() == told


def test_a_wire_that_goes_dead_is_noticed(
    relay: Relay, server: SmallServer, make_link: MakeLink
) -> None:
    timing = Timing(ping=0.05, silence=0.4, greet=0.3)
    _, screen = make_link(address=Address("127.0.0.1", relay.port), timing=timing)
    screen.next(Snapshot)
    relay.freeze()
    assert screen.next(Offline) == Offline("link.lost")
    relay.thaw()
    screen.next(Online, 2)


def test_a_quiet_link_is_not_a_dead_one(
    relay: Relay, server: SmallServer, make_link: MakeLink
) -> None:
    """Nobody speaks for twice the silence that ends a link; there are only pings."""
    timing = Timing(ping=0.05, silence=1.5)
    _, screen = make_link(address=Address("127.0.0.1", relay.port), timing=timing)
    screen.next(Snapshot)
    with pytest.raises(AssertionError, match="in vain"):
        screen.next(Offline, within=3)


def test_after_stop_nothing_is_told_and_the_outbox_stays(
    server: SmallServer, make_link: MakeLink, tmp_path: Path
) -> None:
    link, screen = make_link()
    screen.next(Snapshot)
    server.answer = lambda _message: {"error": "cannot_store", "message": ""}
    link.send(ORDER)
    screen.next(Held)
    link.stop()
    told = len(screen)
    server.left.wait(lambda: len(server.left) == 1)
    assert not link._thread.is_alive()
    assert len(screen) == told
    assert screen.of(Offline) == []
    assert len(Outbox(tmp_path / "outbox.jsonl")) == 1


def test_a_screen_that_fails_does_not_end_the_link(
    server: SmallServer, make_link: MakeLink, caplog: pytest.LogCaptureFixture
) -> None:
    screen = Screen()

    def fail_first(notice: Any) -> None:
        screen.add(notice)
        if len(screen) == 1:
            raise RuntimeError("no window")

    make_link(notice=fail_first)
    screen.next(Snapshot)
    assert "no window" in caplog.text


def test_terminals_do_not_all_come_back_at_the_same_moment(make_link: MakeLink) -> None:
    """A power cut ends all links at once, and each terminal waits a little less than the others."""
    link, _ = make_link(timing=Timing(first_pause=0.5, longest_pause=0.5))
    pauses = {link._next_pause("link.lost") for _ in range(20)}
    assert len(pauses) > 1
    assert all(0.4 <= pause <= 0.5 for pause in pauses)
