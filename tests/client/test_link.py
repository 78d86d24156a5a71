"""The link against a real Socket.IO server: it comes back by itself and loses no command."""

import socket
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from restaurant import __version__
from restaurant.client.link import (
    Address,
    Answered,
    Changed,
    Held,
    Offline,
    Online,
    Snapshot,
    Timing,
    TooOld,
    Waiting,
)
from restaurant.client.outbox import Outbox
from restaurant.domain.commands import NewOrder
from tests.client.conftest import MakeLink
from tests.client.relay import Relay
from tests.client.small_server import RESTAURANT, SmallServer
from tests.client.waiting import Screen

ORDER = NewOrder(items=("Burger", "Pasta"), table=4)
SOUP = {"id": "soup", "name": "Soup", "category": "starters", "price": 450}


def ids(server: SmallServer) -> list[str]:
    return [command["id"] for command in server.commands]


# ----------------------------------------------------------------------- the greeting


def test_it_greets_and_is_shown_what_it_asked_for(server: SmallServer, make_link: MakeLink) -> None:
    _, screen = make_link()
    online = screen.next(Online)
    assert (online.restaurant_name, online.version) == ("Trattoria Blu", "0.1.0")
    assert abs(online.clock_offset) < timedelta(seconds=1)
    assert screen.next(Snapshot).documents["restaurant"]["1"].outbox_minutes == 10  # type: ignore[union-attr]
    assert screen.of(Offline) == []
    assert server.hellos == [
        {"protocol": 1, "version": __version__, "restaurant": None, "name": "Kiosk 1"}
    ]


def test_it_knows_how_wrong_its_clock_is(server: SmallServer, make_link: MakeLink) -> None:
    _, screen = make_link(now=lambda: datetime.now(UTC) - timedelta(hours=2))
    offset = screen.next(Online).clock_offset
    assert abs(offset - timedelta(hours=2)) < timedelta(seconds=1)


def test_it_shows_its_token(
    server: SmallServer, make_link: MakeLink, no_tokens_here: Path, tmp_path: Path
) -> None:
    _, screen = make_link()
    screen.next(Online)
    no_tokens_here.mkdir()
    tokens = '{"port": 1, "tokens": {"waiter": "no", "customer": "secret"}}'
    (no_tokens_here / f"{server.port}.json").write_text(tokens)
    server.cut()
    screen.next(Online, 2)
    assert server.auths == [{"role": "customer"}, {"token": "secret"}]


@pytest.mark.parametrize(
    ("hello", "reason"),
    [
        ({"error": "other_protocol", "message": "Another version."}, "link.other_protocol"),
        ({"protocol": 2, "restaurant": None}, "link.other_protocol"),
        ({"error": "not_signed_in", "message": "Nobody."}, "link.not_allowed"),
        ({"error": "too_many_screens", "message": "Full."}, "link.full"),
        ({"error": "something_new", "message": "?"}, "link.refused"),
        ({"restaurant": 7}, "link.not_a_server"),
    ],
)
def test_why_it_is_not_let_in(
    server: SmallServer, make_link: MakeLink, hello: dict[str, Any], reason: str
) -> None:
    server.hello = hello
    _, screen = make_link()
    assert screen.next(Offline).reason == reason
    server.hellos.wait(lambda: len(server.hellos) >= 3)
    server.hello = {}
    screen.next(Online)
    assert screen.of(Offline) == [Offline(reason)]


def test_a_view_that_it_may_not_see(server: SmallServer, make_link: MakeLink) -> None:
    server.refuse["floor"] = {"error": "not_allowed", "message": "No."}
    _, screen = make_link(audiences=["menu", "floor"])
    assert screen.next(Offline).reason == "link.not_allowed"
    assert screen.of(Online) == []


def test_a_server_that_refuses_the_connection(server: SmallServer, make_link: MakeLink) -> None:
    server.refuse_connection = {"error": "not_signed_in", "message": "Who is this?"}
    _, screen = make_link()
    assert screen.next(Offline).reason == "link.not_allowed"


def test_another_program_at_the_address(make_link: MakeLink) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=answer_forbidden, args=(listening,), daemon=True).start()
        _, screen = make_link(address=Address("127.0.0.1", listening.getsockname()[1]))
        assert screen.next(Offline).reason == "link.not_a_server"
        listening.shutdown(socket.SHUT_RDWR)


def answer_forbidden(listening: socket.socket) -> None:
    with suppress(OSError):
        while True:
            with listening.accept()[0] as sock:
                sock.recv(4096)
                sock.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")


def test_no_proxy_is_asked(
    server: SmallServer, make_link: MakeLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        for name in ("http_proxy", "https_proxy", "all_proxy", "ws_proxy"):
            monkeypatch.setenv(name, dead)
            monkeypatch.setenv(name.upper(), dead)
        monkeypatch.setenv("no_proxy", "")
        monkeypatch.setenv("NO_PROXY", "")
        # Written so that no list of exceptions has it.
        _, screen = make_link(address=Address("127.1", server.port))
        screen.next(Online)
        assert screen.of(Offline) == []


# -------------------------------------------------------------------- what is shown


def test_changes_come_in_order(server: SmallServer, make_link: MakeLink) -> None:
    _, screen = make_link()
    screen.next(Snapshot)
    for price in range(300):
        server.put("menu", "items", "soup", {**SOUP, "price": price})
    screen.next(Changed, 300)
    prices = [seen.put["items"]["soup"].price for seen in screen.of(Changed)]  # type: ignore[union-attr]
    assert prices == list(range(300))
    assert server.subscribed == ["menu"]


def test_a_gap_brings_a_snapshot(server: SmallServer, make_link: MakeLink) -> None:
    _, screen = make_link()
    screen.next(Snapshot)
    server.documents["menu"]["items"] = {"soup": SOUP}
    server.skip("menu")
    server.put("menu", "items", "tea", {**SOUP, "id": "tea", "name": "Tea"})
    shown = screen.next(Snapshot, 2)
    assert sorted(shown.documents["items"]) == ["soup", "tea"]
    assert screen.of(Changed) == []
    server.put("menu", "items", "soup", {**SOUP, "price": 500})
    assert screen.next(Changed).put["items"]["soup"].price == 500  # type: ignore[union-attr]


def test_a_gap_in_what_it_may_see_no_more(server: SmallServer, make_link: MakeLink) -> None:
    _, screen = make_link()
    screen.next(Snapshot)
    server.refuse["menu"] = {"error": "not_signed_in", "message": "No."}
    server.skip("menu")
    server.tell("menu", drop={"items": ["soup"]})
    assert screen.next(Offline).reason == "link.not_allowed"


def test_a_new_server_counts_anew(server: SmallServer, make_link: MakeLink) -> None:
    """A change that the old count would lead to is nothing before the new server's snapshot."""
    _, screen = make_link()
    screen.next(Snapshot)
    server.before_snapshot = {"rev": 1, "drop": {"items": ["soup"]}}
    server.cut()
    screen.next(Snapshot, 2)
    assert screen.of(Changed) == []


def test_what_is_watched_is_watched_again_after_a_loss(
    server: SmallServer, make_link: MakeLink
) -> None:
    link, screen = make_link()
    screen.next(Online)
    link.watch("order", "ORD-1-1")
    link.watch("order", "ORD-1-2")
    server.subscribed.wait_for("order/ORD-1-2")
    link.unwatch("order", "ORD-1-2")
    server.subscribed.wait_for("-order/ORD-1-2")
    server.stop()
    screen.next(Offline)
    server.start()
    server.subscribed.wait_for("order/ORD-1-1", times=2)
    screen.wait(lambda: snapshots(screen).count(("order", "ORD-1-1")) == 2)
    assert snapshots(screen).count(("menu", None)) == 2
    assert server.subscribed.count("order/ORD-1-2") == 1


def snapshots(screen: Screen) -> list[tuple[str, str | None]]:
    return [(seen.audience, seen.of) for seen in screen.of(Snapshot)]


def test_watching_what_is_not_there_shows_nothing(server: SmallServer, make_link: MakeLink) -> None:
    server.refuse["order/ORD-1-9"] = {"error": "no_such_order", "message": "No."}
    link, screen = make_link()
    link.watch("order", "ORD-1-9")
    assert screen.next(Snapshot, 2) == Snapshot("order", "ORD-1-9", {"orders": {}})
    assert screen.of(Offline) == []


# ----------------------------------------------------------------------- losing it


def test_it_is_back_within_a_second_of_the_server(server: SmallServer, make_link: MakeLink) -> None:
    _, screen = make_link()
    screen.next(Snapshot)
    for times in range(1, 4):
        server.stop()
        screen.next(Offline, 2 * times)
        server.start()
        screen.next(Snapshot, times + 1, within=1.0)
    assert reasons(screen) == ["link.lost", "link.no_server"] * 3


def reasons(screen: Screen) -> list[str]:
    return [seen.reason for seen in screen.of(Offline)]


def test_a_server_that_is_not_there_yet(server: SmallServer, make_link: MakeLink) -> None:
    server.stop()
    _, screen = make_link()
    assert screen.next(Offline) == Offline("link.no_server")
    server.start()
    screen.next(Online, within=1.0)
    assert reasons(screen) == ["link.no_server"]


@pytest.mark.parametrize("step", ["cut_before_connect", "cut_before_hello"])
def test_a_server_that_goes_in_the_middle_of_the_greeting(
    server: SmallServer, make_link: MakeLink, step: str
) -> None:
    setattr(server, step, 1)
    _, screen = make_link(timing=Timing(greet=60))
    screen.next(Online)
    assert reasons(screen) == ["link.no_server"]


def test_a_wire_that_goes_dead_is_noticed(
    relay: Relay, server: SmallServer, make_link: MakeLink
) -> None:
    timing = Timing(ping=0.05, silence=0.4, greet=0.3)
    _, screen = make_link(address=Address("127.0.0.1", relay.port), timing=timing)
    screen.next(Snapshot)
    relay.freeze()
    assert screen.next(Offline, within=3) == Offline("link.lost")
    relay.thaw()
    screen.next(Online, 2)


def test_a_quiet_link_is_not_a_dead_one(
    relay: Relay, server: SmallServer, make_link: MakeLink
) -> None:
    """Nobody speaks for three times the silence that ends a link; there are only pings."""
    timing = Timing(ping=0.05, silence=0.4)
    _, screen = make_link(address=Address("127.0.0.1", relay.port), timing=timing)
    screen.next(Snapshot)
    with pytest.raises(AssertionError, match="in vain"):
        screen.next(Offline, within=1.2)


# ------------------------------------------------------------------------- commands


def test_a_command_is_answered_once(
    server: SmallServer, make_link: MakeLink, tmp_path: Path
) -> None:
    link, screen = make_link()
    sent = [link.send(ORDER) for _ in range(5)]
    screen.next(Answered, 5)
    assert [told.id for told in screen.of(Answered)] == sent == ids(server)
    assert screen.of(Answered)[0].answer == {"ok": True, "id": sent[0], "seq": 1}
    assert screen.of(Answered)[0].command == ORDER
    screen.wait(lambda: screen.of(Waiting)[-1] == Waiting(0))
    assert (tmp_path / "outbox.jsonl").read_bytes() == b""


def test_an_order_made_without_a_server_is_sent_when_it_is_there(
    server: SmallServer, make_link: MakeLink
) -> None:
    server.stop()
    link, screen = make_link()
    screen.next(Offline)
    sent = link.send(ORDER)
    screen.wait_for(Waiting(1))
    server.start()
    assert screen.next(Answered).id == sent
    screen.wait_for(Waiting(0))


def test_an_order_outlives_the_terminal(
    server: SmallServer, make_link: MakeLink, tmp_path: Path
) -> None:
    left = Outbox(tmp_path / "outbox.jsonl").add(ORDER)
    _, screen = make_link()
    assert screen.next(Answered).id == left.id
    assert screen.next(Waiting) == Waiting(1)


def test_an_answer_lost_on_the_way_is_asked_for_under_the_same_id(
    server: SmallServer, make_link: MakeLink
) -> None:
    server.cut_before_answer = 2
    link, screen = make_link()
    sent = [link.send(ORDER), link.send(ORDER)]
    screen.next(Answered, 2)
    assert ids(server) == [sent[0], sent[0], sent[0], sent[1]]
    assert [told.answer["seq"] for told in screen.of(Answered)] == [1, 2]
    assert reasons(screen) == ["link.lost", "link.lost"]


def test_an_answer_that_does_not_come_is_asked_for_again(
    server: SmallServer, make_link: MakeLink
) -> None:
    accept, free = server.answer, threading.Event()

    def dawdle(message: dict[str, Any]) -> Any:
        if not server.commands:
            server.commands.add(message)
            free.wait(10)
        return accept(message)

    server.answer = dawdle
    link, screen = make_link(timing=Timing(answer=0.3))
    sent = link.send(ORDER)
    assert screen.next(Offline) == Offline("link.lost")
    assert screen.next(Answered).id == sent
    free.set()
    assert [told.answer["seq"] for told in screen.of(Answered)] == [1]


def test_a_server_that_cannot_store_now_gets_it_again(
    server: SmallServer, make_link: MakeLink
) -> None:
    accept = server.answer
    full = {"error": "cannot_store", "message": "Disk full."}
    server.answer = lambda message: accept(message) if len(server.commands) >= 3 else full
    link, screen = make_link()
    sent = link.send(ORDER)
    assert screen.next(Answered).id == sent
    assert screen.of(Held) == [Held(sent, ORDER, full)] * 3
    assert ids(server) == [sent] * 4


def test_an_old_order_is_told_and_not_sent(
    server: SmallServer, make_link: MakeLink, tmp_path: Path
) -> None:
    made_at = datetime.now(UTC) - timedelta(minutes=11)
    old = Outbox(tmp_path / "outbox.jsonl", now=lambda: made_at).add(ORDER)
    link, screen = make_link()
    assert screen.next(TooOld) == TooOld(old.id, ORDER, made_at, asked=False)
    young = link.send(ORDER)
    screen.next(Answered)
    assert ids(server) == [young]


def test_the_restaurant_says_when_an_order_is_old(
    server: SmallServer, make_link: MakeLink, tmp_path: Path
) -> None:
    server.documents["menu"]["restaurant"]["1"] = {**RESTAURANT, "outbox_minutes": 30}
    made_at = datetime.now(UTC) - timedelta(minutes=11)
    Outbox(tmp_path / "outbox.jsonl", now=lambda: made_at).add(ORDER)
    _, screen = make_link()
    screen.next(Answered)
    assert screen.of(TooOld) == []


def test_a_command_that_cannot_be_kept_is_not_sent(
    server: SmallServer, make_link: MakeLink, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    link, screen = make_link(outbox=tmp_path / "file" / "outbox.jsonl")
    screen.next(Online)
    with pytest.raises(OSError, match="file"):
        link.send(ORDER)
    assert server.commands == []


# ---------------------------------------------------------------------------- the end


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
    server.left.wait(lambda: len(server.left) == 1, within=3)
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
