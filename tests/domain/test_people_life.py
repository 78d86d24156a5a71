"""Months of people coming and going against a simple model: nobody is who they are not."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from restaurant.domain import commands, restaurant
from restaurant.domain.errors import Refused
from restaurant.domain.events import AnyEvent, Event
from restaurant.domain.senders import at_terminal, in_session
from restaurant.domain.state import State
from restaurant.domain.values.people import Actor
from tests.domain.histories import actor

PINS = st.sampled_from([f"hash {n}" for n in range(5)])
ROLES: Any = st.sampled_from(["waiter", "kitchen", "host", "manager"])
TERMINAL_ROLES: Any = st.sampled_from(["customer", "waiter", "kitchen", "host"])
NAMES = st.sampled_from(["Bar", "BAR", "Door", "x" * 60])
NUMBERS = st.integers(1, 6)

_decoder = msgspec.json.Decoder(AnyEvent)


@dataclass
class Person:
    """Somebody on the staff."""

    role: str
    pin: str


@dataclass
class There:
    """Somebody is signed in: at a terminal, or (None) at a page."""

    person: str
    terminal: str | None
    since: datetime


@dataclass
class Model:
    """All that people did, in plain dicts. Each method says how the real rules have to refuse."""

    staff: dict[str, Person] = field(default_factory=dict)
    terminals: dict[str, str] = field(default_factory=dict)
    there: dict[str, There] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys("PTS", 0))
    was_managed: bool = False

    def _new(self, letter: str) -> str:
        self.counts[letter] += 1
        return f"{letter}-{self.counts[letter]}"

    def _with(self, pin: str) -> str | None:
        return next((key for key, person in self.staff.items() if person.pin == pin), None)

    def _forget(self, ends: Any) -> None:
        self.there = {key: there for key, there in self.there.items() if not ends(key, there)}

    def live(self, now: datetime) -> dict[str, There]:
        """Who is signed in now."""
        return {
            key: there
            for key, there in self.there.items()
            if now < there.since + timedelta(hours=16)
        }

    def _managers(self) -> list[str]:
        return [key for key, person in self.staff.items() if person.role == "manager"]

    def sign_in(
        self, pin: str, terminal: str | None, page: str | None, now: datetime
    ) -> str | None:
        """At a terminal, at a page where somebody is signed in, or at a fresh page."""
        person = self._with(pin)
        if person is None:
            return "wrong_pin"
        self.there = self.live(now)
        self._forget(lambda key, there: key == page)
        self._forget(lambda _, there: terminal is not None and there.terminal == terminal)
        self.there[self._new("S")] = There(person, terminal, now)
        return None

    def sign_out(self, terminal: str | None, page: str | None, now: datetime) -> str | None:
        """At the terminal, or at the page."""
        for key, there in self.live(now).items():
            if key == page or (terminal is not None and there.terminal == terminal):
                del self.there[key]
                return None
        return "not_signed_in"

    def pair(self, pin: str, role: str) -> str | None:
        """Any person may."""
        if self._with(pin) is None:
            return "wrong_pin"
        self.terminals[self._new("T")] = role
        return None

    def unpair(self, terminal: str) -> str | None:
        """The terminal and who is there are out."""
        if terminal not in self.terminals:
            return "no_such_terminal"
        del self.terminals[terminal]
        self._forget(lambda _, there: there.terminal == terminal)
        return None

    def put(self, key: str | None, role: str, pin: str | None) -> str | None:
        """Somebody comes (no key) or changes."""
        if key is not None and key not in self.staff:
            return "no_such_staff"
        if key is None and pin is None:
            return "pin_needed"
        if key is not None and role != "manager" and self._managers() == [key]:
            return "last_manager"
        if pin is not None and self._with(pin) not in (None, key):
            return "pin_taken"
        if key is None:
            self.staff[self._new("P")] = Person(role, str(pin))
            return None
        if pin is not None and pin != self.staff[key].pin:
            self._forget(lambda _, there: there.person == key)
        self.staff[key] = Person(role, pin or self.staff[key].pin)
        return None

    def remove(self, key: str) -> str | None:
        """Somebody leaves."""
        if key not in self.staff:
            return "no_such_staff"
        if self._managers() == [key]:
            return "last_manager"
        del self.staff[key]
        self._forget(lambda _, there: there.person == key)
        return None

    def reset(self, pin: str) -> str | None:
        """The first manager gets this PIN."""
        first = min(self._managers(), key=lambda key: int(key[2:]), default=None)
        return self.put(first, "manager", pin)


class Staffed(RuleBasedStateMachine):
    """A restaurant and its model, sent the same commands."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
        self.state = State()
        self.model = Model()
        self.journal: list[tuple[datetime, Event]] = []

    def send(self, command: commands.Command, expected: str | None, by: Actor) -> None:
        code, decided = None, list[Event]()
        try:
            decided = restaurant.decide(self.state, command, by, self.now)
        except Refused as refused:
            code = refused.code
        assert code == expected
        assert bool(decided) == (code is None)
        for event in decided:
            self.state = restaurant.evolve(self.state, event, self.now)
            self.journal.append((self.now, event))

    @initialize(managed=st.booleans())
    def open_the_house(self, managed: bool) -> None:
        if managed:
            self.reset("hash 0")
            self.pair("hash 0", "Bar", "waiter")
            self.put(None, "waiter", "hash 1")

    # --------------------------------------------------------------------- coming and going

    @rule(pin=PINS, number=NUMBERS)
    def sign_in_at_a_terminal(self, pin: str, number: int) -> None:
        terminal = f"T-{number}"
        if self.model.terminals.get(terminal, "customer") != "customer":
            by = at_terminal(self.state, terminal, self.now)
            assert by is not None
            self.send(
                commands.SignIn(pin=pin), self.model.sign_in(pin, terminal, None, self.now), by
            )

    @rule(pin=PINS, back=st.integers(0, 2))
    def sign_in_at_a_page(self, pin: str, back: int) -> None:
        page = f"S-{self.model.counts['S'] - back}"
        by = in_session(self.state, page, self.now)
        if by is not None and by.id != page:
            return  # that one is at a terminal
        expected = self.model.sign_in(pin, None, page if by else None, self.now)
        self.send(commands.SignIn(pin=pin), expected, by or Actor("anybody", "lan 10.0.0.1"))

    @rule(number=NUMBERS)
    def sign_out_at_a_terminal(self, number: int) -> None:
        by = at_terminal(self.state, f"T-{number}", self.now)
        if by is not None:
            expected = self.model.sign_out(by.id, None, self.now)
            self.send(commands.SignOut(), expected, by)

    @rule(back=st.integers(0, 2))
    def sign_out_of_a_page(self, back: int) -> None:
        page = f"S-{self.model.counts['S'] - back}"
        by = Actor("waiter", page)
        there = self.model.there.get(page)
        if there is None or there.terminal is None:
            self.send(commands.SignOut(), self.model.sign_out(None, page, self.now), by)

    @precondition(lambda self: self.journal)
    @rule(hours=st.sampled_from([1, 8, 16, 17, -1, -20]))
    def time_passes(self, hours: int) -> None:
        """Over the end of sessions too, and back where somebody sets the clock."""
        self.now += timedelta(hours=hours)

    # ------------------------------------------------------------------- terminals and staff

    @rule(pin=PINS, name=NAMES, role=TERMINAL_ROLES)
    def pair(self, pin: str, name: str, role: Any) -> None:
        command = commands.PairTerminal(code="", pin=pin, name=name, role=role)
        self.send(command, self.model.pair(pin, role), Actor("anybody", "lan 10.0.0.1"))

    @rule(number=NUMBERS, name=NAMES)
    def rename(self, number: int, name: str) -> None:
        terminal = f"T-{number}"
        expected = None if terminal in self.model.terminals else "no_such_terminal"
        command = commands.RenameTerminal(terminal_id=terminal, name=name)
        self.send(command, expected, actor("manager"))

    @rule(number=NUMBERS)
    def unpair(self, number: int) -> None:
        command = commands.RemoveTerminal(terminal_id=f"T-{number}")
        self.send(command, self.model.unpair(f"T-{number}"), actor("console"))

    @rule(number=st.none() | NUMBERS, role=ROLES, pin=st.none() | PINS)
    def change_staff(self, number: int | None, role: str, pin: str | None) -> None:
        self.put(None if number is None else f"P-{number}", role, pin)

    def put(self, key: str | None, role: Any, pin: str | None) -> None:
        command = commands.PutStaff(staff_id=key, name="Somebody", role=role, pin=pin)
        self.send(command, self.model.put(key, role, pin), actor("manager"))

    @rule(number=NUMBERS)
    def remove_staff(self, number: int) -> None:
        command = commands.RemoveStaff(staff_id=f"P-{number}")
        self.send(command, self.model.remove(f"P-{number}"), actor("manager"))

    @rule(pin=PINS)
    def reset(self, pin: str) -> None:
        command = commands.ResetManagerPin(pin=pin)
        self.send(command, self.model.reset(pin), actor("console"))

    # ----------------------------------------------------------------------- invariants

    @invariant()
    def the_staff_is_as_expected(self) -> None:
        people = self.state.people
        assert {k: Person(m.role, m.pin) for k, m in people.staff.items()} == self.model.staff
        counts = {"P": people.last_staff, "T": people.last_terminal, "S": people.last_session}
        assert counts == self.model.counts

    @invariant()
    def a_pin_is_one_person_s(self) -> None:
        pins = [member.pin for member in self.state.people.staff.values()]
        assert len(pins) == len(set(pins))

    @invariant()
    def there_is_a_manager_once_there_was_one(self) -> None:
        managers = [m for m in self.state.people.staff.values() if m.role == "manager"]
        self.model.was_managed = self.model.was_managed or bool(managers)
        assert bool(managers) == self.model.was_managed

    @invariant()
    def terminals_are_told_apart(self) -> None:
        terminals = self.state.people.terminals
        assert {key: t.role for key, t in terminals.items()} == self.model.terminals
        names = {terminal.name.casefold() for terminal in terminals.values()}
        assert len(names) == len(terminals)
        assert all(len(name) <= 60 for name in names)

    @invariant()
    def a_session_is_of_somebody_at_something(self) -> None:
        people = self.state.people
        assert set(people.sessions) == set(self.model.there)
        senders = [session.sender for session in people.sessions.values()]
        assert len(senders) == len(set(senders))
        for session in people.sessions.values():
            assert session.staff in people.staff
            assert session.terminal == "" or session.terminal in people.terminals

    @invariant()
    def everybody_is_who_they_are(self) -> None:
        live = self.model.live(self.now)
        for key in [f"S-{n}" for n in range(self.model.counts["S"] + 2)]:
            found = in_session(self.state, key, self.now)
            assert (found and found.staff) == (live[key].person if key in live else None)
        for key, role in self.model.terminals.items():
            there = [t.person for t in live.values() if t.terminal == key]
            found = at_terminal(self.state, key, self.now)
            assert found is not None
            assert (found.id, found.staff) == (key, there[0] if there else "")
            assert found.role == (self.model.staff[there[0]].role if there else role)

    def teardown(self) -> None:
        """Replay, also of what the journal writes and reads, gives the same state."""
        written = [(at, _decoder.decode(msgspec.json.encode(event))) for at, event in self.journal]
        again = reduce(lambda s, e: restaurant.evolve(s, e[1], e[0]), written, State())
        assert again == self.state


Staffed.TestCase.settings = settings(max_examples=200, stateful_step_count=60, deadline=None)
TestStaffed = Staffed.TestCase
