"""Who works here, which terminals are known, and who is signed in at which of them.

A PIN is a hash here, the same for the same PIN, so two hashes are compared and nothing else is done
with them. An id counts up and is no secret: the server signs the tokens that carry it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from immutables import Map
from msgspec.structs import replace

from restaurant.domain import commands, events
from restaurant.domain.errors import Refused
from restaurant.domain.menu import name_key
from restaurant.domain.senders import SESSION_ID, TERMINAL, is_live, session_of
from restaurant.domain.state import PeopleState, State
from restaurant.domain.values.basics import NAME_LENGTH
from restaurant.domain.values.people import Actor, Session, StaffMember, Terminal

# -------------------------------------------------------------------------------- decide


def sign_in(
    state: State, command: commands.SignIn, actor: Actor, now: datetime
) -> list[events.Event]:
    """Begin a session, which ends the sender's other one. Refused `wrong_pin` or `not_signed_in`."""
    people = state.people
    member = _with_pin(people, command.pin)
    session = Session(
        id=f"{SESSION_ID}{people.last_session + 1}",
        staff=member.id,
        since=now,
        terminal=_session_terminal(people, actor),
    )
    ended = _ended(people, lambda session: session.sender == actor.id)
    return [*ended, events.SignedIn(session=session)]


def sign_out(
    state: State, _command: commands.SignOut, actor: Actor, now: datetime
) -> list[events.Event]:
    """End the sender's session. Refused `not_signed_in` where there is none."""
    session = session_of(state.people, actor.id, now)
    if session is None:
        raise Refused("not_signed_in")
    return [events.SignedOut(session_id=session.id)]


def pair_terminal(
    state: State, command: commands.PairTerminal, _actor: Actor, now: datetime
) -> list[events.Event]:
    """Make a terminal known. Refused `wrong_pin`."""
    member = _with_pin(state.people, command.pin)
    terminal = Terminal(
        id=f"{TERMINAL}{state.people.last_terminal + 1}",
        name=_free_name(state.people.terminals.values(), command.name),
        role=command.role,
        paired_at=now,
        paired_by=member.name,
    )
    return [events.TerminalPaired(terminal=terminal, staff=member.id)]


def remove_terminal(state: State, command: commands.RemoveTerminal) -> list[events.Event]:
    """Refused `no_such_terminal`."""
    terminal = _terminal(state.people, command.terminal_id)
    ended = _ended(state.people, lambda session: session.terminal == terminal.id)
    return [*ended, events.TerminalRemoved(terminal_id=terminal.id)]


def rename_terminal(state: State, command: commands.RenameTerminal) -> list[events.Event]:
    """Refused `no_such_terminal`."""
    terminal = _terminal(state.people, command.terminal_id)
    others = (t for t in state.people.terminals.values() if t.id != terminal.id)
    name = _free_name(others, command.name)
    return [events.TerminalRenamed(terminal_id=terminal.id, name=name)]


def unlock_terminal(
    state: State, command: commands.UnlockTerminal, actor: Actor, _now: datetime
) -> list[events.Event]:
    """Refused `wrong_pin`."""
    member = _with_pin(state.people, command.pin)
    return [events.TerminalUnlocked(terminal=actor.id, staff=member.id)]


def unpair_terminal(
    state: State, command: commands.UnpairTerminal, actor: Actor, now: datetime
) -> list[events.Event]:
    """Unlock the sender's terminal for good. Refused `wrong_pin` or `no_such_terminal`."""
    unlocked = unlock_terminal(state, commands.UnlockTerminal(pin=command.pin), actor, now)
    gone = remove_terminal(state, commands.RemoveTerminal(terminal_id=actor.id))
    return [*unlocked, *gone]


def put_staff(state: State, command: commands.PutStaff) -> list[events.Event]:
    """Refused `no_such_staff`, `pin_needed` for somebody new, `pin_taken` or `last_manager`."""
    people = state.people
    before = None if command.staff_id is None else _member(people, command.staff_id)
    pin = command.pin or (before.pin if before else None)
    if pin is None:
        raise Refused("pin_needed", name=command.name)
    member_id = before.id if before else f"P-{people.last_staff + 1}"
    member = StaffMember(member_id, command.name, command.role, pin)
    if before and member.role != "manager":
        _keep_a_manager(people, before)
    return [*_with_new_pin(people, member), events.StaffPut(member=member)]


def remove_staff(state: State, command: commands.RemoveStaff) -> list[events.Event]:
    """Refused `no_such_staff` or `last_manager`."""
    member = _member(state.people, command.staff_id)
    _keep_a_manager(state.people, member)
    ended = _ended(state.people, lambda session: session.staff == member.id)
    return [*ended, events.StaffRemoved(staff_id=member.id)]


def reset_manager_pin(state: State, command: commands.ResetManagerPin) -> list[events.Event]:
    """Refused `pin_taken` by anybody else."""
    people = state.people
    managers = _managers(people)
    if managers:
        first = min(managers, key=lambda manager: _number(manager.id))
        member = replace(first, pin=command.pin)
    else:
        member = StaffMember(f"P-{people.last_staff + 1}", command.name, "manager", command.pin)
    return [*_with_new_pin(people, member), events.ManagerPinReset(member=member)]


def _session_terminal(people: PeopleState, actor: Actor) -> str:
    """What a session's `terminal` is: a page is none, for its sender is each session itself.

    Raises Refused `not_signed_in` for a terminal that was removed while its command was on the way.
    """
    if actor.by_address or actor.id.startswith(SESSION_ID):
        return ""
    if actor.id.startswith(TERMINAL) and actor.id not in people.terminals:
        raise Refused("not_signed_in")
    return actor.id


def _with_pin(people: PeopleState, pin: str) -> StaffMember:
    for member in people.staff.values():
        if member.pin == pin:
            return member
    raise Refused("wrong_pin")


def _with_new_pin(people: PeopleState, member: StaffMember) -> list[events.Event]:
    """What ends when somebody gets another PIN, which nobody else may have."""
    if member.pin.isdigit():
        raise ValueError("a PIN came here in clear")  # a fault: it must not get into the journal
    if any(other.pin == member.pin for other in people.staff.values() if other.id != member.id):
        raise Refused("pin_taken")
    before = people.staff.get(member.id)
    if before is None or before.pin == member.pin:
        return []
    return _ended(people, lambda session: session.staff == member.id)


def _ended(people: PeopleState, ends: Callable[[Session], bool]) -> list[events.Event]:
    sessions = sorted(filter(ends, people.sessions.values()), key=lambda s: _number(s.id))
    return [events.SignedOut(session_id=session.id) for session in sessions]


def _member(people: PeopleState, staff_id: str) -> StaffMember:
    member = people.staff.get(staff_id)
    if member is None:
        raise Refused("no_such_staff", staff=staff_id)
    return member


def _terminal(people: PeopleState, terminal_id: str) -> Terminal:
    terminal = people.terminals.get(terminal_id)
    if terminal is None:
        raise Refused("no_such_terminal", terminal=terminal_id)
    return terminal


def _managers(people: PeopleState) -> list[StaffMember]:
    return [member for member in people.staff.values() if member.role == "manager"]


def _keep_a_manager(people: PeopleState, leaving: StaffMember) -> None:
    if _managers(people) == [leaving]:
        raise Refused("last_manager", name=leaving.name)


def _free_name(terminals: Iterable[Terminal], wanted: str) -> str:
    """The name, numbered if another terminal has it: "Bar (2)"."""
    taken = {name_key(terminal.name) for terminal in terminals}
    name, number = wanted, 1
    while name_key(name) in taken:
        number += 1
        suffix = f" ({number})"
        name = wanted[: NAME_LENGTH - len(suffix)] + suffix
    return name


def _number(counted_id: str) -> int:
    return int(counted_id.partition("-")[2])


# -------------------------------------------------------------------------------- evolve


def signed_in(people: PeopleState, event: events.SignedIn) -> PeopleState:
    """The session is there; those that had ended by themselves when it began are forgotten."""
    session = event.session
    live = {s.id: s for s in people.sessions.values() if is_live(s, session.since)}
    return replace(
        people,
        sessions=Map(live).set(session.id, session),
        last_session=_number(session.id),
        manager_came=people.manager_came or _is_manager(people, session.staff),
    )


def signed_out(people: PeopleState, event: events.SignedOut) -> PeopleState:
    """The session is gone."""
    return replace(people, sessions=people.sessions.delete(event.session_id))


def terminal_paired(people: PeopleState, event: events.TerminalPaired) -> PeopleState:
    """The terminal is known."""
    terminal = event.terminal
    return replace(
        people,
        terminals=people.terminals.set(terminal.id, terminal),
        last_terminal=_number(terminal.id),
        manager_came=people.manager_came or _is_manager(people, event.staff),
    )


def terminal_renamed(people: PeopleState, event: events.TerminalRenamed) -> PeopleState:
    """The terminal has another name."""
    terminal = replace(people.terminals[event.terminal_id], name=event.name)
    return replace(people, terminals=people.terminals.set(terminal.id, terminal))


def terminal_removed(people: PeopleState, event: events.TerminalRemoved) -> PeopleState:
    """The terminal is unknown."""
    return replace(people, terminals=people.terminals.delete(event.terminal_id))


def staff_put(people: PeopleState, event: events.StaffPut | events.ManagerPinReset) -> PeopleState:
    """Somebody is on the staff, as the event says."""
    member = event.member
    newest = max(people.last_staff, _number(member.id))
    return replace(people, staff=people.staff.set(member.id, member), last_staff=newest)


def staff_removed(people: PeopleState, event: events.StaffRemoved) -> PeopleState:
    """Somebody is no longer on the staff."""
    return replace(people, staff=people.staff.delete(event.staff_id))


def _is_manager(people: PeopleState, staff_id: str) -> bool:
    member = people.staff.get(staff_id)
    return member is not None and member.role == "manager"
