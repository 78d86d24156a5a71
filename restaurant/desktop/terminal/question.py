"""The words of a dish's question: how many answers it wants, and what each of them costs."""

from restaurant.common.language.strings import Strings
from restaurant.common.language.writing import amount
from restaurant.domain.values.menu import Modifier, Option


def how_many(strings: Strings, modifier: Modifier) -> str:
    """How many of its options are wanted."""
    least, most = modifier.choose
    if least == most:
        key = "customer.choose_exactly"
    else:
        key = "customer.choose_between" if least else "customer.choose_up_to"
    return strings.text(key, least=least, most=most)


def option_text(strings: Strings, option: Option, currency: str) -> str:
    """An option with what it adds to the price."""
    if not option.price:
        return option.name
    return f"{option.name}  +{amount(strings, option.price, currency)}"


def chip_style(modifier: Modifier) -> str:
    """The ttk style of its options: round marks where exactly one is wanted, else square ones."""
    return f"Chip.T{'Radiobutton' if wants_one(modifier) else 'Checkbutton'}"


def wants_one(modifier: Modifier) -> bool:
    """Whether one answer takes the place of the one before."""
    return modifier.choose == (1, 1)
