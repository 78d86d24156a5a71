"""Money as integer minor units of a currency, and as people write it."""

import re
from decimal import Decimal

MINOR_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "KWD": 3, "BHD": 3, "TND": 3}
"""Digits after the decimal point of currencies that have not two of them (ISO 4217)."""


def minor_digits(currency: str) -> int:
    """Digits after the decimal point of a currency (ISO 4217)."""
    return MINOR_DIGITS.get(currency, 2)


def parse_money(text: str, currency: str) -> int:
    """Minor units of a price as people write it ("6.50", "6,5"). Raises ValueError if it is none."""
    digits = minor_digits(currency)
    found = re.fullmatch(r"(\d{0,12})(?:[.,](\d+))?", text.strip())
    whole, part = (found[1], found[2] or "") if found else ("", "")
    # "1.000" may mean a thousand: more digits than the currency has are not guessed at.
    if not whole + part or len(part) > digits:
        raise ValueError(text)
    minor = int(whole + part.ljust(digits, "0"))
    if minor > 10**11:
        raise ValueError(text)
    return minor


def write_money(minor: int, currency: str) -> str:
    """A price as files and screens show it: 650 in EUR is "6.50"."""
    digits = minor_digits(currency)
    return f"{Decimal(minor).scaleb(-digits):.{digits}f}"
