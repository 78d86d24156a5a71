"""PINs that the program makes itself, for a person who has none yet or lost it."""

import secrets

DIGITS = 6


def new_pin() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
