"""The owner's settings: checked as a whole before they are in force."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from restaurant.domain import commands, events, taxes
from restaurant.domain.changes import changed
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.domain.values.menu import MenuItem
from restaurant.domain.values.settings import Settings


def put_settings(state: State, command: commands.PutSettings) -> list[events.Event]:
    """What is not named stays as it is.

    Refused `bad_setting`, also where a tax would get the name of none that there is; `tax_in_use` where
    a dish still has a rate that goes; or `has_orders` where the restaurant's number or currency would change.
    """
    old = state.settings
    new = changed(old, command.settings)
    check(new)
    for name in command.renamed_taxes.values():
        if name not in new.tax_rates:
            raise Refused("bad_setting", setting="renamed_taxes", value=name)
    dishes = [_renamed(dish, command.renamed_taxes) for _, dish in sorted(state.menu.items.items())]
    _check_rates(dishes, old.tax_rates.keys() - new.tax_rates.keys())
    if state.orders.last_number and (old.number, old.currency) != (new.number, new.currency):
        raise Refused("has_orders")
    moved = [dish for dish in dishes if dish != state.menu.items[dish.id]]
    return [events.SettingsPut(settings=new), *(events.MenuItemPut(item=dish) for dish in moved)]


def check(settings: Settings) -> None:
    """Raises Refused `bad_setting` naming the first setting that cannot be, and why."""
    try:
        ZoneInfo(settings.time_zone)
    except (KeyError, ValueError, OSError):
        raise Refused("bad_setting", setting="time_zone", value=settings.time_zone) from None
    # Some systems fail on a path with control characters in it.
    if any(ord(letter) < ord(" ") for letter in settings.backup_folder):
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


def _renamed(dish: MenuItem, taxes: Mapping[str, str]) -> MenuItem:
    """The dish with the tax of its own under the name that it goes by now."""
    name = taxes.get(dish.tax) if dish.tax is not None else None
    return replace(dish, tax=name) if name is not None else dish


def _check_rates(dishes: Iterable[MenuItem], gone: AbstractSet[str]) -> None:
    for dish in dishes if gone else ():
        if dish.tax in gone:
            raise Refused("tax_in_use", tax=dish.tax, item=dish.name)
