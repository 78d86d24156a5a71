"""The kiosk page on the screens of tablets: nothing too small for a finger, nothing beside the screen."""

import pytest

from tests.browser.audit import audit
from tests.browser.chromium import PHONE
from tests.browser.kiosk.tablet import Tablet
from tests.languages import FOREIGN

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
    assert audit(tablet.page) == []


@pytest.mark.parametrize("size", SIZES)
def test_dozens_of_categories_leave_room_for_dishes(tablet: Tablet, size: str) -> None:
    page = tablet.page
    page.device(SIZES[size], "light")
    for n in range(32):
        category = {"id": f"c{n}", "name": f"Dishes of chapter {n}", "order": 100 + n}
        tablet.staff_send("put_category", category=category)
        dish = {"id": f"d{n}", "name": f"Dish {n}", "category": f"c{n}", "price": 900}
        tablet.staff_send("put_menu_item", item=dish)
    tablet.begin()
    page.see("Dishes of chapter 31", "#categories .pick")
    assert page.run("document.getElementById('categories').clientHeight") <= 4 * 56
    page.tap("#categories .pick", "Dishes of chapter 31")
    page.see("Dish 31", ".tile")
    page.picture(f"kiosk-categories-{size}")
    assert not page.overflows()
    tablet.is_later(seconds=120)
    page.until("!document.getElementById('start').hidden")
    assert page.run("document.getElementById('categories').scrollTop") == 0


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


@pytest.mark.parametrize("size", [SIZES["small"], PHONE], ids=str)
def test_no_name_breaks_the_page(tablet: Tablet, size: tuple[int, int]) -> None:
    """On a phone the page is longer than the screen, and never wider."""
    page = tablet.page
    page.device(size)
    markup = "<img src=x onerror=alert(1)><script>window.ran = true</script>"
    names = (markup[:60], "W" * 60, "مطعم البيت القديم \u202e fdp.exe", "🍕👩‍🍳" * 12)
    tablet.staff_send("put_category", category={"id": "odd", "name": markup[:60], "order": -1})
    for number, name in enumerate(names):
        extra = {"name": name, "options": [{"name": name, "price": 12345678}], "choose": [1, 1]}
        told = {"name": name, "description": name * 3, "allergens": [name], "diet": [name]}
        dish = {"id": f"odd-{number}", "category": "odd", "price": 123456789, **told}
        tablet.staff_send("put_menu_item", item={**dish, "modifiers": [extra]})
    page.tap("#start")
    page.tap("#categories .pick", markup[:60])
    for name in names:
        page.tap(".tile", name)
        page.see(name, "dialog")
        is_as_wide_as_the_screen(tablet, "dialog *")
        page.tap("dialog .pick", name)
        page.tap("dialog [data-is=add]")
        page.until("!document.querySelector('dialog')")
    is_as_wide_as_the_screen(tablet, "#dishes *, .order *")
    page.picture(f"kiosk-odd-names-{size[0]}")
    assert not page.run("window.ran")


def is_as_wide_as_the_screen(tablet: Tablet, parts: str) -> None:
    """And nothing in it is wider than what it stands in."""
    assert not tablet.page.overflows()
    assert audit(tablet.page) == []
    wide = f"[...document.querySelectorAll('{parts}')].filter((e) => e.scrollWidth > e.clientWidth + 1)"
    shown = "e.clientWidth && !e.matches('input') && getComputedStyle(e).overflowX !== 'hidden'"
    assert tablet.page.run(f"{wide}.filter((e) => {shown}).map((e) => e.outerHTML)") == []


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


@pytest.mark.parametrize("language", FOREIGN)
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
