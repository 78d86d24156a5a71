"""Who shows no token is served at a bounded pace, each for himself."""

from restaurant.server.trust.pace import MOST_KEPT, MOST_WAIT_S, Pace

NOW = 1000.0


def _turn(pace: Pace, key: str, now: float = NOW) -> float:
    seconds = pace.turn(key, now)
    assert seconds is not None
    return seconds


def test_a_burst_is_served_at_once_and_the_rest_at_the_rate() -> None:
    pace = Pace(rate=5, burst=20)
    turns = [_turn(pace, "a") for _ in range(25)]
    assert max(turns[:20]) < 0.001
    assert [round(turn, 6) for turn in turns[20:]] == [0.2, 0.4, 0.6, 0.8, 1.0]


def test_one_does_not_wait_for_another() -> None:
    pace = Pace(rate=5, burst=2)
    for _ in range(9):
        pace.turn("a", NOW)
    assert _turn(pace, "b") < 0.001


def test_a_pause_gives_the_burst_back_and_no_more() -> None:
    pace = Pace(rate=5, burst=2)
    for _ in range(4):
        pace.turn("a", NOW)
    turns = [_turn(pace, "a", NOW + 3600) for _ in range(3)]
    assert [turn < 0.001 for turn in turns] == [True, True, False]


def test_many_addresses_do_not_fill_the_memory() -> None:
    pace = Pace(rate=5, burst=1)
    for number in range(2 * MOST_KEPT):
        pace.turn(number, NOW)
    assert len(pace._due) == MOST_KEPT


def test_a_flood_is_forgotten_soon_after_its_end() -> None:
    """Whoever shares the key waits behind as many as are served in that time, not behind all of it."""
    pace = Pace(rate=5, burst=20)
    turns = [pace.turn("router", NOW) for _ in range(10_000)]
    assert abs(turns.count(None) - (len(turns) - 20 - 5 * MOST_WAIT_S)) <= 1
    later = pace.turn("router", NOW + 2)
    assert later is not None
    assert later <= MOST_WAIT_S
    after = pace.turn("router", NOW + MOST_WAIT_S + 1)
    assert after is not None
    assert after <= 0
