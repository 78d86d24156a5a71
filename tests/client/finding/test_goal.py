"""Where a terminal looks, and whom it believes, by what it knows."""

import pytest

from restaurant.client.address import Address
from restaurant.client.finding.found import Found
from restaurant.client.finding.goal import Goal, Look
from restaurant.client.finding.known_server import KnownServer
from restaurant.client.finding.probing import Reply
from restaurant.client.no_link import NoLink
from restaurant.protocol.finding import Health

OURS, THEIRS = "a" * 32, "b" * 32
HERE, TOLD = Address("localhost", 5000), Address("10.0.0.9", 5010)
LAST = KnownServer(identity=OURS, name="Blu", address="10.0.0.1:5000")


def found(identity: str, *addresses: str) -> Found:
    return Found(
        identity=identity, name="Blu", addresses=addresses, port=5000, tls_port=None, version=""
    )


NETWORK = [found(THEIRS, "10.0.0.3"), found(OURS, "10.0.0.1", "10.0.0.2")]


def goal(told: Address | None = None, known: KnownServer = KnownServer()) -> Goal:  # noqa: B008
    return Goal(told=told, known=known, here=HERE)


@pytest.mark.parametrize(
    ("looking", "places", "called"),
    [
        (goal(), ["10.0.0.3:5000", "10.0.0.1:5000", "10.0.0.2:5000", "localhost:5000"], ""),
        (goal(known=LAST), ["10.0.0.1:5000", "10.0.0.2:5000", "localhost:5000"], "Blu"),
        (goal(known=KnownServer(address="10.0.0.7:80")), ["10.0.0.7:80"], "10.0.0.7:80"),
        (goal(known=KnownServer(identity=OURS, name="Blu", address="no address")),
         ["10.0.0.1:5000", "10.0.0.2:5000", "localhost:5000"], "Blu"),
        (goal(told=TOLD, known=LAST), ["10.0.0.9:5010"], "10.0.0.9:5010"),
    ],
)  # fmt: skip
def test_where_it_looks(looking: Goal, places: list[str], called: str) -> None:
    assert [str(address) for address in looking.candidates(NETWORK)] == places
    assert str(looking) == called


@pytest.mark.parametrize(
    ("looking", "identity", "accepted"),
    [
        (goal(), THEIRS, True),
        (goal(known=LAST), OURS, True),
        (goal(known=LAST), THEIRS, False),
        (goal(told=TOLD, known=LAST), THEIRS, True),
    ],
)
def test_whom_it_takes(looking: Goal, identity: str, accepted: bool) -> None:
    assert looking.accepts(Health(identity=identity, restaurant="X")) is accepted


def reply(address: str, said: str | NoLink) -> Reply:
    host, _, port = address.partition(":")
    health = Health(identity=said, restaurant="X") if isinstance(said, str) else said
    return Reply(Address(host, int(port or 5000)), health)


def test_who_knows_nothing_takes_its_own_machine_at_once_and_others_if_alone() -> None:
    look = Look(goal())
    assert not look.takes(reply("10.0.0.1", OURS))
    assert not look.takes(reply("10.0.0.2", OURS))
    assert look.only().address == Address("10.0.0.1", 5000)
    assert look.takes(reply("localhost", THEIRS))
    assert not look.takes(reply("10.0.0.3", THEIRS))
    with pytest.raises(NoLink, match=r"link\.which_server"):
        look.only()


@pytest.mark.parametrize(
    ("replies", "reason"),
    [
        ([], "link.no_server"),
        ([("10.0.0.1", NoLink("link.not_a_server")), ("10.0.0.2", NoLink("link.no_server"))],
         "link.not_a_server"),
        ([("10.0.0.1", THEIRS), ("10.0.0.2", NoLink("link.not_a_server"))], "link.other_restaurant"),
        ([("localhost", NoLink("link.not_a_server"))], "link.no_server"),
    ],
)  # fmt: skip
def test_the_reason_that_helps_most_is_given(
    replies: list[tuple[str, str | NoLink]], reason: str
) -> None:
    look = Look(goal(known=LAST))
    assert not any(look.takes(reply(*each)) for each in replies)
    with pytest.raises(NoLink) as told:
        look.only()
    assert told.value.reason == reason
