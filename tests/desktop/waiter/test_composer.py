"""An order put together or edited at the waiter's window, by the keyboard."""

import tkinter as tk
from datetime import timedelta

import pytest
from msgspec.structs import replace

from restaurant.client.notices import TooOld
from restaurant.common.language.strings import Strings
from restaurant.desktop.waiter.composer.composer import Composer
from restaurant.domain.commands import EditOrder, NewOrder
from restaurant.domain.values.orders import ChangedItem, WantedItem
from tests.desktop.sample import DISHES, NOW, TOAST, order, restaurant
from tests.desktop.screen import Screen, words_in
from tests.desktop.waiter.waiter_terminal import THREE, Pass

ORDERED = order(110, "Burger", "Minestrone", table=7, minutes=4)
ORDERED = replace(
    ORDERED,
    items=(
        replace(ORDERED.items[0], item_id="burger", unit_price=1350),
        replace(ORDERED.items[1], item_id="soup", unit_price=580, status="preparing"),
    ),
    total=1930,
    status="preparing",
)


def opened(waiter: Pass) -> Composer:
    composer = waiter.window.composing.open
    assert composer is not None
    assert composer.popup.open
    waiter.screen.until(lambda: composer.popup.top.grab_status() == "local", "composer shown")
    return composer


def compose(waiter: Pass) -> Composer:
    """A new order, begun."""
    waiter.serve(*THREE)
    waiter.window.head.buttons["waiter.new_order"].invoke()
    return opened(waiter)


def type_into(waiter: Pass, widget: tk.Misc, *keys: str) -> None:
    """Letters, or the names of keys."""
    widget.focus_force()
    waiter.screen.until(lambda: widget.focus_get() is widget, "has the keyboard")
    for key in keys:
        for sign in [key] if key.startswith("<") else list(key):
            where = widget.focus_get() or widget
            where.event_generate(sign if len(sign) > 1 else f"<Key-{_keysym(sign)}>")
    waiter.screen.settle()


def _keysym(sign: str) -> str:
    return {" ": "space", "+": "plus", "-": "minus"}.get(sign, sign)


def said(composer: Composer) -> str:
    return str(composer._said.cget("text"))


def listed(composer: Composer) -> list[str]:
    return [" ".join(line.replace("\u2007", "").split()) for line in composer.lines.texts]


# --------------------------------------------------------------------------------- new order


def test_an_order_is_typed_and_sent(screen: Screen, waiter: Pass) -> None:
    composer = compose(waiter)
    screen.shoot("waiter-compose-empty")
    assert composer.send_button.instate(["disabled"])
    type_into(waiter, composer.table, "7", "<Return>")
    assert composer.popup.top.focus_get() is composer.finder.field
    type_into(waiter, composer.finder.field, "2 bur", "<Return>", "pas", "<Return>", "+")
    assert listed(composer) == ["2 × 27.00 Burger", "2 × 18.00 Pasta al Pomodoro"]
    assert said(composer) == ""
    assert "45.00" in str(composer.send_button.cget("text"))
    screen.shoot("waiter-compose")
    type_into(waiter, composer.finder.field, "<Control-Return>")
    assert waiter.link.commands == [
        NewOrder(
            items=(
                WantedItem(item_id="burger", quantity=2),
                WantedItem(item_id="pasta", quantity=2),
            ),
            table=7,
            expected_total=4500,
        )
    ]
    assert not composer.popup.open
    waiter.link.answer(ok=True, seq=9, order_id="ORD-1-200")
    screen.until(lambda: "ORD-1-200" in waiter.window.shell.notice.text)


def test_a_phone_call_has_a_name(waiter: Pass) -> None:
    composer = compose(waiter)
    type_into(waiter, composer.name, "Ana", "<Return>")
    type_into(waiter, composer.finder.field, "soup", "<Return>", "mine", "<Return>")
    composer.send_button.invoke()
    [command] = waiter.link.commands
    assert isinstance(command, NewOrder)
    assert (command.table, command.name) == (None, "Ana")
    assert [item.name for item in command.items if isinstance(item, WantedItem)] == ["soup", None]


def test_what_is_not_on_the_menu_can_be_ordered(screen: Screen, waiter: Pass) -> None:
    composer = compose(waiter)
    type_into(waiter, composer.finder.field, "birthday cake")
    assert composer.finder.found.texts == ["Add “birthday cake”, which is not on the menu"]
    screen.shoot("waiter-compose-open")
    type_into(waiter, composer.finder.field, "<Return>")
    assert listed(composer) == ["1 × birthday cake"]


def test_the_arrows_choose_among_the_found(waiter: Pass) -> None:
    composer = compose(waiter)
    type_into(waiter, composer.finder.field, "ca")
    found = composer.finder.found.texts
    type_into(waiter, composer.finder.field, "<Down>", "<Down>", "<Up>", "<Return>")
    assert listed(composer)[0].split(" ", 3)[3] == found[1].split("   ")[1]


def test_a_tap_adds_too(screen: Screen, waiter: Pass) -> None:
    composer = compose(waiter)
    screen.settle()
    area = composer.finder.found.box.bbox(0)
    assert area is not None
    composer.finder.found.box.event_generate("<Button-1>", x=area[0] + 4, y=area[1] + 4)
    composer.finder.found.box.event_generate("<ButtonRelease-1>", x=area[0] + 4, y=area[1] + 4)
    screen.until(lambda: len(composer.draft.lines) == 1)


def test_what_is_sold_out_is_not_added(waiter: Pass) -> None:
    composer = compose(waiter)
    type_into(waiter, composer.finder.field, "vitello t", "<Return>")
    assert listed(composer) == []
    assert "sold out" in composer.finder.found.texts[0]


def test_a_dish_that_asks_is_answered_before_it_is_sent(screen: Screen, waiter: Pass) -> None:
    composer = compose(waiter)
    type_into(waiter, composer.table, "7", "<Return>")
    type_into(waiter, composer.finder.field, "steak", "<Return>")
    assert said(composer) == "A dish marked red lacks a choice."
    assert "choose: Doneness" in listed(composer)[0]
    chip = composer.panel.chips["Rare"]
    assert composer.popup.top.focus_get() is chip
    screen.shoot("waiter-compose-options")
    type_into(waiter, chip, "<space>")
    assert listed(composer) == ["1 × 26.50 Rib-eye Steak · Rare"]
    composer.panel.chips["Truffle oil"].invoke()
    composer.panel.chips["Medium"].invoke()
    composer.panel.note.set("no salt")
    assert composer.draft.lines[0].options == ("Truffle oil", "Medium")
    composer.send_button.invoke()
    [command] = waiter.link.commands
    assert isinstance(command, NewOrder)
    wanted = WantedItem(item_id="steak", note="no salt", options=("Truffle oil", "Medium"))
    assert (command.items, command.expected_total) == ((wanted,), 2900)


def test_letters_after_an_answer_find_the_next_dish(screen: Screen, waiter: Pass) -> None:
    composer = compose(waiter)
    type_into(waiter, composer.finder.field, "rib", "<Return>")
    type_into(waiter, composer.panel.chips["Medium"], "<Return>", "mines", "<Return>")
    assert [line.item_id for line in composer.draft.lines] == ["steak", "soup"]


def test_two_questions_may_have_the_same_answers(screen: Screen, waiter: Pass) -> None:
    composer = compose(waiter)
    composer.show(DISHES | {"toast": TOAST}, restaurant())
    type_into(waiter, composer.table, "7", "<Return>")
    type_into(waiter, composer.finder.field, "toast", "<Return>")
    composer.panel.chips["Onions: No"].invoke()
    assert "choose: Cheese" in listed(composer)[0]
    composer.panel.chips["Cheese: Yes"].invoke()
    assert listed(composer) == ["1 × 8.20 Toast · Onions: No · Cheese: Yes"]
    chips = composer.panel.chips
    assert [label for label in chips if chips[label].instate(["selected"])] == [
        "Onions: No", "Cheese: Yes",
    ]  # fmt: skip
    screen.shoot("waiter-same-answers")
    composer.send_button.invoke()
    [command] = waiter.link.commands
    wanted = WantedItem(item_id="toast", options=("Onions: No", "Cheese: Yes"))
    assert isinstance(command, NewOrder)
    assert (command.items, command.expected_total) == ((wanted,), 820)


def test_lines_are_counted_and_taken_out_by_keys(waiter: Pass) -> None:
    composer = compose(waiter)
    type_into(waiter, composer.finder.field, "bur", "<Return>", "pas", "<Return>")
    type_into(waiter, composer.lines.box, "<Up>", "+", "+", "-")
    assert listed(composer)[0].startswith("2 × 27.00 Burger")
    type_into(waiter, composer.lines.box, "<Delete>")
    assert [line.item_id for line in composer.draft.lines] == ["pasta"]
    type_into(waiter, composer.lines.box, "-")
    assert composer.draft.lines == []


def test_a_bad_table_is_a_sentence(waiter: Pass) -> None:
    composer = compose(waiter)
    type_into(waiter, composer.finder.field, "bur", "<Return>")
    assert said(composer) == "Say which table it is for, or the name of who fetches it."
    type_into(waiter, composer.table, "x")
    assert said(composer) == "A table number has digits only, such as 7."


def test_what_was_typed_waits_when_it_is_put_aside(waiter: Pass) -> None:
    composer = compose(waiter)
    type_into(waiter, composer.table, "7", "<Return>")
    type_into(waiter, composer.finder.field, "bur", "<Return>", "<Escape>")
    assert not composer.popup.open
    waiter.window.composing.new_order()
    again = opened(waiter)
    assert listed(again) == ["1 × 13.50 Burger"]
    assert again.draft.table == "7"
    again.popup.buttons[0].invoke()
    waiter.window.composing.new_order()
    assert opened(waiter).draft.lines == []


def test_prices_follow_the_menu_while_it_is_open(screen: Screen, waiter: Pass) -> None:
    composer = compose(waiter)
    type_into(waiter, composer.finder.field, "bur", "<Return>")
    waiter.link.put("menu", items={"burger": replace(DISHES["burger"], price=1500)})
    screen.until(lambda: listed(composer) == ["1 × 15.00 Burger"])


# ----------------------------------------------------------------------- what comes of sending


def sent(waiter: Pass) -> None:
    composer = compose(waiter)
    type_into(waiter, composer.table, "7", "<Return>")
    type_into(waiter, composer.finder.field, "bur", "<Return>")
    composer.send_button.invoke()


def test_a_refused_order_comes_back_with_the_reason(screen: Screen, waiter: Pass) -> None:
    sent(waiter)
    waiter.link.answer(error="sold_out", message="Burger is sold out.")
    first = waiter.window.composing.open
    screen.until(lambda: waiter.window.composing.open is not first, "came back")
    again = opened(waiter)
    assert listed(again) == ["1 × 13.50 Burger"]
    assert said(again) == "Burger is sold out."
    screen.shoot("waiter-compose-refused")


def test_it_waits_where_something_else_is_open(screen: Screen, waiter: Pass) -> None:
    sent(waiter)
    first = waiter.window.composing.open
    waiter.window.popups.open_figures()
    waiter.link.answer(error="sold_out", message="Burger is sold out.")
    screen.until(lambda: "Press N" in waiter.window.shell.notice.text)
    assert waiter.window.composing.open is first
    assert waiter.window.popups.figures is not None
    waiter.window.popups.figures.popup.close()
    waiter.window.composing.new_order()
    assert said(opened(waiter)) == "Burger is sold out."


def test_an_order_that_waited_too_long_comes_back(screen: Screen, waiter: Pass) -> None:
    sent(waiter)
    first = waiter.window.composing.open
    command_id, command = waiter.link.sent[-1]
    waiter.link.tell(TooOld(command_id, command, NOW - timedelta(minutes=11), asked=False))
    screen.until(lambda: waiter.window.composing.open is not first, "came back")
    assert "not sent" in said(opened(waiter))


def test_an_order_that_the_disk_does_not_take_stays(waiter: Pass) -> None:
    composer = compose(waiter)
    type_into(waiter, composer.table, "7", "<Return>")
    type_into(waiter, composer.finder.field, "bur", "<Return>")
    waiter.link.full = True
    composer.send_button.invoke()
    again = opened(waiter)
    assert again is not composer
    assert "No space left" in said(again)
    assert listed(again) == ["1 × 13.50 Burger"]


def test_an_order_is_taken_while_the_link_is_down(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.link.offline()
    screen.until(lambda: waiter.window.shell.banner.text)
    waiter.window.composing.new_order()
    composer = opened(waiter)
    type_into(waiter, composer.table, "7", "<Return>")
    type_into(waiter, composer.finder.field, "bur", "<Return>", "<Control-Return>")
    assert len(waiter.link.commands) == 1


# ------------------------------------------------------------------------------------ editing


def edit(waiter: Pass) -> Composer:
    waiter.serve(ORDERED)
    waiter.choose(0)
    waiter.window.details.edit.invoke()
    return opened(waiter)


def test_an_order_is_edited(screen: Screen, waiter: Pass) -> None:
    composer = edit(waiter)
    assert listed(composer) == [
        "1 × 13.50 Burger",
        "1 × 5.80 Minestrone · in the kitchen's hands",
    ]
    assert said(composer) == "Nothing is changed yet."
    assert composer.send_button.cget("text") == "Send changes   €19.30"
    screen.shoot("waiter-edit")
    type_into(waiter, composer.lines.box, "<Up>", "+")
    type_into(waiter, composer.finder.field, "oliv", "<Return>", "<Control-Return>")
    assert waiter.link.commands == [
        EditOrder(
            order_id="ORD-1-110",
            add=(WantedItem(item_id="olives"),),
            change=(ChangedItem(1, 2, "", ()),),
            expected_total=2 * 1350 + 580 + 420,
        )
    ]
    assert waiter.window.details.edit.instate(["disabled"])


def test_what_the_kitchen_has_in_hand_cannot_be_touched(waiter: Pass) -> None:
    composer = edit(waiter)
    type_into(waiter, composer.lines.box, "<Down>", "+", "<Delete>")
    assert len(listed(composer)) == 2
    assert "The kitchen has begun" in words_in(composer.panel.frame)


def test_editing_is_offered_while_a_dish_has_not_been_begun(waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.choose(0)
    assert waiter.window.details.edit.instate(["disabled"])
    waiter.choose(1)
    assert waiter.window.details.edit.instate(["!disabled"])


def test_a_discarded_edit_leaves_no_trace(waiter: Pass) -> None:
    composer = edit(waiter)
    type_into(waiter, composer.lines.box, "<Up>", "+")
    composer.popup.buttons[0].invoke()
    waiter.window.composing.new_order()
    assert opened(waiter).draft.lines == []


@pytest.mark.parametrize("size", ["1024x700", "1920x1080"])
def test_nothing_of_it_is_cut_off(screen: Screen, strings: Strings, size: str) -> None:
    waiter = Pass(screen, strings, size=size)
    composer = compose(waiter)
    type_into(waiter, composer.finder.field, "steak", "<Return>")
    top, root = composer.popup.top, waiter.window.root
    assert root.winfo_rooty() <= top.winfo_rooty()
    assert top.winfo_rooty() + top.winfo_height() <= root.winfo_rooty() + root.winfo_height()
    assert top.winfo_width() <= root.winfo_width()
    screen.shoot(f"waiter-compose-{size}")
