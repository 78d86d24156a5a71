"""A pairing code: good while it is good, and a proof that nobody in the middle can make."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from restaurant.domain.errors import Refused
from restaurant.protocol.pairing import (
    ALPHABET,
    normal_code,
    pairing_key,
    pairing_proof,
    shown_code,
)
from restaurant.server.trust.pairing import VALID_S, Pairing

FINGERPRINT = "ab" * 32


def here(function: Callable[..., Any], *args: Any) -> Any:
    return function(*args)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The monotonic time, which the test moves."""
    now = [5000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def code_of(refusing: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        refusing()
    return caught.value.code


def test_a_code_is_read_out_without_doubt() -> None:
    code = Pairing(here).open()
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("01OILU")
    assert normal_code(f" {shown_code(code).lower()} ") == code


def test_it_is_good_for_any_number_of_terminals_until_its_time_is_over(clock: list[float]) -> None:
    pairing = Pairing(here)
    code = pairing.open()
    for _ in range(3):
        pairing.check(shown_code(code).lower())
    clock[0] += VALID_S - 1
    pairing.check(code)
    clock[0] += 1
    assert code_of(lambda: pairing.check(code)) == "code_expired"
    assert code_of(lambda: pairing.proof(fingerprint=FINGERPRINT, nonce="n")) == "code_expired"
    assert pairing.present() is None


def test_a_wrong_code_and_an_old_one_are_told_apart() -> None:
    pairing = Pairing(here)
    assert code_of(lambda: pairing.check("22222222")) == "code_expired"  # none was ever asked for
    first = pairing.open()
    assert code_of(lambda: pairing.check("22222222")) == "wrong_code"
    assert code_of(lambda: pairing.check("")) == "wrong_code"
    pairing.close()
    assert code_of(lambda: pairing.check(first)) == "code_expired"
    second, third = pairing.open(), pairing.open()
    assert code_of(lambda: pairing.check(second)) == "code_expired"
    pairing.check(third)


def test_the_proof_is_of_the_code_the_certificate_and_the_nonce() -> None:
    pairing = Pairing(here)
    code = pairing.open()
    proof = pairing.proof(fingerprint=FINGERPRINT, nonce="n1")
    key = pairing_key(shown_code(code).lower())
    assert proof == pairing_proof(key, fingerprint=FINGERPRINT, nonce="n1")
    assert proof != pairing_proof(key, fingerprint="cd" * 32, nonce="n1")
    assert proof != pairing_proof(key, fingerprint=FINGERPRINT, nonce="n2")
    assert proof != pairing_proof(pairing_key("22222222"), fingerprint=FINGERPRINT, nonce="n1")
