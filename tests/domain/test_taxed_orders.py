"""Orders with taxes: at the rates that were in force, in the prices or on top, and in every sum."""

from msgspec.structs import replace

from restaurant.domain import orders, restaurant
from restaurant.domain.commands import EditOrder, NewOrder
from restaurant.domain.errors import Refused
from restaurant.domain.events import Event, ItemVoided, MenuItemPut, SettingsPut
from restaurant.domain.taxes import Tax
from restaurant.domain.values.menu import MenuItem
from restaurant.domain.values.orders import ChangedItem
from restaurant.domain.values.settings import Settings
from tests.domain.histories import BURGER, MENU, NOON, actor, given

TAXED = (
    replace(BURGER, tax="food"),
    MenuItem("cola", "Cola", "mains", 350, tax="drinks"),
)
RATES = {"food": "7", "drinks": "19,0"}
TWO = NewOrder(items=("Burger", "Burger", "Cola", "Pasta"), table=4)


def taxed(*, included: bool) -> tuple[Event, ...]:
    settings = Settings(tax_rates=RATES, prices_include_tax=included)
    return SettingsPut(settings=settings), *MENU, *(MenuItemPut(item=item) for item in TAXED)


def test_an_order_keeps_the_rates_that_were_in_force() -> None:
    state = given(*taxed(included=True)).when(TWO).state
    cheaper = SettingsPut(settings=Settings(tax_rates={"food": "5", "drinks": "5"}))
    state = restaurant.evolve(state, cheaper, NOON)
    [kept] = state.orders.open.values()
    assert [item.tax_rate for item in kept.items] == ["7", "19", None]
    assert kept.taxes == (Tax("7", 1682, 118), Tax("19", 294, 56))
    assert kept.total == 2900


def test_taxes_on_top_are_paid_and_counted() -> None:
    when = given(*taxed(included=False)).when(TWO)
    assert when.order.taxes == (Tax("7", 1800, 126), Tax("19", 350, 67))
    assert when.order.total == 2900 + 126 + 67
    assert when.state.orders.day_takings == when.order.total


def test_what_a_screen_expected_has_its_taxes() -> None:
    history = given(*taxed(included=False))
    assert history.when(NewOrder(items=("Burger",), table=4, expected_total=963)).order
    history.when(NewOrder(items=("Burger",), table=4, expected_total=900)).then(
        Refused("price_changed", total=963, expected=900)
    )


def test_what_is_called_off_is_not_taxed() -> None:
    order = given(*taxed(included=False)).when(TWO).order
    voided = orders.changed(order, ItemVoided(order_id=order.id, item=1, reason="x"))
    assert voided.taxes == (Tax("19", 350, 67),)
    assert voided.total == 350 + 67 + 750


def test_an_edited_order_is_taxed_as_it_is_now() -> None:
    state = given(*taxed(included=False)).when(TWO)
    edit = EditOrder(
        order_id="ORD-1-1", change=(ChangedItem(1, 1),), expected_total=963 + 417 + 750
    )
    [edited, *_] = restaurant.decide(state.state, edit, actor(), NOON)
    after = restaurant.evolve(state.state, edited, NOON)
    assert after.orders.day_takings == 963 + 417 + 750
