"""The owner's settings: taken as a whole or not at all."""

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from restaurant.domain.changes import ChangedLimits, ChangedSettings, whole
from restaurant.domain.commands import PutSettings
from restaurant.domain.errors import Refused
from restaurant.domain.events import MenuItemPut, SettingsPut
from restaurant.domain.values.settings import Area, Limits, Settings
from tests.domain.histories import BURGER, MENU, given, placed, state_after

GOOD = Settings(
    name="Trattoria",
    time_zone="Europe/Berlin",
    tax_rates={"food": "7", "drinks": "19,5"},
    areas=(Area("Hall", (1, 2)), Area("Garden", (3,))),
)


def test_good_settings() -> None:
    given().when(PutSettings(settings=whole(GOOD))).then(SettingsPut(settings=GOOD))


def test_settings_are_in_force() -> None:
    assert state_after(SettingsPut(settings=GOOD)).settings == GOOD


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "../UTC", "/etc/passwd", "Europe", "a\0b"])
def test_a_time_zone_exists(zone: str) -> None:
    given().when(PutSettings(settings=whole(Settings(time_zone=zone)))).then(
        Refused("bad_setting", setting="time_zone", value=zone)
    )


@pytest.mark.parametrize("folder", ["a\0b", "/backups\n"])
def test_a_folder_for_backups_can_be_one(folder: str) -> None:
    given().when(PutSettings(settings=whole(Settings(backup_folder=folder)))).then(
        Refused("bad_setting", setting="backup_folder", value=folder)
    )


def test_a_table_stands_in_one_place() -> None:
    doubled = Settings(areas=(Area("Hall", (1, 2)), Area("Garden", (2, 3))))
    given().when(PutSettings(settings=whole(doubled))).then(
        Refused("bad_setting", setting="areas", value=2)
    )


@pytest.mark.parametrize("rate", ["-1", "100.5", "seven", "", "NaN", "sNaN", "Infinity", "7 %"])
def test_a_tax_rate_is_a_percentage(rate: str) -> None:
    given().when(PutSettings(settings=whole(Settings(tax_rates={"food": rate})))).then(
        Refused("bad_setting", setting="tax_rates.food", value=rate)
    )


@pytest.mark.parametrize("new", [Settings(currency="USD"), Settings(number=2)])
def test_number_and_currency_stay_once_there_are_orders(new: Settings) -> None:
    given(*MENU).when(PutSettings(settings=whole(new))).then(SettingsPut(settings=new))
    given(*MENU, placed()).when(PutSettings(settings=whole(new))).then(Refused("has_orders"))


def test_the_rest_changes_at_any_time() -> None:
    given(*MENU, placed()).when(PutSettings(settings=whole(GOOD))).then(SettingsPut(settings=GOOD))


def test_what_is_not_named_stays_as_it_is() -> None:
    before = SettingsPut(settings=replace(GOOD, limits=Limits(order_items=7, guest_rate=9)))
    given(before).when(PutSettings(settings=ChangedSettings())).then(before)
    named = ChangedSettings(name="Osteria", limits=ChangedLimits(guest_rate=3))
    after = replace(before.settings, name="Osteria", limits=Limits(order_items=7, guest_rate=3))
    given(before).when(PutSettings(settings=named)).then(SettingsPut(settings=after))


def test_every_setting_can_be_named() -> None:
    named = set(msgspec.structs.asdict(whole(GOOD)))
    assert named == set(Settings.__struct_fields__) == set(ChangedSettings.__struct_fields__)
    assert set(ChangedLimits.__struct_fields__) == set(Limits.__struct_fields__)


@pytest.mark.parametrize(
    "wrong",
    [
        {"nam": "x"},
        {"number": 0},
        {"limits": {"oder_items": 1}},
        {"language": "en\n"},
        {"currency": "EUR\n"},
        {"host_names": ["till.example\n"]},
    ],
)
def test_what_is_named_is_checked_as_settings_are(wrong: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, ChangedSettings)


def test_nothing_can_be_named_as_well() -> None:
    listed = SettingsPut(settings=Settings(total_tables=4))
    change = PutSettings(settings=msgspec.convert({"total_tables": None}, ChangedSettings))
    given(listed).when(change).then(SettingsPut(settings=Settings()))


def test_a_rate_that_a_dish_has_stays() -> None:
    taxed = MenuItemPut(item=replace(BURGER, tax="food"))
    history = SettingsPut(settings=GOOD), *MENU, taxed
    fewer = PutSettings(settings=ChangedSettings(tax_rates={"drinks": "19"}))
    given(*history).when(fewer).then(Refused("tax_in_use", tax="food", item="Burger"))
    other = {"food": "8", "drinks": "19"}
    given(*history).when(PutSettings(settings=ChangedSettings(tax_rates=other))).then(
        SettingsPut(settings=replace(GOOD, tax_rates=other))
    )


def test_dishes_follow_a_tax_that_is_renamed() -> None:
    taxed = MenuItemPut(item=replace(BURGER, tax="food"))
    history = SettingsPut(settings=GOOD), *MENU, taxed
    rates = {"meals": "7", "drinks": "19,5"}
    renamed = PutSettings(
        settings=ChangedSettings(tax_rates=rates), renamed_taxes={"food": "meals"}
    )
    given(*history).when(renamed).then(
        SettingsPut(settings=replace(GOOD, tax_rates=rates)),
        MenuItemPut(item=replace(BURGER, tax="meals")),
    )
    nowhere = replace(renamed, renamed_taxes={"food": "mails"})
    given(*history).when(nowhere).then(
        Refused("bad_setting", setting="renamed_taxes", value="mails")
    )


def test_two_taxes_can_swap_their_names() -> None:
    burger = MenuItemPut(item=replace(BURGER, tax="food"))
    rates = {"food": "19,5", "drinks": "7"}
    swapped = PutSettings(
        settings=ChangedSettings(tax_rates=rates),
        renamed_taxes={"food": "drinks", "drinks": "food"},
    )
    given(SettingsPut(settings=GOOD), *MENU, burger).when(swapped).then(
        SettingsPut(settings=replace(GOOD, tax_rates=rates)),
        MenuItemPut(item=replace(BURGER, tax="drinks")),
    )


def test_a_rate_that_was_never_there_holds_nothing_up() -> None:
    """A dish of an older release, which took any word for a tax."""
    old = MenuItemPut(item=replace(BURGER, tax="gone"))
    change = PutSettings(settings=ChangedSettings(name="Osteria"))
    given(*MENU, old).when(change).then(SettingsPut(settings=Settings(name="Osteria")))
