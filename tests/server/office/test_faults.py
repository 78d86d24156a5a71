"""What the server's window is told of the log: faults in plain words, and nothing twice."""

import logging

import pytest

from restaurant.common.faults import fault
from restaurant.common.language.strings import strings
from restaurant.server.office.faults import MOST, Faults

ENGLISH = strings("en")


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def log(faults: Faults) -> logging.Logger:
    made = logging.Logger("test", logging.INFO)  # noqa: LOG001 - one that no other test has
    made.addHandler(faults)
    return made


def shown(faults: Faults) -> list[tuple[str, str]]:
    return [(d.level, d.message) for d in faults.documents(ENGLISH).values()]


def test_a_fault_is_told_in_its_words(faults: Faults, log: logging.Logger) -> None:
    log.error("menu %s", "broken", extra=fault("file_mended", file="menu.json"))
    assert shown(faults) == [("error", "menu.json is in order again and in force.")]


def test_good_news_is_told_too(faults: Faults, log: logging.Logger) -> None:
    log.info("x", extra=fault("file_mended", file="menu.json"))
    log.info("serving on port 5000")
    assert [level for level, _ in shown(faults)] == ["info"]


def test_what_nobody_foresaw_is_told_in_general(faults: Faults, log: logging.Logger) -> None:
    try:
        raise ZeroDivisionError("division by zero")
    except ZeroDivisionError:
        log.exception("screens could not be told")
    log.warning("the queue is long.")
    sentence = (
        "Something went wrong inside: {}. "
        "The server goes on; the log in the data folder has the details."
    )
    assert [message for _, message in shown(faults)] == [
        sentence.format("ZeroDivisionError: division by zero"),
        sentence.format("the queue is long"),
    ]


def test_what_is_new_is_taken_once(faults: Faults, log: logging.Logger) -> None:
    log.warning("one")
    new, gone = faults.take_new(ENGLISH)
    assert (list(new), gone) == (["1"], [])
    assert faults.take_new(ENGLISH) == ({}, [])
    log.warning("two")
    assert list(faults.take_new(ENGLISH)[0]) == ["2"]
    assert list(faults.documents(ENGLISH)) == ["1", "2"]


def test_the_oldest_go(faults: Faults, log: logging.Logger) -> None:
    for number in range(MOST):
        log.warning("%s", number)
    faults.take_new(ENGLISH)
    log.warning("more")
    log.warning("and more")
    new, gone = faults.take_new(ENGLISH)
    assert (list(new), gone) == ([f"{MOST + 1}", f"{MOST + 2}"], ["1", "2"])
    assert len(faults.documents(ENGLISH)) == MOST
    assert "2" not in faults.documents(ENGLISH)
