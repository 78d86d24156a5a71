"""No PIN, nor its hash, is told to anybody: not by a document, an answer, a description or a log line."""

import logging
from collections.abc import Iterator

import msgspec
import pytest

from restaurant.common.language.strings import strings
from restaurant.domain.commands import (
    Command,
    NewOrder,
    PairTerminal,
    PutStaff,
    RemoveStaff,
    RemoveTerminal,
    RenameTerminal,
    ResetManagerPin,
    SignIn,
    SignOut,
)
from restaurant.domain.state import State
from restaurant.domain.values.people import Actor
from restaurant.engine.engine import Outcome
from restaurant.protocol import audiences, descriptions
from restaurant.protocol.audiences import AUDIENCES
from restaurant.protocol.codec import write_answer
from restaurant.protocol.touches import change, touches
from tests.engine.parts import BURGER, House, ask, opened_house

SECRET = "5ec7e7"
"""Stands in every PIN and hash here, and in nothing else."""

CLEAR = "50707077"
"""A PIN that came here as it was typed, by a fault of the server's."""

MANAGER = Actor("manager", "local-manager", "Desk")
CONSOLE = Actor("console", "local-console", "Server")
PHONE = Actor("anybody", "lan 192.168.1.9")
BAR = Actor("waiter", "T-1", "Bar")


def pin(number: int) -> str:
    return f"scrypt:{SECRET}{number}"


STORY: list[tuple[Command, Actor]] = [
    (ResetManagerPin(pin=pin(1)), CONSOLE),
    (PutStaff(name="Ana", role="waiter", pin=pin(2)), MANAGER),
    (PutStaff(name="Ben", role="kitchen", pin=pin(3)), MANAGER),
    (PutStaff(name="Cem", role="host", pin=pin(3)), MANAGER),
    (PairTerminal(code=SECRET, pin=pin(2), name="Bar", role="waiter"), PHONE),
    (PairTerminal(code=SECRET, pin=pin(2), name="Bar", role="customer"), PHONE),
    (SignIn(pin=pin(3)), PHONE),
    (SignIn(pin=pin(2)), BAR),
    (SignIn(pin=pin(9)), BAR),
    (BURGER, Actor("waiter", "T-1", "Ana", "P-2")),
    (NewOrder(items=("Burger",), name="Zoë"), Actor("customer", "T-2", "Bar (2)")),
    (PutStaff(staff_id="P-2", name="Ana", role="host", pin=pin(4)), MANAGER),
    (SignIn(pin=pin(4)), BAR),
    (SignOut(), BAR),
    (RenameTerminal(terminal_id="T-1", name="Pass"), CONSOLE),
    (RemoveTerminal(terminal_id="T-2"), CONSOLE),
    (RemoveStaff(staff_id="P-3"), MANAGER),
    (PutStaff(name="Cem", role="host", pin=CLEAR), MANAGER),
]
"""Everything that people can do, some of it refused, the last a PIN in clear: a fault that is logged."""


class Told:
    """A house in which all that happened, and all that anybody was told of it."""

    def __init__(self) -> None:
        self.house: House = opened_house()
        self.outcomes: list[Outcome] = []
        self.texts: list[str] = []
        for number, (command, actor) in enumerate(STORY):
            [outcome] = self.house.send(ask(command, f"{number}", actor))
            self.outcomes.append(outcome)
            self.texts += [_text(answer(outcome)), *map(_text, views(self.house.engine.state))]
        self.texts += map(_text, changes(self.house))


def answer(outcome: Outcome) -> dict[str, object]:
    """What its sender is told."""
    made = (outcome.seq, outcome.made) if not isinstance(outcome, Exception) else outcome
    told: dict[str, object] = msgspec.to_builtins(write_answer("1", made, strings("en")))
    return told


def _text(told: object) -> str:
    return msgspec.json.encode(told).decode()


def views(state: State) -> Iterator[object]:
    """Every audience's snapshot, for each order where it is of one."""
    for audience in AUDIENCES.values():
        for of in state.orders.open if audience.of else [None]:
            yield audiences.snapshot(state, audience, of)


def changes(house: House) -> Iterator[object]:
    """What each event told every audience."""
    for step in house.published:
        for touch in touches(step.event):
            yield change(step.after, AUDIENCES[touch.audience], [touch])


@pytest.fixture(scope="module")
def told() -> Told:
    return Told()


def test_the_story_tells_every_event_about_people_and_ends_in_a_fault(told: Told) -> None:
    kinds = {type(step.event).__name__ for step in told.house.published}
    people = {"SignedIn", "SignedOut", "StaffPut", "StaffRemoved", "ManagerPinReset"}
    people |= {"TerminalPaired", "TerminalRenamed", "TerminalRemoved"}
    assert people <= kinds
    codes = [outcome.code for outcome in told.outcomes if isinstance(outcome, Exception)]
    assert codes == ["pin_taken", "wrong_pin", "fault"]


def test_the_owner_sees_staff_and_terminals(told: Told) -> None:
    seen = audiences.snapshot(told.house.engine.state, AUDIENCES["console"], None)
    assert {i: (d.name, d.role) for i, d in seen["staff"].items()} == {
        "P-1": ("Manager", "manager"),
        "P-2": ("Ana", "host"),
    }
    assert {i: (d.name, d.role, d.paired_by) for i, d in seen["paired"].items()} == {
        "T-1": ("Pass", "waiter", "Ana")
    }


def test_the_secrets_are_there_to_be_found(told: Told) -> None:
    assert SECRET in repr(told.house.engine.state)
    assert SECRET in repr(told.house.published)


def test_no_document_answer_or_description_tells_a_secret(told: Told) -> None:
    described = [descriptions.protocol(), descriptions.openapi(), descriptions.asyncapi()]
    for text in [*told.texts, *map(_text, described)]:
        assert SECRET not in text
        assert CLEAR not in text


def test_no_log_line_tells_a_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    Told()
    assert "a command failed" in caplog.text  # the PIN in clear
    for record in caplog.records:
        assert SECRET not in f"{record.__dict__}"
        assert CLEAR not in f"{record.__dict__}"
    assert SECRET not in caplog.text
    assert CLEAR not in caplog.text


def test_answers_name_what_was_made(told: Told) -> None:
    fields = {"order_id", "session_id", "terminal_id", "staff_id"}
    answers = [answer(o) for o in told.outcomes if not isinstance(o, Exception)]
    assert [{k: a[k] for k in fields & set(a)} for a in answers] == [
        {"staff_id": "P-1"},
        {"staff_id": "P-2"},
        {"staff_id": "P-3"},
        {"terminal_id": "T-1"},
        {"terminal_id": "T-2"},
        {"session_id": "S-1"},
        {"session_id": "S-2"},
        {"order_id": "ORD-1-1"},
        {"order_id": "ORD-1-2"},
        {"staff_id": "P-2"},
        {"session_id": "S-3"},
        {},
        {},
        {},
        {},
    ]
