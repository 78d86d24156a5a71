"""The kiosk page on the screens of tablets: nothing too small for a finger, nothing beside the screen."""

import pytest

from tests.browser.kiosk.tablet import Tablet

SIZES = {"wide": (1280, 800), "small": (1024, 768), "portrait": (800, 1280)}
LEAST = 48
LONG = "Pappardelle al ragù di cinghiale con porcini e tartufo nero"
ABOUT = (
    "Slow-braised wild boar in red wine with juniper, bay leaf and orange peel, on fresh egg pasta"
)

TOUCHED = "button, .tile, .pick, .switch, select, input:not([type=radio])"
FRAME = "#terminal button, #terminal input, #terminal .card, dialog button"

TOO_SMALL = f"""[...document.querySelectorAll("{TOUCHED}")]
  .filter((each) => each.getClientRects().length && !each.closest("[inert]"))
  .filter((each) => !each.matches(".pick input"))
  .filter((each) => {{
    const box = each.getBoundingClientRect();
    return box.width < {LEAST} || box.height < {LEAST};
  }}).map((each) => each.outerHTML)"""

OUTSIDE = f"""[...document.querySelectorAll("{FRAME}")]
  .filter((each) => each.getClientRects().length && !each.closest("#dishes, .scrolls, #progress"))
  .filter((each) => {{
    const box = each.getBoundingClientRect();
    return box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight;
  }}).map((each) => each.outerHTML)"""


def is_fit(tablet: Tablet, name: str) -> None:
    """For a finger, on this screen; a picture is kept."""
    tablet.page.picture(f"kiosk-{name}")
    assert tablet.page.run(TOO_SMALL) == []
    assert tablet.page.run(OUTSIDE) == []
    assert not tablet.page.overflows()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_it_fits(tablet: Tablet, size: str, scheme: str) -> None:
    page = tablet.page
    pizza = {"id": "long", "name": LONG, "category": "pizza", "price": 123450, "description": ABOUT}
    extra = {
        "name": "Extra",
        "choose": [0, 3],
        "options": [{"name": f"No. {i}"} for i in range(24)],
    }
    marks = {"allergens": ["gluten", "milk", "egg", "sulphites"], "diet": ["vegetarian"], "left": 5}
    tablet.staff_send("put_menu_item", item={**pizza, **marks, "modifiers": [extra]})
    page.device(SIZES[size], scheme)  # type: ignore[arg-type]
    is_fit(tablet, f"start-{size}-{scheme}")
    tablet.begin()
    is_fit(tablet, f"menu-{size}-{scheme}")
    for table in (7, 8):
        tablet.choose("Margherita", "Large", category="Pizza")
        tablet.choose("Pappardelle")
        tablet.sit_at(table)
        tablet.send()
        tablet.say_ok("Order sent")
    tablet.choose("Pappardelle", "No. 7", "No. 11")
    tablet.choose("Margherita", "Regular")
    tablet.choose("Marinara", "Regular")
    tablet.staff_send("set_order_status", order_id="ORD-1-1", status="preparing")
    page.see("Preparing", ".under-way .state")
    is_fit(tablet, f"full-{size}-{scheme}")
    page.tap(".tile", "Pappardelle")
    is_fit(tablet, f"dish-{size}-{scheme}")
    page.tap("dialog [data-is=close]")
    page.tap("#table")
    is_fit(tablet, f"keypad-{size}-{scheme}")
    page.tap("dialog [data-is=close]")
    page.tap("#filter")
    is_fit(tablet, f"filter-{size}-{scheme}")


@pytest.mark.parametrize("size", SIZES)
def test_it_fits_from_right_to_left(tablet: Tablet, size: str) -> None:
    page = tablet.page
    page.device(SIZES[size])
    tablet.begin()
    page.run("document.documentElement.dir = 'rtl'")
    tablet.choose("Margherita", "Large", category="Pizza")
    is_fit(tablet, f"right-to-left-{size}")
    places = "[...document.querySelectorAll('.place, .online')].map((e) => e.getBoundingClientRect().left)"
    place, online = page.run(places)
    assert online < place
    page.tap(".tile", "Diavola")
    is_fit(tablet, f"right-to-left-dish-{size}")


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_it_fits_in_other_languages(tablet: Tablet, language: str) -> None:
    page = tablet.page
    page.device(SIZES["small"])
    tablet.begin()
    names = page.run("JSON.parse(document.getElementById('given').textContent).languages")
    page.tap("#language")
    is_fit(tablet, f"languages-{language}")
    page.tap("dialog button", names[language])
    page.until(f"document.documentElement.lang === '{language}'")
    is_fit(tablet, f"menu-{language}")
