"""Staff, terminals and sessions, a line each."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from restaurant.domain import restaurant
from restaurant.domain.commands import (
    NewOrder,
    PairTerminal,
    PutStaff,
    RemoveStaff,
    RemoveTerminal,
    RenameTerminal,
    ResetManagerPin,
    SignIn,
    SignOut,
    UnpairTerminal,
)
from restaurant.domain.errors import Refused
from restaurant.domain.events import (
    ManagerPinReset,
    SignedIn,
    SignedOut,
    StaffPut,
    StaffRemoved,
    TerminalPaired,
    TerminalRemoved,
    TerminalRenamed,
    TerminalUnlocked,
)
from restaurant.domain.senders import at_terminal, in_session, signed_in_at
from restaurant.domain.values.people import Actor, Session, StaffMember, Terminal, TerminalRole
from tests.domain.histories import MENU, NOON, actor, given, state_after

LATER = NOON + timedelta(hours=1)
TOMORROW = NOON + timedelta(hours=16)
ALMOST = TOMORROW - timedelta(microseconds=1)

BOSS = StaffMember("P-1", "Boss", "manager", "hash of 1111")
ANA = StaffMember("P-2", "Ana", "waiter", "hash of 2222")
BEN = StaffMember("P-3", "Ben", "kitchen", "hash of 3333")
STAFF = (StaffPut(member=BOSS), StaffPut(member=ANA), StaffPut(member=BEN))

BAR = Terminal("T-1", "Bar", "waiter", NOON, "Boss")
KIOSK = Terminal("T-2", "Kiosk", "customer", NOON, "Boss")
TERMINALS = (TerminalPaired(terminal=BAR), TerminalPaired(terminal=KIOSK))

AT_BAR = Actor("waiter", "T-1", "Bar")
PHONE = Actor("anybody", "lan 192.168.1.9")


def session(number: int, who: StaffMember, terminal: str = "", hours: float = 0) -> Session:
    return Session(f"S-{number}", who.id, NOON + timedelta(hours=hours), terminal)


def came(number: int, who: StaffMember, terminal: str = "", hours: float = 0) -> SignedIn:
    return SignedIn(session=session(number, who, terminal, hours))


def went(number: int) -> SignedOut:
    return SignedOut(session_id=f"S-{number}")


# ---------------------------------------------------------------------------- signing in


def test_a_pin_signs_in_at_a_terminal() -> None:
    given(*STAFF, *TERMINALS).when(SignIn(pin=ANA.pin), AT_BAR).then(came(1, ANA, "T-1"))


def test_a_pin_signs_in_at_a_page_which_shares_its_address_with_others() -> None:
    given(*STAFF, came(1, BEN)).when(SignIn(pin=ANA.pin), PHONE).then(came(2, ANA))
    trusted = Actor("manager", "lan 192.168.1.9")
    given(*STAFF, came(1, BEN)).when(SignIn(pin=ANA.pin), trusted).then(came(2, ANA))


@pytest.mark.parametrize("pin", ["hash of 9999", "", "2222", "HASH OF 2222"])
def test_a_pin_that_nobody_has(pin: str) -> None:
    given(*STAFF).when(SignIn(pin=pin), PHONE).then(Refused("wrong_pin"))
    given().when(SignIn(pin=pin), PHONE).then(Refused("wrong_pin"))


def test_the_next_to_sign_in_at_a_terminal_signs_the_one_before_out() -> None:
    given(*STAFF, *TERMINALS, came(1, ANA, "T-1"), came(2, ANA)).when(
        SignIn(pin=BEN.pin), AT_BAR, LATER
    ).then(went(1), came(3, BEN, "T-1", 1))


def test_signing_in_anew_at_a_page_ends_its_session() -> None:
    page = Actor("waiter", "S-1", "Ana", "P-2")
    given(*STAFF, came(1, ANA), came(2, ANA)).when(SignIn(pin=BOSS.pin), page, LATER).then(
        went(1), came(3, BOSS, hours=1)
    )


def test_who_was_removed_meanwhile_does_not_come_back_by_a_command_on_its_way() -> None:
    gone = (*STAFF, *TERMINALS, TerminalRemoved(terminal_id="T-1"))
    given(*gone).when(SignIn(pin=ANA.pin), AT_BAR).then(Refused("not_signed_in"))
    page = Actor("waiter", "S-1", "Ana", "P-2")
    given(*STAFF, came(1, ANA), went(1)).when(SignIn(pin=BEN.pin), page).then(came(2, BEN))


def test_signing_out_ends_the_sender_s_session_only() -> None:
    house = given(*STAFF, *TERMINALS, came(1, ANA, "T-1"), came(2, ANA), came(3, ANA, "T-9"))
    house.when(SignOut(), AT_BAR).then(went(1))
    house.when(SignOut(), Actor("waiter", "S-2", "Ana", "P-2")).then(went(2))


def test_nobody_is_there_to_sign_out() -> None:
    given(*STAFF, *TERMINALS, came(1, ANA)).when(SignOut(), AT_BAR).then(Refused("not_signed_in"))
    given(*STAFF, came(1, ANA)).when(SignOut(), PHONE).then(Refused("not_signed_in"))
    given(*STAFF, came(1, ANA, "T-1")).when(SignOut(), AT_BAR, TOMORROW).then(
        Refused("not_signed_in")
    )


def test_a_session_ends_after_16_hours() -> None:
    house = given(*STAFF, *TERMINALS, came(1, ANA), came(2, BEN, "T-1", 1))
    at_last = house.when(SignIn(pin=BOSS.pin), PHONE, ALMOST).state
    assert in_session(at_last, "S-1", ALMOST) == Actor("waiter", "S-1", "Ana", "P-2")
    assert in_session(at_last, "S-1", TOMORROW) is None
    assert set(at_last.people.sessions) == {"S-1", "S-2", "S-3"}
    later = house.when(SignIn(pin=BOSS.pin), PHONE, TOMORROW).state
    assert set(later.people.sessions) == {"S-2", "S-3"}


def test_a_clock_that_was_set_back_ends_no_session() -> None:
    house = given(*STAFF, came(1, ANA, hours=30)).when(SignIn(pin=BOSS.pin), PHONE)
    assert set(house.state.people.sessions) == {"S-1", "S-2"}
    assert in_session(house.state, "S-1", NOON)


def test_whether_a_manager_ever_came_is_remembered() -> None:
    assert not state_after(*STAFF, came(1, ANA)).people.manager_came
    assert state_after(*STAFF, came(1, BOSS), went(1), came(2, ANA)).people.manager_came
    assert not state_after(*STAFF, TerminalPaired(terminal=BAR, staff=ANA.id)).people.manager_came
    assert state_after(*STAFF, TerminalPaired(terminal=BAR, staff=BOSS.id)).people.manager_came


# ------------------------------------------------------------------------- who a sender is


def test_a_terminal_is_itself_until_somebody_signs_in() -> None:
    house = state_after(*STAFF, *TERMINALS)
    assert at_terminal(house, "T-1", NOON) == AT_BAR
    house = state_after(*STAFF, *TERMINALS, came(1, BOSS, "T-1"))
    assert at_terminal(house, "T-1", ALMOST) == Actor("manager", "T-1", "Boss", "P-1")
    assert at_terminal(house, "T-1", TOMORROW) == AT_BAR
    assert at_terminal(house, "T-3", NOON) is None


def test_a_role_that_was_changed_is_in_force_at_once() -> None:
    promoted = StaffPut(member=replace(ANA, role="host", name="Anna"))
    house = state_after(*STAFF, *TERMINALS, came(1, ANA, "T-1"), came(2, ANA), promoted)
    assert at_terminal(house, "T-1", NOON) == Actor("host", "T-1", "Anna", "P-2")
    assert in_session(house, "S-2", NOON) == Actor("host", "S-2", "Anna", "P-2")


def test_a_customer_terminal_is_never_anything_else() -> None:
    house = state_after(*STAFF, *TERMINALS, came(1, BOSS, "T-2"))
    assert at_terminal(house, "T-2", NOON) == Actor("customer", "T-2", "Kiosk")


def test_the_server_s_own_terminals_sign_people_in_as_well() -> None:
    local = Actor("waiter", "local-waiter", "Pass")
    house = given(*STAFF).when(SignIn(pin=ANA.pin), local).state
    assert signed_in_at(house, local, NOON) == Actor("waiter", "local-waiter", "Ana", "P-2")


def test_an_order_names_who_took_it() -> None:
    order = NewOrder(items=("Burger",), table=4)
    taken = given(*MENU).when(order, Actor("waiter", "T-1", "Ana", "P-2")).order
    assert (taken.sender, taken.placed_by, taken.waiter) == ("T-1", "Ana", "P-2")
    assert given(*MENU).when(order, AT_BAR).order.waiter == ""


# ------------------------------------------------------------------------------ terminals


@pytest.mark.parametrize("role", ["customer", "waiter", "kitchen", "host"])
def test_anybody_s_pin_pairs_a_terminal(role: TerminalRole) -> None:
    given(*STAFF).when(PairTerminal(code="", pin=BEN.pin, name="Door", role=role), PHONE).then(
        TerminalPaired(terminal=Terminal("T-1", "Door", role, NOON, "Ben"), staff=BEN.id)
    )


def test_a_wrong_pin_pairs_nothing() -> None:
    pairing = PairTerminal(code="", pin="hash of 9999", name="Door", role="waiter")
    given(*STAFF).when(pairing, PHONE).then(Refused("wrong_pin"))


@pytest.mark.parametrize(
    ("wanted", "called"), [("Bar", "Bar (2)"), (" bar", " bar (2)"), ("Bar 2", "Bar 2")]
)
def test_two_terminals_have_two_names(wanted: str, called: str) -> None:
    pairing = PairTerminal(code="", pin=ANA.pin, name=wanted, role="waiter")
    given(*STAFF, *TERMINALS).when(pairing, PHONE, LATER).then(
        TerminalPaired(terminal=Terminal("T-3", called, "waiter", LATER, "Ana"), staff=ANA.id)
    )


def test_a_long_name_is_numbered_within_its_length() -> None:
    long = Terminal("T-1", "x" * 60, "waiter", NOON, "Boss")
    second = Terminal("T-2", "x" * 56 + " (2)", "waiter", NOON, "Boss")
    pairing = PairTerminal(code="", pin=BOSS.pin, name="X" * 60, role="waiter")
    third = Terminal("T-3", "X" * 56 + " (3)", "waiter", NOON, "Boss")
    given(*STAFF, TerminalPaired(terminal=long), TerminalPaired(terminal=second)).when(
        pairing, PHONE
    ).then(TerminalPaired(terminal=third, staff=BOSS.id))


def test_a_number_is_never_given_twice() -> None:
    gone = (TerminalRemoved(terminal_id="T-2"), StaffRemoved(staff_id="P-3"), went(1))
    house = given(*STAFF, *TERMINALS, came(1, ANA), *gone)
    pairing = PairTerminal(code="", pin=BOSS.pin, name="Kiosk", role="customer")
    house.when(pairing, PHONE).then(
        TerminalPaired(terminal=replace(KIOSK, id="T-3"), staff=BOSS.id)
    )
    house.when(PutStaff(name="Cem", role="host", pin="hash of 4444"), "manager").then(
        StaffPut(member=StaffMember("P-4", "Cem", "host", "hash of 4444"))
    )
    house.when(SignIn(pin=ANA.pin), PHONE).then(came(2, ANA))


def test_a_removed_terminal_signs_out_who_is_there() -> None:
    house = given(*STAFF, *TERMINALS, came(1, ANA, "T-1"), came(2, ANA))
    removed = house.when(RemoveTerminal(terminal_id="T-1"), "manager")
    removed.then(went(1), TerminalRemoved(terminal_id="T-1"))
    assert at_terminal(removed.state, "T-1", NOON) is None


def test_a_customer_terminal_unpairs_itself_by_a_staff_pin_and_no_other() -> None:
    kiosk = Actor("customer", "T-2", "Kiosk")
    house = given(*STAFF, *TERMINALS)
    house.when(UnpairTerminal(pin="hash of 9999"), kiosk).then(Refused("wrong_pin"))
    unpaired = house.when(UnpairTerminal(pin=ANA.pin), kiosk)
    unpaired.then(TerminalUnlocked(terminal="T-2", staff="P-2"), TerminalRemoved(terminal_id="T-2"))
    assert list(unpaired.state.people.terminals) == ["T-1"]


def test_a_renamed_terminal() -> None:
    house = given(*TERMINALS)
    for wanted, called in (("Pass", "Pass"), ("BAR", "BAR"), ("Kiosk", "Kiosk (2)")):
        renamed = house.when(RenameTerminal(terminal_id="T-1", name=wanted), "console")
        renamed.then(TerminalRenamed(terminal_id="T-1", name=called))
        assert renamed.state.people.terminals["T-1"] == replace(BAR, name=called)


@pytest.mark.parametrize(
    "command", [RemoveTerminal(terminal_id="T-3"), RenameTerminal(terminal_id="T-3", name="Door")]
)
def test_a_terminal_that_is_not_paired(command: RemoveTerminal | RenameTerminal) -> None:
    given(*TERMINALS).when(command, "manager").then(Refused("no_such_terminal", terminal="T-3"))


# ---------------------------------------------------------------------------------- staff


def test_somebody_new_needs_a_pin() -> None:
    given(*STAFF).when(PutStaff(name="Cem", role="host"), "manager").then(
        Refused("pin_needed", name="Cem")
    )


def test_nobody_has_the_pin_of_another() -> None:
    taken = Refused("pin_taken")
    house = given(*STAFF)
    house.when(PutStaff(name="Cem", role="host", pin=ANA.pin), "manager").then(taken)
    change = PutStaff(staff_id="P-3", name="Ben", role="kitchen", pin=ANA.pin)
    house.when(change, "manager").then(taken)
    house.when(ResetManagerPin(pin=ANA.pin), "console").then(taken)


def test_a_change_without_a_pin_signs_nobody_out() -> None:
    given(*STAFF, came(1, ANA)).when(
        PutStaff(staff_id="P-2", name="Anna", role="host"), "manager"
    ).then(StaffPut(member=replace(ANA, name="Anna", role="host")))


def test_a_new_pin_signs_out_everywhere_and_the_same_one_does_not() -> None:
    house = given(*STAFF, *TERMINALS, came(1, ANA, "T-1"), came(2, BEN), came(3, ANA))
    new = replace(ANA, pin="hash of 4444")
    house.when(PutStaff(staff_id="P-2", name="Ana", role="waiter", pin=new.pin), "manager").then(
        went(1), went(3), StaffPut(member=new)
    )
    house.when(PutStaff(staff_id="P-2", name="Ana", role="waiter", pin=ANA.pin), "manager").then(
        StaffPut(member=ANA)
    )


def test_who_leaves_is_signed_out_everywhere() -> None:
    house = given(*STAFF, *TERMINALS, came(1, ANA, "T-1"), came(2, BEN), came(3, ANA))
    house.when(RemoveStaff(staff_id="P-2"), "manager").then(
        went(1), went(3), StaffRemoved(staff_id="P-2")
    )


@pytest.mark.parametrize(
    "command", [RemoveStaff(staff_id="P-9"), PutStaff(staff_id="P-9", name="X", role="host")]
)
def test_somebody_who_is_not_on_the_staff(command: RemoveStaff | PutStaff) -> None:
    given(*STAFF).when(command, "manager").then(Refused("no_such_staff", staff="P-9"))


def test_the_last_manager_stays() -> None:
    last = Refused("last_manager", name="Boss")
    given(*STAFF).when(RemoveStaff(staff_id="P-1"), "manager").then(last)
    less = PutStaff(staff_id="P-1", name="Boss", role="waiter")
    given(*STAFF).when(less, "manager").then(last)
    two = (*STAFF, StaffPut(member=replace(ANA, role="manager")))
    given(*two).when(RemoveStaff(staff_id="P-1"), "manager").then(StaffRemoved(staff_id="P-1"))
    given(*two).when(less, "manager").then(StaffPut(member=replace(BOSS, role="waiter")))


def test_staff_may_come_before_the_first_manager_and_leave() -> None:
    given().when(PutStaff(name="Ana", role="waiter", pin=ANA.pin), "manager").then(
        StaffPut(member=replace(ANA, id="P-1"))
    )
    given(StaffPut(member=ANA)).when(RemoveStaff(staff_id="P-2"), "manager").then(
        StaffRemoved(staff_id="P-2")
    )


def test_a_reset_makes_the_first_manager() -> None:
    reset = ResetManagerPin(pin="hash of 5555", name="Boss")
    given(StaffPut(member=ANA)).when(reset, "console").then(
        ManagerPinReset(member=StaffMember("P-3", "Boss", "manager", "hash of 5555"))
    )


def test_a_reset_gives_the_first_manager_a_pin_and_signs_them_out() -> None:
    tenth = StaffMember("P-10", "Ten", "manager", "hash of 1010")
    second = replace(ANA, role="manager")
    house = given(StaffPut(member=tenth), StaffPut(member=second), came(1, second), came(2, tenth))
    house.when(ResetManagerPin(pin="hash of 5555", name="Boss"), "console").then(
        went(1), ManagerPinReset(member=replace(second, pin="hash of 5555"))
    )


@pytest.mark.parametrize(
    "command",
    [
        PutStaff(name="Cem", role="host", pin="4444"),
        PutStaff(staff_id="P-2", name="Ana", role="waiter", pin="4444"),
        ResetManagerPin(pin="444444"),
    ],
)
def test_a_pin_in_clear_is_a_fault_and_gets_no_further(
    command: PutStaff | ResetManagerPin,
) -> None:
    with pytest.raises(ValueError, match="in clear"):
        restaurant.decide(state_after(*STAFF), command, actor("manager"), NOON)
