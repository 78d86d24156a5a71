"""What a link shows: snapshots and changes in order, gaps mended, all of it again after a loss."""

from restaurant.client.notices import Changed, Offline, Online, Snapshot
from tests.client.conftest import MakeLink
from tests.client.small_server import SmallServer
from tests.client.told import Screen

SOUP = {"id": "soup", "name": "Soup", "category": "starters", "price": 450}


def test_changes_come_in_order(server: SmallServer, make_link: MakeLink) -> None:
    _, screen = make_link()
    screen.next(Snapshot)
    for price in range(300):
        server.put("menu", "items", "soup", {**SOUP, "price": price})
    screen.next(Changed, 300)
    prices = [seen.put["items"]["soup"].price for seen in screen.of(Changed)]  # type: ignore[union-attr]
    assert prices == list(range(300))
    assert server.subscribed == ["menu"]


def test_a_gap_brings_a_snapshot(server: SmallServer, make_link: MakeLink) -> None:
    _, screen = make_link()
    screen.next(Snapshot)
    server.documents["menu"]["items"] = {"soup": SOUP}
    server.skip("menu")
    server.put("menu", "items", "tea", {**SOUP, "id": "tea", "name": "Tea"})
    shown = screen.next(Snapshot, 2)
    assert sorted(shown.documents["items"]) == ["soup", "tea"]
    assert screen.of(Changed) == []
    server.put("menu", "items", "soup", {**SOUP, "price": 500})
    assert screen.next(Changed).put["items"]["soup"].price == 500  # type: ignore[union-attr]


def test_a_gap_in_what_it_may_see_no_more(server: SmallServer, make_link: MakeLink) -> None:
    _, screen = make_link()
    screen.next(Snapshot)
    server.refuse["menu"] = {"error": "not_signed_in", "message": "No."}
    server.skip("menu")
    server.tell("menu", drop={"items": ["soup"]})
    assert screen.next(Offline).reason == "link.not_allowed"


def test_a_new_server_counts_anew(server: SmallServer, make_link: MakeLink) -> None:
    """A change that the old count would lead to is nothing before the new server's snapshot."""
    _, screen = make_link()
    screen.next(Snapshot)
    server.before_snapshot = {"rev": 1, "drop": {"items": ["soup"]}}
    server.cut()
    screen.next(Snapshot, 2)
    assert screen.of(Changed) == []


def test_what_is_watched_is_watched_again_after_a_loss(
    server: SmallServer, make_link: MakeLink
) -> None:
    link, screen = make_link()
    screen.next(Online)
    link.watch("order", "ORD-1-1")
    link.watch("order", "ORD-1-2")
    server.subscribed.wait_for("order/ORD-1-2")
    link.unwatch("order", "ORD-1-2")
    server.subscribed.wait_for("-order/ORD-1-2")
    screen.wait(lambda: ("order", "ORD-1-1") in snapshots(screen))
    server.stop()
    screen.next(Offline)
    server.start()
    screen.wait(lambda: snapshots(screen).count(("order", "ORD-1-1")) == 2)
    assert snapshots(screen).count(("menu", None)) == 2
    assert server.subscribed.count("order/ORD-1-2") == 1


def snapshots(screen: Screen) -> list[tuple[str, str | None]]:
    return [(seen.audience, seen.of) for seen in screen.of(Snapshot)]


def test_watching_what_is_not_there_shows_nothing(server: SmallServer, make_link: MakeLink) -> None:
    server.refuse["order/ORD-1-9"] = {"error": "no_such_order", "message": "No."}
    link, screen = make_link()
    link.watch("order", "ORD-1-9")
    assert screen.next(Snapshot, 2) == Snapshot("order", "ORD-1-9", {"orders": {}})
    assert screen.of(Offline) == []
