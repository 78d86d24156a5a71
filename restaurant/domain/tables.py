"""Tables: which numbers are tables of this restaurant."""

from collections.abc import Collection

from restaurant.domain.values.basics import LAST_TABLE


def is_table(tables: Collection[int], number: int) -> bool:
    """Whether guests can sit at that number; none listed means any from 1 to 999."""
    return number in tables if tables else 1 <= number <= LAST_TABLE
