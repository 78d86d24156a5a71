"""Commands over a link: each answered once, whatever becomes of the wire and the server."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from restaurant.client.kept.outbox import Outbox
from restaurant.client.notices import Answered, Held, Offline, Online, TooOld, Waiting
from restaurant.client.timing import Timing
from restaurant.domain.commands import NewOrder
from tests.client.conftest import MakeLink
from tests.client.small_server import RESTAURANT, SmallServer
from tests.waiting import PATIENCE

ORDER = NewOrder(items=("Burger", "Pasta"), table=4)


def ids(server: SmallServer) -> list[str]:
    return [command["id"] for command in server.commands]


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
    assert screen.reasons() == ["link.lost", "link.lost"]


def test_an_answer_that_does_not_come_is_asked_for_again(
    server: SmallServer, make_link: MakeLink
) -> None:
    accept, free = server.answer, threading.Event()

    def dawdle(message: dict[str, Any]) -> Any:
        if not server.commands:
            server.commands.add(message)
            free.wait(PATIENCE)
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
