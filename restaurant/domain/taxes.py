"""Taxes: how much of a sum, or on top of it, at each rate."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

SCALE = 10_000
"""Parts of a percent that a rate can have: four digits, "8.875" having three."""

WHOLE = 100 * SCALE
"""100 percent."""


class Tax(Struct, frozen=True, gc=False):
    """What an order owes at one rate: `rate` in percent ("7"), the sum without it and it, in minor units."""

    rate: str
    net: int
    tax: int


@lru_cache(maxsize=256)
def rate_text(written: str) -> str:
    """A percentage as it is kept and shown: "7,50" is "7.5". Raises ValueError if it is none."""
    found = re.fullmatch(r"(\d{1,3})(?:[.,](\d{1,4}))?", written.strip(), re.ASCII)
    rate = Decimal(f"{found[1]}.{found[2] or 0}") if found else Decimal(-1)
    if not 0 <= rate <= 100:
        raise ValueError(written)
    return f"{rate.normalize():f}"


def rate_of(name: str | None, rates: Mapping[str, str]) -> str | None:
    """The rate that a dish with a tax of that name has, None for no tax."""
    return rate_text(rates[name]) if name is not None and name in rates else None


def taxes_of(priced: Iterable[tuple[str | None, int]], *, added: bool) -> tuple[Tax, ...]:
    """The taxes on prices with their rates, one a rate, the lowest rate first; no rate is no tax.

    Computed once for the sum of a rate and not for each line, as EN 16931 (BR-CO-17) has it for bills,
    and rounded half up to minor units. `added` is whether they come on top of the prices; else they
    are in them. Either way net and tax make up exactly what is paid at that rate.
    """
    sums: dict[str, int] = {}
    for rate, price in priced:
        if rate is not None:
            sums[rate] = sums.get(rate, 0) + price
    taxes = (
        _added(rate, price) if added else _included(rate, price) for rate, price in sums.items()
    )
    return tuple(sorted(taxes, key=lambda tax: _parts(tax.rate)))


def total_of(priced: Iterable[tuple[str | None, int]], *, added: bool) -> int:
    """What is paid for prices with their rates."""
    listed = list(priced)
    prices = sum(price for _, price in listed)
    return prices + sum(tax.tax for tax in taxes_of(listed, added=True)) if added else prices


def _added(rate: str, price: int) -> Tax:
    return Tax(rate, price, _half_up(price * _parts(rate), WHOLE))


def _included(rate: str, price: int) -> Tax:
    tax = _half_up(price * _parts(rate), WHOLE + _parts(rate))
    return Tax(rate, price - tax, tax)


@lru_cache(maxsize=256)
def _parts(rate: str) -> int:
    return int(Decimal(rate) * SCALE)


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
