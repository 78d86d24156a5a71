"""Who may send what, decided by hand: a command that nobody decided about fails here."""

from datetime import UTC, datetime
from functools import reduce
from typing import cast

import pytest
from msgspec.structs import replace

from restaurant.domain import restaurant
from restaurant.domain.commands import Command
from restaurant.domain.errors import Refused
from restaurant.domain.events import Event, SignedIn, StaffPut, snake_case
from restaurant.domain.state import State
from restaurant.domain.values.people import EVERYBODY, Actor, Role, Session, StaffMember
from restaurant.protocol.codec import read_command, row_for, write_command
from restaurant.protocol.table import COMMANDS
from tests.protocol import examples

DECIDED = """
                    anybody guest customer waiter kitchen host manager console
put_menu               .      .      .       .      .      .     yes      .
put_menu_item          .      .      .       .      .      .     yes      .
remove_menu_item       .      .      .       .      .      .     yes      .
set_availability       .      .      .      yes    yes    yes    yes      .
put_category           .      .      .       .      .      .     yes      .
remove_category        .      .      .       .      .      .     yes      .
new_order              .      .     yes     yes    yes    yes    yes      .
edit_order             .      .      .      yes    yes    yes    yes      .
set_order_status       .      .      .      yes    yes    yes    yes      .
set_item_status        .      .      .      yes    yes    yes    yes      .
cancel_order           .      .      .      yes    yes    yes    yes      .
void_item              .      .      .      yes    yes    yes    yes      .
tick                   .      .      .       .      .      .     yes      .
sign_in               yes     .      .      yes    yes    yes    yes      .
sign_out               .      .      .      yes    yes    yes    yes      .
pair_terminal         yes     .      .       .      .      .     yes      .
remove_terminal        .      .      .       .      .      .     yes     yes
rename_terminal        .      .      .       .      .      .     yes     yes
unlock_terminal        .      .     yes      .      .      .     yes      .
unpair_terminal        .      .     yes      .      .      .      .       .
put_staff              .      .      .       .      .      .     yes      .
remove_staff           .      .      .       .      .      .     yes      .
reset_manager_pin      .      .      .       .      .      .      .      yes
put_settings           .      .      .       .      .      .     yes      .
open_pairing           .      .      .       .      .      .     yes     yes
close_pairing          .      .      .       .      .      .     yes     yes
back_up                .      .      .       .      .      .      .      yes
"""

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
EXAMPLES = {snake_case(type(example).__name__): example for example in examples.COMMANDS}


def decided() -> dict[tuple[str, Role], bool]:
    """The table above."""
    heading, *lines = [line.split() for line in DECIDED.strip().splitlines()]
    roles = cast("list[Role]", heading)
    assert {answer for _, *answers in lines for answer in answers} == {"yes", "."}
    return {
        (name, role): answer == "yes"
        for name, *answers in lines
        for role, answer in zip(roles, answers, strict=True)
    }


MAY = decided()


def test_every_command_is_decided_about_for_every_role() -> None:
    assert set(MAY) == {(name, role) for name in COMMANDS for role in EVERYBODY}


def house(role: Role) -> State:
    """Somebody who may be anything is signed in at the role's terminal."""
    member = StaffMember("P-2", "Ana", "manager", "hash")
    session = Session("S-1", "P-2", NOON, f"{role}-1")
    happened: list[Event] = [StaffPut(member=member), SignedIn(session=session)]
    return reduce(lambda state, event: restaurant.evolve(state, event, NOON), happened, State())


def sealed(command: Command) -> Command:
    """What the server makes of a command with a PIN before it is decided."""
    has_pin = "pin" in command.__struct_fields__
    return replace(command, pin="another hash") if has_pin else command


def refused(name: str, role: Role) -> str | None:
    """How a command is refused that a role sends, None if it is not."""
    actor = Actor(role, f"{role}-1", role)
    try:
        row = row_for(name, actor)
        _, command = read_command(row, write_command(EXAMPLES[name], "1"))
        if row.command in restaurant.DECIDE:  # others are the server's own
            restaurant.decide(house(role), sealed(command), actor, NOON)
    except Refused as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(("name", "role"), MAY)
def test_who_may_send_what(name: str, role: Role) -> None:
    code = refused(name, role)
    if MAY[name, role]:
        assert code not in ("not_allowed", "not_signed_in")
    else:
        assert code == ("not_signed_in" if role == "anybody" else "not_allowed")
