"""What gets past the gate, and who has tried too often: pages at an address, terminals each by itself."""

from types import SimpleNamespace
from typing import Any

import pytest

from restaurant.domain.commands import NewOrder, SignIn
from restaurant.domain.errors import Refused
from restaurant.domain.values.people import ADDRESS, Actor
from restaurant.engine.answers import Accepted
from restaurant.server.trust.access import Caller
from restaurant.server.trust.gate import Gate
from restaurant.server.trust.keys import Keys
from restaurant.server.trust.lockout import TRIES, WRONG
from restaurant.server.trust.pairing import Pairing
from tests.engine.parts import here

ELSEWHERE, THIS_MACHINE = "192.0.2.7", "127.0.0.1"
RIGHT = Accepted(1, "S-1")


def caller(sender: str = "", *, address: str = ELSEWHERE, secure: bool = True) -> Caller:
    """A page that shows no token, unless a sender is said."""
    actor = Actor(role="anybody", id=sender or f"{ADDRESS}{address}")
    return Caller(actor, address, tls=secure, secure=secure)


@pytest.fixture
def locked() -> list[Caller]:
    """Who was told to the operator."""
    return []


@pytest.fixture
def gate(locked: list[Caller]) -> Gate:
    """With a hash that costs nothing."""
    access: Any = SimpleNamespace(token=lambda made: f"token of {made}", is_sender=bool)
    hashing: Any = lambda _hash, pin, stranger: f"hash of {pin}"  # noqa: E731
    return Gate(
        keys=Keys(b"x" * 32),
        access=access,
        pairing=Pairing(here),
        hashing=hashing,
        locked=locked.append,
    )


def sign_in(gate: Gate, who: Caller, outcome: Accepted | Refused = RIGHT) -> str | None:
    """The token that comes of it. Raises Refused."""
    sealed = gate.seal(SignIn(pin="4711"), who)
    assert sealed == SignIn(pin="hash of 4711")
    return gate.settle(sealed, who, outcome)


def why_not(gate: Gate, who: Caller) -> str:
    with pytest.raises(Refused) as refused:
        sign_in(gate, who)
    return refused.value.code


def test_a_right_pin_is_hashed_and_brings_a_token(gate: Gate) -> None:
    assert sign_in(gate, caller()) == "token of S-1"


def test_a_secret_that_others_could_read_is_refused(gate: Gate) -> None:
    assert why_not(gate, caller(secure=False)) == "needs_tls"
    order = NewOrder(items=("Pasta",), table=4)
    assert gate.seal(order, caller(secure=False)) is order


@pytest.mark.parametrize("sender", ["", "S-7"])
def test_pages_elsewhere_have_so_many_tries_a_minute_right_or_wrong(
    gate: Gate, sender: str
) -> None:
    for _ in range(TRIES):
        assert sign_in(gate, caller(sender))
    assert why_not(gate, caller(sender)) == "locked"
    assert sign_in(gate, caller(address="192.0.2.8"))


@pytest.mark.parametrize("who", [caller(address=THIS_MACHINE), caller("T-1")])
def test_this_machine_and_terminals_are_bound_by_wrong_tries_only(gate: Gate, who: Caller) -> None:
    for _ in range(2 * TRIES):
        assert sign_in(gate, who)


def test_whoever_has_one_pin_does_not_get_others_by_guessing(
    gate: Gate, locked: list[Caller]
) -> None:
    """A page is another sender after each sign-in; the wrong tries of an address count together."""
    for number in range(WRONG):
        sign_in(gate, caller(f"S-{number}", address=THIS_MACHINE), Refused("wrong_pin"))
    assert [told.address for told in locked] == [THIS_MACHINE]
    assert why_not(gate, caller("S-9", address=THIS_MACHINE)) == "locked"
    assert sign_in(gate, caller("T-1", address=THIS_MACHINE)), "a terminal counts by itself"


def test_what_is_not_wrong_does_not_count(gate: Gate) -> None:
    for _ in range(3 * WRONG):
        sign_in(gate, caller("T-1"), Refused("cannot_store"))
    assert sign_in(gate, caller("T-1"))


def test_with_another_pin_it_is_another_command() -> None:
    """Else whoever knew the id of somebody's `sign_in` would be answered as that one was."""
    one, other = (Gate.request_id(SignIn(pin=pin), "id") for pin in ("1111", "2222"))
    assert one != other
    assert one == Gate.request_id(SignIn(pin="1111"), "id")
    assert Gate.request_id(NewOrder(items=("Pasta",), table=4), "id") == "id"
