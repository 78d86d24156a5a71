"""Today's figures at the waiter's window."""

from msgspec.structs import replace

from restaurant.desktop.waiter.figures import FiguresPopup
from restaurant.protocol.documents import BestDish, FiguresDocument
from tests.desktop.screen import Screen, words_in
from tests.desktop.waiter.waiter_terminal import THREE, Pass

TODAY = FiguresDocument(
    day="2026-11-20",
    orders=118,
    open_orders=7,
    takings=234050,
    currency="EUR",
    minutes=17.6,
    best=(BestDish("Pasta al Pomodoro", 42), BestDish("Burger", 31)),
)


def opened(waiter: Pass) -> FiguresPopup:
    waiter.window.head.buttons["waiter.today"].invoke()
    assert waiter.window.popups.figures is not None
    return waiter.window.popups.figures


def test_the_figures_of_the_day(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.link.put("floor", figures={"1": TODAY})
    screen.until(lambda: waiter.window.mirror.find("figures", "1"))
    said = words_in(opened(waiter).popup.content)
    for words in (
        "Friday, 20 November 2026",
        "118",
        "7",
        "2,340.50",
        "18 min",
        "42",
        "Pasta al Pomodoro",
    ):
        assert words in said
    screen.shoot("waiter-figures")


def test_they_stay_fresh(screen: Screen, waiter: Pass) -> None:
    waiter.serve(*THREE)
    waiter.link.put("floor", figures={"1": TODAY})
    screen.until(lambda: waiter.window.mirror.find("figures", "1"))
    popup = opened(waiter)
    waiter.link.put("floor", figures={"1": replace(TODAY, orders=119)})
    screen.until(lambda: "119" in words_in(popup.popup.content))


def test_before_the_first_order_there_is_a_sentence(screen: Screen, waiter: Pass) -> None:
    waiter.serve()
    nothing = FiguresDocument(day="", orders=0, open_orders=0, takings=0, currency="EUR")
    waiter.link.put("floor", figures={"1": nothing})
    screen.until(lambda: waiter.window.mirror.find("figures", "1"))
    said = words_in(opened(waiter).popup.content)
    assert "Nothing was ordered yet." in said
    assert "–" in said
    screen.shoot("waiter-figures-none")


def test_before_the_server_has_told_any(waiter: Pass) -> None:
    assert "Nothing was ordered yet." in words_in(opened(waiter).popup.content)
