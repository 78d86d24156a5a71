"""Who a sender is now: a paired terminal, or the person who is signed in there or at a page.

Asked anew for each link and each request, so that whoever was removed can do nothing from then on.
"""

from datetime import datetime, timedelta

from restaurant.domain import events
from restaurant.domain.state import PeopleState, State
from restaurant.domain.values.people import STAFF, Actor, Session

ABOUT_SENDERS = (
    events.SignedIn,
    events.SignedOut,
    events.TerminalRemoved,
    events.TerminalRenamed,
    events.StaffPut,
    events.StaffRemoved,
    events.ManagerPinReset,
)
"""After any of these somebody may be somebody else."""

TERMINAL = "T-"
"""How the id of a paired terminal begins."""

SESSION_ID = "S-"
"""How the id of a session begins."""

SESSION = timedelta(hours=16)
"""After so long a session has ended by itself: a day's work, and not the next one."""


def at_terminal(state: State, terminal_id: str, now: datetime) -> Actor | None:
    """Who sends from a paired terminal: the person signed in there, else the terminal itself.

    None if it is not paired, or no longer.
    """
    terminal = state.people.terminals.get(terminal_id)
    if terminal is None:
        return None
    return signed_in_at(state, Actor(terminal.role, terminal.id, terminal.name), now)


def signed_in_at(state: State, terminal: Actor, now: datetime) -> Actor:
    """A terminal as the person who is signed in there; itself if nobody is.

    A customer terminal is never anything else.
    """
    if terminal.role not in STAFF:
        return terminal
    session = session_of(state.people, terminal.id, now)
    return terminal if session is None else _person(state.people, session)


def in_session(state: State, session_id: str, now: datetime) -> Actor | None:
    """Who sends in a session, None if it has ended."""
    session = state.people.sessions.get(session_id)
    return _person(state.people, session) if session and is_live(session, now) else None


def began(state: State, sender: str) -> datetime | None:
    """When a terminal was paired, or a session began; None if neither is there."""
    if (terminal := state.people.terminals.get(sender)) is not None:
        return terminal.paired_at
    session = state.people.sessions.get(sender)
    return session.since if session else None


def session_of(people: PeopleState, sender: str, now: datetime) -> Session | None:
    """The session in which a sender sends now."""
    sessions = people.sessions.values()
    return next((s for s in sessions if s.sender == sender and is_live(s, now)), None)


def is_live(session: Session, now: datetime) -> bool:
    """Whether a session has not ended by itself; one that began in the future has not."""
    return now - session.since < SESSION


def _person(people: PeopleState, session: Session) -> Actor:
    member = people.staff[session.staff]
    return Actor(member.role, session.sender, member.name, member.id)
