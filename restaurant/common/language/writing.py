"""Numbers, money, dates and times as a language writes them: its file says how, under `language.`."""

from datetime import date, datetime, tzinfo

from restaurant.common.language.strings import Strings
from restaurant.domain.money import write_money

UNKNOWN = "–"
"""Where there is no figure yet."""
SYMBOLS = {
    "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CNY": "¥", "INR": "₹", "TRY": "₺", "KRW": "₩",
    "VND": "₫", "ILS": "₪", "UAH": "₴", "PLN": "zł", "CZK": "Kč",
    "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "MXN": "MX$", "BRL": "R$",
}  # fmt: skip
"""Signs that people know currencies by; others are told by their three letters."""
NO_BREAK = "\N{NO-BREAK SPACE}"


def number(strings: Strings, value: int) -> str:
    """A whole number with its thousands set apart: 12345 is "12,345" in English."""
    return _with_signs(strings, f"{value:,}")


def amount(strings: Strings, minor: int, currency: str) -> str:
    """Minor units without their currency, for where that is said elsewhere: "6.50", or "6,50"."""
    whole, dot, part = write_money(minor, currency).partition(".")
    sign = "-" if whole.startswith("-") else ""
    return _with_signs(strings, f"{sign}{int(whole.lstrip('-')):,}{dot}{part}")


def money(strings: Strings, minor: int, currency: str) -> str:
    """Minor units with their currency: "€6.50" in English, "6,50 €" in German; a dash without a currency."""
    if not currency:
        return UNKNOWN
    pattern = strings.text("language.money", currency="{currency}", amount="{amount}")
    symbol = SYMBOLS.get(currency, currency)
    if symbol[-1].isalpha():  # letters are never joined to figures
        pattern = pattern.replace("{currency}{amount}", "{currency} {amount}")
    written = pattern.format(currency=symbol, amount=amount(strings, minor, currency))
    return written.replace(" ", NO_BREAK)


def clock(strings: Strings, at: datetime, *, zone: tzinfo | None = None) -> str:
    """The time as the clock on the wall shows it, by default in this computer's time zone."""
    here = at.astimezone(zone)
    return strings.text("language.time", hour=here.hour, minute=here.minute)


def day(strings: Strings, when: date) -> str:
    """A day in full, with the name of its weekday."""
    names = strings.text("language.weekdays").split(", ")
    written = strings.text("language.date", **_parts(strings, when))
    return strings.text("language.day", weekday=names[when.weekday()], date=written)


def moment(strings: Strings, at: datetime, now: datetime, *, zone: tzinfo | None = None) -> str:
    """A time, with its day unless that is today's."""
    here, today = at.astimezone(zone), now.astimezone(zone)
    time = clock(strings, at, zone=zone)
    if here.date() == today.date():
        return time
    key = "language.short_date" if here.year == today.year else "language.date"
    return f"{strings.text(key, **_parts(strings, here.date()))} {time}"


def _parts(strings: Strings, when: date) -> dict[str, int | str]:
    month = strings.text(f"day.month_{when.month:02}")
    return {"day": when.day, "month": month, "month_number": when.month, "year": when.year}


def _with_signs(strings: Strings, written: str) -> str:
    """Python's signs in a number exchanged for the language's."""
    signs = {",": strings.text("language.thousands"), ".": strings.text("language.decimal")}
    exchanged = "".join(signs.get(letter, letter) for letter in written)
    return exchanged.replace(" ", NO_BREAK)
