"""Twenty service hours: nobody's order is lost or doubled, whatever network, disk and power do."""

import pytest

from tests.sim.hour import run

SEEDS = range(20)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_service_hour(seed: int) -> None:
    try:
        figures = run(seed)
    except BaseException:
        print(f"again with: python -m tests.sim {seed}")
        raise
    print(figures)
    # It was no easy hour.
    assert figures.orders > 80
    assert figures.starts > 3
    assert figures.refused > 0
    assert figures.edited > 10
    assert figures.gaps > 0


def test_the_same_seed_is_the_same_hour() -> None:
    assert run(4711) == run(4711)
