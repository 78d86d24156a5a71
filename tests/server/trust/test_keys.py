"""What is derived from the secret key, and that none of it gives another away."""

import os
import stat
from pathlib import Path

from restaurant.server.trust.keys import Keys, load_keys


def test_a_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    first, second = load_keys(path), load_keys(path)
    assert first.identity == second.identity
    assert first.pin_hash("4711") == second.pin_hash("4711")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or os.name == "nt"


def test_two_restaurants_share_nothing() -> None:
    one, other = Keys(b"1" * 32), Keys(b"2" * 32)
    assert one.identity != other.identity
    assert one.pin_hash("4711") != other.pin_hash("4711")


def test_a_pin_is_not_in_what_is_kept_of_it() -> None:
    kept = Keys(b"1" * 32).pin_hash("4711")
    assert kept.startswith("scrypt1$")
    assert len(kept) == len("scrypt1$") + 64
    assert kept != Keys(b"1" * 32).pin_hash("4712")
