"""What the kiosk page works out while no server answers is what the domain works out."""

import json
import random
from datetime import date
from typing import Any

import msgspec
from immutables import Map

from restaurant.common.language import hours_words
from restaurant.common.language.strings import strings
from restaurant.domain.errors import Refused
from restaurant.domain.menu import take_portions
from restaurant.domain.modifiers import labels, offers, unit_price
from restaurant.domain.state import MenuState
from restaurant.domain.taxes import rate_text, taxes_of
from restaurant.domain.values.hours import Service, When
from restaurant.domain.values.menu import MenuItem, Modifier, Option
from restaurant.protocol.documents import DishDocument
from tests.browser.kiosk.tablet import Tablet

CASES = 400
RATES = ("0", "5.5", "7", "8.875", "19", "19.6", "100", "0.0001")
SERVICES = (None, Service(now=True), Service(now=False))


def worked_out(tablet: Tablet, module: str, each: str, cases: list[Any]) -> Any:
    """What an expression of `module` and of one case `c` is, for all of them."""
    given = json.loads(msgspec.json.encode(cases))
    return tablet.page.run(
        f'import("/web/kiosk/{module}.js").then((module) => {json.dumps(given)}.map((c) => {each}))'
    )


def test_taxes_on_top(tablet: Tablet) -> None:
    chance = random.Random(1)
    rates = [None, *map(rate_text, RATES)]
    cases = [
        [
            (chance.choice(rates), chance.randrange(10 ** chance.randrange(1, 11)))
            for _ in range(size)
        ]
        for size in (chance.randrange(9) for _ in range(CASES))
    ]
    each = "module.taxesOn(c.map(([rate, price]) => [rate ?? undefined, price]))"
    wanted = [
        [{"rate": tax.rate, "tax": tax.tax} for tax in taxes_of(case, added=True)] for case in cases
    ]
    assert worked_out(tablet, "taxes", each, cases) == wanted
    assert any(taxes["tax"] for case in wanted for taxes in case)


def test_the_price_of_a_choice(tablet: Tablet) -> None:
    chance = random.Random(2)
    cases = []
    for _ in range(CASES):
        dish = a_dish(chance)
        offered = [one.label for one in offers(dish)]
        chosen = chance.sample(offered, chance.randrange(len(offered) + 1))
        cases.append((document(dish), chosen, unit_price(dish, chosen)))
    said = worked_out(tablet, "cart", "module.unitPrice(c[0], c[1])", cases)
    assert said == [price for _, _, price in cases]


def test_whether_a_dish_is_offered(tablet: Tablet) -> None:
    cases = [
        document(MenuItem("a", "A", "c", 100, available=available, left=left), service)
        for available in (True, False)
        for left in (None, 0, 1, 7)
        for service in SERVICES
    ]
    said = worked_out(tablet, "offered", "[module.isSoldOut(c), module.isOffered(c)]", cases)
    assert said == [[dish.sold_out, dish.is_offered] for dish in cases]


def test_how_many_portions_can_be_ordered(tablet: Tablet) -> None:
    """As the one place has it that takes portions from the menu for an order."""
    cases = [
        (MenuItem("a", "A", "c", 100, available=available, left=left), wanted)
        for available in (True, False)
        for left in (None, 0, 1, 7)
        for wanted in (1, 2, 7, 8)
    ]
    given = [(document(dish), wanted) for dish, wanted in cases]
    said = worked_out(tablet, "offered", "module.whyNot(c[0], c[1]) === ''", given)
    assert said == [can_be_taken(dish, wanted) for dish, wanted in cases]


def can_be_taken(dish: MenuItem, wanted: int) -> bool:
    """Whether the domain takes so many portions for an order."""
    menu = MenuState(items=Map({dish.id: dish}))
    try:
        take_portions(menu, [(dish.id, wanted)])
    except Refused:
        return False
    return not dish.sold_out


def test_the_words_for_hours(tablet: Tablet) -> None:
    """As the script has them that the kiosk shares with other pages."""
    moments = (
        When("today", "11:30"),
        When("friday", "11:30"),
        When("thursday", "09:05", date(2027, 1, 7)),
    )
    closes = When("saturday", "02:00")
    cases = [Service(now=False), *(Service(False, opens) for opens in moments)]
    cases += [Service(False, opens, closes) for opens in moments]
    said = worked_out(
        tablet, "../hours", "[module.opens(c), module.served(c), module.since(c)]", cases
    )
    words = (hours_words.opens, hours_words.served, hours_words.since)
    text = strings("en")
    assert said == [[text.say(each(case)) for each in words] for case in cases]


def a_dish(chance: random.Random) -> MenuItem:
    """Modifiers and options share few names, so that labels are needed often."""
    asked = chance.sample(("Size", "Onions", "Cheese"), chance.randrange(4))
    modifiers = [
        Modifier(
            name,
            tuple(
                Option(option, chance.choice((0, 50, 175)))
                for option in chance.sample(("No", "Yes", "Extra"), chance.randrange(1, 4))
            ),
        )
        for name in asked
    ]
    return MenuItem("a", "A", "c", chance.randrange(10_000), modifiers=tuple(modifiers))


def document(dish: MenuItem, service: Service | None = None) -> DishDocument:
    """The dish as the menu's audience shows it."""
    fields = {name: getattr(dish, name) for name in MenuItem.__struct_fields__}
    return DishDocument(**fields, service=service, labels=labels(dish))
