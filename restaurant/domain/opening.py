"""Opening hours and timed dishes: who can order what now, and what screens are told of it.

The one rule: guests order while the restaurant is open and only what is served now. Who works here is
bound by neither, for a table that is seated gets its coffee and a regular his lunch at three; their
screens mark a dish that is not served, so that they know what they ask of the kitchen.
"""

from datetime import datetime

from immutables import Map

from restaurant.domain import events, hours
from restaurant.domain.errors import Refused
from restaurant.domain.state import HoursState, MenuState, State
from restaurant.domain.values.hours import Service, WeekHours
from restaurant.domain.values.menu import MenuItem
from restaurant.domain.values.people import STAFF, Actor
from restaurant.domain.values.settings import Settings

# -------------------------------------------------------------------------------- decide


def check_open(settings: Settings, actor: Actor, now: datetime) -> None:
    """Raises Refused `closed`, or `last_orders` where guests are still there."""
    if actor.role in STAFF:
        return
    restaurant = of_restaurant(settings, now)
    if restaurant is not None and not restaurant.now:
        raise Refused("last_orders" if restaurant.last_orders else "closed", opens=restaurant)


def check_served(state: State, dish: MenuItem, actor: Actor, now: datetime) -> None:
    """Raises Refused `not_now`."""
    if actor.role in STAFF:
        return
    timed = hours_of(state.menu, dish)
    if timed is None:
        return
    served = _of_dish(state.settings, timed, now)
    if not served.now:
        raise Refused("not_now", item=dish.name, served=served)


def hours_of(menu: MenuState, dish: MenuItem) -> WeekHours | None:
    """When a dish is served: at its own hours, else at its category's, else (None) always."""
    if dish.hours is not None:
        return dish.hours
    category = menu.categories.get(dish.category)
    return category.hours if category else None


def of_restaurant(settings: Settings, now: datetime) -> Service | None:
    """How the restaurant stands; None for one that never closes."""
    if settings.opening_hours is None and not settings.closed_days:
        return None
    return hours.service(
        settings.opening_hours or hours.ROUND_THE_CLOCK,
        settings.time_zone,
        now,
        last_orders=settings.last_orders_minutes,
        closed_days=settings.closed_days,
    )


def turned(state: State, now: datetime) -> list[events.Event]:
    """What screens have to be told because time has passed, or hours are others."""
    restaurant, dishes = of_restaurant(state.settings, now), _of_dishes(state, now)
    told = state.hours.dishes
    put = {item_id: dish for item_id, dish in dishes.items() if told.get(item_id) != dish}
    gone = tuple(sorted(item_id for item_id in told if item_id not in dishes))
    if not put and not gone and restaurant == state.hours.restaurant:
        return []
    return [events.ServiceTurned(restaurant=restaurant, dishes=put, always=gone)]


def _of_dishes(state: State, now: datetime) -> dict[str, Service]:
    """How the dishes that have hours stand, by id."""
    return {
        dish.id: _of_dish(state.settings, timed, now)
        for dish in state.menu.items.values()
        if (timed := hours_of(state.menu, dish)) is not None
    }


def _of_dish(settings: Settings, timed: WeekHours, now: datetime) -> Service:
    """How the hours of a dish stand, which nobody serves on a closed day either."""
    return hours.service(timed, settings.time_zone, now, closed_days=settings.closed_days)


# -------------------------------------------------------------------------------- evolve


def service_turned(told: HoursState, event: events.ServiceTurned) -> HoursState:
    """Screens see the restaurant and these dishes so from now on."""
    timed = {i: dish for i, dish in told.dishes.items() if i not in event.always}
    return HoursState(event.restaurant, Map({**timed, **event.dishes}))
