"""What pages are told of a field's bounds: those of the type that its command is checked against."""

from restaurant.domain.commands import PutStaff, SignIn
from restaurant.domain.values.basics import LAST_TABLE
from restaurant.domain.values.menu import MenuItem, Modifier
from restaurant.domain.values.people import PIN_FEWEST, PIN_MOST
from restaurant.domain.values.settings import Area
from restaurant.server.web.field_limits import field_limits


def test_a_pin_is_as_long_at_a_page_as_on_the_wire() -> None:
    limits = field_limits(SignIn, PutStaff)
    for bounds in (limits["SignIn"]["pin"], limits["PutStaff"]["pin"]):
        shortest, longest = bounds["minLength"], bounds["maxLength"]
        assert (shortest, longest) == (PIN_FEWEST, PIN_MOST)


def test_bounds_are_found_inside_lists_pairs_and_what_may_be_missing() -> None:
    limits = field_limits(MenuItem, Modifier, Area)
    assert limits["MenuItem"]["price"]["maximum"] == 10**11
    assert limits["MenuItem"]["left"]["maximum"] == 9999
    assert limits["Modifier"]["choose"]["maximum"] == 9999
    assert limits["Area"]["tables"]["maximum"] == LAST_TABLE
    assert limits["MenuItem"]["modifiers"] == {"default": ()}
