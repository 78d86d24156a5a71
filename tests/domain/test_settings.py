"""The owner's settings: taken as a whole or not at all."""

import pytest

from restaurant.domain.changes import whole
from restaurant.domain.commands import PutSettings
from restaurant.domain.errors import Refused
from restaurant.domain.events import SettingsPut
from restaurant.domain.values import Area, Settings
from tests.domain.histories import MENU, given, placed, state_after

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
