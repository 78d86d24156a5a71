"""The waiter's window while its link comes and goes."""

from pathlib import Path

import pytest

from restaurant.client.notices import Waiting
from restaurant.common.language.strings import Strings
from restaurant.common.options import Options
from restaurant.desktop.look.tokens import Scheme
from restaurant.desktop.terminal import running
from restaurant.desktop.waiter import run
from restaurant.domain.commands import (
    CancelOrder,
)
from tests.desktop.fake_link import FakeLink
from tests.desktop.sample import order
from tests.desktop.screen import Screen, words_in
from tests.desktop.waiter.waiter_terminal import THREE, Pass


def test_while_the_link_is_down_there_is_a_mark_and_nothing_can_be_sent(
    screen: Screen, waiter: Pass
) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.link.offline()
    screen.until(lambda: "what was known last" in waiter.window.shell.banner.text)
    assert waiter.window.connection.pill.cget("text") == "Offline"
    assert len(waiter.lines) == 3
    details = waiter.window.details
    assert all(made.instate(["disabled"]) for made in details.actions.values())
    assert details.cancel.instate(["disabled"])
    assert details.rows[0].next.instate(["disabled"])
    screen.shoot("waiter-offline")


def test_a_notice_that_fails_loses_none_behind_it(
    screen: Screen, waiter: Pass, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(_count: int) -> None:
        raise RuntimeError("the oven exploded")

    monkeypatch.setattr(waiter.window.connection, "keeps", explode)
    waiter.link.tell(Waiting(count=1))
    waiter.serve(*THREE)
    assert "the oven exploded" in waiter.window.shell.fault_bar.text
    screen.errors.clear()


def test_the_sold_out_dishes_rest_while_the_link_is_down(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.window.sold_out.invoke()
    popup = waiter.window.popups.availability
    assert popup is not None
    row = popup.rows["olives"]
    row.left.more.invoke()
    assert row.count.instate(["!disabled"])
    waiter.link.offline()
    screen.until(lambda: row.turn.instate(["disabled"]))
    assert row.count.instate(["disabled"])
    row.left.more.invoke()
    assert row.count.instate(["disabled"])
    waiter.online()
    screen.until(lambda: row.turn.instate(["!disabled"]))
    assert row.count.instate(["!disabled"])
    assert waiter.link.commands == []


def test_the_sold_out_dishes_rest_when_they_are_opened_without_a_link(
    screen: Screen, waiter: Pass
) -> None:
    waiter.serve(*THREE)
    waiter.link.offline()
    screen.until(lambda: waiter.window.shell.banner.text)
    waiter.window.sold_out.invoke()
    popup = waiter.window.popups.availability
    assert popup is not None
    assert popup.rows["soup"].turn.instate(["disabled"])


def test_a_reason_cannot_be_sent_while_the_link_is_down(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.window.details.cancel.invoke()
    asking = waiter.window.popups.asking
    assert asking is not None
    asking.reason.set("Guest left")
    waiter.link.offline()
    screen.until(lambda: asking.done.instate(["disabled"]))
    asking.reason.set("Guest has left")
    assert asking.done.instate(["disabled"])
    waiter.online()
    screen.until(lambda: asking.done.instate(["!disabled"]))
    asking.done.invoke()
    assert waiter.link.commands == [CancelOrder(order_id="ORD-1-110", reason="Guest has left")]


def test_what_was_tapped_before_the_link_went_is_kept_and_told(
    screen: Screen, waiter: Pass
) -> None:
    waiter.serve(*THREE)
    waiter.link.tell(Waiting(count=1))
    waiter.link.offline()
    screen.until(lambda: "Kept here: 1." in waiter.window.shell.banner.text)


def test_the_terminal_keeps_its_commands_in_its_folder(
    display: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    outboxes: list[Path | None] = []

    def link_factory(
        _address: object,
        _role: str,
        _shown: object,
        outbox: Path | None,
        *,
        local: Path,
        language: str,
        **_more: object,
    ) -> object:
        outboxes.append(outbox)
        assert language == "en"
        assert local == tmp_path / "user" / "restaurant" / "local"
        return FakeLink

    monkeypatch.setattr(running, "prepare", lambda options, role: options.data_folder(role))
    monkeypatch.setattr(running, "link_factory", link_factory)
    monkeypatch.setattr(running, "tie", lambda options, pump, close: close())
    options = Options(role="waiter", data=tmp_path, user_folder=tmp_path / "user")
    assert run(options) == 0
    assert outboxes == [tmp_path / "outbox.jsonl"]


def test_after_its_return_the_list_is_full_and_correct(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.link.offline()
    screen.until(lambda: waiter.window.shell.banner.text)
    waiter.online()
    waiter.snapshot(THREE[2], order(120, "Salad", table=9, minutes=0))
    screen.until(lambda: waiter.lines == ["Takeaway Ana: Pizza", "Table 9: Salad"])
    assert waiter.window.shell.banner.text == ""


def test_a_terminal_that_is_not_paired_does_not_say_that_the_server_is_looked_for(
    screen: Screen, waiter: Pass
) -> None:
    def said() -> str:
        return words_in(waiter.window.list.frame)

    screen.until(lambda: "Waiting for the server" in said())
    waiter.link.offline("link.not_allowed")
    screen.until(lambda: "as soon as this terminal is paired" in said())
    assert "Waiting for the server" not in said()
    waiter.link.offline("link.no_server")
    screen.until(lambda: "Waiting for the server" in said())


def test_two_thousand_orders_are_shown(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*(order(n, "Pasta", table=n % 12 + 1, minutes=n / 100) for n in range(1, 2001)))
    assert len(waiter.lines) == 2000
    waiter.put(order(5000, "Salad", table=9, minutes=0))
    screen.until(lambda: waiter.lines[-1] == "Table 9: Salad")
    screen.shoot("waiter-2000")


def test_closing_ends_the_link(screen: Screen, waiter: Pass) -> None:
    waiter.window.shell.on_close()
    assert screen.gone()
    assert not waiter.link.running


@pytest.mark.parametrize("size", ["1024x700", "1366x768", "1920x1080"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off(screen: Screen, strings: Strings, size: str, scheme: Scheme) -> None:
    made = Pass(screen, strings, size=size, scheme=scheme)
    long = order(113, "Spaghetti Carbonara " * 2, "Soup", table=None, name="Ana " * 14, minutes=3)
    made.serve(*THREE, long)
    made.choose(2)
    details, root = made.window.details, made.window.root
    for widget in (*details.actions.values(), details.cancel, details.rows[0].cross):
        assert (
            widget.winfo_rootx() + widget.winfo_width() <= root.winfo_rootx() + root.winfo_width()
        )
        assert widget.winfo_width() >= widget.winfo_reqwidth()
    bottom = details.cancel.winfo_rooty() + details.cancel.winfo_height()
    assert bottom <= root.winfo_rooty() + root.winfo_height()
    assert details._place.cget("text").endswith("…")
    screen.shoot(f"waiter-{size}-{scheme}")
