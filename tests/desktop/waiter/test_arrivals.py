"""A new order is heard and seen; quiet mode and volume are remembered."""

from pathlib import Path

import pytest

from restaurant.common.language.strings import Strings
from restaurant.desktop.waiter.attention import raised
from restaurant.desktop.waiter.attention.arrivals import Arrivals
from restaurant.desktop.waiter.attention.preferences import KeptPreferences, Preferences
from restaurant.desktop.waiter.attention.sound_popup import SoundPopup
from restaurant.protocol.documents import OrderDocument
from tests.desktop.sample import order
from tests.desktop.screen import Screen
from tests.desktop.waiter.waiter_terminal import THREE, Pass


class Ears:
    """Arrivals with somebody who hears them."""

    def __init__(self) -> None:
        self.orders: dict[str, OrderDocument] = {}
        self.preferences = Preferences(volume=60)
        self.heard: list[int] = []
        self.called = 0
        self.arrivals = Arrivals(
            lambda: self.preferences, play=self.heard.append, call=self._called
        )

    def _called(self) -> None:
        self.called += 1

    def take(self, *orders: OrderDocument, gone: tuple[str, ...] = ()) -> None:
        for one in orders:
            self.orders[one.order_id] = one
        for order_id in gone:
            self.orders.pop(order_id, None)
        self.arrivals.take([*(one.order_id for one in orders), *gone], self.orders)


def test_what_was_there_before_is_not_new() -> None:
    ears = Ears()
    ears.take(*THREE)
    assert (ears.heard, ears.arrivals.unseen) == ([], frozenset())


def test_a_new_order_is_heard_once() -> None:
    ears = Ears()
    ears.take()
    ears.take(order(1))
    ears.take(order(1, "Pasta", "Soup"))
    assert (ears.heard, ears.called, ears.arrivals.unseen) == ([60], 1, frozenset({"ORD-1-1"}))


def test_several_at_once_are_heard_once() -> None:
    ears = Ears()
    ears.take()
    ears.take(order(1), order(2))
    assert (ears.heard, len(ears.arrivals.unseen)) == ([60], 2)


def test_one_that_came_while_the_link_was_down_is_new() -> None:
    ears = Ears()
    ears.take(order(1))
    ears.take(order(1), order(2))
    assert ears.arrivals.unseen == {"ORD-1-2"}


def test_one_that_is_in_hand_already_needs_no_look() -> None:
    ears = Ears()
    ears.take()
    ears.take(order(1, status="preparing"))
    assert (ears.heard, ears.arrivals.unseen) == ([], frozenset())


def test_an_order_is_looked_at_begun_or_gone() -> None:
    ears = Ears()
    ears.take()
    ears.take(order(1), order(2), order(3))
    ears.arrivals.see("ORD-1-1")
    ears.take(order(2, status="preparing"))
    assert ears.arrivals.unseen == {"ORD-1-3"}
    ears.take(gone=("ORD-1-3",))
    assert ears.arrivals.unseen == frozenset()


def test_quiet_is_quiet_but_the_mark_stays() -> None:
    ears = Ears()
    ears.take()
    ears.preferences = Preferences(quiet=True)
    ears.take(order(1))
    assert (ears.heard, ears.called, ears.arrivals.unseen) == ([], 0, frozenset({"ORD-1-1"}))


# ------------------------------------------------------------------------------- the window


def test_a_new_order_is_marked_until_it_is_chosen(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    assert waiter.played == []
    waiter.put(order(113, "Salad", table=9, minutes=0))
    screen.until(lambda: len(waiter.lines) == 4)
    assert waiter.played == [80]
    theme = waiter.window.shell.theme
    assert waiter.box.itemcget(3, "background") == theme.tint("received", 0.10)
    ages = waiter.window.list.ages.canvas
    said = [str(ages.tk.call(ages, "itemcget", i, "-text")) for i in ages.find_withtag("words")]
    assert said.count("New") == 1
    assert waiter.window.root.title() == "(1) Incoming Orders – Trattoria Blu"
    screen.shoot("waiter-new-order")
    waiter.choose(3)
    assert waiter.box.itemcget(3, "background") == theme.tint("accent", 0.10)
    assert waiter.window.root.title() == "Incoming Orders – Trattoria Blu"


def test_a_new_order_calls_where_somebody_works_elsewhere(
    screen: Screen, waiter: Pass, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[object] = []
    monkeypatch.setattr(raised, "call_for", called.append)
    waiter.serve(*THREE)
    waiter.put(order(113, "Salad", table=9, minutes=0))
    screen.until(lambda: called == [waiter.window.root])


def test_quiet_mode_is_shown_and_remembered(
    screen: Screen, strings: Strings, tmp_path: Path
) -> None:
    waiter = Pass(screen, strings, folder=tmp_path)
    waiter.serve(*THREE)
    sound = waiter.window.head.buttons["waiter.sound"]
    assert sound.cget("text") == "Sound"
    waiter.window.toggle_quiet()
    assert sound.cget("text") == "Quiet"
    waiter.put(order(113, "Salad", table=9, minutes=0))
    screen.until(lambda: len(waiter.lines) == 4)
    assert waiter.played == []
    assert KeptPreferences(tmp_path / "preferences.json").now == Preferences(quiet=True)


def test_the_volume_is_chosen_and_heard(screen: Screen, waiter: Pass) -> None:
    changed: list[Preferences] = []
    heard: list[int] = []
    popup = SoundPopup(
        waiter.window.shell, Preferences(volume=90), change=changed.append, play=heard.append
    )
    screen.until(lambda: popup.popup.top.winfo_viewable(), "popup shown")
    screen.shoot("waiter-sound")
    popup.volume.more.invoke()
    popup.hear.invoke()
    popup.quiet.invoke()
    assert changed == [Preferences(volume=100), Preferences(volume=100, quiet=True)]
    assert heard == [100, 100]
    assert popup.volume.more.instate(["disabled"])


# ------------------------------------------------------------------------- the preferences


def test_preferences_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "waiter" / "preferences.json"
    KeptPreferences(path).change(Preferences(volume=30, quiet=True))
    assert KeptPreferences(path).now == Preferences(volume=30, quiet=True)


@pytest.mark.parametrize("content", [b"", b"{", b'{"volume": 300}', b"\xff", b"[]"])
def test_preferences_that_cannot_be_read_are_the_usual_ones(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "preferences.json"
    path.write_bytes(content)
    assert KeptPreferences(path).now == Preferences()


def test_a_disk_that_fails_keeps_no_preferences_but_they_hold(tmp_path: Path) -> None:
    in_the_way = tmp_path / "waiter"
    in_the_way.write_text("a file where the folder should be")
    kept = KeptPreferences(in_the_way / "preferences.json")
    kept.change(Preferences(volume=10))
    assert kept.now.volume == 10
