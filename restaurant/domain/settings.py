"""The owner's settings: checked as a whole before they are in force."""

from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from restaurant.domain import commands, events
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.domain.values import Settings


def put_settings(state: State, command: commands.PutSettings) -> list[events.Event]:
    """Refused `bad_setting`, or `has_orders` where the restaurant's number or currency would change."""
    check(command.settings)
    old, new = state.settings, command.settings
    if state.orders.last_number and (old.number, old.currency) != (new.number, new.currency):
        raise Refused("has_orders")
    return [events.SettingsPut(settings=new)]


def check(settings: Settings) -> None:
    """Raises Refused `bad_setting` naming the first setting that cannot be, and why."""
    try:
        ZoneInfo(settings.time_zone)
    except (KeyError, ValueError, OSError):
        raise Refused("bad_setting", setting="time_zone", value=settings.time_zone) from None
    tables = settings.tables
    for number in tables:
        if tables.count(number) > 1:
            raise Refused("bad_setting", setting="areas", value=number)
    for name, rate in settings.tax_rates.items():
        if not _is_percentage(rate):
            raise Refused("bad_setting", setting=f"tax_rates.{name}", value=rate)


def settings_put(state: State, event: events.SettingsPut) -> State:
    """The new settings are in force."""
    return replace(state, settings=event.settings)


def _is_percentage(text: str) -> bool:
    try:
        return 0 <= Decimal(text.replace(",", ".")) <= 100
    except InvalidOperation:
        return False
