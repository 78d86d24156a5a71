"""How far its orders are, in the customer terminal: in words, in pictures, after a restart."""

from functools import partial
from pathlib import Path
from tkinter import ttk

from restaurant.client.kept.own_orders import OwnOrder, OwnOrders
from restaurant.common.language.strings import Strings
from tests.desktop.customer.customer_terminal import CustomerTerminal
from tests.desktop.fake_link import show_menu
from tests.desktop.sample import order
from tests.desktop.screen import Screen, words_in


def shows(label: ttk.Label, words: str) -> bool:
    """Whether a label says that now."""
    return str(label.cget("text")) == words


def test_progress_is_live_in_words(screen: Screen, terminal: CustomerTerminal) -> None:
    terminal.order()
    terminal.link.answer(ok=True, order_id="ORD-1-17", seq=4)
    screen.until(terminal.has_popup)
    terminal.dismiss()
    row = terminal.window.progress.rows[0]
    for status, words, tone in [
        ("received", "Received", "received"),
        ("preparing", "Preparing", "preparing"),
        ("ready", "Ready", "ready"),
        ("completed", "Served", "ready"),
    ]:
        document = order(17, status=status)
        terminal.link.snapshot("order", of="ORD-1-17", orders={"ORD-1-17": document})
        screen.until(partial(shows, row.pill, words), words)
        assert row.pill.tone == tone
        screen.shoot(f"customer-progress-{status}")
    gone = order(17, status="cancelled", cancelled="The oven is out of order")
    terminal.link.put("order", of="ORD-1-17", orders={"ORD-1-17": gone})
    screen.until(lambda: row.pill.cget("text") == "Cancelled")
    assert "The oven is out of order" in words_in(row.frame)


# -------------------------------------------------------------------------- a restart


def test_orders_under_way_are_watched_again_after_a_restart(
    screen: Screen, strings: Strings, tmp_path: Path
) -> None:
    path = tmp_path / "own_orders.json"
    first = CustomerTerminal(screen, strings, own_orders=OwnOrders(path))
    show_menu(first.link)
    screen.until(lambda: first.window.board.tiles)
    for number in (17, 18):
        first.order()
        first.link.answer(ok=True, order_id=f"ORD-1-{number}", seq=number)
        screen.until(first.has_popup)
        first.dismiss()
    done = order(17, status="completed")
    first.link.snapshot("order", of="ORD-1-17", orders={"ORD-1-17": done})
    screen.until(lambda: len(OwnOrders(path).orders) == 1, "what is served is not kept")
    first.window.shell.close()

    second = CustomerTerminal(screen, strings, own_orders=OwnOrders(path))
    assert second.link.watched == [("order", "ORD-1-18")]
    show_menu(second.link)
    row = second.window.progress.rows[0]
    assert "Table 7 · ORD-1-18" in words_in(row.frame)
    ready = order(18, status="ready")
    second.link.snapshot("order", of="ORD-1-18", orders={"ORD-1-18": ready})
    screen.until(partial(shows, row.pill, "Ready"))
    assert not second.has_popup(), "nothing new happened"


def test_an_order_that_the_server_does_not_know_is_forgotten(
    screen: Screen, strings: Strings
) -> None:
    own = OwnOrders(None)
    own.add(OwnOrder(order_id="ORD-1-3", total=900, table=7))
    made = CustomerTerminal(screen, strings, own_orders=own)
    assert made.window.progress.rows
    made.link.snapshot("order", of="ORD-1-3", orders={})
    screen.until(lambda: not made.window.progress.rows)
    assert own.orders == []
    assert made.link.unwatched == [("order", "ORD-1-3")]


# ------------------------------------------------------------------------- as pictures


def test_progress_is_live_in_pictures(screen: Screen, terminal: CustomerTerminal) -> None:
    terminal.order()
    terminal.link.answer(ok=True, order_id="ORD-1-17", seq=4)
    screen.until(terminal.has_popup)
    terminal.dismiss()
    steps = terminal.window.progress.rows[0].steps
    seen: list[list[str]] = []
    for status in ("received", "preparing", "ready", "completed"):
        document = order(17, status=status)
        terminal.link.snapshot("order", of="ORD-1-17", orders={"ORD-1-17": document})
        screen.until(lambda: steps.shown is not None and steps.shown[0] == status)  # noqa: B023
        seen.append([str(label.cget("image")) for label in steps.pictures])
        assert all(label.winfo_manager() for label in steps.pictures)
    assert len({tuple(images) for images in seen}) == 4, "each step looks different"
    gone = order(17, status="cancelled", cancelled="The oven is out of order")
    terminal.link.snapshot("order", of="ORD-1-17", orders={"ORD-1-17": gone})
    screen.until(lambda: steps.shown is not None and steps.shown[0] == "cancelled")
    assert [bool(label.winfo_manager()) for label in steps.pictures] == [True, False, False, False]
    screen.shoot("customer-progress-cancelled")


def test_what_is_under_way_stands_before_what_is_done(
    screen: Screen, terminal: CustomerTerminal
) -> None:
    for number, status in ((17, "preparing"), (18, "completed")):
        terminal.order()
        terminal.link.answer(ok=True, order_id=f"ORD-1-{number}", seq=number)
        screen.until(terminal.has_popup)
        terminal.dismiss()
        document = order(number, status=status)
        terminal.link.snapshot("order", of=f"ORD-1-{number}", orders={f"ORD-1-{number}": document})
    screen.until(lambda: "Served" in words_in(terminal.window.progress.rows[1].frame))
    assert "ORD-1-17" in words_in(terminal.window.progress.rows[0].frame)
