"""Opening hours and timed dishes: whom they bind, what they are told, and when screens are."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from restaurant.domain import restaurant
from restaurant.domain.commands import NewOrder, Tick
from restaurant.domain.errors import Refused
from restaurant.domain.events import (
    CategoryPut,
    DayBegan,
    Event,
    MenuItemPut,
    MenuItemRemoved,
    ServiceTurned,
    SettingsPut,
)
from restaurant.domain.state import HoursState
from restaurant.domain.values.hours import Service, WeekHours, When
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.domain.values.people import STAFF, Role
from restaurant.domain.values.settings import Settings
from tests.domain.histories import MENU, actor, given, state_after

BERLIN = "Europe/Berlin"
CLOCK = actor("manager")
HOUSE = Settings(
    time_zone=BERLIN, opening_hours=WeekHours(friday=("11:30-22:00",)), last_orders_minutes=30
)
OPEN = SettingsPut(settings=HOUSE)
LUNCH = Category("lunch", "Lunch", hours=WeekHours(friday=("11:30-14:30",)))
WRAP = MenuItem("wrap", "Wrap", "lunch", 700)
TEA = MenuItem("tea", "Tea", "lunch", 300, hours=WeekHours(friday=("15:00-17:00",)))
TIMED: tuple[Event, ...] = (
    SettingsPut(settings=Settings(time_zone=BERLIN)),
    *MENU,
    CategoryPut(category=LUNCH),
    MenuItemPut(item=WRAP),
    MenuItemPut(item=TEA),
)
BURGER = NewOrder(items=("Burger",), table=4)
A_WRAP = NewOrder(items=("Burger", "Wrap"), table=4)
TODAY = DayBegan(day="2026-11-20")


def friday(clock: str) -> datetime:
    """That time in Berlin on 20 November 2026, which is an hour ahead of UTC."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, 20, hour - 1, minute, tzinfo=UTC)


AGAIN = Service(False, When("friday", "11:30"), When("friday", "21:30"))


@pytest.mark.parametrize("clock", ["11:30", "21:29"])
def test_guests_order_while_it_is_open(clock: str) -> None:
    assert given(OPEN, *MENU).when(BURGER, "customer", friday(clock)).order


@pytest.mark.parametrize(
    ("clock", "refused"),
    [
        ("11:29", Refused("closed", opens=Service(False, When("today", "11:30"), When("today", "21:30")))),
        ("22:00", Refused("closed", opens=AGAIN)),
        ("21:30", Refused("last_orders", opens=Service(False, AGAIN.opens, AGAIN.closes, True))),
    ],
)  # fmt: skip
def test_and_not_while_it_is_closed(clock: str, refused: Refused) -> None:
    given(OPEN, *MENU).when(BURGER, "customer", friday(clock)).then(refused)
    given(OPEN, *MENU).when(BURGER, "guest", friday(clock)).then(refused)


@pytest.mark.parametrize("role", sorted(STAFF))
def test_who_works_here_may_order_at_any_time(role: Role) -> None:
    assert given(OPEN, *MENU).when(BURGER, role, friday("23:00")).order
    assert given(*TIMED).when(A_WRAP, role, friday("20:00")).order


def test_without_hours_it_is_always_open() -> None:
    assert given(*MENU).when(BURGER, "customer", friday("4:00")).order


def test_a_dish_has_its_categorys_hours() -> None:
    assert given(*TIMED).when(A_WRAP, "customer", friday("11:30")).order
    served = Service(False, When("friday", "11:30"), When("friday", "14:30"))
    given(*TIMED).when(A_WRAP, "customer", friday("14:30")).then(
        Refused("not_now", item="Wrap", served=served)
    )


def test_or_hours_of_its_own() -> None:
    tea = NewOrder(items=("Tea",), table=4)
    assert given(*TIMED).when(tea, "customer", friday("15:00")).order
    served = Service(False, When("today", "15:00"), When("today", "17:00"))
    given(*TIMED).when(tea, "customer", friday("12:00")).then(
        Refused("not_now", item="Tea", served=served)
    )


def test_a_night_goes_on_over_the_cut_off_of_the_business_day() -> None:
    night = Settings(
        time_zone=BERLIN, business_day_starts=1, opening_hours=WeekHours(thursday=("20:00-03:00",))
    )
    state = given(SettingsPut(settings=night), *MENU)
    assert state.when(BURGER, "customer", friday("2:59")).order
    closed = Service(False, When("thursday", "20:00"), When("friday", "03:00"))
    state.when(BURGER, "customer", friday("3:00")).then(Refused("closed", opens=closed))


# ---------------------------------------------------------------------------- closed days

FRIDAY_OFF = (date(2026, 11, 20),)
NEXT_WEEK = Service(False, When("friday", "11:30"), When("friday", "21:30"))


def test_on_a_closed_day_guests_order_nothing() -> None:
    state = given(SettingsPut(settings=replace(HOUSE, closed_days=FRIDAY_OFF)), *MENU)
    state.when(BURGER, "customer", friday("12:00")).then(Refused("closed", opens=NEXT_WEEK))
    assert state.when(BURGER, "waiter", friday("12:00")).order


def test_nor_where_it_is_always_open_else() -> None:
    house = Settings(time_zone=BERLIN, closed_days=FRIDAY_OFF)
    state = given(SettingsPut(settings=house), *MENU)
    midnight = Service(False, When("tomorrow", "00:00"))
    state.when(BURGER, "guest", friday("1:00")).then(Refused("closed", opens=midnight))
    assert state.when(BURGER, "guest", datetime(2026, 11, 19, 22, 59, tzinfo=UTC)).order
    assert state.when(BURGER, "guest", datetime(2026, 11, 20, 23, 0, tzinfo=UTC)).order
    state.when(BURGER, "guest", datetime(2026, 11, 20, 22, 59, tzinfo=UTC)).then(
        Refused("closed", opens=midnight)
    )


def test_no_dish_that_has_hours_is_served_on_a_closed_day() -> None:
    off = Settings(time_zone=BERLIN, closed_days=(*FRIDAY_OFF, date(2026, 11, 27)))
    history = (*TIMED, SettingsPut(settings=off), TODAY)
    told = given(*history).when(Tick(), at=friday("12:00")).state.hours
    december = date(2026, 12, 4)
    assert told.dishes["wrap"] == Service(
        False, When("friday", "11:30", december), When("friday", "14:30", december)
    )
    assert told.restaurant == Service(False, When("tomorrow", "00:00"), When("friday", "00:00"))


# ------------------------------------------------------------------------- what screens see


def test_a_tick_tells_what_is_served_now() -> None:
    wrap = Service(True, closes=When("today", "14:30"))
    tea = Service(False, When("today", "15:00"), When("today", "17:00"))
    house = Service(True, closes=When("today", "21:30"))
    given(*TIMED, OPEN, TODAY).when(Tick(), at=friday("12:00")).then(
        ServiceTurned(restaurant=house, dishes={"wrap": wrap, "tea": tea})
    )


def test_a_tick_says_nothing_while_nothing_turns() -> None:
    told = given(*TIMED, OPEN, TODAY).when(Tick(), at=friday("12:00")).state
    assert restaurant.decide(told, Tick(), CLOCK, friday("14:29")) == []
    [turned] = restaurant.decide(told, Tick(), CLOCK, friday("14:30"))
    assert isinstance(turned, ServiceTurned)
    assert set(turned.dishes) == {"wrap"}
    assert turned.restaurant == Service(True, closes=When("today", "21:30"))


def test_tomorrow_becomes_today_at_midnight() -> None:
    house = Settings(time_zone=BERLIN, opening_hours=WeekHours(friday=("11:30-22:00",)))
    at = datetime(2026, 11, 19, 22, 59, tzinfo=UTC)
    state = given(SettingsPut(settings=house)).when(Tick(), at=at).state
    assert state.hours.restaurant is not None
    assert state.hours.restaurant.opens == When("tomorrow", "11:30")
    assert restaurant.decide(state, Tick(), CLOCK, at) == []
    [turned] = restaurant.decide(state, Tick(), CLOCK, datetime(2026, 11, 19, 23, 0, tzinfo=UTC))
    assert turned == ServiceTurned(
        restaurant=Service(False, When("today", "11:30"), When("today", "22:00"))
    )


def test_a_clock_set_back_is_believed() -> None:
    state = given(*TIMED, OPEN, TODAY).when(Tick(), at=friday("15:00")).state
    [turned] = restaurant.decide(state, Tick(), CLOCK, friday("14:00"))
    assert isinstance(turned, ServiceTurned)
    assert turned.dishes["wrap"] == Service(True, closes=When("today", "14:30"))


@pytest.mark.parametrize(
    "gone",
    [
        (MenuItemRemoved(item_id="wrap"),),
        (CategoryPut(category=Category("lunch", "Lunch")),),
    ],
)
def test_what_has_hours_no_longer_is_told_so(gone: tuple[Event, ...]) -> None:
    told = given(*TIMED, TODAY).when(Tick(), at=friday("12:00")).state
    for event in gone:
        told = restaurant.evolve(told, event, friday("12:00"))
    [turned] = restaurant.decide(told, Tick(), CLOCK, friday("12:00"))
    assert turned == ServiceTurned(always=("wrap",))
    after = restaurant.evolve(told, turned, friday("12:00"))
    assert set(after.hours.dishes) == {"tea"}


def test_nothing_is_told_of_a_restaurant_without_hours() -> None:
    given(*MENU, TODAY).when(Tick(), at=friday("12:00")).then()
    assert state_after(*MENU).hours == HoursState()
