"""Views and the mirror: every message counted, typed documents, and what changed on the screen."""

from typing import Any

import pytest

from restaurant.client.mirror import Mirror
from restaurant.client.notices import Changed, Snapshot
from restaurant.client.views import Gap, Views, nothing_there
from restaurant.domain.values.menu import Category
from restaurant.protocol.documents import DishDocument, RestaurantDocument
from restaurant.protocol.messages import Watch

SOUP = {"id": "soup", "name": "Soup", "category": "starters", "price": 450}
STARTERS = {"id": "starters", "name": "Starters"}
MENU = Watch("menu")
ORDER = Watch("order", "ORD-1-1")


def view(rev: int | None, **fields: Any) -> dict[str, Any]:
    return {"audience": "menu", "rev": rev, "seq": 5, **fields}


def menu_at(rev: int) -> Views:
    views = Views(["menu"])
    views.take(view(rev, snapshot={"items": {"soup": SOUP}}))
    return views


def test_a_snapshot_has_typed_documents() -> None:
    seen = Views(["menu"]).take(
        view(3, snapshot={"items": {"soup": SOUP}, "categories": {"starters": STARTERS}})
    )
    assert seen == Snapshot(
        "menu",
        None,
        {
            "items": {"soup": DishDocument(id="soup", name="Soup", category="starters", price=450)},
            "categories": {"starters": Category(id="starters", name="Starters")},
        },
    )


def test_a_change_follows_its_snapshot() -> None:
    seen = menu_at(3).take(view(4, put={"items": {"soup": {**SOUP, "price": 500}}}))
    dearer = DishDocument(id="soup", name="Soup", category="starters", price=500)
    assert seen == Changed("menu", None, {"items": {"soup": dearer}}, {})


def test_what_is_gone() -> None:
    seen = menu_at(3).take(view(4, drop={"items": ["soup"]}))
    assert seen == Changed("menu", None, {}, {"items": ["soup"]})


def test_a_gap_asks_for_a_snapshot_and_waits_for_it() -> None:
    views = menu_at(3)
    assert views.complete
    assert views.take(view(5, drop={"items": ["soup"]})) == Gap(MENU)
    assert not views.complete
    assert views.take(view(6, drop={"items": ["soup"]})) is None
    assert isinstance(views.take(view(6, snapshot={})), Snapshot)
    assert isinstance(views.take(view(7, drop={"items": ["soup"]})), Changed)


def test_a_repeat_is_passed_over() -> None:
    views = menu_at(3)
    assert views.take(view(3, drop={"items": ["soup"]})) is None
    assert views.take(view(2, drop={"items": ["soup"]})) is None
    assert isinstance(views.take(view(4, drop={"items": ["soup"]})), Changed)


def test_a_change_before_the_snapshot_waits_for_it() -> None:
    views = Views(["menu"])
    assert views.take(view(4, drop={"items": ["soup"]})) is None


def test_a_message_without_documents_counts() -> None:
    views = menu_at(3)
    assert views.take(view(4, moment="order_ready", order="ORD-1-1")) is None
    assert isinstance(views.take(view(5, drop={"items": ["soup"]})), Changed)
    assert views.take(view(None, moment="order_ready")) is None


def test_a_newer_server_may_say_more() -> None:
    newer = {"items": {"soup": {**SOUP, "calories": 90}}, "wines": {"w": {"name": "Barolo"}}}
    seen = Views(["menu"]).take({**view(1, snapshot=newer), "hint": "new"})
    assert isinstance(seen, Snapshot)
    assert list(seen.documents) == ["items"]


def test_a_document_that_cannot_be_read_leaves_the_others() -> None:
    seen = Views(["menu"]).take(view(1, snapshot={"items": {"bad": {"id": 7}, "soup": SOUP}}))
    assert isinstance(seen, Snapshot)
    assert list(seen.documents["items"]) == ["soup"]


@pytest.mark.parametrize("strange", [None, [], {"audience": 7}, {"rev": 1}, {"audience": "floor"}])
def test_strange_messages_are_passed_over(strange: object) -> None:
    assert Views(["menu"]).take(strange) is None


def test_what_is_watched_comes_and_goes() -> None:
    views = Views(["menu"])
    views.await_snapshot(ORDER)
    views.drop(MENU)
    assert views.watched == [ORDER]
    snapshot = {"audience": "order", "of": "ORD-1-1", "rev": 0, "seq": 5, "snapshot": {}}
    assert isinstance(views.take(snapshot), Snapshot)
    assert isinstance(views.take(view(0, snapshot={})), Snapshot)
    views.drop(ORDER)
    assert views.take(snapshot) is None


def test_what_the_server_has_not_got() -> None:
    assert nothing_there(Watch("order", "ORD-1-9")) == Snapshot("order", "ORD-1-9", {"orders": {}})


# ------------------------------------------------------------------------ the mirror


def dish(dish_id: str, price: int = 100) -> DishDocument:
    return DishDocument(id=dish_id, name=dish_id, category="c", price=price)


def shown(*dishes: DishDocument, of: str | None = None) -> Snapshot:
    return Snapshot("menu", of, {"items": {item.id: item for item in dishes}})


def changed(*dishes: DishDocument, drop: list[str] | None = None, of: str | None = None) -> Changed:
    put: Any = {"items": {item.id: item for item in dishes}} if dishes else {}
    return Changed("menu", of, put, {"items": drop} if drop else {})


def test_the_mirror_says_what_changed() -> None:
    mirror = Mirror()
    assert mirror.take(shown(dish("a"), dish("b"))) == {("items", "a"), ("items", "b")}
    assert mirror.take(changed(dish("a"), dish("b", 200))) == {("items", "b")}
    assert mirror.take(changed(dish("c"), drop=["a", "z"])) == {("items", "a"), ("items", "c")}
    assert mirror.all("items") == {"b": dish("b", 200), "c": dish("c")}
    assert mirror.find("items", "a") is None
    assert mirror.find("wines", "a") is None


def test_a_snapshot_replaces_what_was_shown() -> None:
    mirror = Mirror()
    mirror.take(shown(dish("a"), dish("b")))
    assert mirror.take(shown(dish("b"), dish("c"))) == {("items", "a"), ("items", "c")}
    assert list(mirror.all("items")) == ["b", "c"]


def test_documents_keep_the_order_in_which_they_came() -> None:
    mirror = Mirror()
    ids = [str(number) for number in range(50)]
    mirror.take(shown(*(dish(i) for i in ids)))
    mirror.take(changed(dish("7", 900)))
    assert list(mirror.all("items")) == ids


def test_what_two_audiences_show_stays_until_neither_does() -> None:
    mirror = Mirror()
    mirror.take(shown(dish("a"), dish("b")))
    mirror.take(shown(dish("a", 150), of="x"))
    assert mirror.find("items", "a") == dish("a", 150)
    assert mirror.take(shown()) == {("items", "b")}
    mirror.forget("menu", "x")
    assert mirror.all("items") == {}


def test_a_document_of_one_kind_is_not_that_of_another() -> None:
    mirror = Mirror()
    restaurant = RestaurantDocument("Blu", 1, "en", "EUR", (), 10)
    mirror.take(
        Snapshot("menu", None, {"items": {"1": dish("1")}, "restaurant": {"1": restaurant}})
    )
    mirror.take(changed(drop=["1"]))
    assert mirror.find("restaurant", "1") == restaurant
