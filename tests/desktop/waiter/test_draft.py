"""An order that a waiter puts together: lines, prices, what is missing, and the command that is sent."""

from typing import Any

import pytest
from msgspec.structs import replace as with_fields

from restaurant.desktop.waiter.composer.draft import (
    SHOWN,
    Draft,
    DraftLine,
    find_dishes,
    missing,
    new_line,
    open_line,
    problem,
    read_typed,
)
from restaurant.domain.commands import EditOrder, NewOrder
from restaurant.domain.values.orders import ChangedItem, WantedItem
from restaurant.protocol.documents import DishDocument
from tests.desktop.sample import DISHES, DONENESS, order


def line(dish: str, quantity: int = 1, **more: Any) -> DraftLine:
    found = new_line(DISHES[dish])
    return DraftLine(**{**vars(found), "quantity": quantity, **more})


def new_draft(*lines: DraftLine, table: str = "7") -> Draft:
    draft = Draft()
    draft.table = table
    for one in lines:
        draft.add(one)
    return draft


PLACED = order(110, "Burger", "Minestrone")
PLACED = with_fields(
    PLACED,
    items=(
        with_fields(PLACED.items[0], item_id="burger", unit_price=1350),
        with_fields(PLACED.items[1], item_id="soup", unit_price=580, status="preparing"),
    ),
)

# --------------------------------------------------------------------------------- new orders


def test_a_new_order_is_sent_as_it_was_put_together() -> None:
    draft = new_draft(line("burger", 2), open_line(" Birthday cake "))
    draft.put(0, line("burger", 2, note="rare"))
    draft.note = " quick "
    assert draft.command() == NewOrder(
        items=(
            WantedItem(item_id="burger", quantity=2, note="rare"),
            WantedItem(name="Birthday cake"),
        ),
        table=7,
        note="quick",
        expected_total=2700,
    )


def test_a_phone_call_has_a_name_and_no_table() -> None:
    draft = new_draft(line("burger"), table="")
    draft.name = " Ana "
    command = draft.command()
    assert isinstance(command, NewOrder)
    assert (command.table, command.name) == (None, "Ana")


def test_what_is_chosen_alike_is_one_line() -> None:
    draft = new_draft(line("burger"), line("burger", 2), line("burger", note="rare"))
    assert [(one.quantity, one.note) for one in draft.lines] == [(3, ""), (1, "rare")]


def test_a_line_holds_no_more_than_the_wire_takes() -> None:
    draft = new_draft(line("burger", 98), line("burger", 2))
    assert [one.quantity for one in draft.lines] == [98, 2]
    draft.put(0, line("burger", 150))
    assert draft.lines[0].quantity == 99


def test_no_portion_takes_the_line_out() -> None:
    draft = new_draft(line("burger"), line("soup"))
    draft.put(0, line("burger", 0))
    assert [one.item_id for one in draft.lines] == ["soup"]


def test_prices_follow_the_menu() -> None:
    draft = new_draft(line("burger", 2), line("steak", options=("Rare", "Truffle oil")))
    menu = DISHES | {"burger": with_fields(DISHES["burger"], price=1500)}
    draft.follow(menu)
    assert draft.total == 2 * 1500 + 2650 + 250


@pytest.mark.parametrize(
    ("table", "name", "lines", "why"),
    [
        ("7", "", (), "waiter.draft_no_dish"),
        ("", "", (), "waiter.draft_place_first"),
        ("bur", "", (), "waiter.draft_bad_table"),
        ("", "", ("burger",), "waiter.draft_no_place"),
        ("", "", ("steak",), "waiter.draft_no_place"),
        ("", "  ", ("burger",), "waiter.draft_no_place"),
        ("x7", "", ("burger",), "waiter.draft_bad_table"),
        ("٧", "", ("burger",), "waiter.draft_bad_table"),
        ("7", "", ("steak",), "waiter.draft_choose"),
        ("7", "", ("burger",), None),
        ("", "Ana", ("burger",), None),
    ],
)
def test_what_is_wrong_with_it(
    table: str, name: str, lines: tuple[str, ...], why: str | None
) -> None:
    draft = new_draft(*map(line, lines), table=table)
    draft.name = name
    assert problem(draft, DISHES) == why


# ------------------------------------------------------------------------------ edited orders


def test_an_untouched_order_has_nothing_to_send() -> None:
    draft = Draft(PLACED)
    draft.follow(DISHES)
    assert problem(draft, DISHES) == "waiter.draft_unchanged"
    assert draft.total == PLACED.items[0].unit_price + PLACED.items[1].unit_price  # type: ignore[operator]


def test_an_edited_order_is_sent_as_its_differences() -> None:
    draft = Draft(PLACED)
    draft.put(0, DraftLine(**{**vars(draft.lines[0]), "quantity": 3}))
    draft.add(line("olives"))
    draft.follow(DISHES)
    assert problem(draft, DISHES) is None
    assert draft.command() == EditOrder(
        order_id="ORD-1-110",
        add=(WantedItem(item_id="olives"),),
        change=(ChangedItem(1, 3, "", ()),),
        expected_total=3 * 1350 + 580 + 420,
    )


def test_a_dish_that_was_taken_out_is_removed() -> None:
    draft = Draft(PLACED)
    draft.put(0, DraftLine(**{**vars(draft.lines[0]), "quantity": 0}))
    assert draft.command() == EditOrder(order_id="ORD-1-110", remove=(1,), expected_total=580)


def test_more_of_the_same_is_a_change_of_its_line() -> None:
    draft = Draft(PLACED)
    draft.add(line("burger"))
    command = draft.command()
    assert isinstance(command, EditOrder)
    assert (command.add, command.change) == ((), (ChangedItem(1, 2, "", ()),))


def test_what_the_kitchen_has_in_hand_stays() -> None:
    draft = Draft(PLACED)
    draft.put(1, DraftLine(**{**vars(draft.lines[1]), "quantity": 5}))
    assert draft.lines[1].quantity == 1
    draft.add(line("soup"))
    assert [one.quantity for one in draft.lines] == [1, 1, 1]


def test_only_what_is_touched_costs_what_the_menu_says_now() -> None:
    menu = DISHES | {"burger": with_fields(DISHES["burger"], price=1500)}
    draft = Draft(PLACED)
    draft.follow(menu)
    assert draft.lines[0].unit_price == 1350
    draft.put(0, DraftLine(**{**vars(draft.lines[0]), "note": "rare"}))
    draft.follow(menu)
    assert draft.lines[0].unit_price == 1500
    draft.put(0, DraftLine(**{**vars(draft.lines[0]), "note": ""}))
    draft.follow(menu)
    assert draft.lines[0].unit_price == 1350
    assert not draft.changed


def test_a_voided_dish_is_not_there() -> None:
    voided = with_fields(
        PLACED, items=(with_fields(PLACED.items[0], status="voided"), PLACED.items[1])
    )
    assert [one.name for one in Draft(voided).lines] == ["Minestrone"]


# ------------------------------------------------------------------------- options and search


def test_a_question_without_its_answer_is_missing() -> None:
    assert missing(line("steak"), DISHES) == DONENESS
    assert missing(line("steak", options=("Rare",)), DISHES) is None
    assert missing(line("steak", begun=True), DISHES) is None
    assert missing(open_line("Cake"), DISHES) is None


def found(typed: str) -> list[str]:
    return [dish.id for dish in find_dishes(DISHES.values(), typed)]


def test_letters_find_dishes() -> None:
    assert found("bur") == ["burger"]
    assert found("POMO") == ["pasta"]
    assert found("sc") == ["carbonara", "bruschetta"]
    assert found("zzz") == []


def test_beginnings_come_first_and_sold_out_dishes_last() -> None:
    assert found("m")[:2] == ["margherita", "olives"]
    assert found("")[-1] == "vitello"
    assert found("t")[0] == "tiramisu"


def test_a_search_offers_no_more_than_it_can_show() -> None:
    many = [DishDocument(f"d{n}", f"Dish {n}", "mains", 100) for n in range(SHOWN + 10)]
    assert len(find_dishes(many, "dish")) == SHOWN


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3 burg", (3, "burg")),
        (" 12  soup ", (12, "soup")),
        ("burg", (1, "burg")),
        ("3", (1, "3")),
        ("0 soup", (1, "0 soup")),
        ("7up", (1, "7up")),
        ("100 soup", (1, "100 soup")),
    ],
)
def test_a_number_before_the_letters_says_how_many(typed: str, read: tuple[int, str]) -> None:
    assert read_typed(typed) == read
