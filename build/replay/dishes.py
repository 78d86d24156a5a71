"""Makes a menu of the dishes and prices in past orders, and counts what had to be decided."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from build.replay.orders_file import Row
from restaurant.domain.menu import name_key
from restaurant.domain.money import minor_digits

MOST_LETTERS = 60
MOST_MINOR = 10**9
SIGNS = {"€": "EUR", "£": "GBP", "$": "USD", "₹": "INR", "¥": "JPY"}
PRICE = re.compile(r"(?P<before>[^\d.,+-]*)(?P<number>[\d.,' ]*\d)(?P<after>[^\d.,]*)", re.ASCII)


class Price(NamedTuple):
    """An amount, and the currency where one is named."""

    amount: Decimal
    currency: str | None


class Dish(NamedTuple):
    """A dish as the menu will have it; `price` in minor units."""

    name: str
    price: int


class Dishes:
    """The dishes of a file by `name_key` of the name there; `notes` counts what was odd."""

    def __init__(self, rows: Sequence[Row], currency: str) -> None:
        self.currency = currency
        self.notes: Counter[str] = Counter()
        self.currencies: Counter[str] = Counter()
        self._digits = minor_digits(currency)
        spellings: dict[str, Counter[str]] = {}
        prices: dict[str, Counter[int]] = {}
        for row in rows:
            key = name_key(row.dish)
            spellings.setdefault(key, Counter())[row.dish] += 1
            prices.setdefault(key, Counter()).update(self._minor(row.price))
        names = self._names(spellings)
        self.by_key = {key: Dish(names[key], self._one(prices[key])) for key in spellings}

    def find(self, name: str) -> Dish:
        """The dish that a row names."""
        return self.by_key[name_key(name)]

    def _minor(self, text: str) -> Iterable[int]:
        """The price in minor units, or none."""
        try:
            price = read_price(text)
        except ValueError:
            self.notes["rows whose price cannot be read (the dish has that of other rows)"] += 1
            return
        if price.currency:
            self.currencies[price.currency] += 1
        exact = price.amount.scaleb(self._digits)
        minor = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
        if minor > MOST_MINOR:
            self.notes["rows whose price is beyond belief (the dish has that of other rows)"] += 1
            return
        if minor != exact:
            self.notes["prices rounded to the smallest coin"] += 1
        yield minor

    def _one(self, prices: Counter[int]) -> int:
        """The price that stands there most often, of two such the later one."""
        if not prices:
            self.notes["dishes without any price (they cost nothing)"] += 1
            return 0
        if len(prices) > 1:
            self.notes["dishes whose price changes (the most frequent one counts)"] += 1
        most = max(prices.values())
        return [price for price, times in prices.items() if times == most][-1]

    def _names(self, spellings: dict[str, Counter[str]]) -> dict[str, str]:
        names: dict[str, str] = {}
        taken: set[str] = set()
        for key, ways in spellings.items():
            name = ways.most_common(1)[0][0]
            self.notes["dishes spelt in several ways (they are one)"] += len(ways) > 1
            self.notes[f"names over {MOST_LETTERS} letters (cut)"] += len(name) > MOST_LETTERS
            names[key] = _fitting(name, taken)
            taken.add(name_key(names[key]))
        return names


def read_price(text: str) -> Price:
    """A price as files have it: 4.95, £4.95, "4,95 EUR", 1,234.50. Raises ValueError."""
    found = PRICE.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    number = re.sub(r"[' ]", "", found["number"])
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", number):
        number = number.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+", number):
        number = number.replace(".", "")
    plain = number.replace(",", ".")
    if not re.fullmatch(r"[0-9]{0,12}(\.[0-9]+)?", plain):
        raise ValueError(text)
    return Price(Decimal(plain), _currency(found["before"].strip() or found["after"].strip()))


def _currency(text: str) -> str | None:
    """Raises ValueError for letters that are no currency."""
    if not text:
        return None
    currency = SIGNS.get(text, text.upper())
    if not re.fullmatch("[A-Z]{3}", currency):
        raise ValueError(text)
    return currency


def _fitting(name: str, taken: set[str]) -> str:
    """The name, cut where it is too long, and numbered where another was cut to the same."""
    if len(name) <= MOST_LETTERS and name_key(name) not in taken:
        return name
    number = 1
    while True:
        end = "…" if number == 1 else f"… {number}"
        short = name[: MOST_LETTERS - len(end)] + end
        if name_key(short) not in taken:
            return short
        number += 1
