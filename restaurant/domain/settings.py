"""The owner's settings: checked as a whole before they are in force."""

from collections.abc import Set as AbstractSet
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from restaurant.domain import commands, events, taxes
from restaurant.domain.changes import changed
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.domain.values import Settings


def put_settings(state: State, command: commands.PutSettings) -> list[events.Event]:
    """What is not named stays as it is.

    Refused `bad_setting`, `tax_in_use` for a rate that a dish still has, or `has_orders` where the
    restaurant's number or currency would change.
    """
    old = state.settings
    new = changed(old, command.settings)
    check(new)
    _check_rates(state, old.tax_rates.keys() - new.tax_rates.keys())
    if state.orders.last_number and (old.number, old.currency) != (new.number, new.currency):
        raise Refused("has_orders")
    return [events.SettingsPut(settings=new)]


def check(settings: Settings) -> None:
    """Raises Refused `bad_setting` naming the first setting that cannot be, and why."""
    try:
        ZoneInfo(settings.time_zone)
    except (KeyError, ValueError, OSError):
        raise Refused("bad_setting", setting="time_zone", value=settings.time_zone) from None
    if any(ord(letter) < ord(" ") for letter in settings.backup_folder):  # systems fail on some
        raise Refused("bad_setting", setting="backup_folder", value=settings.backup_folder)
    tables = settings.tables
    for number in tables:
        if tables.count(number) > 1:
            raise Refused("bad_setting", setting="areas", value=number)
    for name, rate in settings.tax_rates.items():
        try:
            taxes.rate_text(rate)
        except ValueError:
            raise Refused("bad_setting", setting=f"tax_rates.{name}", value=rate) from None


def settings_put(state: State, event: events.SettingsPut) -> State:
    """The new settings are in force."""
    return replace(state, settings=event.settings)


def _check_rates(state: State, gone: AbstractSet[str]) -> None:
    for dish in state.menu.items.values() if gone else ():
        if dish.tax in gone:
            raise Refused("tax_in_use", tax=dish.tax, item=dish.name)
