"""The waiter terminal in a real window."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from restaurant.client.notices import Notice, Waiting
from restaurant.common.options import Options
from restaurant.common.strings import Strings
from restaurant.desktop import terminal
from restaurant.desktop.look import Scheme
from restaurant.desktop.waiter import run
from restaurant.desktop.waiter.order_list import MANY
from restaurant.desktop.waiter.window import WaiterWindow
from restaurant.domain.commands import (
    CancelOrder,
    SetAvailability,
    SetItemStatus,
    SetOrderStatus,
    VoidItem,
)
from restaurant.protocol.documents import OrderDocument
from tests.desktop.fake_link import FakeLink
from tests.desktop.sample import CATEGORIES, DISHES, NOW, order, restaurant
from tests.desktop.screen import Screen, buttons_in, words_in


class Pass:
    """The window with the other end of its link; its clock says NOW, however fast the test runs."""

    def __init__(
        self,
        screen: Screen,
        strings: Strings,
        size: str = "1366x768",
        scheme: Scheme = "light",
    ) -> None:
        self.screen = screen
        self.links: list[FakeLink] = []
        self.window = WaiterWindow(
            screen.open(size), self._link, strings=strings, address="10.0.0.2:5000", scheme=scheme
        )
        self.link = self.links[0]
        self.box = self.window.list.box
        screen.settle()

    def _link(self, notice: Callable[[Notice], None]) -> FakeLink:
        self.links.append(FakeLink(notice))
        return self.links[0]

    def online(self) -> None:
        self.link.online(offset=NOW - datetime.now(UTC))

    def serve(self, *orders: OrderDocument) -> None:
        """A server with these orders answers."""
        self.online()
        self.link.snapshot("menu", categories=CATEGORIES, items=DISHES)
        self.snapshot(*orders)
        self.screen.until(lambda: self.box.size() == len(orders), "list shown")

    def snapshot(self, *orders: OrderDocument) -> None:
        by_id = {document.order_id: document for document in orders}
        self.link.snapshot("floor", restaurant={"1": restaurant()}, orders=by_id)

    def put(self, *orders: OrderDocument) -> None:
        self.link.put("floor", orders={document.order_id: document for document in orders})

    @property
    def lines(self) -> list[str]:
        return [str(line) for line in self.box.get(0, "end")]

    def colour(self, index: int) -> str:
        return str(self.box.itemcget(index, "foreground"))

    def choose(self, index: int) -> None:
        """Chooses a row as a person does: by a click on it."""
        self.screen.settle()
        area = self.box.bbox(index)
        assert area is not None
        self.box.event_generate("<Button-1>", x=area[0] + 4, y=area[1] + 4)
        self.box.event_generate("<ButtonRelease-1>", x=area[0] + 4, y=area[1] + 4)
        self.screen.settle()


@pytest.fixture
def waiter(screen: Screen, strings: Strings) -> Pass:
    return Pass(screen, strings)


THREE = (
    order(110, "Pasta", "Soup", table=7, minutes=24, status="preparing"),
    order(111, "Burger", table=2, minutes=12),
    order(112, "Pizza", table=None, name="Ana", minutes=1),
)


# ------------------------------------------------------------------------------ the list


def test_the_title_is_the_seeds(waiter: Pass) -> None:
    assert waiter.window.title.full == "Incoming Orders"
    assert waiter.window.title.cget("text") == "Incoming Orders"


def test_before_the_server_was_seen_it_says_what_to_do(screen: Screen, waiter: Pass) -> None:
    assert "10.0.0.2:5000" in words_in(waiter.window.list.frame)
    screen.shoot("waiter-waiting")


def test_no_orders_is_a_state_of_its_own(screen: Screen, waiter: Pass) -> None:
    waiter.serve()
    screen.until(lambda: "No open orders" in words_in(waiter.window.list.frame))
    screen.shoot("waiter-empty")
    waiter.put(THREE[0])
    screen.until(lambda: waiter.lines)
    assert "No open orders" not in words_in(waiter.window.list.frame)


def test_lines_stand_oldest_first(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*reversed(THREE))
    assert waiter.lines == ["Table 7: Pasta, Soup", "Table 2: Burger", "Takeaway Ana: Pizza"]
    screen.shoot("waiter-list")


def test_lines_have_the_colour_of_their_age(waiter: Pass) -> None:
    waiter.serve(*THREE)
    colours = waiter.window.shell.theme.colour
    shown = [waiter.colour(index) for index in range(3)]
    assert shown == [colours("late"), colours("preparing"), colours("ink")]


def test_lines_grow_older(waiter: Pass) -> None:
    waiter.serve(*THREE)
    old = NOW + timedelta(minutes=30) - datetime.now(UTC)
    waiter.link.online(offset=old)
    late = waiter.window.shell.theme.colour("late")
    waiter.screen.until(lambda: waiter.window.connection.now() > NOW + timedelta(minutes=29))
    waiter.window.list.recolour()
    waiter.screen.until(lambda: all(waiter.colour(index) == late for index in range(3)))


def test_a_new_order_appears_by_itself(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.put(order(113, "Salad", table=9, minutes=0))
    screen.until(lambda: waiter.lines[-1] == "Table 9: Salad")


def test_a_changed_line_changes_alone(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    less = replace(THREE[0], items=(THREE[0].items[0], replace(THREE[0].items[1], status="voided")))
    waiter.put(less)
    screen.until(lambda: waiter.lines[0] == "Table 7: Pasta")
    assert waiter.lines[1:] == ["Table 2: Burger", "Takeaway Ana: Pizza"]


def test_a_closed_order_goes(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.link.drop("floor", orders=["ORD-1-111"])
    screen.until(lambda: waiter.lines == ["Table 7: Pasta, Soup", "Takeaway Ana: Pizza"])


@pytest.mark.parametrize("changed", [3, MANY + 50])
def test_selection_and_place_stay_when_the_list_changes(
    screen: Screen, waiter: Pass, changed: int
) -> None:
    orders = [order(n, f"Dish {n}", table=n % 12 + 1, minutes=500 - n) for n in range(200, 500)]
    waiter.serve(*orders)
    waiter.box.yview(100)
    waiter.choose(103)
    top = waiter.lines[waiter.box.nearest(0)]  # type: ignore[no-untyped-call]
    gone = [document.order_id for document in orders[:3]]
    waiter.link.drop("floor", orders=gone)
    waiter.put(*(order(n, "New", table=3, minutes=0) for n in range(600, 600 + changed)))
    screen.until(lambda: waiter.box.size() == 297 + changed)
    assert waiter.lines[waiter.box.nearest(0)] == top  # type: ignore[no-untyped-call]
    assert waiter.window.list.selected == "ORD-1-303"
    tint = waiter.window.shell.theme.tint("accent", 0.10)
    painted = [i for i in range(waiter.box.size()) if waiter.box.itemcget(i, "background") == tint]
    assert [waiter.lines[i] for i in painted] == ["Table 4: Dish 303"]


def test_the_list_is_right_after_any_changes(screen: Screen, waiter: Pass) -> None:
    """Rows, ids and colours agree after a mixed series of changes, small and large."""
    known = {o.order_id: o for o in (order(n, f"D{n}", minutes=60 - n) for n in range(40))}
    waiter.serve(*known.values())
    for step in range(30):
        number = 100 + step
        known.pop(f"ORD-1-{step}", None)
        fresh = order(number, f"N{number}", table=step % 12 + 1, minutes=step % 7)
        known[fresh.order_id] = fresh
        waiter.link.drop("floor", orders=[f"ORD-1-{step}"])
        waiter.put(fresh)
    want = [o.order_id for o in sorted(known.values(), key=lambda o: (o.placed_at, o.number))]
    screen.until(lambda: waiter.window.list.ids == want)
    assert [line.split(": ")[1] for line in waiter.lines] == [
        known[order_id].items[0].name for order_id in want
    ]


# --------------------------------------------------------------------------- the details


def test_choosing_a_row_shows_the_order_large(screen: Screen, waiter: Pass) -> None:
    noted = replace(
        THREE[0],
        note="Birthday",
        items=(
            replace(THREE[0].items[0], quantity=2, note="no cheese", options=("Large",)),
            THREE[0].items[1],
        ),
    )
    waiter.serve(noted, *THREE[1:])
    waiter.choose(0)
    said = words_in(waiter.window.details.frame)
    for words in ("Table 7", "ORD-1-110", "24 min", "Birthday", "no cheese", "Large", "Preparing"):
        assert words in said
    screen.shoot("waiter-details")


def test_the_keyboard_chooses_too(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.box.focus_force()
    waiter.box.event_generate("<Down>")
    screen.until(lambda: waiter.window.list.selected == "ORD-1-111")


def test_an_age_beside_the_list_can_be_tapped(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    screen.settle()
    waiter.window.list.ages.event_generate("<Button-1>", x=10, y=60)
    screen.until(lambda: waiter.window.list.selected == "ORD-1-111")


@pytest.mark.parametrize(
    ("index", "enabled"),
    [(0, ["ready", "completed"]), (1, ["preparing", "ready", "completed"])],
)
def test_the_actions_are_those_that_the_state_allows(
    waiter: Pass, index: int, enabled: list[str]
) -> None:
    waiter.serve(*THREE)
    waiter.choose(index)
    actions = waiter.window.details.actions
    assert [t for t, made in actions.items() if made.instate(["!disabled"])] == enabled


def test_an_action_sends_its_command_and_rests_until_the_answer(
    screen: Screen, waiter: Pass
) -> None:
    waiter.serve(*THREE)
    waiter.choose(1)
    start = waiter.window.details.actions["preparing"]
    start.invoke()
    assert waiter.link.commands == [SetOrderStatus(order_id="ORD-1-111", status="preparing")]
    assert start.instate(["disabled"])
    waiter.put(order(111, "Burger", table=2, minutes=12, status="preparing"))
    waiter.link.answer(ok=True, seq=9)
    ready = waiter.window.details.actions["ready"]
    screen.until(lambda: ready.instate(["!disabled"]))
    assert start.instate(["disabled"])


def test_a_refusal_is_a_sentence(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.window.details.actions["ready"].invoke()
    waiter.link.answer(error="wrong_status", message="That is ready and cannot become ready.")
    screen.until(lambda: "cannot become ready" in waiter.window.shell.notice.text)
    screen.shoot("waiter-refused")


def test_a_dish_goes_a_step(waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.window.details.rows[1].next.invoke()
    assert waiter.link.commands == [SetItemStatus(order_id="ORD-1-110", item=2, status="ready")]


def test_cancelling_asks_why(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.window.details.cancel.invoke()
    asking = waiter.window.asking
    assert asking is not None
    screen.shoot("waiter-reason")
    assert asking.done.instate(["disabled"])
    asking.reason.set("   ")
    assert asking.done.instate(["disabled"])
    asking.reason.set(" Guest left ")
    asking.done.invoke()
    assert waiter.link.commands == [CancelOrder(order_id="ORD-1-110", reason="Guest left")]
    assert not asking.popup.open


def test_a_usual_reason_is_one_tap(waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.window.details.rows[0].cross.invoke()
    asking = waiter.window.asking
    assert asking is not None
    usual = {made.cget("text"): made for made in buttons_in(asking.popup.content)}
    usual["Sold out"].invoke()
    asking.done.invoke()
    assert waiter.link.commands == [VoidItem(order_id="ORD-1-110", item=1, reason="Sold out")]


def test_keeping_the_order_sends_nothing(waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.window.details.cancel.invoke()
    asking = waiter.window.asking
    assert asking is not None
    asking.popup.buttons[0].invoke()
    assert waiter.link.commands == []


def test_a_finished_order_leaves_a_sentence(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.link.drop("floor", orders=["ORD-1-110"])
    details = waiter.window.details
    screen.until(lambda: "ORD-1-110 is finished" in words_in(details.frame))
    assert waiter.window.list.selected is None


# ------------------------------------------------------------------------------ sold out


def test_a_dish_is_sold_out_and_back(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.window.sold_out.invoke()
    popup = waiter.window.availability
    assert popup is not None
    screen.shoot("waiter-sold-out")
    popup.rows["soup"].turn.invoke()
    assert waiter.link.commands == [SetAvailability(item_id="soup", available=False)]
    waiter.link.put("menu", items={"soup": replace(DISHES["soup"], available=False)})
    screen.until(lambda: popup.rows["soup"].state.cget("text") == "Sold out")
    popup.rows["soup"].turn.invoke()
    assert waiter.link.commands[-1] == SetAvailability(item_id="soup", available=True)


def test_a_dish_is_counted(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.window.sold_out.invoke()
    popup = waiter.window.availability
    assert popup is not None
    row = popup.rows["olives"]
    assert row.count.instate(["disabled"])
    row.left.more.invoke()
    row.left.more.invoke()
    row.count.invoke()
    assert waiter.link.commands == [SetAvailability(item_id="olives", available=True, left=2)]


def test_search_shortens_the_dishes(waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.window.sold_out.invoke()
    popup = waiter.window.availability
    assert popup is not None
    popup.search.set("BURG")
    shown = [dish_id for dish_id, row in popup.rows.items() if row.frame.winfo_manager()]
    assert shown == ["burger"]


# ------------------------------------------------------------------------------ the link


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


def test_the_sold_out_dishes_rest_while_the_link_is_down(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.window.sold_out.invoke()
    popup = waiter.window.availability
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
    popup = waiter.window.availability
    assert popup is not None
    assert popup.rows["soup"].turn.instate(["disabled"])


def test_a_reason_cannot_be_sent_while_the_link_is_down(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    waiter.window.details.cancel.invoke()
    asking = waiter.window.asking
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
        _address: object, _role: str, _shown: object, outbox: Path | None, *, local: Path
    ) -> object:
        outboxes.append(outbox)
        assert local == tmp_path / "user" / "restaurant" / "local"
        return FakeLink

    monkeypatch.setattr(terminal, "prepare", lambda options, role: options.data_folder(role))
    monkeypatch.setattr(terminal, "link_factory", link_factory)
    monkeypatch.setattr(terminal, "tie", lambda options, pump, close: close())
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
